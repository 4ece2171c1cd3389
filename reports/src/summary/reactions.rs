//! What people thought of the day, as far as it may be shown.

use super::document::{Fact, Reaction};
use super::{inputs, wording};
use crate::counts::Counts;
use crate::scale::Shape;
use crate::small_numbers::{CategoryView, MinGroup};
use crate::stats::describe;

/// A mean from which something goes well.
const WELL: f64 = 4.0;
/// The item that stands among the key figures; else the first that has a mean.
const KEY_ITEM: &str = "react_useful";

/// What may be shown of every item, in the order given.
pub(super) fn freeze(items: &[inputs::Reaction], min: MinGroup) -> Vec<Reaction> {
    items.iter().map(|item| freeze_one(item, min)).collect()
}

fn freeze_one(item: &inputs::Reaction, min: MinGroup) -> Reaction {
    let n = item.counts.n();
    let (shown, ideal) = (min.allows(n), item.scale.shape == Shape::Ideal);
    let best = best(&item.counts, ideal, min).filter(|_| shown);
    Reaction {
        key: item.key.clone(),
        label: item.label.clone(),
        scale: item.scale.clone(),
        n: (shown || n == 0).then_some(n),
        dont_know: if shown { item.counts.dont_know } else { 0 },
        not_applicable: if shown { item.counts.not_applicable } else { 0 },
        mean: describe::mean(&item.counts).filter(|_| shown && !ideal),
        best,
        categories: categories(&item.counts, ideal, min),
    }
}

/// People in the best place, where neither they nor the others are too few.
fn best(counts: &Counts, ideal: bool, min: MinGroup) -> Option<u64> {
    let [.., middle, c4, c5] = counts.values;
    let best = if ideal { middle } else { c4 + c5 };
    min.allows_part(best, counts.n()).then_some(best)
}

/// The view of the answers. Top two mean nothing where the middle is best, and beside the number in the middle
/// they could tell a small rest.
fn categories(counts: &Counts, ideal: bool, min: MinGroup) -> CategoryView {
    match CategoryView::of(counts, min, false) {
        CategoryView::TopTwo { .. } if ideal => CategoryView::Hidden,
        view => view,
    }
}

impl Reaction {
    /// What the best place is called: "At least very useful", "About right".
    pub(super) fn best_name(&self) -> String {
        let [.., middle, fourth, _] = &self.scale.labels;
        if self.scale.shape == Shape::Ideal { middle.clone() } else { format!("At least {}", lower(fourth)) }
    }

    /// The same inside a sentence.
    pub(super) fn best_in_sentence(&self) -> String {
        lower(&self.best_name())
    }
}

/// A label inside a sentence.
fn lower(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// The reaction that stands among the key figures.
pub(super) fn fact(reactions: &[Reaction]) -> Option<Fact> {
    let averaged = || reactions.iter().filter(|reaction| reaction.mean.is_some());
    let item = averaged().find(|reaction| reaction.key == KEY_ITEM).or_else(|| averaged().next())?;
    Some(match item.best.zip(item.n) {
        Some((best, n)) => Fact {
            label: item.best_name(),
            value: format!("{} of {}", wording::count(best), wording::count(n)),
        },
        None => Fact {
            label: format!("{}, mean of 1 to 5", item.label),
            value: item.mean.map(wording::mean).unwrap_or_default(),
        },
    })
}

/// The best reaction, where no item of the ledger goes well.
pub(super) fn going_well(reactions: &[Reaction]) -> Option<String> {
    let means = reactions.iter().filter_map(|reaction| Some((reaction, reaction.mean?)));
    let (item, mean) = means.filter(|(_, mean)| *mean >= WELL).max_by(|(_, a), (_, b)| a.total_cmp(b))?;
    Some(format!("{}: {} on average, on a scale from 1 to 5.", item.label, wording::mean(mean)))
}
