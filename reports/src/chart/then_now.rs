//! Then and now: how the same people rate themselves before and after a course, with how many moved which way. Where people
//! were asked before the course as well, that is a third mark, and the response shift stands beside it: how much lower or
//! higher they put the same time looking back.

use super::axis::{self, Axis};
use super::canvas::{Anchor, Canvas, Lettering, Set, drawing, set, stack_height};
use super::data::{ChartData, Datum};
use super::key::{self, KeyEntry, Swatch};
use super::marks::{TOUCH, draw_time, draw_time_around, draw_words};
use super::picture::Picture;
use super::rows::{self, Name, RowRoom, Rows, draw_left_out, draw_nothing};
use super::svg::PictureError;
use super::words::{self, ChartWords};
use super::{ChartSide, Layout};
use crate::palette::Colour;
use crate::printed;
use crate::wording;

/// Where the changes stand in a wide drawing.
const ASIDE: f64 = 834.0;

/// The change in one item, over people who answered both times.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ThenNowChange {
    /// It may be shown.
    Shown {
        /// The mean rating of "then".
        then: f64,
        /// The mean rating of "now".
        now: f64,
        /// What was answered before the course, if it was asked then.
        before: Option<Before>,
        /// People who went up.
        up: u64,
        /// People who stayed.
        same: u64,
        /// People who went down.
        down: u64,
    },
    /// Of too few people to show.
    Suppressed,
    /// Nobody answered both times.
    NoAnswers,
}

/// The answers given before the course, which may be of other people.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Before {
    /// How many there are.
    pub n: u64,
    pub mean: f64,
}

/// One item.
#[derive(Clone, Debug)]
pub struct ThenNowItem {
    /// Its name.
    pub label: String,
    /// How it changed.
    pub change: ThenNowChange,
}

/// Ratings then and now.
#[derive(Clone, Debug)]
pub struct ThenNow {
    /// The words around it.
    pub words: ChartWords,
    /// The labels of the scale, lowest first.
    pub scale: [String; 5],
    /// The side that answered; its colour and shape.
    pub side: ChartSide,
    /// The items, in the order in which they are drawn.
    pub items: Vec<ThenNowItem>,
}

impl ThenNowChange {
    /// Then and now, where both can be drawn.
    fn means(self) -> Option<(f64, f64)> {
        match self {
            Self::Shown { then, now, .. } if then.is_finite() && now.is_finite() => Some((then, now)),
            _ => None,
        }
    }

    /// What was answered before the course, where that can be drawn.
    fn before(self) -> Option<Before> {
        match self {
            Self::Shown { before, .. } => before.filter(|before| before.mean.is_finite()),
            _ => None,
        }
    }

    /// "shift −0.4": then, less what was answered before.
    fn shift(self) -> Option<String> {
        let (then, _) = self.means()?;
        Some(format!("shift\u{A0}{}", wording::gap(printed::difference(then, self.before()?.mean))))
    }
}

impl ThenNow {
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
        let alt = self.words.alt("Dumbbell chart", &extremes(items));
        Ok(Picture::compose(layout, &self.words, alt, chart)?.with_data(data(&self.items)))
    }

    fn draw(&self, canvas: &mut Canvas<'_>, layout: Layout, items: &[ThenNowItem]) -> f64 {
        if items.is_empty() {
            return draw_nothing(canvas);
        }
        let axis = axis::of_rows(layout, &self.scale);
        let names: Vec<Name> = items.iter().map(|item| name(item, layout)).collect();
        let asides: Vec<Vec<Set>> = items.iter().map(|item| aside(item.change, layout)).collect();
        let heights: Vec<f64> = asides.iter().map(|lines| stack_height(lines)).collect();
        let top = self.draw_times(canvas, layout, &axis);
        let top = axis.head(canvas, top, items.len());
        let rows = Rows::place(layout, RowRoom::MEANS, &names, &heights, top);
        for (from, to) in rows.stretches() {
            axis.grid(canvas, from, to);
        }
        rows.draw_names(canvas);
        for ((item, lines), row) in items.iter().zip(&asides).zip(&rows.placed) {
            self.draw_change(canvas, &axis, item.change, row.centre);
            let x = if layout == Layout::Wide { ASIDE } else { layout.width() };
            canvas.stack((x, row.centre), lines);
        }
        axis.label(canvas, rows.bottom + 4.0)
    }

    /// The key. Hollow and filled marks of one colour need their meaning beside them.
    fn draw_times(&self, canvas: &mut Canvas<'_>, layout: Layout, axis: &Axis<'_>) -> f64 {
        let mut entries = vec![
            KeyEntry::side(Swatch::Time(self.side, false), self.side, "then, looking back"),
            KeyEntry::side(Swatch::Time(self.side, true), self.side, "now"),
        ];
        if self.items.iter().any(|item| item.change.before().is_some()) {
            entries.push(KeyEntry::plain(Swatch::Bar, "given before the course"));
            entries.push(KeyEntry::plain(Swatch::None, "shift: looking back, less given before"));
        }
        let left = if layout == Layout::Wide { axis.left - 9.0 } else { 0.0 };
        key::draw(canvas, &entries, (left, layout.width()), 0.0) + 10.0
    }

    fn draw_change(&self, canvas: &mut Canvas<'_>, axis: &Axis<'_>, change: ThenNowChange, y: f64) {
        let Some((then, now)) = change.means() else {
            let said = if change == ThenNowChange::Suppressed { words::TOO_FEW } else { words::NO_ANSWERS };
            return draw_words(canvas, (axis.left + 8.0, y), said);
        };
        let (then, now) = (axis.x(then), axis.x(now));
        canvas.line((then, y), (now, y), Colour::Soft, 2.0);
        if let Some(Before { mean, .. }) = change.before() {
            canvas.line((axis.x(mean), y - 11.0), (axis.x(mean), y + 11.0), Colour::Soft, 3.0);
        }
        if (then - now).abs() < TOUCH {
            draw_time(canvas, (now, y), self.side, true);
            draw_time_around(canvas, (then, y), self.side);
        } else {
            draw_time(canvas, (then, y), self.side, false);
            draw_time(canvas, (now, y), self.side, true);
        }
    }
}

