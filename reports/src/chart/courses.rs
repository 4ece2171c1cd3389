//! Courses over time: one small chart for each question, all on one scale, each with how the newest course differs from the
//! one before.

use super::canvas::{Anchor, Canvas, Lettering, Set, drawing, set, stack_height};
use super::data::{ChartData, Datum};
use super::key::{self, KeyEntry, Swatch};
use super::marks::{draw_band, draw_note, draw_on_ground, draw_side, draw_small_side};
use super::picture::Picture;
use super::rows::{self, draw_nothing};
use super::svg::PictureError;
use super::words::{self, ChartWords, shortened};
use super::{ChartSide, Estimate, Layout};
use crate::palette::Colour;
use crate::wording;

/// The most questions.
const MOST: usize = 60;

/// The questions for which there is room on a slide.
const ON_SLIDE: usize = 6;

/// The small charts beside each other in a wide drawing, and the space between them.
const ACROSS: usize = 3;
const BETWEEN: f64 = 36.0;

/// The height of the plot of one question.
const PLOT: f64 = 92.0;

/// The room of the numbers of the scale.
const NUMBERS: f64 = 18.0;

/// The widest space between two courses.
const WIDEST: f64 = 90.0;

/// The space between two courses from which their marks have their full size.
const CLOSE: f64 = 18.0;

/// The room of a printed mean: where courses stand closer, only the newest has one.
const PRINTED: f64 = 30.0;

/// The space between the small charts of one column.
const BELOW: f64 = 26.0;

/// The room of an arrow before its words.
const ARROW: f64 = 18.0;

/// One course.
#[derive(Clone, Debug)]
pub struct DrawnCourse {
    /// Its date, as people write it.
    pub date: String,
    /// Its name or place.
    pub label: String,
    /// Its mean.
    pub estimate: Estimate,
    /// Where the mean would lie if the course were like the earlier ones, if that is to be drawn.
    pub band: Option<(f64, f64)>,
    /// Whether the wording of the question is not that of the course before: the line breaks here.
    pub reworded: bool,
}

/// How the newest course differs from the one before it.
#[derive(Clone, Debug)]
pub struct DrawnChange {
    /// The newest mean minus the one before, as both are printed.
    pub by: f64,
    /// The date of the one before.
    pub since: String,
    /// What may be said of it: "may be chance", "higher than earlier courses".
    pub said: String,
}

/// One question.
#[derive(Clone, Debug)]
pub struct DrawnQuestion {
    /// Its name.
    pub label: String,
    /// The courses in date order.
    pub courses: Vec<DrawnCourse>,
    /// How the newest differs; none where there are not two that can be set against each other.
    pub change: Option<DrawnChange>,
}

/// Questions over courses.
#[derive(Clone, Debug)]
pub struct Courses {
    /// The words around it.
    pub words: ChartWords,
    /// The side that answered; its colour and shape.
    pub side: ChartSide,
    /// The questions, in the order in which they are drawn.
    pub questions: Vec<DrawnQuestion>,
}

/// Where the plot of one question lies.
struct Plot {
    left: f64,
    top: f64,
    step: f64,
}

impl Plot {
    fn x(&self, at: usize) -> f64 {
        self.left + (real(at) + 0.5) * self.step
    }

    fn y(&self, value: f64) -> f64 {
        self.top + PLOT - (value.clamp(1.0, 5.0) - 1.0) / 4.0 * PLOT
    }
}

impl Courses {
    /// The drawing. The narrow one has its small charts below each other.
    ///
    /// # Errors
    /// [`PictureError::Drawing`] if it cannot be drawn.
    pub fn picture(&self, layout: Layout) -> Result<Picture, PictureError> {
        self.drawn(layout, MOST)
    }

    /// The wide drawing of the first questions, for a slide.
    ///
    /// # Errors
    /// [`PictureError::Drawing`] if it cannot be drawn.
    pub fn few(&self) -> Result<Picture, PictureError> {
        self.drawn(Layout::Wide, ON_SLIDE)
    }

    fn drawn(&self, layout: Layout, most: usize) -> Result<Picture, PictureError> {
        let (questions, left_out) = rows::drawn(&self.questions, most);
        let chart = drawing(|canvas| {
            let bottom = if questions.is_empty() {
                draw_nothing(canvas)
            } else {
                self.draw(canvas, layout, questions)
            };
            rows::draw_left_out(canvas, bottom, left_out)
        })?;
        let alt = self.words.alt("Small point charts", &self.extremes());
        Ok(Picture::compose(layout, &self.words, alt, chart)?.with_data(self.data()))
    }

