//! The dumbbell: what one side offers and the other expects, item by item, the largest shortfall at the top.

use super::axis::{self, Axis};
use super::canvas::{Anchor, Canvas, Lettering, Set, drawing, set, stack_height};
use super::data::{ChartData, Datum};
use super::key::{self, KeyEntry, Swatch};
use super::marks::{INTERVALS, TOUCH, draw_note, draw_on_ground, draw_side, draw_words, parted};
use super::picture::Picture;
use super::rows::{self, Name, RowRoom, Rows, draw_left_out, draw_nothing};
use super::svg::PictureError;
use super::words::{self, ChartWords};
use super::{ChartSide, Estimate, Layout};
use crate::palette::Colour;
use crate::printed;
use crate::wording;

/// Answers on each side from which intervals are drawn.
const INTERVALS_FROM: u64 = crate::stats::MIN_TESTED;

/// Where the gaps stand in a wide drawing.
const ASIDE: f64 = 834.0;

/// The rows for which there is room on a slide.
const ON_SLIDE: usize = 7;

/// How far below the middle of a row its marks lie, and above it their values.
const MARKS: f64 = 7.0;
const VALUES: f64 = 13.0;

/// One of the two roles in the comparison.
#[derive(Clone, Debug)]
pub struct DumbbellRole {
    /// The side that has it; its colour and shape.
    pub side: ChartSide,
    /// Who, as in "staff 14": "staff", "partners".
    pub who: String,
    /// Who does what, for the direct label: "staff offer", "partners expect".
    pub label: String,
}

/// One item.
#[derive(Clone, Debug)]
pub struct DumbbellItem {
    /// Its name.
    pub label: String,
    /// What is offered.
    pub offer: Estimate,
    /// What is expected.
    pub expect: Estimate,
    /// What the gap amounts to, in words: "clear gap", "not sure yet".
    pub verdict: String,
    /// Whether the row stands out (a clear gap).
    pub clear: bool,
}

impl DumbbellItem {
    /// Offer minus expectation, where both may be shown.
    fn gap(&self) -> Option<f64> {
        Some(self.offer.shown()?.1 - self.expect.shown()?.1)
    }

    /// The difference of the two as they are printed.
    fn printed_gap(&self) -> Option<f64> {
        Some(printed::difference(self.offer.shown()?.1, self.expect.shown()?.1))
    }

    /// Whether its intervals are drawn: where both sides have enough answers.
    fn has_intervals(&self) -> bool {
        [self.offer, self.expect].iter().all(|estimate| {
            matches!(estimate, Estimate::Shown { n, interval: Some(_), .. } if *n >= INTERVALS_FROM)
        })
    }
}

/// A comparison of offers and expectations.
#[derive(Clone, Debug)]
pub struct Dumbbell {
    /// The words around it.
    pub words: ChartWords,
    /// The labels of the scale, lowest first.
    pub scale: [String; 5],
    /// Who offers.
    pub offer: DumbbellRole,
    /// Who expects.
    pub expect: DumbbellRole,
    /// The items, in any order.
    pub items: Vec<DumbbellItem>,
}

impl Dumbbell {
    /// The drawing.
    ///
    /// # Errors
    /// [`PictureError::Drawing`] if it cannot be drawn.
    pub fn picture(&self, layout: Layout) -> Result<Picture, PictureError> {
        self.drawn(layout, rows::MOST)
    }

    /// The wide drawing of the rows at the top, for a slide.
    ///
    /// # Errors
    /// [`PictureError::Drawing`] if it cannot be drawn.
    pub fn few(&self) -> Result<Picture, PictureError> {
        self.drawn(Layout::Wide, ON_SLIDE)
    }

    fn drawn(&self, layout: Layout, most: usize) -> Result<Picture, PictureError> {
        let sorted = self.sorted();
        let (items, left_out) = rows::drawn(&sorted, most);
        let chart = drawing(|canvas| {
            let bottom = self.draw(canvas, layout, items);
            draw_left_out(canvas, bottom, left_out)
        })?;
        let alt = self.words.alt("Dumbbell chart", &self.extremes(items));
        Ok(Picture::compose(layout, &self.words, alt, chart)?.with_data(self.data(&sorted)))
    }

