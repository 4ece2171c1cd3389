//! Two-dot strips: where the library and the partner put each condition, check by check. No intervals and no lines between
//! the dots: they are of one to three people.

use super::axis::Axis;
use super::canvas::{Anchor, Canvas, Lettering, Set, drawing, set, stack_height};
use super::data::{ChartData, Datum};
use super::key::{self, KeyEntry, Swatch};
use super::marks::{TOUCH, draw_side, draw_words};
use super::picture::Picture;
use super::rows::{Name, RowRoom, Rows, draw_left_out, draw_nothing};
use super::svg::PictureError;
use super::words::{self, ChartWords};
use super::{ChartSide, Layout};
use crate::palette::Colour;

/// Room for the names, and the least height of a row: all conditions fit a page of A4.
const ROOM: RowRoom = RowRoom { names: 300.0, strip: 26.0, least: 30.0 };
/// The space between two checks.
const BETWEEN: f64 = 22.0;
/// The room beside the latest strip for its two arrows.
const ARROWS: f64 = 42.0;
/// The room that a tick takes.
const TICK: f64 = 16.0;

/// What both sides said of a condition in one check.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StripCell {
    /// The library's mean, from 1 to 5.
    pub library: Option<f64>,
    /// The partner's mean.
    pub partner: Option<f64>,
}

/// Where the mean of a side went since the check before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HealthTrend {
    /// Better.
    Up,
    /// As it was.
    Same,
    /// Worse.
    Down,
}

impl HealthTrend {
    pub fn arrow(self) -> &'static str {
        match self {
            Self::Up => "↑",
            Self::Same => "=",
            Self::Down => "↓",
        }
    }

    /// “up since last time”
    pub fn words(self) -> &'static str {
        match self {
            Self::Up => "up since last time",
            Self::Same => "the same as last time",
            Self::Down => "down since last time",
        }
    }
}

/// One line: a condition, or the heading of a group.
#[derive(Clone, Debug)]
pub struct StripItem {
    /// Its name.
    pub label: String,
    /// Whether it is the heading of what follows.
    pub is_heading: bool,
    /// What was said in each check, the earliest first; none where it was not asked.
    pub cells: Vec<Option<StripCell>>,
    /// Where the library's mean went since the check before.
    pub library: Option<HealthTrend>,
    /// Where the partner's mean went.
    pub partner: Option<HealthTrend>,
}

impl StripItem {
    pub fn heading(label: &str) -> Self {
        Self { label: label.to_owned(), is_heading: true, cells: Vec::new(), library: None, partner: None }
    }
}

/// A check.
#[derive(Clone, Debug)]
pub struct StripRound {
    /// When it was.
    pub name: String,
    /// Whether somebody new answered for the library.
    pub library_is_new: bool,
    /// Whether somebody new answered for the partner.
    pub partner_is_new: bool,
}

#[derive(Clone, Debug)]
pub struct Strips {
    /// The words around it.
    pub words: ChartWords,
    /// The labels of the scale, lowest first.
    pub scale: [String; 5],
    /// The checks, the earliest first. Where there is no room for all, the latest are drawn.
    pub rounds: Vec<StripRound>,
    /// The lines, in the order in which they are drawn.
    pub items: Vec<StripItem>,
}

/// Where a check stands: its left end, its right end.
type Column = (f64, f64);

impl Strips {
    /// The drawing.
    ///
    /// # Errors
    /// [`PictureError::Drawing`] if it cannot be drawn.
    pub fn picture(&self, layout: Layout) -> Result<Picture, PictureError> {
        let chart = drawing(|canvas| self.draw(canvas, layout))?;
        let alt = self.words.alt("Dot strips", "");
        Ok(Picture::compose(layout, &self.words, alt, chart)?.with_data(self.data()))
    }

    fn data(&self) -> ChartData {
        let columns = ["Group", "Condition", "Check", "Library", "Partner"];
        let mut group = "";
        let mut rows = Vec::new();
        for item in &self.items {
            if item.is_heading {
                group = &item.label;
            }
            for (round, cell) in self.rounds.iter().zip(&item.cells) {
                let words = [group, &*item.label, &*round.name].map(Datum::words);
                let means = cell.map_or([None; 2], |cell| [cell.library, cell.partner]).map(Datum::figure);
                rows.push(words.into_iter().chain(means).collect());
            }
        }
        ChartData::new(columns, rows)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, layout: Layout) -> f64 {
        if self.items.is_empty() || self.rounds.is_empty() {
            return draw_nothing(canvas);
        }
        let most = if layout == Layout::Wide { 4 } else { 2 };
        let skipped = self.rounds.len().saturating_sub(most);
        let rounds = self.rounds.get(skipped..).unwrap_or_default();
        let columns = columns(layout, rounds.len());
        let top = self.draw_key(canvas, layout);
        let top = draw_heads(canvas, rounds, &columns, top);
        let names: Vec<Name> = self
            .items
            .iter()
            .map(|item| Name { label: item.label.clone(), note: String::new(), bold: item.is_heading })
            .collect();
        let rows = Rows::place(layout, ROOM, &names, &[], top);
        rows.draw_names(canvas);
        for (item, row) in self.items.iter().zip(&rows.placed).filter(|(item, _)| !item.is_heading) {
            let cells = item.cells.get(skipped..).unwrap_or_default();
            for (cell, column) in cells.iter().zip(&columns) {
                draw_cell(canvas, &self.axis(*column), *cell, row.strip, row.centre);
            }
            if let Some((_, right)) = columns.last() {
                draw_trend(canvas, (right + 16.0, row.centre), ChartSide::Library, item.library);
                draw_trend(canvas, (right + 34.0, row.centre), ChartSide::Partner, item.partner);
            }
        }
        let mut bottom = rows.bottom + 4.0;
        for column in &columns {
            let style = Lettering::SMALL.anchor(Anchor::Middle);
            let axis = self.axis(*column);
            for (value, number) in [(1.0, "1"), (2.0, "2"), (3.0, "3"), (4.0, "4"), (5.0, "5")] {
                bottom = canvas.stack_from((axis.x(value), rows.bottom + 4.0), &[(number.to_owned(), style)]);
            }
        }
        if skipped == 0 { bottom } else { draw_left_out(canvas, bottom, skipped) }
    }