    /// The largest rise and fall, in words.
    fn extremes(&self) -> String {
        let changes =
            || self.questions.iter().filter_map(|question| Some((question, question.change.as_ref()?)));
        let told = |(question, change): (&DrawnQuestion, &DrawnChange)| {
            format!("{}, {}", words::name(&question.label), wording::gap(change.by))
        };
        let highest = changes().max_by(|(_, a), (_, b)| a.by.total_cmp(&b.by));
        let lowest = changes().min_by(|(_, a), (_, b)| a.by.total_cmp(&b.by));
        match (highest, lowest) {
            (Some(highest), Some(lowest)) if changes().count() > 1 => {
                format!("Largest change upwards: {}; downwards: {}", told(highest), told(lowest))
            }
            (Some(only), _) => told(only),
            _ => String::new(),
        }
    }

    fn data(&self) -> ChartData {
        let rows = self.questions.iter().flat_map(|question| {
            question.courses.iter().map(move |course| {
                let words = [&question.label, &course.date, &course.label];
                let words = words.map(|words| Datum::words(&**words)).into_iter();
                words.chain(course.estimate.data()).collect()
            })
        });
        let columns =
            ["Question", "Date", "Course", "Mean", "Answers", "95% interval from", "95% interval to"];
        ChartData::new(columns, rows)
    }

    /// The courses of a question that are drawn: the newest.
    fn newest(question: &DrawnQuestion) -> &[DrawnCourse] {
        &question.courses[question.courses.len().saturating_sub(rows::MOST)..]
    }

    fn draw(&self, canvas: &mut Canvas<'_>, layout: Layout, questions: &[DrawnQuestion]) -> f64 {
        let across = if layout == Layout::Wide { ACROSS } else { 1 };
        let width = (layout.width() - BETWEEN * real(across - 1)) / real(across);
        let entries = self.key();
        let mut top = key::draw(canvas, &entries, (0.0, layout.width()), 0.0)
            + if entries.is_empty() { 0.0 } else { 12.0 };
        let title = Lettering::BODY.bold(true);
        for line in questions.chunks(across) {
            let titles: Vec<Vec<Set>> = line
                .iter()
                .map(|question| set(title.wrap(&shortened(&question.label, rows::LONGEST), width), title))
                .collect();
            let plots = top + titles.iter().map(|lines| stack_height(lines)).fold(0.0, f64::max) + 26.0;
            let mut bottom = plots;
            for (at, (question, lines)) in line.iter().zip(&titles).enumerate() {
                let left = real(at) * (width + BETWEEN);
                canvas.stack_from((left, top), lines);
                bottom = f64::max(bottom, self.draw_question(canvas, question, (left, width), plots));
            }
            top = bottom + BELOW;
        }
        let across = (0.0, layout.width());
        let mut bottom = draw_note(canvas, across, top - BELOW, &self.note());
        let all = self.questions.iter().map(|question| question.courses.len()).max().unwrap_or(0);
        if all > rows::MOST {
            let said =
                format!("The latest {} of {} courses are drawn.", rows::MOST, wording::count(all as u64));
            bottom = draw_note(canvas, across, bottom, &said);
        }
        bottom
    }

    fn key(&self) -> Vec<KeyEntry> {
        let mut entries = Vec::new();
        let mut courses = self.questions.iter().flat_map(|question| Self::newest(question).iter().skip(1));
        if self
            .questions
            .iter()
            .any(|question| Self::newest(question).iter().any(|course| course.band.is_some()))
        {
            entries.push(KeyEntry::plain(Swatch::Band, "where a course like the earlier ones would lie"));
        }
        if courses.any(|course| course.reworded) {
            entries.push(KeyEntry::plain(Swatch::Bar, "the wording changed here"));
        }
        entries
    }

    fn note(&self) -> String {
        let mut courses = self.questions.iter().flat_map(Self::newest);
        let has_intervals =
            courses.any(|course| matches!(course.estimate, Estimate::Shown { interval: Some(_), .. }));
        let scale = "1 is the lowest answer, 5 the highest.";
        if has_intervals { format!("{scale} {}", super::marks::INTERVALS) } else { scale.to_owned() }
    }

