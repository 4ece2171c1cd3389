//! The largest shortfalls, for an email: a few rows in one narrow drawing, with both means printed above their marks, so that
//! nobody needs a key, a table or a wide window to read it.

use super::axis::{self, Axis};
use super::canvas::{Anchor, Canvas, Lettering, drawing};
use super::data::{ChartData, Datum};
use super::marks::{TOUCH, draw_side};
use super::picture::Picture;
use super::rows::{self, Name, RowRoom, Rows, draw_left_out, draw_nothing};
use super::svg::PictureError;
use super::words::{ChartWords, MAX_ALT, TAIL, shortened};
use super::{ChartSide, Layout};
use crate::palette::Colour;
use crate::wording;

/// The most rows: an email has room for no more.
const MOST: usize = 3;

/// Room for a line of means and a line of marks.
const ROOM: RowRoom = RowRoom { names: 0.0, strip: 46.0, least: 0.0 };

/// How far the means and the marks lie from the middle of a row.
const OFF_CENTRE: f64 = 11.0;

/// The least space between the two means of a row.
const APART: f64 = 14.0;

/// The most characters of what a side does.
const LONGEST: usize = 24;

/// One side of an item.
#[derive(Clone, Debug)]
pub struct End {
    /// Its colour and shape.
    pub side: ChartSide,
    /// Who: "staff".
    pub who: String,
    /// Who does what, before the mean: "staff offer".
    pub says: String,
    /// The mean, on the scale from 1 to 5.
    pub mean: f64,
}

/// One item.
#[derive(Clone, Debug)]
pub struct ShortfallItem {
    /// Its name.
    pub label: String,
    /// What the gap amounts to, and how many answered.
    pub note: String,
    /// What is offered.
    pub offer: End,
    /// What is expected.
    pub expect: End,
    /// Whether the row stands out (a clear gap).
    pub clear: bool,
}

/// A few shortfalls.
#[derive(Clone, Debug)]
pub struct Shortfalls {
    /// The words around it.
    pub words: ChartWords,
    /// The labels of the scale, lowest first.
    pub scale: [String; 5],
    /// The items, in the order in which they are drawn.
    pub items: Vec<ShortfallItem>,
}

impl Shortfalls {
    /// The drawing.
    ///
    /// # Errors
    /// [`PictureError::Drawing`] if it cannot be drawn.
    pub fn picture(&self) -> Result<Picture, PictureError> {
        let (items, left_out) = rows::drawn(&self.items, MOST);
        let chart = drawing(|canvas| {
            let bottom = self.draw(canvas, items);
            draw_left_out(canvas, bottom, left_out)
        })?;
        let row = |item: &ShortfallItem| {
            let (offer, expect) = (&item.offer, &item.expect);
            let row = [Datum::words(&*item.label), Datum::words(&*item.note)].into_iter();
            let end = |end: &End| [Datum::words(&*end.says), Datum::Figure(end.mean)];
            row.chain(end(expect)).chain(end(offer)).collect()
        };
        let columns = ["Item", "Reading", "Expecting side", "Expectation", "Offering side", "Offer"];
        let data = ChartData::new(columns, items.iter().map(row));
        Ok(Picture::compose(Layout::Narrow, &self.words, self.alt(items), chart)?.with_data(data))
    }

    fn draw(&self, canvas: &mut Canvas<'_>, items: &[ShortfallItem]) -> f64 {
        if items.is_empty() {
            return draw_nothing(canvas);
        }
        let axis = axis::of_rows(Layout::Narrow, &self.scale);
        let name = |item: &ShortfallItem| Name {
            label: item.label.clone(),
            note: item.note.clone(),
            bold: item.clear,
        };
        let names: Vec<Name> = items.iter().map(name).collect();
        let rows = Rows::place(Layout::Narrow, ROOM, &names, &[], 0.0);
        rows.draw_names(canvas);
        for (item, row) in items.iter().zip(&rows.placed) {
            axis.grid(canvas, row.centre, row.strip.1);
            draw_item(canvas, &axis, item, row.centre);
        }
        axis.label(canvas, rows.bottom - 8.0)
    }

