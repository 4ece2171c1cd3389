//! Small multiples by kind of partner: what the library says and what each kind says, item by item, the gap beside.
//!
//! A wide drawing has a column for each kind; a narrow one has a line for each kind under each item.

use super::axis::Axis;
use super::canvas::{Anchor, Canvas, Lettering, Set, drawing, set, stack_height};
use super::data::{ChartData, Datum};
use super::key::{self, KeyEntry, Swatch};
use super::marks::{TOUCH, draw_note, draw_side};
use super::picture::Picture;
use super::rows::{self, Name, RowRoom, Rows, draw_left_out, draw_nothing};
use super::svg::PictureError;
use super::words::{self, ChartWords, shortened};
use super::{ChartSide, Layout};
use crate::palette::Colour;
use crate::wording;

/// The most kinds: the partition of a round has a handful.
const MOST_KINDS: usize = 12;

/// The most rows.
const MOST_ITEMS: usize = 40;

/// The columns that stand beside each other in a wide drawing; more stand below.
const ACROSS: usize = 4;

/// Where the columns of a wide drawing begin.
const COLUMNS: f64 = 316.0;

/// The room of a printed gap.
const GAP: f64 = 46.0;

/// The names of kinds in a narrow drawing.
const NAMES: f64 = 132.0;

/// The least height of a line of a narrow drawing.
const LINE: f64 = 24.0;

/// The most characters of the name of a kind.
const LONGEST: usize = 40;

/// The rows for which there is room on a slide.
const ON_SLIDE: usize = 6;

/// One kind of partner.
#[derive(Clone, Debug)]
pub struct Kind {
    /// Its name.
    pub label: String,
    /// How many of it answered: "7", "up to 7".
    pub n: String,
}

/// What one kind of partner says of one item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    pub mean: f64,
    /// Offer minus expectation, as it is printed.
    pub gap: f64,
}

/// One item.
#[derive(Clone, Debug)]
pub struct KindsItem {
    /// Its name.
    pub label: String,
    /// The mean of all library staff.
    pub library: f64,
    /// A cell for each kind, in their order; none where nobody of the kind answered.
    pub cells: Vec<Option<Cell>>,
}

/// What kinds of partner say beside what the library says.
#[derive(Clone, Debug)]
pub struct ByKind {
    /// The words around it.
    pub words: ChartWords,
    /// The labels of the scale, lowest first.
    pub scale: [String; 5],
    /// What the library's mark means, and that of a kind of partner: "all staff offer", "this kind expects".
    pub roles: [String; 2],
    pub kinds: Vec<Kind>,
    /// The items that are told by kind, in the order in which they are drawn.
    pub items: Vec<KindsItem>,
    /// The items that are told for all kinds together only.
    pub together: Vec<String>,
}

impl ByKind {
    /// The drawing.
    ///
    /// # Errors
    /// [`PictureError::Drawing`] if it cannot be drawn.
    pub fn picture(&self, layout: Layout) -> Result<Picture, PictureError> {
        self.drawn(layout, MOST_ITEMS, MOST_KINDS)
    }

    /// The wide drawing of the first items and kinds, for a slide.
    ///
    /// # Errors
    /// [`PictureError::Drawing`] if it cannot be drawn.
    pub fn few(&self) -> Result<Picture, PictureError> {
        self.drawn(Layout::Wide, ON_SLIDE, ACROSS)
    }

    fn drawn(&self, layout: Layout, most_items: usize, most_kinds: usize) -> Result<Picture, PictureError> {
        let (kinds, kinds_left_out) = rows::drawn(&self.kinds, most_kinds);
        let (items, left_out) = rows::drawn(&self.items, most_items);
        let chart = drawing(|canvas| {
            if items.is_empty() || kinds.is_empty() {
                return draw_nothing(canvas);
            }
            let bottom = match layout {
                Layout::Wide => self.draw_wide(canvas, kinds, items),
                Layout::Narrow => self.draw_narrow(canvas, kinds, items),
            };
            let bottom = draw_note(canvas, (0.0, layout.width()), bottom, &self.note());
            let bottom = draw_kinds_left_out(canvas, bottom, kinds_left_out);
            draw_left_out(canvas, bottom, left_out)
        })?;
        let alt = self.words.alt("Small dumbbell charts", &self.extremes());
        Ok(Picture::compose(layout, &self.words, alt, chart)?.with_data(self.data()))
    }

