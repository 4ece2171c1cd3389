//! How the answers to items were spread: the rows of the stacked and the diverging chart.

use super::canvas::{Anchor, Canvas, Lettering, Set, set};
use super::data::{ChartData, Datum};
use super::key::{KeyEntry, Swatch};
use super::marks;
use super::rows::Name;
use super::{Layout, words};
use crate::counts::Counts;
use crate::palette::Colour;
use crate::scale::{Scale, Shape};
use crate::wording;

/// The least share, in per cent, whose number is printed in its segment.
const PRINTED_FROM: f64 = 8.0;

/// The height of a bar.
const BAR: f64 = 26.0;

/// Where the missing answers stand in a wide drawing.
pub(super) const ASIDE: f64 = 834.0;

/// The answers to one item as far as they may be shown. Percentages are whole and add to 100; they are printed,
/// while counts give the exact widths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartAnswers {
    /// Every point of the scale, lowest first.
    Five {
        /// People.
        counts: [u64; 5],
        /// Per cent.
        percent: [u8; 5],
    },
    /// Three bands, as few answers are told: the two lowest points together, the middle, the two highest together.
    Bands {
        /// People.
        counts: [u64; 3],
        /// Per cent.
        percent: [u8; 3],
    },
    /// Of too few people to show.
    Suppressed,
    /// Nobody gave a valid answer.
    NoAnswers,
}

/// One item.
#[derive(Clone, Debug)]
pub struct AnswersItem {
    /// Its name.
    pub label: String,
    pub answers: ChartAnswers,
    /// People who said "Don't know"; beside the bar, never in it.
    pub dont_know: u64,
    /// People to whom it does not apply; beside the bar, never in it.
    pub not_applicable: u64,
}

/// A part of a bar.
pub(super) struct Segment {
    /// Its share of the valid answers, in per cent.
    pub(super) share: f64,
    percent: u8,
    fill: Fill,
}

/// What a part of a bar is filled with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fill {
    /// One answer: the colour of its step.
    One(u8),
    /// Two answers together: hatched in the colours of both, so that it is taken for neither.
    Both(u8, u8),
}

impl AnswersItem {
    /// An item whose five counts may all be shown; `percent` are the same counts in whole per cent.
    pub fn counted(label: impl Into<String>, counts: &Counts, percent: [u8; 5]) -> Self {
        let answers = match counts.n() {
            0 => ChartAnswers::NoAnswers,
            _ => ChartAnswers::Five { counts: counts.values, percent },
        };
        let (dont_know, not_applicable) = (counts.dont_know, counts.not_applicable);
        Self { label: label.into(), answers, dont_know, not_applicable }
    }

    /// The bar's parts, lowest first; none if there is no bar.
    pub(super) fn segments(&self) -> Vec<Segment> {
        match self.answers {
            ChartAnswers::Five { counts, percent } => {
                segments(&counts, &percent, &[0, 1, 2, 3, 4].map(Fill::One))
            }
            ChartAnswers::Bands { counts, percent } => {
                segments(&counts, &percent, &[Fill::Both(0, 1), Fill::One(2), Fill::Both(3, 4)])
            }
            ChartAnswers::Suppressed | ChartAnswers::NoAnswers => Vec::new(),
        }
    }

    /// The share of the two highest points, in per cent, where there is a bar.
    pub(super) fn top(&self) -> Option<u32> {
        match self.answers {
            ChartAnswers::Five { percent, .. } => Some(u32::from(percent[3]) + u32::from(percent[4])),
            ChartAnswers::Bands { percent, .. } => Some(u32::from(percent[2])),
            ChartAnswers::Suppressed | ChartAnswers::NoAnswers => None,
        }
        .filter(|_| !self.segments().is_empty())
    }

    fn n(&self) -> u64 {
        match self.answers {
            ChartAnswers::Five { counts, .. } => counts.iter().sum(),
            ChartAnswers::Bands { counts, .. } => counts.iter().sum(),
            ChartAnswers::Suppressed | ChartAnswers::NoAnswers => 0,
        }
    }

    /// "Don’t know 2, n/a 1"; nothing for a hidden row, whose missing answers are hidden with it.
    fn missing(&self) -> String {
        let told = [("Don’t\u{A0}know", self.dont_know), ("n/a", self.not_applicable)];
        match self.answers {
            ChartAnswers::Suppressed => String::new(),
            _ => told
                .iter()
                .filter(|(_, people)| *people > 0)
                .map(|(reason, people)| format!("{reason}\u{A0}{}", wording::count(*people)))
                .collect::<Vec<_>>()
                .join(", "),
        }
    }

