//! The plain 100 % bar: how the answers were spread, for scales that run from little to much.

use super::Layout;
use super::answers::{self, ASIDE, AnswersItem};
use super::axis::AT_BOTH_ENDS;
use super::canvas::{Anchor, Canvas, Lettering, Set, drawing, stack_height};
use super::key;
use super::picture::Picture;
use super::rows::{self, Name, RowRoom, Rows, draw_left_out, draw_nothing};
use super::svg::PictureError;
use super::words::ChartWords;
use crate::palette::Colour;
use crate::scale::Scale;

/// The spread of answers, every bar as long as the next.
#[derive(Clone, Debug)]
pub struct Stacked {
    /// The words around it.
    pub words: ChartWords,
    /// The scale. A bipolar or ideal-point scale takes the diverging colours.
    pub scale: Scale,
    /// The items, in the order in which they are drawn.
    pub items: Vec<AnswersItem>,
}

impl Stacked {
    /// The drawing.
    ///
    /// # Errors
    /// [`PictureError::Drawing`] if it cannot be drawn.
    pub fn picture(&self, layout: Layout) -> Result<Picture, PictureError> {
        let (items, left_out) = rows::drawn(&self.items, rows::MOST);
        let items: Vec<&AnswersItem> = items.iter().collect();
        let chart = drawing(|canvas| {
            let bottom = draw(canvas, layout, &self.scale, &items);
            draw_left_out(canvas, bottom, left_out)
        })?;
        let alt = self.words.alt("Stacked bar chart", &answers::extremes(&items, &self.scale));
        let data = answers::data(&self.items, &self.scale);
        Ok(Picture::compose(layout, &self.words, alt, chart)?.with_data(data))
    }
}

/// Draws bars of 100 %. Also the narrow drawing of the diverging chart, whose bars would be too short on a phone.
pub(super) fn draw(canvas: &mut Canvas<'_>, layout: Layout, scale: &Scale, items: &[&AnswersItem]) -> f64 {
    if items.is_empty() {
        return draw_nothing(canvas);
    }
    let (left, right) = match layout {
        Layout::Wide => (316.0, 816.0),
        Layout::Narrow => (1.0, 359.0),
    };
    let key_left = if layout == Layout::Wide { left } else { 0.0 };
    let mut top = key::draw(canvas, &answers::key(scale, items), (key_left, layout.width()), 0.0) + 10.0;
    if items.len() >= AT_BOTH_ENDS {
        top = draw_ticks(canvas, (left, right), top) + 2.0;
    }
    let names: Vec<Name> = items.iter().map(|item| item.name(layout)).collect();
    let asides: Vec<Vec<Set>> = items.iter().map(|item| item.aside(layout)).collect();
    let heights: Vec<f64> = asides.iter().map(|lines| stack_height(lines)).collect();
    let rows = Rows::place(layout, RowRoom::BARS, &names, &heights, top);
    rows.draw_names(canvas);
    for ((item, aside), row) in items.iter().zip(&asides).zip(&rows.placed) {
        let unit = (right - left) / 100.0;
        answers::draw_bar(canvas, item, scale.shape, (left, unit), (left, right), row.centre);
        canvas.stack((ASIDE, row.centre), aside);
    }
    draw_ticks(canvas, (left, right), rows.bottom)
}

/// 0 %, 50 % and 100 % over or under the bars. Returns where they end.
fn draw_ticks(canvas: &mut Canvas<'_>, (left, right): (f64, f64), top: f64) -> f64 {
    let middle = f64::midpoint(left, right);
    let ticks = [(left, "0%", Anchor::Start), (middle, "50%", Anchor::Middle), (right, "100%", Anchor::End)];
    let mut bottom = top;
    for (x, label, anchor) in ticks {
        canvas.line((x, top), (x, top + 5.0), Colour::Soft, 1.0);
        bottom = canvas.stack_from((x, top + 6.0), &[(label.to_owned(), Lettering::SMALL.anchor(anchor))]);
    }
    bottom
}