    /// Every cell with its item and kind.
    fn cells(&self) -> impl Iterator<Item = (&KindsItem, &Kind, Cell)> {
        self.items.iter().flat_map(|item| {
            self.kinds.iter().zip(&item.cells).filter_map(move |(kind, cell)| Some((item, kind, (*cell)?)))
        })
    }

    fn extremes(&self) -> String {
        let told = |(item, kind, cell): (&KindsItem, &Kind, Cell)| {
            format!(
                "{} for {}, {}",
                words::name(&item.label),
                words::name(&kind.label),
                wording::gap(cell.gap)
            )
        };
        let by_gap =
            |a: &(&KindsItem, &Kind, Cell), b: &(&KindsItem, &Kind, Cell)| a.2.gap.total_cmp(&b.2.gap);
        match (self.cells().min_by(by_gap), self.cells().max_by(by_gap)) {
            (Some(lowest), Some(highest)) => format!("Lowest: {}. Highest: {}", told(lowest), told(highest)),
            _ => "Too few answers to show".to_owned(),
        }
    }

    fn data(&self) -> ChartData {
        let row = |(item, kind, cell): (&KindsItem, &Kind, Cell)| {
            let words = [&item.label, &kind.label, &kind.n].map(|words| Datum::words(&**words));
            words.into_iter().chain([item.library, cell.mean, cell.gap].map(Datum::Figure)).collect()
        };
        let [library, kind] = &self.roles;
        ChartData::new(
            ["Item", "Kind of partner", "People of the kind", library, kind, "Gap"],
            self.cells().map(row),
        )
    }

    /// What the ends of the scale mean, and what is told for all kinds together.
    fn note(&self) -> String {
        let [lowest, .., highest] = &self.scale;
        let scale = format!("1 is “{}”, 5 is “{}”.", shortened(lowest, LONGEST), shortened(highest, LONGEST));
        if self.together.is_empty() {
            return scale;
        }
        let (together, more) = rows::drawn(&self.together, ON_SLIDE);
        let named = together.iter().map(|item| format!("“{}”", words::name(item)));
        let items: Vec<String> = named.chain((more > 0).then(|| format!("{more} more"))).collect();
        let items = items.join(", ");
        format!("{scale} For all kinds together only, because too few of one kind answered: {items}.")
    }

    fn draw_key(&self, canvas: &mut Canvas<'_>, (left, right): (f64, f64)) -> f64 {
        let [library, kind] = &self.roles;
        let entries = [
            KeyEntry::side(Swatch::Side(ChartSide::Library), ChartSide::Library, library.as_str()),
            KeyEntry::side(Swatch::Side(ChartSide::Partner), ChartSide::Partner, kind.as_str()),
            KeyEntry::plain(Swatch::None, "number: the gap, offer minus expectation"),
        ];
        key::draw(canvas, &entries, (left, right), 0.0) + 12.0
    }

