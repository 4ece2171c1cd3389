//! Numbers between two ends: a dot for each person at the number that they gave, and where the mean lies.

use super::Layout;
use super::canvas::{Anchor, Canvas, Lettering, drawing, set, stack_height};
use super::data::{ChartData, Datum};
use super::picture::Picture;
use super::rows::{self, draw_nothing};
use super::svg::PictureError;
use super::words::{ChartWords, shortened};
use crate::counts::real;
use crate::palette::Colour;
use crate::wording;

/// The most dots of one number; of more people a dot stands for several.
const HIGHEST_STACK: u64 = 15;

/// The most numbers from one end to the other; what lies beyond is not drawn.
const MOST: usize = 101;

/// The room that the name of a number needs from one to the next.
const LABEL: f64 = 24.0;

/// How many people gave each number.
#[derive(Clone, Debug)]
pub struct Dots {
    /// The words around it.
    pub words: ChartWords,
    /// What the ends are called, the lower one first; may be empty.
    pub ends: [String; 2],
    /// People who gave 0, 1, 2 and so on.
    pub people: Vec<u64>,
    /// The mean of their numbers; none where it must not be shown.
    pub mean: Option<f64>,
}

/// Where numbers lie.
struct Places {
    left: f64,
    step: f64,
    /// The radius of a dot.
    radius: f64,
}

impl Places {
    fn new(layout: Layout, numbers: usize) -> Self {
        let (left, right, radius) = match layout {
            Layout::Wide => (60.0, 900.0, 7.0),
            Layout::Narrow => (20.0, 340.0, 6.0),
        };
        Self { left, step: (right - left) / real(numbers.saturating_sub(1).max(1) as u64), radius }
    }

    fn x(&self, number: f64) -> f64 {
        self.left + number * self.step
    }

    /// Whether a number is named, so that no two names touch.
    fn is_named(&self, number: usize, last: usize) -> bool {
        self.step >= LABEL || number == 0 || number == last
    }
}

impl Dots {
    /// The drawing.
    ///
    /// # Errors
    /// [`PictureError::Drawing`] if it cannot be drawn.
    pub fn picture(&self, layout: Layout) -> Result<Picture, PictureError> {
        let (people, _) = rows::drawn(&self.people, MOST);
        let chart = drawing(|canvas| self.draw(canvas, layout, people))?;
        let alt = self.words.alt("Dot plot", &extremes(people));
        let row = |(number, people): (u64, &u64)| vec![Datum::Count(number), Datum::Count(*people)];
        let data = ChartData::new(["Number", "People"], (0..).zip(people).map(row));
        Ok(Picture::compose(layout, &self.words, alt, chart)?.with_data(data))
    }

    fn draw(&self, canvas: &mut Canvas<'_>, layout: Layout, people: &[u64]) -> f64 {
        let most = people.iter().copied().max().unwrap_or(0);
        if most == 0 {
            return draw_nothing(canvas);
        }
        let places = Places::new(layout, people.len());
        let last = people.len() - 1;
        let each = most.div_ceil(HIGHEST_STACK);
        let said = Lettering::SMALL.wrap(&unit(each), layout.width());
        let top = canvas.stack_from((0.0, 0.0), &set(said, Lettering::SMALL));
        let line = Lettering::BODY.leading();
        let pitch = 2.0 * places.radius + 2.0;
        let base = top + 2.0 * line + real(most.div_ceil(each)) * pitch;
        if let Some(mean) = self.mean.filter(|mean| mean.is_finite()) {
            draw_mean(canvas, &places, mean.clamp(0.0, real(last as u64)), real(last as u64), (top, base));
        }
        canvas.line((places.x(0.0), base), (places.x(real(last as u64)), base), Colour::Soft, 1.0);
        let count = Lettering::SMALL.bold(true).colour(Colour::Ink).anchor(Anchor::Middle);
        let tick = Lettering::SMALL.anchor(Anchor::Middle);
        let is_counted = count.width(&wording::count(most)) + 4.0 <= places.step;
        let mut below = base;
        for (number, people) in people.iter().enumerate() {
            let x = places.x(real(number as u64));
            let top = draw_stack(canvas, (x, base), places.radius, *people, each);
            if *people > 0 && is_counted {
                canvas.stack((x, top - 9.0), &[(wording::count(*people), count)]);
            }
            if places.is_named(number, last) {
                below = canvas.stack_from((x, base + 5.0), &[(number.to_string(), tick)]);
            }
        }
        self.draw_ends(canvas, layout, below)
    }

    /// What the ends are called, under their numbers.
    fn draw_ends(&self, canvas: &mut Canvas<'_>, layout: Layout, top: f64) -> f64 {
        let room = layout.width() / 2.0 - 10.0;
        let [low, high] = self.ends.each_ref().map(|end| shortened(end, rows::LONGEST));
        let end = Lettering::SMALL.anchor(Anchor::End);
        let low = set(Lettering::SMALL.wrap(&low, room), Lettering::SMALL);
        let high = set(end.wrap(&high, room), end);
        canvas.stack_from((0.0, top), &low);
        canvas.stack_from((layout.width(), top), &high);
        top + f64::max(stack_height(&low), stack_height(&high))
    }
}

