//! What people thought of the day, as far as it may be shown.

use super::document::{CourseReaction, HeadlineFact};
use super::inputs;
use crate::counts::Counts;
use crate::scale::Shape;
use crate::small_numbers::{CategoryView, MinGroup};
use crate::stats::describe;
use crate::wording;

/// A mean from which something goes well.
const WELL: f64 = 4.0;
/// The item that stands among the key figures; else the first that has a mean.
const KEY_ITEM: &str = "react_useful";

/// What may be shown of every item, in the order given.
pub(super) fn freeze(items: &[inputs::Reaction], min: MinGroup) -> Vec<CourseReaction> {
    items.iter().map(|item| freeze_one(item, min)).collect()
}

fn freeze_one(item: &inputs::Reaction, min: MinGroup) -> CourseReaction {
    let n = item.counts.n();
    let (shown, ideal) = (min.allows(n), item.scale.shape == Shape::Ideal);
    CourseReaction {
        key: item.key.clone(),
        label: item.label.clone(),
        scale: item.scale.clone(),
        n: (shown || n == 0).then_some(n),
        dont_know: if shown { item.counts.dont_know } else { 0 },
        not_applicable: if shown { item.counts.not_applicable } else { 0 },
        mean: describe::mean(&item.counts).filter(|_| shown && !ideal),
        best: shown.then(|| best_of(&item.counts, ideal)),
        categories: CategoryView::of(&item.counts, min),
    }
}

/// People in the best place: a band of its own.
fn best_of(counts: &Counts, ideal: bool) -> u64 {
    let [.., middle, c4, c5] = counts.values;
    if ideal { middle } else { c4 + c5 }
}

impl CourseReaction {
    /// What the best place is called: "At least very useful", "About right".
    pub(super) fn best_name(&self) -> String {
        let [.., middle, fourth, _] = &self.scale.labels;
        if self.scale.shape == Shape::Ideal {
            middle.clone()
        } else {
            format!("At least {}", wording::lowered(fourth))
        }
    }

    /// How many people are in it: "11 of 12".
    pub(super) fn best_of_all(&self) -> Option<String> {
        Some(format!("{} of {}", wording::count(self.best?), wording::count(self.n?)))
    }

    /// The same inside a sentence.
    pub(super) fn best_in_sentence(&self) -> String {
        wording::lowered(&self.best_name())
    }
}

/// The reaction that stands among the key figures.
pub(super) fn fact(reactions: &[CourseReaction]) -> Option<HeadlineFact> {
    let averaged = || reactions.iter().filter(|reaction| reaction.mean.is_some());
    let item = averaged().find(|reaction| reaction.key == KEY_ITEM).or_else(|| averaged().next())?;
    Some(match item.best_of_all() {
        Some(value) => HeadlineFact { label: item.best_name(), value },
        None => HeadlineFact {
            label: format!("{}, mean of 1 to 5", item.label),
            value: item.mean.map(wording::mean).unwrap_or_default(),
        },
    })
}

/// The best reaction, where no item of the ledger goes well.
pub(super) fn going_well(reactions: &[CourseReaction]) -> Option<String> {
    let means = reactions.iter().filter_map(|reaction| Some((reaction, reaction.mean?)));
    let (item, mean) = means.filter(|(_, mean)| *mean >= WELL).max_by(|(_, a), (_, b)| a.total_cmp(b))?;
    Some(format!("{}: {} of 5 on average.", item.label, wording::mean(mean)))
}