    /// Every mean in words; names are cut until all of them have room.
    fn alt(&self, items: &[ShortfallItem]) -> String {
        let told = |most: usize| {
            let end = |end: &End| format!("{} {}", end.who, wording::mean(end.mean));
            let item = |item: &ShortfallItem| {
                format!("{}: {}, {}", shortened(&item.label, most), end(&item.expect), end(&item.offer))
            };
            let items: Vec<String> = items.iter().map(item).collect();
            format!("{}. {}. {TAIL}", self.words.finding, items.join("; "))
        };
        let fitting = [42, 30, 20, 12].into_iter().map(told).find(|alt| alt.chars().count() <= MAX_ALT);
        fitting.filter(|_| !items.is_empty()).unwrap_or_else(|| self.words.alt("Chart", ""))
    }
}

fn draw_item(canvas: &mut Canvas<'_>, axis: &Axis<'_>, item: &ShortfallItem, centre: f64) {
    let mut ends = [&item.offer, &item.expect];
    ends.sort_by(|a, b| a.mean.total_cmp(&b.mean));
    let style = Lettering::SMALL.bold(true).anchor(Anchor::Middle);
    let said = ends.map(|end| format!("{} {}", shortened(&end.says, LONGEST), wording::mean(end.mean)));
    let places = ends.map(|end| axis.x(end.mean));
    let reach = [&said[0], &said[1]].map(|text| style.width(text) * 1.04 / 2.0);
    for ((end, text), x) in ends.iter().zip(said).zip(parted(places, reach)) {
        canvas.stack((x, centre - OFF_CENTRE), &[(text, style.colour(end.side.text()))]);
    }
    let y = centre + OFF_CENTRE;
    canvas.line((places[0], y), (places[1], y), Colour::Soft, if item.clear { 3.0 } else { 2.0 });
    let covered = (places[0] - places[1]).abs() < TOUCH;
    // The diamond lies on top: it is hollow, so a circle under it stays visible.
    let mut marks = [(ends[0].side, places[0]), (ends[1].side, places[1])];
    marks.sort_by_key(|(side, _)| *side == ChartSide::Partner);
    for (side, x) in marks {
        draw_side(canvas, (x, y), side, covered);
    }
}

/// Where the middles of two texts lie, of which each reaches so far: at their places, but inside the drawing and apart.
fn parted(places: [f64; 2], reach: [f64; 2]) -> [f64; 2] {
    let width = Layout::Narrow.width();
    let inside = |x: f64, reach: f64| x.min(width - reach).max(reach);
    let (mut left, mut right) = (inside(places[0], reach[0]), inside(places[1], reach[1]));
    let lacking = left + reach[0] + APART - (right - reach[1]);
    if lacking > 0.0 {
        left = inside(left - lacking / 2.0, reach[0]);
        right = inside(left + reach[0] + APART + reach[1], reach[1]);
        left = inside(right - reach[1] - APART - reach[0], reach[0]);
    }
    [left, right]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_means_of_a_row_stand_apart_and_inside() {
        for (places, reach) in
            [([34.0, 34.0], [50.0, 60.0]), ([306.0, 306.0], [50.0, 60.0]), ([100.0, 110.0], [50.0, 70.0])]
        {
            let [left, right] = parted(places, reach);
            assert!(left - reach[0] >= 0.0 && right + reach[1] <= 360.0, "{left} {right}");
            assert!(right - reach[1] - (left + reach[0]) >= APART - 1e-9, "{left} {right}");
        }
        let [left, right] = parted([100.0, 250.0], [50.0, 60.0]);
        assert!((left - 100.0).abs() < 1e-9 && (right - 250.0).abs() < 1e-9, "where there is room they stay");
    }
}
