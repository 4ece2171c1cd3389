//! Are courses getting better: one mean a course, in date order, with its interval.

use super::axis::{self, Axis};
use super::canvas::{Anchor, Canvas, Lettering, Set, drawing, set, stack_height};
use super::key::{self, Entry, Swatch};
use super::marks::{draw_band, draw_hatch, draw_on_ground, draw_side, draw_small_side, draw_words};
use super::picture::{Picture, PictureError};
use super::rows::{self, Name, Room, Rows, draw_nothing};
use super::words::{self, Words};
use super::{Estimate, Layout, Side};
use crate::palette::Colour;

/// The plot of a wide drawing: left, right, height.
const PLOT: (f64, f64, f64) = (130.0, 956.0, 300.0);

/// The widest space between two courses.
const WIDEST: f64 = 170.0;

/// The space between two courses from which their marks have their full size.
const CLOSE: f64 = 18.0;

/// The room of a printed mean: where courses stand closer, only every second, third … has one.
const PRINTED: f64 = 26.0;

/// The most characters of a date.
const LONGEST_DATE: usize = 40;

/// For how many courses at least the hairlines reach.
const FEWEST: f64 = 3.0;

/// One course.
#[derive(Clone, Debug)]
pub struct Course {
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

/// One question over courses.
#[derive(Clone, Debug)]
pub struct Trend {
    /// The words around it.
    pub words: Words,
    /// The labels of the scale, lowest first.
    pub scale: [String; 5],
    /// The side that answered; its colour and shape.
    pub side: Side,
    /// The courses in date order.
    pub courses: Vec<Course>,
}

/// The places of the courses in a wide drawing.
struct Places {
    step: f64,
    top: f64,
}

impl Places {
    fn x(&self, at: usize) -> f64 {
        PLOT.0 + (real(at) + 0.5) * self.step
    }

    /// Every how many courses a mean is printed.
    fn printed(&self) -> usize {
        (1..rows::MOST).find(|every| self.step * real(*every) >= PRINTED).unwrap_or(rows::MOST)
    }

    fn y(&self, value: f64) -> f64 {
        self.top + PLOT.2 - (value.clamp(1.0, 5.0) - 1.0) / 4.0 * PLOT.2
    }
}

impl Trend {
    /// The drawing. The narrow one lists the courses from top to bottom.
    ///
    /// # Errors
    /// [`PictureError::Drawing`] if it cannot be drawn.
    pub fn picture(&self, layout: Layout) -> Result<Picture, PictureError> {
        let earlier = self.courses.len().saturating_sub(rows::MOST);
        let drawn = Self {
            words: self.words.clone(),
            scale: self.scale.clone(),
            side: self.side,
            courses: self.courses[earlier..].to_vec(),
        };
        let chart = drawing(|canvas| {
            let bottom = match layout {
                _ if drawn.courses.is_empty() => draw_nothing(canvas),
                Layout::Wide => drawn.draw_wide(canvas),
                Layout::Narrow => drawn.draw_narrow(canvas),
            };
            draw_earlier(canvas, bottom, earlier, drawn.courses.len())
        })?;
        Picture::compose(layout, &self.words, self.words.alt("Point chart", &drawn.extremes()), chart)
    }

    fn extremes(&self) -> String {
        let told: Vec<String> = self
            .courses
            .iter()
            .filter_map(|course| {
                Some(format!("{} on {}", words::mean(course.estimate.shown()?.1), words::name(&course.date)))
            })
            .collect();
        match told.as_slice() {
            [] => "Too few answers to show".to_owned(),
            [only] => only.clone(),
            [first, .., last] => format!("First {first}, last {last}"),
        }
    }

    fn key(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        if self.courses.iter().any(|course| course.band.is_some()) {
            entries.push(Entry::plain(Swatch::Band, "where a course like the earlier ones would lie"));
        }
        if self.courses.iter().skip(1).any(|course| course.reworded) {
            entries.push(Entry::plain(Swatch::Bar, "the wording changed here"));
        }
        if self.courses.iter().any(|course| course.estimate == Estimate::Suppressed) {
            entries.push(Entry::plain(Swatch::Hatch, words::TOO_FEW));
        }
        entries
    }

