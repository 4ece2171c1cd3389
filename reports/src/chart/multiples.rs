//! Small multiples: the same rows in a few panels beside each other, a bar for how many in each.

use super::Layout;
use super::bars::fraction;
use super::canvas::{Anchor, Canvas, Lettering, Set, drawing, set, stack_height};
use super::data::{ChartData, Datum};
use super::picture::Picture;
use super::rows::{self, Name, RowRoom, Rows, draw_left_out, draw_nothing};
use super::svg::PictureError;
use super::words::{self, ChartWords, shortened};
use crate::counts::real;
use crate::palette::Colour;
use crate::wording;

/// The height of a bar.
const BAR: f64 = 18.0;

/// The height of a row in a wide drawing.
const ROW: f64 = 30.0;

/// The most characters of the name of a panel.
const LONGEST: usize = 60;

/// What stands between two panels, and after the longest bar for its number.
const NUMBER: f64 = 30.0;

/// A row: how many there are of it in each panel.
#[derive(Clone, Debug)]
pub struct MultiplesItem {
    /// Its name.
    pub label: String,
    /// How many in each panel, in their order.
    pub counts: Vec<u64>,
}

/// How many of each row in each panel. All panels have one scale.
#[derive(Clone, Debug)]
pub struct Multiples {
    /// The words around it.
    pub words: ChartWords,
    /// The names of the panels: a handful.
    pub panels: Vec<String>,
    /// The rows, in the order in which they are drawn.
    pub items: Vec<MultiplesItem>,
    /// What the longest bar stands for.
    pub whole: u64,
}

impl Multiples {
    /// The drawing.
    ///
    /// # Errors
    /// [`PictureError::Drawing`] if it cannot be drawn.
    pub fn picture(&self, layout: Layout) -> Result<Picture, PictureError> {
        let (items, left_out) = rows::drawn(&self.items, rows::MOST);
        let chart = drawing(|canvas| {
            let bottom = self.draw(canvas, layout, items);
            draw_left_out(canvas, bottom, left_out)
        })?;
        let told = items.iter().filter_map(|item| {
            let (panel, count) = self.panels.iter().zip(&item.counts).max_by_key(|(_, count)| **count)?;
            Some(format!("{}: {} {}", words::name(&item.label), wording::count(*count), words::name(panel)))
        });
        let told: Vec<String> = told.collect();
        let alt = self.words.alt("Small multiples", &told.join(", "));
        Ok(Picture::compose(layout, &self.words, alt, chart)?.with_data(self.data()))
    }

    fn data(&self) -> ChartData {
        let columns = std::iter::once("Item").chain(self.panels.iter().map(String::as_str));
        let row = |item: &MultiplesItem| {
            let figure = |count: &u64| Datum::Figure(real(*count));
            std::iter::once(Datum::words(&*item.label)).chain(item.counts.iter().map(figure)).collect()
        };
        ChartData::new(columns, self.items.iter().map(row))
    }

    fn draw(&self, canvas: &mut Canvas<'_>, layout: Layout, items: &[MultiplesItem]) -> f64 {
        if items.is_empty() || self.panels.is_empty() {
            return draw_nothing(canvas);
        }
        let left = if layout == Layout::Wide { 316.0 } else { 0.0 };
        // Panels are a handful, so the conversion is exact.
        let many = f64::from(u32::try_from(self.panels.len()).unwrap_or(u32::MAX));
        let width = (layout.width() - left) / many;
        let starts: Vec<f64> =
            (0_u32..).take(self.panels.len()).map(|at| left + f64::from(at) * width).collect();
        let top = self.draw_heads(canvas, &starts, width) + 8.0;
        let names: Vec<Name> = items
            .iter()
            .map(|item| Name { label: item.label.clone(), note: String::new(), bold: false })
            .collect();
        let rows = Rows::place(layout, RowRoom { strip: ROW, least: ROW, ..RowRoom::BARS }, &names, &[], top);
        rows.draw_names(canvas);
        for (item, row) in items.iter().zip(&rows.placed) {
            for (start, count) in starts.iter().zip(&item.counts) {
                let (high, low) = (row.centre - BAR / 2.0, row.centre + BAR / 2.0);
                let length = (width - NUMBER - 8.0) * fraction(*count, self.whole).unwrap_or(0.0).min(1.0);
                if *count > 0 {
                    canvas.rectangle((*start, high), (*start + length, low), Colour::Library);
                }
                canvas.stack(
                    (*start + length + 5.0, row.centre),
                    &[(wording::count(*count), Lettering::SMALL.colour(Colour::Ink))],
                );
            }
        }
        for (from, to) in rows.stretches() {
            for start in &starts {
                canvas.line((*start, from), (*start, to), Colour::Soft, 1.0);
            }
        }
        rows.bottom
    }

    /// The names of the panels. Returns where they end.
    fn draw_heads(&self, canvas: &mut Canvas<'_>, starts: &[f64], width: f64) -> f64 {
        let style = Lettering::SMALL.bold(true).colour(Colour::Ink).anchor(Anchor::Start);
        let heads: Vec<Vec<Set>> = self
            .panels
            .iter()
            .map(|panel| set(style.wrap(&shortened(panel, LONGEST), width - 8.0), style))
            .collect();
        let height = heads.iter().map(|lines| stack_height(lines)).fold(0.0, f64::max);
        for (start, lines) in starts.iter().zip(&heads) {
            canvas.stack_from((*start, height - stack_height(lines)), lines);
        }
        height
    }
}