    fn axis(&self, (left, right): Column) -> Axis<'_> {
        Axis { left: left + 10.0, right: right - 10.0, labels: &self.scale }
    }

    fn draw_key(&self, canvas: &mut Canvas<'_>, layout: Layout) -> f64 {
        let [low, .., high] = &self.scale;
        let mut entries = vec![
            KeyEntry::side(Swatch::Side(ChartSide::Library), ChartSide::Library, "library"),
            KeyEntry::side(Swatch::Side(ChartSide::Partner), ChartSide::Partner, "partner"),
            KeyEntry::plain(Swatch::None, format!("1 {}, 5 {}", low.to_lowercase(), high.to_lowercase())),
        ];
        let moved = |item: &StripItem| item.library.is_some() || item.partner.is_some();
        if self.items.iter().any(moved) {
            entries.push(KeyEntry::plain(
                Swatch::None,
                "at the end, a triangle: up or down since last time; a bar: the same",
            ));
        }
        key::draw(canvas, &entries, (0.0, layout.width()), 0.0) + 10.0
    }
}

/// Where the checks stand, with room for the arrows behind the last.
fn columns(layout: Layout, rounds: usize) -> Vec<Column> {
    let left = if layout == Layout::Wide { ROOM.names + 22.0 } else { 0.0 };
    let many = f64::from(u8::try_from(rounds).unwrap_or(u8::MAX).max(1));
    let width = (layout.width() - ARROWS - left - BETWEEN * (many - 1.0)) / many;
    // One check alone needs no more room than it has among others.
    let width = width.min(280.0);
    (0..rounds)
        .map(|at| {
            let at = f64::from(u8::try_from(at).unwrap_or(u8::MAX));
            let from = left + at * (width + BETWEEN);
            (from, from + width)
        })
        .collect()
}

/// When each check was, and a tick for each side that somebody new answered for. Returns where they end.
fn draw_heads(canvas: &mut Canvas<'_>, rounds: &[StripRound], columns: &[Column], top: f64) -> f64 {
    let mut bottom = top;
    for (round, (left, right)) in rounds.iter().zip(columns) {
        let bold = Lettering::SMALL.bold(true).colour(Colour::Ink);
        let lines = set(bold.wrap(&round.name, right - left), bold);
        let mut y = canvas.stack_from((*left, top), &lines);
        for (side, words, is_new) in [
            (ChartSide::Library, "library: somebody new", round.library_is_new),
            (ChartSide::Partner, "partner: somebody new", round.partner_is_new),
        ] {
            if is_new {
                let style = Lettering::SMALL.colour(side.text());
                let lines: Vec<Set> = set(style.wrap(words, right - left - TICK), style);
                draw_tick(canvas, (*left + 5.0, y + style.leading() / 2.0), side);
                canvas.stack_from((*left + TICK, y), &lines);
                y += stack_height(&lines);
            }
        }
        bottom = f64::max(bottom, y);
    }
    bottom + 8.0
}

fn draw_tick(canvas: &mut Canvas<'_>, (x, y): (f64, f64), side: ChartSide) {
    canvas.path(&[(x - 5.0, y), (x - 1.5, y + 4.0), (x + 5.0, y - 5.0)], side.dot(), 2.4, 1.0);
}

fn draw_cell(
    canvas: &mut Canvas<'_>,
    axis: &Axis<'_>,
    cell: Option<StripCell>,
    (from, to): (f64, f64),
    y: f64,
) {
    let Some(cell) = cell else { return };
    axis.grid(canvas, from, to);
    let [library, partner] = [cell.library, cell.partner]
        .map(|mean| mean.filter(|mean| mean.is_finite()).map(|mean| axis.x(mean)));
    if library.is_none() && partner.is_none() {
        return draw_words(canvas, (axis.left, y), words::NO_ANSWERS);
    }
    if let (Some(one), Some(other)) = (library, partner) {
        canvas.line((one, y), (other, y), Colour::Soft, 2.0);
    }
    if let Some(x) = library {
        draw_side(canvas, (x, y), ChartSide::Library, false);
    }
    if let Some(x) = partner {
        let touches = library.is_some_and(|other| (other - x).abs() < TOUCH);
        draw_side(canvas, (x, y), ChartSide::Partner, touches);
    }
}

fn draw_trend(canvas: &mut Canvas<'_>, (x, y): (f64, f64), side: ChartSide, trend: Option<HealthTrend>) {
    match trend {
        Some(HealthTrend::Up) => {
            canvas.polygon(&[(x, y - 6.0), (x + 6.0, y + 5.0), (x - 6.0, y + 5.0)], side.dot(), 1.0);
        }
        Some(HealthTrend::Down) => {
            canvas.polygon(&[(x, y + 6.0), (x + 6.0, y - 5.0), (x - 6.0, y - 5.0)], side.dot(), 1.0);
        }
        Some(HealthTrend::Same) => canvas.line((x - 6.0, y), (x + 6.0, y), side.dot(), 3.0),
        None => {}
    }
}
