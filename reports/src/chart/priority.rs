//! What first: offer against expectation, the diagonal as the main line, points numbered by priority.

mod labels;

use super::axis::Axis;
use super::canvas::{Anchor, Canvas, Lettering, Point, drawing, set};
use super::data::{ChartData, Datum};
use super::marks::draw_on_ground;
use super::picture::Picture;
use super::rows::{self, draw_nothing};
use super::svg::PictureError;
use super::words::{self, ChartWords};
use super::{ChartSide, Estimate, Layout};
use crate::palette::Colour;
use crate::wording;

/// The most points: their numbers have two digits.
const MOST: usize = 99;

/// Items from which the four fields are named and the crosshair drawn.
const FIELDS_FROM: usize = 5;

/// The radius of a point.
const DOT: f64 = 5.0;

/// One item.
#[derive(Clone, Debug)]
pub struct PriorityItem {
    /// Its name.
    pub label: String,
    /// What is offered: the horizontal place.
    pub offer: Estimate,
    /// What is expected: the vertical place.
    pub expect: Estimate,
    /// Whether it stands out (a clear gap).
    pub clear: bool,
}

/// Where the fields meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crosshair {
    /// At the mean of the items' means: spreads the points, and always makes some item look bad.
    OfData,
    /// At 3, the middle of the scale.
    OfScale,
}

/// Importance against performance, after Martilla and James, "Importance-Performance Analysis", Journal of
/// Marketing 41 (1977), with the diagonal on which offer and expectation are equal.
#[derive(Clone, Debug)]
pub struct Priority {
    /// The words around it.
    pub words: ChartWords,
    /// The labels of the scale, lowest first; both axes have it.
    pub scale: [String; 5],
    /// The side that offers, and the title of its axis: "What staff offer".
    pub offer: (ChartSide, String),
    /// The side that expects, and the title of its axis: "What partners expect".
    pub expect: (ChartSide, String),
    /// Where the fields meet.
    pub crosshair: Crosshair,
    /// The items, in any order.
    pub items: Vec<PriorityItem>,
}

/// An item with a place in the picture.
struct Placed<'a> {
    item: &'a PriorityItem,
    offer: f64,
    expect: f64,
}

/// The square in which the points lie.
struct Field<'a> {
    across: Axis<'a>,
    top: f64,
}

impl Field<'_> {
    fn side(&self) -> f64 {
        self.across.right - self.across.left
    }

    fn bottom(&self) -> f64 {
        self.top + self.side()
    }

    fn at(&self, offer: f64, expect: f64) -> Point {
        (self.across.x(offer), self.bottom() - (self.across.x(expect) - self.across.left))
    }
}

impl Priority {
    /// The drawing.
    ///
    /// # Errors
    /// [`PictureError::Drawing`] if it cannot be drawn.
    pub fn picture(&self, layout: Layout) -> Result<Picture, PictureError> {
        let ranked = self.ranked();
        let (placed, left_out) = rows::drawn(&ranked, MOST);
        let chart = drawing(|canvas| self.draw(canvas, layout, placed, left_out))?;
        let told = placed.first().map_or("Too few answers to show".to_owned(), |first| {
            let (expect, offer) = (wording::mean(first.expect), wording::mean(first.offer));
            format!("First: {}, expected {expect}, offered {offer}", words::name(&first.item.label))
        });
        let alt = self.words.alt("Scatter chart", &told);
        Ok(Picture::compose(layout, &self.words, alt, chart)?.with_data(self.data(&ranked)))
    }

    fn data(&self, ranked: &[Placed<'_>]) -> ChartData {
        let side = |estimate: Estimate| estimate.data().into_iter().take(2);
        let row = |(place, p): (u64, &Placed<'_>)| {
            let row = [Datum::Count(place), Datum::words(&*p.item.label)].into_iter();
            row.chain(side(p.item.expect)).chain(side(p.item.offer)).collect()
        };
        let columns = ["Place", "Item", &self.expect.1, "Answers", &self.offer.1, "Answers"];
        ChartData::new(columns, (1..).zip(ranked).map(row))
    }

    /// Whoever offers is the one who could do more.
    fn who(&self) -> &'static str {
        match self.offer.0 {
            ChartSide::Library => "library staff",
            ChartSide::Partner => "partners",
        }
    }

    /// Where the fields meet: the place on both axes.
    fn centre(&self, placed: &[Placed<'_>]) -> (f64, f64) {
        match self.crosshair {
            Crosshair::OfScale => (3.0, 3.0),
            Crosshair::OfData => centre(placed),
        }
    }

    /// The items that can be drawn, by expectation times shortfall, then by gap.
    fn ranked(&self) -> Vec<Placed<'_>> {
        let mut placed: Vec<Placed<'_>> = self
            .items
            .iter()
            .filter_map(|item| {
                let (offer, expect) = (item.offer.shown()?.1, item.expect.shown()?.1);
                Some(Placed { item, offer, expect })
            })
            .collect();
        placed.sort_by(|a, b| {
            let weight = |p: &Placed<'_>| p.expect * (p.expect - p.offer).max(0.0);
            weight(b).total_cmp(&weight(a)).then((a.offer - a.expect).total_cmp(&(b.offer - b.expect)))
        });
        placed
    }

