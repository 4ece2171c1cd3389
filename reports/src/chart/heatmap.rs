//! The heatmap: the gap of each item for each partner kind, the number printed in every cell.

use super::Layout;
use super::canvas::{Anchor, Canvas, Lettering, Set, drawing, set, stack_height};
use super::key::{self, Entry, Swatch};
use super::marks;
use super::picture::{Picture, PictureError};
use super::rows::{self, Name, Room, Rows, draw_left_out, draw_nothing};
use super::words::{self, Words};
use crate::palette::Colour;

/// The most columns: narrower ones would not hold their numbers.
const MOST_KINDS: usize = 20;

/// The most rows: each has up to as many cells as there are columns.
const MOST_ITEMS: usize = 50;

/// The widest a cell grows.
const WIDEST: f64 = 130.0;

/// The height of a cell.
const CELL: f64 = 34.0;

/// The printed gaps, in tenths, at which the five colours end; beyond the last comes the fifth. Half a point is
/// where a gap begins to count; the outer bounds halve what is left up to the limits of -2 and 2.
const BOUNDS: [i32; 4] = [-13, -5, 4, 12];

/// What the five colours mean.
const MEANINGS: [&str; 5] =
    ["−1.3 and below", "−1.2 to −0.5", "−0.4 to +0.4", "+0.5 to +1.2", "+1.3 and above"];

/// One cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell {
    /// Offer minus expectation.
    Gap(f64),
    /// The partners, or those whose mean they are held against, are too few to show.
    Suppressed,
    /// The item is told for all kinds together only.
    Together,
    /// Nobody answered.
    NoAnswers,
}

/// A column: one partner kind.
#[derive(Clone, Debug)]
pub struct Kind {
    /// Its name.
    pub label: String,
    /// People of this kind who answered, where that may be said.
    pub n: Option<u64>,
}

/// A row.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its name.
    pub label: String,
    /// A cell for each kind, in their order. Cells that are not there count as unanswered.
    pub cells: Vec<Cell>,
}

/// Gaps by item and partner kind.
#[derive(Clone, Debug)]
pub struct Heatmap {
    /// The words around it.
    pub words: Words,
    /// The columns.
    pub kinds: Vec<Kind>,
    /// The rows, in the order in which they are drawn.
    pub items: Vec<Item>,
}

/// Where the columns lie.
struct Columns {
    left: f64,
    width: f64,
}

impl Columns {
    fn cell(&self, at: usize) -> (f64, f64) {
        // Columns are a handful, so the conversion is exact.
        let at = f64::from(u32::try_from(at).unwrap_or(u32::MAX));
        (self.left + at * self.width, self.left + (at + 1.0) * self.width)
    }
}

impl Heatmap {
    /// The drawing.
    ///
    /// # Errors
    /// [`PictureError::Drawing`] if it cannot be drawn.
    pub fn picture(&self, layout: Layout) -> Result<Picture, PictureError> {
        let (kinds, _) = rows::drawn(&self.kinds, MOST_KINDS);
        let (items, left_out) = rows::drawn(&self.items, MOST_ITEMS);
        let drawn = Self { words: self.words.clone(), kinds: kinds.to_vec(), items: items.to_vec() };
        let chart = drawing(|canvas| {
            let bottom = drawn.draw(canvas, layout);
            let bottom = draw_kinds_left_out(canvas, bottom, self.kinds.len() - kinds.len());
            draw_left_out(canvas, bottom, left_out)
        })?;
        Picture::compose(layout, &self.words, self.words.alt("Heatmap", &drawn.extremes()), chart)
    }