/// What a dot stands for.
fn unit(each: u64) -> String {
    match each {
        1 => "One dot is one person.".to_owned(),
        several => format!("One dot is {} people, a smaller one fewer.", wording::count(several)),
    }
}

/// A line through the dots where the mean lies, with its name above.
fn draw_mean(canvas: &mut Canvas<'_>, places: &Places, mean: f64, highest: f64, (top, base): (f64, f64)) {
    let x = places.x(mean);
    let anchor = match mean / highest {
        low if low < 0.15 => Anchor::Start,
        high if high > 0.85 => Anchor::End,
        _ => Anchor::Middle,
    };
    let style = Lettering::SMALL.anchor(anchor);
    let below = canvas.stack_from((x, top), &[(format!("mean\u{A0}{}", wording::mean(mean)), style)]);
    canvas.line((x, below), (x, base), Colour::Soft, 2.0);
}

/// The dots of one number, one above another; a smaller one for what is left over. Returns where they end.
fn draw_stack(canvas: &mut Canvas<'_>, (x, base): (f64, f64), radius: f64, people: u64, each: u64) -> f64 {
    let pitch = 2.0 * radius + 2.0;
    let centre = |place: u64| base - 2.0 - radius - real(place) * pitch;
    let (whole, rest) = (people / each, people % each);
    for place in 0..whole {
        canvas.disc((x, centre(place)), radius, Colour::Sequential(3));
    }
    if rest > 0 {
        let size = f64::max(radius * (real(rest) / real(each)).sqrt(), 2.5);
        canvas.disc((x, centre(whole) + radius - size), size, Colour::Sequential(3));
    }
    base - 2.0 - real(people.div_ceil(each)) * pitch
}

/// The number that most people gave, and between which all lie, in words.
fn extremes(people: &[u64]) -> String {
    let mut given = people.iter().enumerate().filter(|(_, people)| **people > 0);
    let Some((lowest, _)) = given.next() else { return "No answers".to_owned() };
    let highest = given.next_back().map_or(lowest, |(highest, _)| highest);
    let most = people.iter().copied().max().unwrap_or(0);
    let often = people.iter().position(|people| *people == most).unwrap_or(lowest);
    let alone = people.iter().filter(|people| **people == most).count() == 1;
    let often = alone.then(|| format!("Most often {often}, {} times; all", wording::count(most)));
    format!("{} from {lowest} to {highest}", often.unwrap_or_else(|| "All".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dots(people: &[u64]) -> Dots {
        Dots {
            words: ChartWords { finding: "6.2 of 10 on average".to_owned(), ..ChartWords::default() },
            ends: ["Not at all likely".to_owned(), "Extremely likely".to_owned()],
            people: people.to_vec(),
            mean: Some(6.2),
        }
    }

    fn discs(picture: &Picture) -> usize {
        picture.svg.matches("<circle").count()
    }

    #[test]
    fn every_person_is_a_dot_at_the_number_that_they_gave() {
        for layout in [Layout::Wide, Layout::Narrow] {
            let picture = dots(&[0, 0, 1, 0, 2, 3, 0, 5, 1, 0, 0]).picture(layout).unwrap();
            assert_eq!(discs(&picture), 12);
            for said in ["One dot is one person.", "mean\u{A0}6.2", "Not at all likely", "Extremely likely"] {
                assert!(picture.svg.contains(&format!(">{said}<")), "{said}");
            }
            assert_eq!(
                picture.alt,
                "Dot plot. 6.2 of 10 on average. Most often 7, 5 times; all from 2 to 8. Full figures in the table \
                 below."
            );
        }
    }

    #[test]
    fn of_very_many_people_a_dot_stands_for_several_and_a_smaller_one_for_fewer() {
        let picture = dots(&[0, 31, 0, 45]).picture(Layout::Wide).unwrap();
        assert!(picture.svg.contains(">One dot is 3 people, a smaller one fewer.<"));
        assert_eq!(discs(&picture), 15 + 11);
        assert!(picture.svg.contains(">45<") && picture.svg.contains(">31<"), "counts stand above the dots");
    }

    #[test]
    fn nobody_is_no_dot() {
        let picture = dots(&[0; 11]).picture(Layout::Wide).unwrap();
        assert_eq!(discs(&picture), 0);
        assert!(picture.svg.contains("Nothing to show yet."));
        assert!(picture.alt.contains("No answers"), "{}", picture.alt);
    }

    #[test]
    fn two_numbers_that_were_given_as_often_are_neither_the_most() {
        assert_eq!(extremes(&[0, 3, 0, 3]), "All from 1 to 3");
        assert_eq!(extremes(&[0, 0, 4]), "Most often 2, 4 times; all from 2 to 2");
    }
}