    fn draw_wide(&self, canvas: &mut Canvas<'_>) -> f64 {
        let entries = self.key();
        let below_key = key::draw(canvas, &entries, (PLOT.0, Layout::Wide.width()), 0.0);
        let many = real(self.courses.len());
        let step = ((PLOT.1 - PLOT.0) / many).min(WIDEST);
        let places = Places { step, top: below_key + 22.0 };
        let end = PLOT.0 + step * many.max(FEWEST);
        self.draw_bands(canvas, &places);
        for (value, label) in [1.0, 2.0, 3.0, 4.0, 5.0].into_iter().zip(&self.scale) {
            let y = places.y(value);
            canvas.line((PLOT.0, y), (end, y), Colour::Line, 1.0);
            let style = Lettering::SMALL.anchor(Anchor::End);
            canvas.stack((PLOT.0 - 12.0, y), &set(style.wrap(label, PLOT.0 - 12.0), style));
        }
        self.draw_links(canvas, &places);
        for (at, course) in self.courses.iter().enumerate() {
            self.draw_course(canvas, &places, at, course);
        }
        self.draw_dates(canvas, &places)
    }

    fn draw_bands(&self, canvas: &mut Canvas<'_>, places: &Places) {
        for (at, course) in self.courses.iter().enumerate() {
            let Some((low, high)) = course.band.filter(|(low, high)| low.is_finite() && high.is_finite())
            else {
                continue;
            };
            let (left, right) = (places.x(at) - places.step / 2.0, places.x(at) + places.step / 2.0);
            draw_band(canvas, (left, places.y(high)), (right, places.y(low)));
        }
    }

    /// Lines from course to course, broken by a course without a mean and by a change of wording.
    fn draw_links(&self, canvas: &mut Canvas<'_>, places: &Places) {
        for (at, pair) in self.courses.windows(2).enumerate() {
            let x = (places.x(at), places.x(at + 1));
            if pair[1].reworded {
                let middle = f64::midpoint(x.0, x.1);
                canvas.line((middle, places.y(5.0)), (middle, places.y(1.0)), Colour::Soft, 3.0);
            } else if let (Some((_, from)), Some((_, to))) =
                (pair[0].estimate.shown(), pair[1].estimate.shown())
            {
                canvas.path(&[(x.0, places.y(from)), (x.1, places.y(to))], self.side.dot(), 1.5, 0.5);
            }
        }
    }

    fn draw_course(&self, canvas: &mut Canvas<'_>, places: &Places, at: usize, course: &Course) {
        let x = places.x(at);
        let Some((_, mean)) = course.estimate.shown() else {
            if course.estimate == Estimate::Suppressed {
                let half = (places.step * 0.25).min(16.0);
                draw_hatch(canvas, (x - half, places.y(5.0)), (x + half, places.y(1.0)));
            }
            return;
        };
        let mut top = places.y(mean) - 9.0;
        if let Estimate::Shown { interval: Some((low, high)), .. } = course.estimate {
            canvas.line((x, places.y(low)), (x, places.y(high)), self.side.dot(), 1.8);
            top = top.min(places.y(high));
        }
        if places.step < CLOSE {
            draw_small_side(canvas, (x, places.y(mean)), self.side, (places.step * 0.42).max(1.5));
        } else {
            draw_side(canvas, (x, places.y(mean)), self.side, false);
        }
        if !at.is_multiple_of(places.printed()) {
            return;
        }
        let style = Lettering::SMALL.bold(true).colour(Colour::Ink).anchor(Anchor::Middle);
        draw_on_ground(canvas, (x, top - 9.0), &words::mean(mean), style);
    }

    /// Dates, numbers of answers and names under the plot. Where courses stand so close that a date would need a
    /// third line, only every second, third … has words. Returns where they end.
    fn draw_dates(&self, canvas: &mut Canvas<'_>, places: &Places) -> f64 {
        let room = |every: u32| (places.step * f64::from(every) - 6.0).min(150.0);
        let short = |text: &str, room: f64| room > 0.0 && Lettering::SMALL.wrap(text, room).len() <= 2;
        let date = |course: &Course| words::shortened(&course.date, LONGEST_DATE);
        let fits = |room: f64| {
            short(words::TOO_FEW, room) && self.courses.iter().all(|course| short(&date(course), room))
        };
        // Beyond thirty steps the courses would be thinner than their marks; words take what room there is.
        let every = (1..30).find(|every| fits(room(*every))).unwrap_or(30);
        let room = room(every);
        let top = places.y(1.0) + 8.0;
        let mut bottom = top;
        for (at, course) in self.courses.iter().enumerate().step_by(every as usize) {
            let lines = under(course, room);
            canvas.stack_from((places.x(at), top), &lines);
            bottom = f64::max(bottom, top + stack_height(&lines));
        }
        bottom
    }