    /// One small chart from `top` downwards. Returns where it ends.
    fn draw_question(
        &self,
        canvas: &mut Canvas<'_>,
        question: &DrawnQuestion,
        (left, width): (f64, f64),
        top: f64,
    ) -> f64 {
        let courses = Self::newest(question);
        let room = width - NUMBERS - 14.0;
        let step = (room / real(courses.len().max(1))).min(WIDEST);
        let plot = Plot { left: left + NUMBERS, top, step };
        for (course, at) in courses.iter().zip(0..) {
            if let Some((low, high)) = course.band.filter(|(low, high)| low.is_finite() && high.is_finite()) {
                let (from, to) = (plot.x(at) - step / 2.0, plot.x(at) + step / 2.0);
                draw_band(canvas, (from, plot.y(high)), (to, plot.y(low)));
            }
        }
        let end = Lettering::SMALL.anchor(Anchor::End);
        for value in [1.0, 3.0, 5.0] {
            let y = plot.y(value);
            canvas.line((plot.left, y), (left + width, y), Colour::Line, 1.0);
            canvas.stack((plot.left - 6.0, y), &[(format!("{value:.0}"), end)]);
        }
        Self::draw_links(canvas, &plot, courses);
        for (at, course) in courses.iter().enumerate() {
            self.draw_course(canvas, &plot, (at, courses.len()), course);
        }
        draw_foot(canvas, question, (left, width), top + PLOT + 8.0)
    }

    /// Lines from course to course, broken by a course without a mean and by a change of wording.
    fn draw_links(canvas: &mut Canvas<'_>, plot: &Plot, courses: &[DrawnCourse]) {
        for (at, pair) in courses.windows(2).enumerate() {
            let x = (plot.x(at), plot.x(at + 1));
            if pair[1].reworded {
                let middle = f64::midpoint(x.0, x.1);
                canvas.line((middle, plot.y(5.0)), (middle, plot.y(1.0)), Colour::Soft, 3.0);
            } else if let (Some((_, from)), Some((_, to))) =
                (pair[0].estimate.shown(), pair[1].estimate.shown())
            {
                canvas.line((x.0, plot.y(from)), (x.1, plot.y(to)), Colour::Soft, 1.0);
            }
        }
    }

    fn draw_course(
        &self,
        canvas: &mut Canvas<'_>,
        plot: &Plot,
        (at, of): (usize, usize),
        course: &DrawnCourse,
    ) {
        let Some((_, mean)) = course.estimate.shown() else { return };
        let (x, y) = (plot.x(at), plot.y(mean));
        let mut above = y - 9.0;
        if let Estimate::Shown { interval: Some((low, high)), .. } = course.estimate {
            canvas.line((x, plot.y(low)), (x, plot.y(high)), self.side.dot(), 1.5);
            above = above.min(plot.y(high));
        }
        if plot.step < CLOSE {
            draw_small_side(canvas, (x, y), self.side, (plot.step * 0.42).max(1.5));
        } else {
            draw_side(canvas, (x, y), self.side, false);
        }
        if plot.step >= PRINTED || at + 1 == of {
            let style = Lettering::SMALL.bold(true).colour(Colour::Ink).anchor(Anchor::Middle);
            draw_on_ground(canvas, (x, above - 8.0), &wording::mean(mean), style);
        }
    }
}

/// The newest course in words, and how it differs from the one before. Returns where they end.
fn draw_foot(canvas: &mut Canvas<'_>, question: &DrawnQuestion, (left, width): (f64, f64), top: f64) -> f64 {
    let Some(last) = question.courses.last() else { return top };
    let style = Lettering::SMALL.colour(Colour::Ink);
    let said = match last.estimate.shown() {
        Some((n, mean)) => format!("{}, n\u{A0}{}", wording::mean(mean), wording::count(n)),
        None => last.estimate.absence().to_owned(),
    };
    let newest = format!("{}: {said}", words::name(&last.date));
    let below = canvas.stack_from((left, top), &set(style.wrap(&newest, width), style));
    let Some(change) = &question.change else { return below };
    draw_arrow(canvas, (left + 6.0, below + 8.5), change.by);
    let said = format!(
        "{} since {}: {}",
        wording::gap(change.by),
        words::name(&change.since),
        shortened(&change.said, rows::LONGEST)
    );
    canvas.stack_from((left + ARROW, below), &set(style.wrap(&said, width - ARROW), style))
}

/// An arrow up or down, or a bar where both means are printed alike. It has no colour of good or bad.
fn draw_arrow(canvas: &mut Canvas<'_>, (x, y): (f64, f64), by: f64) {
    let tip = if by > 0.0 { -6.0 } else { 6.0 };
    if by.abs() < 0.05 {
        canvas.line((x - 5.0, y), (x + 5.0, y), Colour::Ink, 2.5);
    } else {
        canvas.polygon(&[(x - 6.0, y - tip * 0.7), (x + 6.0, y - tip * 0.7), (x, y + tip)], Colour::Ink, 1.0);
    }
}

/// Courses are a few hundred at most, so the conversion is exact.
fn real(courses: usize) -> f64 {
    f64::from(u32::try_from(courses).unwrap_or(u32::MAX))
}