    fn draw(&self, canvas: &mut Canvas<'_>, layout: Layout, placed: &[Placed<'_>], left_out: usize) -> f64 {
        if self.items.is_empty() {
            return draw_nothing(canvas);
        }
        let (left, right) = if layout == Layout::Wide { (112.0, 540.0) } else { (34.0, 326.0) };
        let fields = placed.len() >= FIELDS_FROM;
        let top = if fields { 48.0 } else { 34.0 };
        let field = Field { across: Axis { left, right, labels: &self.scale }, top };
        let bottom = self.draw_frame(canvas, layout, &field, fields);
        if fields {
            self.draw_fields(canvas, &field, placed);
        }
        let dots: Vec<Point> = placed.iter().map(|p| field.at(p.offer, p.expect)).collect();
        let bounds = ((left, field.top), (right, field.bottom()));
        let numbers = labels::place(&dots, bounds);
        for (number, dot) in numbers.iter().zip(&dots) {
            if let Some(from) = number.leader {
                canvas.line(from, *dot, Colour::Soft, 0.8);
            }
        }
        for (at, ((dot, number), p)) in dots.iter().zip(&numbers).zip(placed).enumerate() {
            if p.item.clear {
                canvas.disc(*dot, DOT, Colour::Ink);
            } else {
                canvas.disc(*dot, DOT, Colour::Paper);
                canvas.ring(*dot, DOT - 1.0, Colour::Ink, 2.0);
            }
            let style = Lettering::SMALL.bold(true).colour(Colour::Ink).anchor(Anchor::Middle);
            draw_on_ground(canvas, number.centre, &(at + 1).to_string(), style);
        }
        let (list, from) =
            if layout == Layout::Wide { ((600.0, 960.0), 0.0) } else { ((0.0, 360.0), bottom + 16.0) };
        f64::max(bottom, self.draw_list(canvas, (placed, left_out), list, from))
    }

    /// Axes, hairlines, diagonal. Returns where the labels end.
    fn draw_frame(&self, canvas: &mut Canvas<'_>, layout: Layout, field: &Field<'_>, fields: bool) -> f64 {
        let (left, right) = (field.across.left, field.across.right);
        let title = Lettering::SMALL.bold(true);
        canvas.stack_from((0.0, 0.0), &[(self.expect.1.clone(), title.colour(self.expect.0.text()))]);
        field.across.grid(canvas, field.top, field.bottom());
        for (value, label) in [1.0, 2.0, 3.0, 4.0, 5.0].into_iter().zip(&self.scale) {
            let y = field.at(1.0, value).1;
            canvas.line((left, y), (right, y), Colour::Line, 1.0);
            let end = Lettering::SMALL.anchor(Anchor::End);
            let words = match layout {
                Layout::Wide => set(end.wrap(label, left - 8.0), end),
                Layout::Narrow => vec![(format!("{value:.0}"), end)],
            };
            canvas.stack((left - 8.0, y), &words);
        }
        canvas.line(field.at(1.0, 1.0), field.at(5.0, 5.0), Colour::Soft, 2.0);
        let below = field.bottom() + if fields { 22.0 } else { 12.0 };
        let labelled = field.across.label(canvas, below) + 4.0;
        let style = title.anchor(Anchor::End).colour(self.offer.0.text());
        canvas.stack_from((right, labelled), &[(self.offer.1.clone(), style)])
    }

    /// The crosshair, and the names of the four fields outside the corners, where no point can lie.
    fn draw_fields(&self, canvas: &mut Canvas<'_>, field: &Field<'_>, placed: &[Placed<'_>]) {
        let (offer, expect) = self.centre(placed);
        let (x, y) = field.at(offer, expect);
        canvas.line((x, field.top), (x, field.bottom()), Colour::Soft, 0.8);
        canvas.line((field.across.left, y), (field.across.right, y), Colour::Soft, 0.8);
        let middle = Lettering::SMALL.anchor(Anchor::Middle);
        draw_on_ground(canvas, (x, field.bottom() - 11.0), &wording::mean(offer), middle);
        draw_on_ground(canvas, (field.across.left + 15.0, y), &wording::mean(expect), middle);
        let (start, end) = (Lettering::SMALL, Lettering::SMALL.anchor(Anchor::End));
        let (above, below) = (field.top - 20.0, field.bottom() + 3.0);
        canvas.stack_from((field.across.left, above), &[(format!("Do more: {}", self.who()), start)]);
        canvas.stack_from((field.across.right, above), &[("Keep it up".to_owned(), end)]);
        canvas.stack_from((field.across.left, below), &[("Lower priority".to_owned(), start)]);
        canvas.stack_from((field.across.right, below), &[("Possibly more than needed".to_owned(), end)]);
    }

    /// The numbers with their items, then what is not drawn. Returns where the list ends.
    fn draw_list(
        &self,
        canvas: &mut Canvas<'_>,
        (placed, left_out): (&[Placed<'_>], usize),
        (left, right): (f64, f64),
        top: f64,
    ) -> f64 {
        let indent = 26.0;
        let room = right - left - indent;
        let mut y = top;
        for (at, p) in placed.iter().enumerate() {
            let style = Lettering::BODY.bold(p.item.clear);
            let number = Lettering::SMALL.bold(true).colour(Colour::Ink).anchor(Anchor::End);
            canvas.text((left + indent - 9.0, y + 15.0), &(at + 1).to_string(), number);
            y = canvas.stack_from(
                (left + indent, y),
                &set(style.wrap(&words::shortened(&p.item.label, rows::LONGEST), room), style),
            );
            let said = |what: &str, mean: f64, estimate: Estimate| {
                let n = estimate.shown().map_or(0, |(n, _)| n);
                format!("{what} {} (n\u{A0}{})", wording::mean(mean), wording::count(n))
            };
            let note = format!(
                "{}, {}",
                said("expected", p.expect, p.item.expect),
                said("offered", p.offer, p.item.offer)
            );
            y = canvas.stack_from((left + indent, y), &[(note, Lettering::SMALL)]) + 5.0;
        }
        let (items, untold) = rows::drawn(&self.items, MOST);
        let hidden: Vec<String> = items
            .iter()
            .filter_map(|item| {
                let missing = [item.offer, item.expect].into_iter().find(|side| side.shown().is_none())?;
                Some(format!("{} ({})", words::shortened(&item.label, rows::LONGEST), missing.absence()))
            })
            .collect();
        let mut notes =
            vec!["On the diagonal both are equal; above it, more is expected than offered.".to_owned()];
        if placed.len() >= FIELDS_FROM {
            let (offer, expect) = self.centre(placed);
            let (offer, expect) = (wording::mean(offer), wording::mean(expect));
            notes.push(match self.crosshair {
                Crosshair::OfScale => "The thin lines cross at 3, the middle of the scale.".to_owned(),
                Crosshair::OfData => format!(
                    "The thin lines cross at the mean of all items: offered {offer}, expected {expect}."
                ),
            });
        }
        if !hidden.is_empty() {
            notes.push(format!("Not drawn: {}.", hidden.join("; ")));
        }
        let untold = untold.max(left_out);
        if untold > 0 {
            notes.push(format!("{} more are not drawn.", wording::count(untold as u64)));
        }
        for note in notes {
            y = canvas.stack_from(
                (left, y + 4.0),
                &set(Lettering::SMALL.wrap(&note, right - left), Lettering::SMALL),
            );
        }
        y
    }
}

/// The mean of the items' means.
fn centre(placed: &[Placed<'_>]) -> (f64, f64) {
    // Items are a few dozen at most, so the conversion is exact.
    let many = f64::from(u32::try_from(placed.len()).unwrap_or(u32::MAX));
    let offer: f64 = placed.iter().map(|p| p.offer).sum();
    let expect: f64 = placed.iter().map(|p| p.expect).sum();
    (offer / many, expect / many)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(offer: ChartSide, crosshair: Crosshair, items: usize) -> String {
        let shown = |mean| Estimate::Shown { n: 12, mean, interval: None };
        let item = |_| PriorityItem {
            label: "Energy".to_owned(),
            offer: shown(2.0),
            expect: shown(4.0),
            clear: true,
        };
        let chart = Priority {
            words: ChartWords::default(),
            scale: ["1", "2", "3", "4", "5"].map(str::to_owned),
            offer: (offer, "What they offer".to_owned()),
            expect: (ChartSide::Partner, "What they expect".to_owned()),
            crosshair,
            items: (0..items).map(item).collect(),
        };
        chart.picture(Layout::Narrow).unwrap().inline("p")
    }

    /// What is written in a drawing.
    fn words_of(svg: &str) -> String {
        let texts = svg.split('<').filter_map(|tag| tag.split_once('>')).map(|(_, text)| text.trim());
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_field_where_more_is_wanted_says_who_could_do_more() {
        assert!(svg(ChartSide::Library, Crosshair::OfData, 5).contains(">Do more: library staff<"));
        assert!(svg(ChartSide::Partner, Crosshair::OfData, 5).contains(">Do more: partners<"));
    }

    #[test]
    fn the_lines_that_part_the_fields_say_where_they_cross() {
        let of_data = svg(ChartSide::Library, Crosshair::OfData, 5);
        assert!(of_data.contains(">2.0</text>") && of_data.contains(">4.0</text>"));
        let said = "The thin lines cross at the mean of all items: offered 2.0, expected 4.0.";
        assert!(words_of(&of_data).contains(said));
        assert!(
            words_of(&svg(ChartSide::Library, Crosshair::OfScale, 5))
                .contains("lines cross at 3, the middle")
        );
        assert!(!words_of(&svg(ChartSide::Library, Crosshair::OfData, 4)).contains("The thin lines"));
    }

    #[test]
    fn on_a_phone_each_item_has_its_numbers_of_answers() {
        let svg = svg(ChartSide::Library, Crosshair::OfData, 5);
        assert_eq!(svg.matches("expected 4.0 (n\u{A0}12), offered 2.0 (n\u{A0}12)").count(), 5);
    }
}