    fn draw_narrow(&self, canvas: &mut Canvas<'_>) -> f64 {
        let layout = Layout::Narrow;
        let axis = axis::of_rows(layout, &self.scale);
        let band: Vec<Entry> =
            self.key().into_iter().filter(|entry| matches!(entry.swatch, Swatch::Band)).collect();
        let top =
            key::draw(canvas, &band, (0.0, layout.width()), 0.0) + if band.is_empty() { 0.0 } else { 8.0 };
        let names: Vec<Name> =
            self.courses.iter().enumerate().map(|(at, course)| row_name(course, at)).collect();
        let rows = Rows::place(layout, Room::MEANS, &names, &[], top);
        for (course, (from, to)) in self.courses.iter().zip(rows.stretches()) {
            if let Some((low, high)) = course.band.filter(|(low, high)| low.is_finite() && high.is_finite()) {
                draw_band(canvas, (axis.x(low), from), (axis.x(high), to));
            }
            axis.grid(canvas, from, to);
        }
        rows.draw_names(canvas);
        for (course, row) in self.courses.iter().zip(&rows.placed) {
            self.draw_row(canvas, &axis, course, row.centre);
        }
        axis.label(canvas, rows.bottom + 4.0)
    }

    fn draw_row(&self, canvas: &mut Canvas<'_>, axis: &Axis<'_>, course: &Course, y: f64) {
        let Some((_, mean)) = course.estimate.shown() else {
            return draw_words(canvas, (axis.left + 8.0, y), course.estimate.absence());
        };
        if let Estimate::Shown { interval: Some((low, high)), .. } = course.estimate {
            canvas.line((axis.x(low), y), (axis.x(high), y), self.side.dot(), 1.8);
        }
        draw_side(canvas, (axis.x(mean), y), self.side, false);
        let style = Lettering::BODY.bold(true).anchor(Anchor::End);
        canvas.stack((Layout::Narrow.width(), y), &[(words::mean(mean), style)]);
    }
}

/// Says under a drawing that earlier courses are not in it, if there are any. Returns where the drawing ends.
fn draw_earlier(canvas: &mut Canvas<'_>, bottom: f64, earlier: usize, drawn: usize) -> f64 {
    if earlier == 0 {
        return bottom;
    }
    let of = words::count((earlier + drawn) as u64);
    let said = format!("The latest {drawn} of {of} courses are drawn.");
    canvas.stack_from((0.0, bottom + 10.0), &[(said, Lettering::SMALL)])
}

/// Courses are a few hundred at most, so the conversion is exact.
fn real(courses: usize) -> f64 {
    f64::from(u32::try_from(courses).unwrap_or(u32::MAX))
}

/// Date, number of answers, and the name where there is room.
fn under(course: &Course, room: f64) -> Vec<Set> {
    let style = Lettering::SMALL.anchor(Anchor::Middle);
    let date = words::shortened(&course.date, LONGEST_DATE);
    let mut lines = set(style.wrap(&date, room), style.colour(Colour::Ink));
    if room >= 84.0 {
        lines.extend(set(style.wrap(&words::shortened(&course.label, rows::LONGEST), room), style));
    }
    let n = match course.estimate.shown() {
        Some((n, _)) => format!("n {}", words::count(n)),
        None => course.estimate.absence().to_owned(),
    };
    lines.extend(set(style.wrap(&n, room), style));
    lines
}

fn row_name(course: &Course, at: usize) -> Name {
    let label = if course.label.is_empty() { String::new() } else { format!(", {}", course.label) };
    let n = course.estimate.shown().map(|(n, _)| format!("n {}", words::count(n)));
    let changed = (course.reworded && at > 0).then(|| "the wording changed here".to_owned());
    let note = [n, changed].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Name { label: format!("{}{label}", course.date), note, bold: false }
}