    fn draw_wide(&self, canvas: &mut Canvas<'_>, kinds: &[Kind], items: &[KindsItem]) -> f64 {
        let right = Layout::Wide.width();
        let mut top = self.draw_key(canvas, (COLUMNS, right));
        let width = (right - COLUMNS) / real(ACROSS.min(kinds.len()));
        for (band, kinds) in kinds.chunks(ACROSS).enumerate() {
            let axes: Vec<Axis<'_>> = (0..kinds.len())
                .map(|at| {
                    let left = COLUMNS + real(at) * width;
                    Axis { left: left + 12.0, right: left + width - GAP - 14.0, labels: &self.scale }
                })
                .collect();
            top = draw_heads(canvas, kinds, &axes, top) + 2.0;
            top = draw_numbers(canvas, &axes, top) + 2.0;
            let names: Vec<Name> = items.iter().map(name).collect();
            let room = RowRoom { least: 36.0, names: 290.0, ..RowRoom::MEANS };
            let rows = Rows::place(Layout::Wide, room, &names, &[], top);
            for axis in &axes {
                axis.grid(canvas, top, rows.bottom);
            }
            rows.draw_names(canvas);
            for (item, row) in items.iter().zip(&rows.placed) {
                for (at, axis) in axes.iter().enumerate() {
                    let cell = item.cells.get(band * ACROSS + at).copied().flatten();
                    draw_cell(canvas, axis, (item.library, cell), axis.right + GAP + 8.0, row.centre);
                }
            }
            top = draw_numbers(canvas, &axes, rows.bottom + 4.0) + 14.0;
        }
        top - 10.0
    }

    fn draw_narrow(&self, canvas: &mut Canvas<'_>, kinds: &[Kind], items: &[KindsItem]) -> f64 {
        let right = Layout::Narrow.width();
        let top = self.draw_key(canvas, (0.0, right));
        let axis = Axis { left: NAMES + 14.0, right: right - GAP - 8.0, labels: &self.scale };
        let style = Lettering::SMALL.colour(Colour::Ink);
        let lines: Vec<Vec<Set>> = kinds
            .iter()
            .map(|kind| {
                let named = format!("{}, n\u{A0}{}", shortened(&kind.label, LONGEST), kind.n);
                set(style.wrap(&named, NAMES), style)
            })
            .collect();
        let heights: Vec<f64> = lines.iter().map(|lines| f64::max(LINE, stack_height(lines) + 4.0)).collect();
        let top = draw_numbers(canvas, std::slice::from_ref(&axis), top) + 4.0;
        let names: Vec<Name> = items.iter().map(name).collect();
        let room = RowRoom { strip: heights.iter().sum(), ..RowRoom::MEANS };
        let rows = Rows::place(Layout::Narrow, room, &names, &[], top);
        for (from, to) in rows.stretches() {
            axis.grid(canvas, from, to);
        }
        rows.draw_names(canvas);
        for (item, row) in items.iter().zip(&rows.placed) {
            let mut y = row.strip.0;
            for (at, (lines, height)) in lines.iter().zip(&heights).enumerate() {
                let centre = y + height / 2.0;
                canvas.stack((0.0, centre), lines);
                let cell = item.cells.get(at).copied().flatten();
                draw_cell(canvas, &axis, (item.library, cell), right, centre);
                y += height;
            }
        }
        draw_numbers(canvas, std::slice::from_ref(&axis), rows.bottom - 8.0)
    }
}

fn name(item: &KindsItem) -> Name {
    Name { label: item.label.clone(), note: String::new(), bold: false }
}

/// The names of the kinds over their columns, with how many answered. Returns where they end.
fn draw_heads(canvas: &mut Canvas<'_>, kinds: &[Kind], axes: &[Axis<'_>], top: f64) -> f64 {
    let style = Lettering::SMALL.bold(true).colour(Colour::Ink);
    let heads: Vec<Vec<Set>> = kinds
        .iter()
        .zip(axes)
        .map(|(kind, axis)| {
            let room = axis.right - axis.left + GAP;
            let mut lines = set(style.wrap(&shortened(&kind.label, LONGEST), room), style);
            lines.push((format!("n\u{A0}{}", kind.n), Lettering::SMALL));
            lines
        })
        .collect();
    let height = heads.iter().map(|lines| stack_height(lines)).fold(0.0, f64::max);
    for (lines, axis) in heads.iter().zip(axes) {
        canvas.stack_from((axis.left - 4.0, top + height - stack_height(lines)), lines);
    }
    top + height
}

