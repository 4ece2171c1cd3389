//! Rows with names: beside the marks in a wide drawing, above them in a narrow one.

use super::Layout;
use super::canvas::{Anchor, Canvas, Lettering, Set, set, stack_height};
use super::words::shortened;
use crate::palette::Colour;
use crate::wording;

/// The most rows that one drawing has; the tables beside the charts have them all.
pub(super) const MOST: usize = 100;

/// The most characters of a name or a note.
pub(super) const LONGEST: usize = 160;

/// The rows that are drawn, and how many are left out.
pub(super) fn drawn<T>(rows: &[T], most: usize) -> (&[T], usize) {
    let shown = &rows[..rows.len().min(most)];
    (shown, rows.len() - shown.len())
}

/// Says under a drawing how many rows it leaves out, if any. Returns where the drawing ends.
pub(super) fn draw_left_out(canvas: &mut Canvas<'_>, bottom: f64, left_out: usize) -> f64 {
    if left_out == 0 {
        return bottom;
    }
    let said = format!("{} more are not drawn.", wording::count(left_out as u64));
    canvas.stack_from((0.0, bottom + 10.0), &[(said, Lettering::SMALL)])
}

/// What stands at the head of a row.
pub(super) struct Name {
    /// The name of the item.
    pub(super) label: String,
    /// How many answered, and what else must be said of the row.
    pub(super) note: String,
    /// Whether the row stands out.
    pub(super) bold: bool,
}

/// How much room rows have.
#[derive(Clone, Copy)]
pub(super) struct RowRoom {
    /// The width of the names in a wide drawing.
    pub(super) names: f64,
    /// The height of the strip of marks in a narrow drawing.
    pub(super) strip: f64,
    /// The least height of a row in a wide drawing.
    pub(super) least: f64,
}

impl RowRoom {
    /// Room for marks on an axis of means.
    pub(super) const MEANS: Self = Self { names: 340.0, strip: 26.0, least: 46.0 };
    /// Room for bars.
    pub(super) const BARS: Self = Self { names: 300.0, strip: 26.0, least: 46.0 };
}

/// One placed row.
pub(super) struct PlacedRow {
    name: Vec<Set>,
    top: f64,
    /// The middle of the marks.
    pub(super) centre: f64,
    /// Where the marks' strip begins and ends.
    pub(super) strip: (f64, f64),
}

/// Rows placed one below another.
pub(super) struct Rows {
    layout: Layout,
    room: RowRoom,
    /// In the order of their names.
    pub(super) placed: Vec<PlacedRow>,
    /// Where the last one ends.
    pub(super) bottom: f64,
}

impl Rows {
    /// Places rows from `top` downwards; `asides` are the heights of what stands to the right of the marks.
    pub(super) fn place(layout: Layout, room: RowRoom, names: &[Name], asides: &[f64], top: f64) -> Self {
        let mut y = top;
        let mut placed = Vec::with_capacity(names.len());
        for (index, name) in names.iter().enumerate() {
            let lines = name.lines(layout, room);
            let aside = asides.get(index).copied().unwrap_or_default();
            let row = match layout {
                Layout::Wide => {
                    let height = f64::max(room.least, f64::max(stack_height(&lines), aside) + 10.0);
                    PlacedRow { name: lines, top: y, centre: y + height / 2.0, strip: (y, y + height) }
                }
                Layout::Narrow => {
                    let strip = y + stack_height(&lines) + 3.0;
                    let height = f64::max(room.strip, aside);
                    PlacedRow {
                        name: lines,
                        top: y,
                        centre: strip + height / 2.0,
                        strip: (strip, strip + height),
                    }
                }
            };
            y = row.strip.1 + if layout == Layout::Wide { 0.0 } else { 14.0 };
            placed.push(row);
        }
        Self { layout, room, placed, bottom: y }
    }

    /// Draws the names.
    pub(super) fn draw_names(&self, canvas: &mut Canvas<'_>) {
        for row in &self.placed {
            match self.layout {
                Layout::Wide => canvas.stack((self.room.names, row.centre), &row.name),
                Layout::Narrow => {
                    canvas.stack_from((0.0, row.top), &row.name);
                }
            }
        }
    }

    /// The stretches in which an axis shows its hairlines: all rows at once, or in a narrow drawing strip by
    /// strip, so that no line runs through a name.
    pub(super) fn stretches(&self) -> Vec<(f64, f64)> {
        match self.layout {
            Layout::Wide => self.placed.first().map(|row| (row.top, self.bottom)).into_iter().collect(),
            Layout::Narrow => self.placed.iter().map(|row| row.strip).collect(),
        }
    }
}

impl Name {
    fn lines(&self, layout: Layout, room: RowRoom) -> Vec<Set> {
        let (width, anchor) = match layout {
            Layout::Wide => (room.names, Anchor::End),
            Layout::Narrow => (layout.width(), Anchor::Start),
        };
        let label = Lettering::BODY.bold(self.bold).anchor(anchor);
        let note = Lettering::SMALL.anchor(anchor);
        let mut lines = set(label.wrap(&shortened(&self.label, LONGEST), width), label);
        lines.extend(set(note.wrap(&shortened(&self.note, LONGEST), width), note));
        lines
    }
}

/// The words that stand in a chart without rows.
pub(super) fn draw_nothing(canvas: &mut Canvas<'_>) -> f64 {
    canvas
        .stack_from((0.0, 0.0), &[("Nothing to show yet.".to_owned(), Lettering::BODY.colour(Colour::Soft))])
}