    pub(super) fn name(&self, layout: Layout) -> Name {
        let mut note = match self.n() {
            0 => String::new(),
            1 => "1 answer".to_owned(),
            n => format!("{} answers", wording::count(n)),
        };
        let missing = self.missing();
        if layout == Layout::Narrow && !missing.is_empty() {
            note = if note.is_empty() { missing } else { format!("{note} · {missing}") };
        }
        Name { label: self.label.clone(), note, bold: false }
    }

    /// What stands to the right of the bar.
    pub(super) fn aside(&self, layout: Layout) -> Vec<Set> {
        match layout {
            Layout::Wide => {
                set(Lettering::SMALL.wrap(&self.missing(), layout.width() - ASIDE), Lettering::SMALL)
            }
            Layout::Narrow => Vec::new(),
        }
    }
}

fn segments(counts: &[u64], percent: &[u8], fills: &[Fill]) -> Vec<Segment> {
    let n: u64 = counts.iter().sum();
    if n == 0 {
        return Vec::new();
    }
    let parts = counts.iter().zip(percent).zip(fills);
    parts
        .map(|((count, percent), fill)| Segment { share: share(*count, n), percent: *percent, fill: *fill })
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "people are far fewer than 2^52")]
fn share(count: u64, n: u64) -> f64 {
    100.0 * count as f64 / n as f64
}

/// The colour of a step of the scale and of the text on it: from little to much, or from bad to good.
fn colours(shape: Shape, step: u8) -> (Colour, Colour) {
    match shape {
        Shape::Unipolar => (Colour::Sequential(step), Colour::OnSequential(step)),
        Shape::Bipolar | Shape::Ideal => (Colour::Diverging(step), Colour::OnDiverging(step)),
    }
}

/// The key of a scale, with what the bars of these items are filled with: answers, or bands by the names of theirs.
pub(super) fn key(scale: &Scale, items: &[&AnswersItem]) -> Vec<KeyEntry> {
    let ground = |step| colours(scale.shape, step).0;
    let has = |of: fn(&ChartAnswers) -> bool| items.iter().any(|item| of(&item.answers));
    let (banded, whole) = (
        has(|is| matches!(is, ChartAnswers::Bands { .. })),
        has(|is| matches!(is, ChartAnswers::Five { .. })),
    );
    let one =
        |step: u8| KeyEntry::plain(Swatch::Fill(ground(step)), scale.labels[usize::from(step)].as_str());
    let [low, _, high] = scale.bands();
    let both = |step: u8, name: String| KeyEntry::plain(Swatch::Both(ground(step), ground(step + 1)), name);
    let mut entries: Vec<KeyEntry> = if whole || !banded { (0..5).map(one).collect() } else { vec![one(2)] };
    if banded {
        let at = if whole { entries.len() } else { 0 };
        entries.insert(at, both(0, low));
        entries.push(both(3, high));
    }
    entries
}

/// Draws the bar of an item, `unit` wide for one per cent, from `left` on; or why there is none, in the middle of
/// `across`.
pub(super) fn draw_bar(
    canvas: &mut Canvas<'_>,
    item: &AnswersItem,
    shape: Shape,
    (left, unit): (f64, f64),
    across: (f64, f64),
    y: f64,
) {
    let (top, bottom) = (y - BAR / 2.0, y + BAR / 2.0);
    let segments = item.segments();
    if segments.is_empty() {
        if item.answers == ChartAnswers::Suppressed {
            marks::draw_hatch(canvas, (across.0, top), (across.1, bottom));
            marks::draw_on_hatch(canvas, (f64::midpoint(across.0, across.1), y), words::TOO_FEW);
        } else {
            marks::draw_words(canvas, (across.0 + 8.0, y), words::NO_ANSWERS);
        }
        return;
    }
    let mut x = left;
    for segment in segments.iter().filter(|segment| segment.share > 0.0) {
        let right = x + segment.share * unit;
        let printed = (segment.share >= PRINTED_FROM).then(|| format!("{}%", segment.percent));
        let centre = (f64::midpoint(x, right), y);
        match segment.fill {
            Fill::One(step) => {
                let (fill, text) = colours(shape, step);
                marks::draw_box(canvas, (x, top), (right, bottom), fill);
                let style = Lettering::SMALL.colour(text).anchor(Anchor::Middle);
                canvas.stack(centre, &printed.map(|text| (text, style)).into_iter().collect::<Vec<_>>());
            }
            Fill::Both(one, other) => {
                let (one, other) = (colours(shape, one).0, colours(shape, other).0);
                marks::draw_both(canvas, (x, top), (right, bottom), (one, other));
                let style = Lettering::SMALL.colour(Colour::Ink).anchor(Anchor::Middle);
                if let Some(text) = printed {
                    marks::draw_on_ground(canvas, centre, &text, style);
                }
            }
        }
        x = right;
    }
}

