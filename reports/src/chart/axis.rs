//! The axis of a five-point scale: always 1 to 5, every point labelled, hairlines at the points.

use super::Layout;
use super::canvas::{Anchor, Canvas, Lettering, set, stack_height};
use crate::palette::Colour;

/// Rows from which a reader no longer sees top and foot at once, so that the scale stands at both.
pub(super) const AT_BOTH_ENDS: usize = 6;

/// A horizontal axis from 1 to 5.
pub(super) struct Axis<'a> {
    /// Where 1 lies.
    pub(super) left: f64,
    /// Where 5 lies.
    pub(super) right: f64,
    /// The labels of the points, lowest first.
    pub(super) labels: &'a [String; 5],
}

impl Axis<'_> {
    /// Where a value lies; values beyond the scale lie at its ends.
    pub(super) fn x(&self, value: f64) -> f64 {
        self.left + (value.clamp(1.0, 5.0) - 1.0) / 4.0 * (self.right - self.left)
    }

    /// Where the five points lie.
    fn points(&self) -> [f64; 5] {
        [1.0, 2.0, 3.0, 4.0, 5.0].map(|value| self.x(value))
    }

    /// Hairlines at the five points.
    pub(super) fn grid(&self, canvas: &mut Canvas<'_>, top: f64, bottom: f64) {
        for x in self.points() {
            canvas.line((x, top), (x, bottom), Colour::Line, 1.0);
        }
    }

    /// The labels over so many rows, starting at `top`, where they stand at both ends. Returns where the rows may begin.
    pub(super) fn head(&self, canvas: &mut Canvas<'_>, top: f64, rows: usize) -> f64 {
        if rows < AT_BOTH_ENDS { top } else { self.label(canvas, top) + 6.0 }
    }

    /// The labels under the points, starting at `top`. Returns where they end. Where they cannot all stand side
    /// by side the points are numbered, and the ends alone have words.
    pub(super) fn label(&self, canvas: &mut Canvas<'_>, top: f64) -> f64 {
        let step = (self.right - self.left) / 4.0;
        let style = Lettering::SMALL.anchor(Anchor::Middle);
        let fits =
            |label: &String| label.split_whitespace().all(|word| style.width(word) * 1.04 <= step - 5.0);
        if self.labels.iter().all(fits) {
            let mut bottom = top;
            for (x, label) in self.points().into_iter().zip(self.labels) {
                let lines = set(style.wrap(label, step - 5.0), style);
                canvas.stack_from((x, top), &lines);
                bottom = f64::max(bottom, top + stack_height(&lines));
            }
            return bottom;
        }
        for (x, number) in self.points().into_iter().zip(["1", "2", "3", "4", "5"]) {
            canvas.stack_from((x, top), &[(number.to_owned(), style)]);
        }
        let below = top + style.leading();
        let room = (self.right - self.left) / 2.0;
        let reach = step / 2.0;
        let low = set(Lettering::SMALL.wrap(&self.labels[0], room), Lettering::SMALL);
        let end = Lettering::SMALL.anchor(Anchor::End);
        let high = set(end.wrap(&self.labels[4], room), end);
        let low_bottom = canvas.stack_from((self.left - reach, below), &low);
        let high_bottom = canvas.stack_from((self.right + reach, below), &high);
        f64::max(low_bottom, high_bottom)
    }
}

/// Where the axis of means lies in a chart with labelled rows.
pub(super) fn of_rows(layout: Layout, labels: &[String; 5]) -> Axis<'_> {
    match layout {
        Layout::Wide => Axis { left: 372.0, right: 804.0, labels },
        Layout::Narrow => Axis { left: 34.0, right: 306.0, labels },
    }
}
