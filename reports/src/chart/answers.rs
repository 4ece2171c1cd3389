//! How the answers to items were spread: the rows of the stacked and the diverging chart.

use super::canvas::{Anchor, Canvas, Lettering, Set, set};
use super::colour::Colour;
use super::key::{Entry, Swatch};
use super::marks;
use super::rows::Name;
use super::{Layout, words};
use crate::counts::Counts;
use crate::scale::{Scale, Shape};

/// The least share, in per cent, whose number is printed in its segment.
const PRINTED_FROM: f64 = 8.0;

/// The height of a bar.
const BAR: f64 = 26.0;

/// Where the missing answers stand in a wide drawing.
pub(super) const ASIDE: f64 = 834.0;

/// The answers to one item as far as they may be shown. Percentages are whole and add to 100; they are printed,
/// while counts give the exact widths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answers {
    /// Every point of the scale, lowest first.
    Five {
        /// People.
        counts: [u64; 5],
        /// Per cent.
        percent: [u8; 5],
    },
    /// The two lowest points together, the middle, the two highest together: cells alone would be too small.
    Merged {
        /// People.
        counts: [u64; 3],
        /// Per cent.
        percent: [u8; 3],
    },
    /// Hidden by the small-number rules.
    Suppressed,
    /// Nobody gave a valid answer.
    NoAnswers,
}

/// One item.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its name.
    pub label: String,
    /// Its answers.
    pub answers: Answers,
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
    step: u8,
}

impl Item {
    /// An item whose five counts may all be shown; `percent` are the same counts in whole per cent.
    pub fn counted(label: impl Into<String>, counts: &Counts, percent: [u8; 5]) -> Self {
        let answers = match counts.n() {
            0 => Answers::NoAnswers,
            _ => Answers::Five { counts: counts.values, percent },
        };
        let (dont_know, not_applicable) = (counts.dont_know, counts.not_applicable);
        Self { label: label.into(), answers, dont_know, not_applicable }
    }

    /// The bar's parts, lowest first; none if there is no bar.
    pub(super) fn segments(&self) -> Vec<Segment> {
        match self.answers {
            Answers::Five { counts, percent } => segments(&counts, &percent, &[0, 1, 2, 3, 4]),
            Answers::Merged { counts, percent } => segments(&counts, &percent, &[1, 2, 3]),
            Answers::Suppressed | Answers::NoAnswers => Vec::new(),
        }
    }

    /// The share of the two highest points, in per cent, where there is a bar.
    pub(super) fn top(&self) -> Option<u32> {
        match self.answers {
            Answers::Five { percent, .. } => Some(u32::from(percent[3]) + u32::from(percent[4])),
            Answers::Merged { percent, .. } => Some(u32::from(percent[2])),
            Answers::Suppressed | Answers::NoAnswers => None,
        }
        .filter(|_| !self.segments().is_empty())
    }

    fn n(&self) -> u64 {
        match self.answers {
            Answers::Five { counts, .. } => counts.iter().sum(),
            Answers::Merged { counts, .. } => counts.iter().sum(),
            Answers::Suppressed | Answers::NoAnswers => 0,
        }
    }

    /// "Don’t know 2, n/a 1"; nothing for a hidden row, whose missing answers are hidden with it.
    fn missing(&self) -> String {
        let told = [("Don’t\u{A0}know", self.dont_know), ("n/a", self.not_applicable)];
        match self.answers {
            Answers::Suppressed => String::new(),
            _ => told
                .iter()
                .filter(|(_, people)| *people > 0)
                .map(|(reason, people)| format!("{reason}\u{A0}{}", words::count(*people)))
                .collect::<Vec<_>>()
                .join(", "),
        }
    }

    pub(super) fn name(&self, layout: Layout) -> Name {
        let mut note = match (&self.answers, self.n()) {
            (_, 0) => String::new(),
            (Answers::Merged { .. }, n) => {
                format!("{} answers, outer pairs counted together", words::count(n))
            }
            (_, 1) => "1 answer".to_owned(),
            (_, n) => format!("{} answers", words::count(n)),
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

fn segments(counts: &[u64], percent: &[u8], steps: &[u8]) -> Vec<Segment> {
    let n: u64 = counts.iter().sum();
    if n == 0 {
        return Vec::new();
    }
    let parts = counts.iter().zip(percent).zip(steps);
    parts
        .map(|((count, percent), step)| Segment { share: share(*count, n), percent: *percent, step: *step })
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

/// The key of a scale.
pub(super) fn key(scale: &Scale) -> Vec<Entry> {
    let steps = (0..5).zip(&scale.labels);
    steps
        .map(|(step, label)| Entry::plain(Swatch::Fill(colours(scale.shape, step).0), label.as_str()))
        .collect()
}

/// Draws the bar of an item, `unit` wide for one per cent, from `left` on; or why there is none, in the middle of
/// `across`.
pub(super) fn draw_bar(
    canvas: &mut Canvas<'_>,
    item: &Item,
    shape: Shape,
    (left, unit): (f64, f64),
    across: (f64, f64),
    y: f64,
) {
    let (top, bottom) = (y - BAR / 2.0, y + BAR / 2.0);
    let segments = item.segments();
    if segments.is_empty() {
        if item.answers == Answers::Suppressed {
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
        let (fill, text) = colours(shape, segment.step);
        marks::draw_box(canvas, (x, top), (right, bottom), fill);
        if segment.share >= PRINTED_FROM {
            let style = Lettering::SMALL.colour(text).anchor(Anchor::Middle);
            canvas.stack((f64::midpoint(x, right), y), &[(format!("{}%", segment.percent), style)]);
        }
        x = right;
    }
}

/// The items with the largest and the smallest share in the two highest points, in words.
pub(super) fn extremes(items: &[&Item], scale: &Scale) -> String {
    let mut told: Vec<(u32, &Item)> = items.iter().filter_map(|item| Some((item.top()?, *item))).collect();
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
        let item = Item {
            label: "Hidden".to_owned(),
            answers: Answers::Suppressed,
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
        let item = Item::counted("Reliability", &counts, [0, 0, 25, 25, 50]);
        assert_eq!(item.missing(), "Don’t\u{A0}know\u{A0}2, n/a\u{A0}1");
        assert!((item.segments().iter().map(|segment| segment.share).sum::<f64>() - 100.0).abs() < 1e-9);
    }

    #[test]
    fn an_item_that_nobody_rated_has_no_bar() {
        let item = Item::counted("Reliability", &Counts::default(), [0; 5]);
        assert_eq!(item.answers, Answers::NoAnswers);
    }
}