    fn data(&self, items: &[&DumbbellItem]) -> ChartData {
        let role = |role: &DumbbellRole| {
            let of = |what: &str| format!("{}, {what}", role.label);
            [words::name(&role.label), of("answers"), of("95% interval from"), of("95% interval to")]
        };
        let [offer, expect] = [role(&self.offer), role(&self.expect)];
        let columns = ["Item".to_owned()].into_iter().chain(offer).chain(expect);
        let row = |item: &&DumbbellItem| {
            let gap = item.printed_gap();
            // Of a row that has words in place of marks only those.
            let side = |estimate: Estimate| match estimate.shown() {
                Some(_) if gap.is_none() => std::array::from_fn(|_| Datum::Blank),
                _ => estimate.data(),
            };
            let ends = side(item.offer).into_iter().chain(side(item.expect));
            let reading = if gap.is_some() { Datum::words(&*item.verdict) } else { Datum::Blank };
            let row = std::iter::once(Datum::words(&*item.label)).chain(ends);
            row.chain([Datum::figure(gap), reading]).collect()
        };
        ChartData::new(columns.chain(["Gap".to_owned(), "Reading".to_owned()]), items.iter().map(row))
    }

    /// The most negative gap first; what has no gap last.
    fn sorted(&self) -> Vec<&DumbbellItem> {
        let mut items: Vec<&DumbbellItem> = self.items.iter().collect();
        items.sort_by(|a, b| {
            let key = |item: &DumbbellItem| item.gap().unwrap_or(f64::INFINITY);
            key(a).total_cmp(&key(b))
        });
        items
    }