/// The numbers 1, 3 and 5 of each axis. Returns where they end.
fn draw_numbers(canvas: &mut Canvas<'_>, axes: &[Axis<'_>], top: f64) -> f64 {
    let style = Lettering::SMALL.anchor(Anchor::Middle);
    for axis in axes {
        for value in [1.0, 3.0, 5.0] {
            canvas.stack_from((axis.x(value), top), &[(format!("{value:.0}"), style)]);
        }
    }
    top + style.leading()
}

/// Both marks of a cell with the line between them, and the gap to the left of `right`.
fn draw_cell(
    canvas: &mut Canvas<'_>,
    axis: &Axis<'_>,
    (library, cell): (f64, Option<Cell>),
    right: f64,
    y: f64,
) {
    let style = Lettering::SMALL.anchor(Anchor::End);
    let Some(Cell { mean, gap }) = cell.filter(|cell| cell.mean.is_finite() && cell.gap.is_finite()) else {
        return canvas.stack((right, y), &[("–".to_owned(), style)]);
    };
    let (library, kind) = (axis.x(library), axis.x(mean));
    canvas.line((library, y), (kind, y), Colour::Soft, 2.0);
    let covered = (library - kind).abs() < TOUCH;
    draw_side(canvas, (library, y), ChartSide::Library, covered);
    draw_side(canvas, (kind, y), ChartSide::Partner, covered);
    canvas.stack((right, y), &[(wording::gap(gap), style.bold(true).colour(Colour::Ink))]);
}

/// Says under the rows how many kinds are left out, if any. Returns where the drawing ends.
fn draw_kinds_left_out(canvas: &mut Canvas<'_>, bottom: f64, left_out: usize) -> f64 {
    if left_out == 0 {
        return bottom;
    }
    let said = format!("{} more kinds of partner are not drawn.", wording::count(left_out as u64));
    canvas.stack_from((0.0, bottom + 10.0), &[(said, Lettering::SMALL)])
}

/// Kinds are a handful, so the conversion is exact.
fn real(kinds: usize) -> f64 {
    f64::from(u32::try_from(kinds).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds() -> ByKind {
        let kind = |label: &str, n: &str| Kind { label: label.to_owned(), n: n.to_owned() };
        ByKind {
            words: ChartWords { finding: "Schools may expect more".to_owned(), ..ChartWords::default() },
            scale: ["Not at all", "2", "3", "4", "A great deal"].map(str::to_owned),
            roles: ["all staff offer", "this kind expects"].map(str::to_owned),
            kinds: vec![kind("Schools", "7"), kind("Charities", "up to 6")],
            items: vec![KindsItem {
                label: "Bend our rules".to_owned(),
                library: 2.5,
                cells: vec![Some(Cell { mean: 4.5, gap: -2.0 }), None],
            }],
            together: vec!["Energy".to_owned()],
        }
    }

    #[test]
    fn every_kind_says_how_many_answered_in_both_drawings() {
        for layout in [Layout::Wide, Layout::Narrow] {
            let svg = kinds().picture(layout).unwrap().inline("k");
            for said in ["n\u{A0}7<", "n\u{A0}up", ">−2.0<", ">–<"] {
                assert!(svg.contains(said), "{said} in {layout:?}");
            }
        }
    }

    #[test]
    fn an_item_that_is_told_for_all_kinds_together_is_named_and_has_no_row() {
        let picture = kinds().picture(Layout::Wide).unwrap();
        assert!(picture.svg.contains("“Energy”") && !picture.svg.contains(">Energy<"));
        assert_eq!(picture.data.rows.len(), 1);
        assert_eq!(picture.data.rows[0][5], Datum::Figure(-2.0));
    }

    #[test]
    fn nothing_is_hatched_and_nothing_is_coloured_by_its_size() {
        let svg = kinds().picture(Layout::Wide).unwrap().inline("k");
        assert!(!svg.contains("--div-") && !svg.contains("--wash"));
    }
}