/// The answers as rows, one for each answer that is told apart; where there is no bar, why.
pub(super) fn data(items: &[AnswersItem], scale: &Scale) -> ChartData {
    let row = |item: &AnswersItem, what: &str, people: Datum, percent: Datum| {
        vec![Datum::words(&*item.label), Datum::words(what), people, percent]
    };
    let told = |item: &AnswersItem, names: &[String], counts: &[u64], percent: &[u8]| -> Vec<Vec<Datum>> {
        let shares = counts.iter().zip(percent);
        let answers = names.iter().zip(shares).map(|(name, (people, percent))| {
            row(item, name, Datum::Count(*people), Datum::Count(u64::from(*percent)))
        });
        let missing = [("Don’t know", item.dont_know), ("Does not apply", item.not_applicable)];
        let missing = missing.into_iter().filter(|(_, people)| *people > 0);
        answers
            .chain(missing.map(|(name, people)| row(item, name, Datum::Count(people), Datum::Blank)))
            .collect()
    };
    let absent = |item: &AnswersItem, why: &str| vec![row(item, why, Datum::Blank, Datum::Blank)];
    let rows = items.iter().flat_map(|item| match &item.answers {
        ChartAnswers::Five { counts, percent } => told(item, &scale.labels, counts, percent),
        ChartAnswers::Bands { counts, percent } => told(item, &scale.bands(), counts, percent),
        ChartAnswers::Suppressed => absent(item, words::TOO_FEW),
        ChartAnswers::NoAnswers => absent(item, words::NO_ANSWERS),
    });
    ChartData::new(["Question", "Answer", "People", "Per cent"], rows)
}

/// The items with the largest and the smallest share in the two highest points, in words.
pub(super) fn extremes(items: &[&AnswersItem], scale: &Scale) -> String {
    let mut told: Vec<(u32, &AnswersItem)> =
        items.iter().filter_map(|item| Some((item.top()?, *item))).collect();
    told.sort_by_key(|(top, _)| std::cmp::Reverse(*top));
    let labels = format!("“{}” or “{}”", scale.labels[3], scale.labels[4]);
    match told.as_slice() {
        [] => "Too few answers to show".to_owned(),
        [(top, item)] => format!("{labels}: {}, {top}%", words::name(&item.label)),
        [(most, first), .., (fewest, last)] => format!(
            "{labels}: most for {}, {most}%, least for {}, {fewest}%",
            words::name(&first.label),
            words::name(&last.label)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hidden_row_tells_nothing_of_its_missing_answers_either() {
        let item = AnswersItem {
            label: "Hidden".to_owned(),
            answers: ChartAnswers::Suppressed,
            dont_know: 2,
            not_applicable: 1,
        };
        assert_eq!(item.name(Layout::Narrow).note, "");
        assert!(item.aside(Layout::Wide).is_empty());
        assert!(item.segments().is_empty());
    }

    #[test]
    fn missing_answers_stand_beside_the_bar() {
        let counts = Counts { dont_know: 2, not_applicable: 1, ..Counts::of([0, 0, 1, 1, 2]) };
        let item = AnswersItem::counted("Reliability", &counts, [0, 0, 25, 25, 50]);
        assert_eq!(item.missing(), "Don’t\u{A0}know\u{A0}2, n/a\u{A0}1");
        assert!((item.segments().iter().map(|segment| segment.share).sum::<f64>() - 100.0).abs() < 1e-9);
    }

    #[test]
    fn an_item_that_nobody_rated_has_no_bar() {
        let item = AnswersItem::counted("Reliability", &Counts::default(), [0; 5]);
        assert_eq!(item.answers, ChartAnswers::NoAnswers);
    }
}
