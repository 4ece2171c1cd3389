//! The diverging stacked bar: for scales around a neutral middle, which straddles zero.
//!
//! The rule is that of Heiberger and Robbins, "Design of Diverging Stacked Bar Charts for Likert Scales and Other
//! Applications", Journal of Statistical Software 57 (2014).

use super::Layout;
use super::answers::{self, ASIDE, AnswersItem};
use super::axis::AT_BOTH_ENDS;
use super::canvas::{Anchor, Canvas, Lettering, Set, drawing, stack_height};
use super::picture::Picture;
use super::rows::{self, Name, RowRoom, Rows, draw_left_out, draw_nothing};
use super::svg::PictureError;
use super::words::ChartWords;
use super::{key, stacked};
use crate::palette::Colour;
use crate::scale::Scale;

/// Where the bars lie in a wide drawing.
const ACROSS: (f64, f64) = (316.0, 816.0);

/// The spread of answers around a neutral middle.
#[derive(Clone, Debug)]
pub struct Diverging {
    /// The words around it.
    pub words: ChartWords,
    pub scale: Scale,
    /// The items, in any order.
    pub items: Vec<AnswersItem>,
    /// The end of the axis on both sides in per cent, where several pictures share one; see [`limit`].
    pub limit: Option<f64>,
}

impl Diverging {
    /// The drawing. The narrow one is a plain 100 % bar in the same colours and order.
    ///
    /// # Errors
    /// [`PictureError::Drawing`] if it cannot be drawn.
    pub fn picture(&self, layout: Layout) -> Result<Picture, PictureError> {
        let sorted = self.sorted();
        let (items, left_out) = rows::drawn(&sorted, rows::MOST);
        let chart = drawing(|canvas| {
            let bottom = match layout {
                Layout::Wide => self.draw(canvas, items),
                Layout::Narrow => stacked::draw(canvas, layout, &self.scale, items),
            };
            draw_left_out(canvas, bottom, left_out)
        })?;
        let alt = self.words.alt("Diverging bar chart", &answers::extremes(items, &self.scale));
        let data = answers::data(&self.items, &self.scale);
        Ok(Picture::compose(layout, &self.words, alt, chart)?.with_data(data))
    }

    /// The one furthest to the right first; what has no bar last.
    fn sorted(&self) -> Vec<&AnswersItem> {
        let mut items: Vec<&AnswersItem> = self.items.iter().collect();
        items.sort_by(|a, b| {
            let right = |item: &AnswersItem| reach(item).map_or(f64::NEG_INFINITY, |(_, right)| right);
            right(b).total_cmp(&right(a))
        });
        items
    }

    fn draw(&self, canvas: &mut Canvas<'_>, items: &[&AnswersItem]) -> f64 {
        if items.is_empty() {
            return draw_nothing(canvas);
        }
        let layout = Layout::Wide;
        let limit = self.limit.unwrap_or(0.0).max(limit(&self.items));
        let (zero, unit) = (f64::midpoint(ACROSS.0, ACROSS.1), (ACROSS.1 - ACROSS.0) / 2.0 / limit);
        let mut top =
            key::draw(canvas, &answers::key(&self.scale, items), (ACROSS.0, layout.width()), 0.0) + 10.0;
        if items.len() >= AT_BOTH_ENDS {
            top = draw_ticks(canvas, (zero, unit), limit, top) + 6.0;
        }
        let names: Vec<Name> = items.iter().map(|item| item.name(layout)).collect();
        let asides: Vec<Vec<Set>> = items.iter().map(|item| item.aside(layout)).collect();
        let heights: Vec<f64> = asides.iter().map(|lines| stack_height(lines)).collect();
        let rows = Rows::place(layout, RowRoom::BARS, &names, &heights, top);
        let bottom = draw_axis(canvas, (zero, unit), limit, (top, rows.bottom));
        // Behind the bars, so that it strikes through no number: the middle one stands on zero.
        canvas.line((zero, top), (zero, rows.bottom), Colour::Ink, 1.5);
        rows.draw_names(canvas);
        for ((item, aside), row) in items.iter().zip(&asides).zip(&rows.placed) {
            let left = zero + reach(item).map_or(0.0, |(left, _)| left * unit);
            answers::draw_bar(canvas, item, self.scale.shape, (left, unit), ACROSS, row.centre);
            canvas.stack((ASIDE, row.centre), aside);
        }
        bottom
    }
}

/// The left and right edge of a bar in per cent from zero, which lies at the middle of the middle category.
fn reach(item: &AnswersItem) -> Option<(f64, f64)> {
    let segments = item.segments();
    let middle = segments.len() / 2;
    let half = segments.get(middle)?.share / 2.0;
    let below: f64 = segments[..middle].iter().map(|segment| segment.share).sum();
    let above: f64 = segments[middle + 1..].iter().map(|segment| segment.share).sum();
    Some((-(below + half), half + above))
}

/// The end of a symmetric axis that holds all bars: the longest reach, rounded up to the next ten.
pub fn limit(items: &[AnswersItem]) -> f64 {
    let longest = items.iter().filter_map(reach).map(|(left, right)| right.max(-left)).fold(0.0, f64::max);
    // A hair is taken off, so that a reach of exactly 50 does not become 60 by a rounding error.
    ((longest - 1e-9) / 10.0).ceil().max(1.0) * 10.0
}

/// Hairlines with their per cent under them. Returns where the labels end.
fn draw_axis(
    canvas: &mut Canvas<'_>,
    (zero, unit): (f64, f64),
    limit: f64,
    (top, bottom): (f64, f64),
) -> f64 {
    for x in ticks(limit).flat_map(|tick| [zero - tick * unit, zero + tick * unit]) {
        canvas.line((x, top), (x, bottom), Colour::Line, 1.0);
    }
    draw_ticks(canvas, (zero, unit), limit, bottom + 4.0)
}

/// The per cent of the axis, positive on both sides, from `top` downwards. Returns where they end.
fn draw_ticks(canvas: &mut Canvas<'_>, (zero, unit): (f64, f64), limit: f64, top: f64) -> f64 {
    let style = Lettering::SMALL.anchor(Anchor::Middle);
    for tick in ticks(limit) {
        let label = || vec![(format!("{tick:.0}%"), style)];
        canvas.stack_from((zero + tick * unit, top), &label());
        if tick > 0.0 {
            canvas.stack_from((zero - tick * unit, top), &label());
        }
    }
    top + style.leading()
}

/// From zero to the end of one side of the axis.
fn ticks(limit: f64) -> impl Iterator<Item = f64> {
    let step = if limit > 50.0 { 20.0 } else { 10.0 };
    std::iter::successors(Some(0.0), move |tick| Some(tick + step)).take_while(move |tick| *tick <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counts::Counts;

    #[test]
    fn the_middle_answer_straddles_zero() {
        let item = AnswersItem::counted("Reliability", &Counts::of([0, 1, 2, 6, 3]), [0, 8, 17, 50, 25]);
        let (left, right) = reach(&item).unwrap();
        assert!((left - -16.666_666_666_666_668).abs() < 1e-9);
        assert!((right - 83.333_333_333_333_33).abs() < 1e-9);
        assert!((limit(&[item]) - 90.0).abs() < 1e-9);
    }

    #[test]
    fn a_reach_of_exactly_fifty_ends_the_axis_at_fifty() {
        let item = AnswersItem::counted("All in the middle", &Counts::of([0, 0, 7, 0, 0]), [0, 0, 100, 0, 0]);
        assert!((limit(&[item]) - 50.0).abs() < 1e-9);
    }
}