    fn extremes(&self) -> String {
        let mut told: Vec<(f64, String)> = Vec::new();
        for item in &self.items {
            for (kind, cell) in self.kinds.iter().zip(&item.cells) {
                if let Cell::Gap(gap) = cell {
                    let (item, kind) = (words::name(&item.label), words::name(&kind.label));
                    told.push((*gap, format!("{item} for {kind}, {}", words::gap(*gap))));
                }
            }
        }
        told.sort_by(|a, b| a.0.total_cmp(&b.0));
        match told.as_slice() {
            [] => "Too few answers to show".to_owned(),
            [(_, only)] => only.clone(),
            [(_, first), .., (_, last)] => format!("Lowest: {first}. Highest: {last}"),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, layout: Layout) -> f64 {
        if self.items.is_empty() || self.kinds.is_empty() {
            return draw_nothing(canvas);
        }
        let left = if layout == Layout::Wide { 316.0 } else { 0.5 };
        // Columns are a handful, so the conversion is exact.
        let many = f64::from(u32::try_from(self.kinds.len()).unwrap_or(u32::MAX));
        let columns = Columns { left, width: ((layout.width() - left - 0.5) / many).min(WIDEST) };
        let top = self.draw_key(canvas, layout, left) + 12.0;
        let top = self.draw_heads(canvas, layout, &columns, top) + 6.0;
        let names: Vec<Name> = self
            .items
            .iter()
            .map(|item| Name { label: item.label.clone(), note: String::new(), bold: false })
            .collect();
        let room = Room { strip: CELL, least: CELL, ..Room::BARS };
        let rows = Rows::place(layout, room, &names, &[], top);
        rows.draw_names(canvas);
        // The empty cells first: their pale outline must not lie on that of a full neighbour.
        for full in [false, true] {
            for (item, row) in self.items.iter().zip(&rows.placed) {
                for at in 0..self.kinds.len() {
                    let (from, to) = columns.cell(at);
                    let cell = item.cells.get(at).copied().unwrap_or(Cell::NoAnswers);
                    if matches!(cell, Cell::Gap(_)) == full {
                        draw_cell(canvas, cell, (from, row.strip.0), (to, row.strip.1));
                    }
                }
            }
        }
        rows.bottom + 2.0
    }

    fn draw_key(&self, canvas: &mut Canvas<'_>, layout: Layout, left: f64) -> f64 {
        let mut entries = vec![Entry::plain(Swatch::None, "Gap, offer minus expectation:")];
        entries.extend(
            (0..)
                .zip(MEANINGS)
                .map(|(step, words)| Entry::plain(Swatch::Fill(Colour::Diverging(step)), words)),
        );
        let has = |cell| self.items.iter().any(|item| item.cells.contains(&cell));
        // One hatch for both: what is not shown of a kind. Rows are of one sort or the other.
        let said = match (has(Cell::Together), has(Cell::Suppressed)) {
            (true, true) => format!("{}, or {}", words::TOGETHER, words::TOO_FEW),
            (true, false) => words::TOGETHER.to_owned(),
            (false, _) => words::TOO_FEW.to_owned(),
        };
        if has(Cell::Together) || has(Cell::Suppressed) {
            entries.push(Entry::plain(Swatch::Hatch, said));
        }
        key::draw(canvas, &entries, (left, layout.width()), 0.0)
    }

    /// The names of the columns; where they are wider than a column, letters with a list above. Returns where
    /// they end.
    fn draw_heads(&self, canvas: &mut Canvas<'_>, layout: Layout, columns: &Columns, top: f64) -> f64 {
        let style = Lettering::SMALL.colour(Colour::Ink).anchor(Anchor::Middle);
        let note = Lettering::SMALL.anchor(Anchor::Middle);
        let room = columns.width - 6.0;
        let fits = |kind: &Kind| kind.label.split_whitespace().all(|word| style.width(word) * 1.04 <= room);
        let count = |kind: &Kind| kind.n.map(|n| format!("n {}", words::count(n)));
        let lettered = !self.kinds.iter().all(fits);
        let mut top = top;
        let heads: Vec<Vec<Set>> = if lettered {
            let listed: Vec<Entry> = ('A'..)
                .zip(&self.kinds)
                .map(|(letter, kind)| {
                    let n = count(kind).map_or(String::new(), |n| format!(" ({n})"));
                    let lettering = Lettering::SMALL.colour(Colour::Ink);
                    Entry { swatch: Swatch::Letter(letter), words: format!("{}{n}", kind.label), lettering }
                })
                .collect();
            top = key::draw(canvas, &listed, (columns.left, layout.width()), top) + 6.0;
            ('A'..).zip(&self.kinds).map(|(letter, _)| vec![(letter.to_string(), style.bold(true))]).collect()
        } else {
            self.kinds
                .iter()
                .map(|kind| {
                    let mut lines = set(style.wrap(&kind.label, room), style);
                    lines.extend(count(kind).map(|n| (n, note)));
                    lines
                })
                .collect()
        };
        let height = heads.iter().map(|lines| stack_height(lines)).fold(0.0, f64::max);
        for (at, lines) in heads.iter().enumerate() {
            let (from, to) = columns.cell(at);
            canvas.stack_from((f64::midpoint(from, to), top + height - stack_height(lines)), lines);
        }
        top + height
    }
}

/// Says under the cells how many columns are left out, if any. Returns where the drawing ends.
fn draw_kinds_left_out(canvas: &mut Canvas<'_>, bottom: f64, left_out: usize) -> f64 {
    if left_out == 0 {
        return bottom;
    }
    let said = format!("{} more columns are not drawn.", words::count(left_out as u64));
    canvas.stack_from((0.0, bottom + 10.0), &[(said, Lettering::SMALL)])
}

/// The colour step of a gap, by the value as it is printed, so that a cell never contradicts the key.
#[expect(clippy::cast_possible_truncation, reason = "gaps are small, and the cast saturates")]
fn step(gap: f64) -> u8 {
    let printed = format!("{gap:.1}").parse::<f64>().unwrap_or_default();
    let tenths = (printed * 10.0).round() as i32;
    (0..).zip(BOUNDS).find(|(_, bound)| tenths <= *bound).map_or(4, |(step, _)| step)
}

fn draw_cell(canvas: &mut Canvas<'_>, cell: Cell, from: (f64, f64), to: (f64, f64)) {
    let centre = (f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1));
    let style = Lettering::BODY.anchor(Anchor::Middle);
    match cell {
        Cell::Gap(gap) if gap.is_finite() => {
            let step = step(gap);
            marks::draw_box(canvas, from, to, Colour::Diverging(step));
            canvas.stack(centre, &[(words::gap(gap), style.colour(Colour::OnDiverging(step)))]);
        }
        Cell::Suppressed | Cell::Together => marks::draw_hatch(canvas, from, to),
        Cell::Gap(_) | Cell::NoAnswers => {
            canvas.outline(&[from, (to.0, from.1), to, (from.0, to.1)], Colour::Line, 1.0);
            canvas.stack(centre, &[("–".to_owned(), style.colour(Colour::Soft))]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_takes_the_colour_that_the_key_gives_to_its_printed_number() {
        let steps = [-2.7, -1.25, -1.24, -0.5, -0.45, -0.44, 0.0, 0.44, 0.46, 1.24, 1.26, 3.0].map(step);
        // -1.25 prints as -1.2, -0.45 as -0.5 (binary: -0.450000000000000011).
        assert_eq!(steps, [0, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4]);
    }
}
