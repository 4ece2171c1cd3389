//! How many of each: a bar for each thing that was counted, such as the comments on each theme.

use super::canvas::{Anchor, Canvas, Lettering, Set, drawing, set, stack_height};
use super::data::{ChartData, Datum};
use super::picture::Picture;
use super::rows::{self, Name, RowRoom, Rows, draw_left_out, draw_nothing};
use super::svg::PictureError;
use super::words::{self, ChartWords};
use super::{Layout, marks};
use crate::palette::Colour;
use crate::wording;

/// The height of a bar.
const BAR: f64 = 26.0;

/// One thing that was counted.
#[derive(Clone, Debug)]
pub struct Bar {
    /// Its name.
    pub label: String,
    /// How many there are.
    pub count: u64,
    /// What its share is, in words; may be empty.
    pub note: String,
    /// Whether several answers are counted together in it: it is hatched, so that it is taken for none of them.
    pub together: bool,
}

/// Bars in the order in which they are drawn, the longest as long as there is room.
#[derive(Clone, Debug)]
pub struct Bars {
    /// The words around it.
    pub words: ChartWords,
    pub bars: Vec<Bar>,
}

impl Bars {
    /// The drawing.
    ///
    /// # Errors
    /// [`PictureError::Drawing`] if it cannot be drawn.
    pub fn picture(&self, layout: Layout) -> Result<Picture, PictureError> {
        let (bars, left_out) = rows::drawn(&self.bars, rows::MOST);
        let chart = drawing(|canvas| {
            let bottom = draw(canvas, layout, bars);
            draw_left_out(canvas, bottom, left_out)
        })?;
        let told = |bar: &Bar| format!("{} {}", words::name(&bar.label), wording::count(bar.count));
        let told: Vec<String> = bars.iter().map(told).collect();
        let alt = self.words.alt("Bar chart", &told.join(", "));
        let row =
            |bar: &Bar| vec![Datum::words(&*bar.label), Datum::Count(bar.count), Datum::words(&*bar.note)];
        let data = ChartData::new(["What", "How many", "Share"], self.bars.iter().map(row));
        Ok(Picture::compose(layout, &self.words, alt, chart)?.with_data(data))
    }
}

fn draw(canvas: &mut Canvas<'_>, layout: Layout, bars: &[Bar]) -> f64 {
    if bars.is_empty() {
        return draw_nothing(canvas);
    }
    let most = bars.iter().map(|bar| bar.count).max().unwrap_or(0);
    let (left, full, aside_x) = match layout {
        Layout::Wide => (186.0, 500.0, 712.0),
        Layout::Narrow => (0.0, 290.0, 360.0),
    };
    let names: Vec<Name> = bars.iter().map(|bar| name(bar, layout)).collect();
    let asides: Vec<Vec<Set>> = bars.iter().map(|bar| aside(bar, layout)).collect();
    let heights: Vec<f64> = asides.iter().map(|lines| stack_height(lines)).collect();
    let room = RowRoom { names: 170.0, ..RowRoom::BARS };
    let rows = Rows::place(layout, room, &names, &heights, 0.0);
    rows.draw_names(canvas);
    for ((bar, aside), row) in bars.iter().zip(&asides).zip(&rows.placed) {
        let (top, bottom) = (row.centre - BAR / 2.0, row.centre + BAR / 2.0);
        let length = full * fraction(bar.count, most).unwrap_or(0.0);
        if bar.together && length > 0.0 {
            let both = (Colour::Sequential(1), Colour::Library);
            marks::draw_both(canvas, (left, top), (left + length, bottom), both);
        } else {
            canvas.rectangle((left, top), (left + length, bottom), Colour::Library);
        }
        canvas.stack((aside_x, row.centre), aside);
    }
    if layout == Layout::Wide {
        canvas.line((left, 0.0), (left, rows.bottom), Colour::Soft, 1.0);
    }
    rows.bottom
}

fn name(bar: &Bar, layout: Layout) -> Name {
    let note = if layout == Layout::Narrow { bar.note.clone() } else { String::new() };
    Name { label: bar.label.clone(), note, bold: false }
}

fn aside(bar: &Bar, layout: Layout) -> Vec<Set> {
    let count = wording::count(bar.count);
    match layout {
        Layout::Wide => {
            let mut lines = vec![(count, Lettering::BODY.bold(true))];
            lines.extend(set(
                Lettering::SMALL.wrap(&words::shortened(&bar.note, rows::LONGEST), 248.0),
                Lettering::SMALL,
            ));
            lines
        }
        Layout::Narrow => vec![(count, Lettering::BODY.bold(true).anchor(Anchor::End))],
    }
}

#[expect(clippy::cast_precision_loss, reason = "people are far fewer than 2^52")]
pub(super) fn fraction(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