/// The largest and the smallest change, in words.
fn extremes(items: &[ThenNowItem]) -> String {
    let mut told: Vec<(f64, String)> = items
        .iter()
        .filter_map(|item| {
            let (then, now) = item.change.means()?;
            let (was, is) = (wording::mean(then), wording::mean(now));
            let before =
                item.change.before().map(|before| format!("{} before, ", wording::mean(before.mean)));
            let before = before.unwrap_or_default();
            Some((now - then, format!("{}, {before}{was} then, {is} now", words::name(&item.label))))
        })
        .collect();
    told.sort_by(|a, b| b.0.total_cmp(&a.0));
    match told.as_slice() {
        [] => "Too few answers to show".to_owned(),
        [(_, only)] => only.clone(),
        [(_, most), .., (_, least)] => format!("Largest change: {most}. Smallest: {least}"),
    }
}

/// "8 up, 2 same, 0 down".
fn moves(change: ThenNowChange) -> String {
    match change {
        ThenNowChange::Shown { up, same, down, .. } => {
            format!(
                "{}\u{A0}up, {}\u{A0}same, {}\u{A0}down",
                wording::count(up),
                wording::count(same),
                wording::count(down)
            )
        }
        ThenNowChange::Suppressed | ThenNowChange::NoAnswers => String::new(),
    }
}

fn name(item: &ThenNowItem, layout: Layout) -> Name {
    let people = match item.change {
        ThenNowChange::Shown { up, same, down, .. } => {
            format!("{} answered both", wording::count(up + same + down))
        }
        ThenNowChange::Suppressed | ThenNowChange::NoAnswers => String::new(),
    };
    let before =
        item.change.before().map(|before| format!("{}\u{A0}before the course", wording::count(before.n)));
    // A narrow drawing has no room for the moves beside the marks; they add up to the people.
    let told = match layout {
        Layout::Narrow => vec![Some(moves(item.change)), item.change.shift(), before],
        Layout::Wide => vec![Some(people), before],
    };
    let note = told.into_iter().flatten().collect::<Vec<_>>().join(", ");
    Name { label: item.label.clone(), note, bold: false }
}

fn aside(change: ThenNowChange, layout: Layout) -> Vec<Set> {
    let Some((then, now)) = change.means() else { return Vec::new() };
    let bold = Lettering::BODY.bold(true);
    match layout {
        Layout::Wide => {
            let mut lines = vec![(wording::gap(printed::difference(now, then)), bold)];
            lines
                .extend(set(Lettering::SMALL.wrap(&moves(change), layout.width() - ASIDE), Lettering::SMALL));
            lines.extend(change.shift().map(|shift| (shift, Lettering::SMALL)));
            lines
        }
        Layout::Narrow => vec![(wording::gap(printed::difference(now, then)), bold.anchor(Anchor::End))],
    }
}

/// The means and who moved, as rows.
fn data(items: &[ThenNowItem]) -> ChartData {
    let row = |item: &ThenNowItem| {
        let label = Datum::words(&*item.label);
        match item.change {
            ThenNowChange::Shown { then, now, before, up, same, down } => {
                let before = before.map(|before| before.mean);
                let means = [before, Some(then), Some(now), Some(printed::difference(now, then))];
                let people = [up, same, down].map(Datum::Count);
                std::iter::once(label).chain(means.map(Datum::figure)).chain(people).collect()
            }
            ThenNowChange::Suppressed | ThenNowChange::NoAnswers => {
                let why =
                    if item.change == ThenNowChange::Suppressed { words::TOO_FEW } else { words::NO_ANSWERS };
                let blank = std::iter::repeat_n(Datum::Blank, 6);
                [label, Datum::words(why)].into_iter().chain(blank).collect()
            }
        }
    };
    let columns = ["Question", "Before", "Then, looking back", "Now", "Change", "Up", "Same", "Down"];
    ChartData::new(columns, items.iter().map(row))
}