    fn extremes(&self, items: &[&DumbbellItem]) -> String {
        let told: Vec<String> = items
            .iter()
            .filter_map(|item| {
                let (offer, expect) = (item.offer.shown()?.1, item.expect.shown()?.1);
                Some(format!(
                    "{}, {} {}, {} {}",
                    words::name(&item.label),
                    self.offer.who,
                    wording::mean(offer),
                    self.expect.who,
                    wording::mean(expect)
                ))
            })
            .collect();
        match told.as_slice() {
            [] => "Too few answers to show".to_owned(),
            [only] => only.clone(),
            [first, .., last] => format!("Top row: {first}. Bottom row: {last}"),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, layout: Layout, items: &[&DumbbellItem]) -> f64 {
        if items.is_empty() {
            return draw_nothing(canvas);
        }
        let axis = axis::of_rows(layout, &self.scale);
        let names: Vec<Name> = items.iter().map(|item| self.name(item, layout)).collect();
        let asides: Vec<Vec<Set>> = items.iter().map(|item| aside(item, layout)).collect();
        let heights: Vec<f64> = asides.iter().map(|lines| stack_height(lines)).collect();
        // The scale stands next to the rows, or where the roles stand over their marks above these.
        let top = match layout {
            Layout::Wide => {
                let top = axis.head(canvas, 0.0, items.len());
                self.draw_roles(canvas, layout, &axis, items[0], top)
            }
            Layout::Narrow => {
                let top = self.draw_roles(canvas, layout, &axis, items[0], 0.0);
                axis.head(canvas, top, items.len())
            }
        };
        let room = RowRoom { strip: 42.0, least: 48.0, ..RowRoom::MEANS };
        let rows = Rows::place(layout, room, &names, &heights, top);
        for (from, to) in rows.stretches() {
            axis.grid(canvas, from, to);
        }
        rows.draw_names(canvas);
        for ((item, lines), row) in items.iter().zip(&asides).zip(&rows.placed) {
            self.draw_item(canvas, &axis, item, row.centre);
            let x = if layout == Layout::Wide { ASIDE } else { layout.width() };
            canvas.stack((x, row.centre), lines);
        }
        let bottom = axis.label(canvas, rows.bottom + 4.0);
        let across = if layout == Layout::Wide { (axis.left - 28.0, ASIDE) } else { (0.0, layout.width()) };
        let is_explained = items.iter().any(|item| item.has_intervals());
        if is_explained { draw_note(canvas, across, bottom, INTERVALS) } else { bottom }
    }

    fn name(&self, item: &DumbbellItem, layout: Layout) -> Name {
        let counted = item.offer.shown().zip(item.expect.shown()).map(|((offer, _), (expect, _))| {
            let (offer, expect) = (wording::count(offer), wording::count(expect));
            format!("{}\u{A0}{offer}, {}\u{A0}{expect}", self.offer.who, self.expect.who)
        });
        let note = match (layout, counted) {
            (Layout::Narrow, Some(counted)) if !item.verdict.is_empty() => {
                format!("{} · {counted}", item.verdict)
            }
            (_, counted) => counted.unwrap_or_default(),
        };
        Name { label: item.label.clone(), note, bold: item.clear }
    }

    /// The names of the roles: straight above the marks of the first row where they fit there, else as a key
    /// with the marks, from `top` downwards. Returns where the rows may begin.
    fn draw_roles(
        &self,
        canvas: &mut Canvas<'_>,
        layout: Layout,
        axis: &Axis<'_>,
        first: &DumbbellItem,
        top: f64,
    ) -> f64 {
        let roles = [&self.offer, &self.expect];
        let style = Lettering::SMALL.bold(true).anchor(Anchor::Middle);
        if let (Layout::Wide, Some((_, offer)), Some((_, expect))) =
            (layout, first.offer.shown(), first.expect.shown())
        {
            let places = [axis.x(offer), axis.x(expect)];
            let reach = roles.map(|role| style.width(&role.label) * 1.04 / 2.0);
            let apart = (places[0] - places[1]).abs() >= reach[0] + reach[1] + 14.0;
            let inside =
                (0..2).all(|i| places[i] - reach[i] >= axis.left - 28.0 && places[i] + reach[i] <= 950.0);
            if apart && inside {
                for (role, x) in roles.iter().zip(places) {
                    canvas.stack_from((x, top), &[(role.label.clone(), style.colour(role.side.text()))]);
                }
                return top + 20.0;
            }
        }
        let entries =
            roles.map(|role| KeyEntry::side(Swatch::Side(role.side), role.side, role.label.as_str()));
        let across = if layout == Layout::Wide { (axis.left - 9.0, 960.0) } else { (0.0, layout.width()) };
        key::draw(canvas, &entries, across, top) + 10.0
    }

    fn draw_item(&self, canvas: &mut Canvas<'_>, axis: &Axis<'_>, item: &DumbbellItem, centre: f64) {
        let (Some((_, offered)), Some((_, expected))) = (item.offer.shown(), item.expect.shown()) else {
            return self.draw_absence(canvas, axis, item, centre);
        };
        let y = centre + MARKS;
        let (offer, expect) = (axis.x(offered), axis.x(expected));
        if item.has_intervals() {
            let sides = [(self.offer.side, item.offer), (self.expect.side, item.expect)];
            draw_intervals(canvas, axis, &sides, y);
        }
        let style = Lettering::SMALL.bold(true).anchor(Anchor::Middle);
        for ((side, mean), x) in [(self.offer.side, offered), (self.expect.side, expected)]
            .into_iter()
            .zip(parted([offer, expect]))
        {
            draw_on_ground(canvas, (x, centre - VALUES), &wording::mean(mean), style.colour(side.text()));
        }
        let covered = (offer - expect).abs() < TOUCH;
        if !covered {
            canvas.line((offer, y), (expect, y), Colour::Soft, if item.clear { 3.0 } else { 2.0 });
        }
        let mut places = [(self.offer.side, offer), (self.expect.side, expect)];
        // The diamond lies on top: it is hollow, so a circle under it stays visible.
        places.sort_by_key(|(side, _)| *side == ChartSide::Partner);
        for (side, x) in places {
            draw_side(canvas, (x, y), side, covered);
        }
    }

    /// Words in place of marks.
    fn draw_absence(&self, canvas: &mut Canvas<'_>, axis: &Axis<'_>, item: &DumbbellItem, y: f64) {
        let sides = [(&self.offer, item.offer), (&self.expect, item.expect)];
        let missing: Vec<String> = sides
            .iter()
            .filter(|(_, estimate)| estimate.shown().is_none())
            .map(|(role, estimate)| format!("{}: {}", role.who, estimate.absence()))
            .collect();
        let said = match missing.as_slice() {
            [_, _] if item.offer.absence() == item.expect.absence() => item.offer.absence().to_owned(),
            all => all.join("; "),
        };
        draw_words(canvas, (axis.left + 8.0, y), &said);
    }
}

/// Thin lines behind the marks, one a side.
fn draw_intervals(canvas: &mut Canvas<'_>, axis: &Axis<'_>, sides: &[(ChartSide, Estimate); 2], y: f64) {
    for (side, estimate) in sides {
        let Estimate::Shown { interval: Some((low, high)), .. } = estimate else { continue };
        // One above the other, since intervals of the two sides often overlap.
        let y = y + if *side == ChartSide::Library { -4.5 } else { 4.5 };
        canvas.line((axis.x(*low), y), (axis.x(*high), y), side.dot(), 1.5);
    }
}

/// The gap and what it amounts to.
fn aside(item: &DumbbellItem, layout: Layout) -> Vec<Set> {
    let Some(gap) = item.printed_gap() else { return Vec::new() };
    match layout {
        Layout::Wide => {
            let mut lines = vec![(wording::gap(gap), Lettering::BODY.bold(true))];
            lines.extend(set(
                Lettering::SMALL.wrap(&words::name(&item.verdict), layout.width() - ASIDE),
                Lettering::SMALL,
            ));
            lines
        }
        // The words stand in the note above: there is no room beside the marks.
        Layout::Narrow => vec![(wording::gap(gap), Lettering::BODY.bold(true).anchor(Anchor::End))],
    }
}

#[cfg(test)]
mod tests;
