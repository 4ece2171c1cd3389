//! Complete rows of scores: told only where they are the people that the items are told of.

use super::{Record, Told, unit::Unit};
use crate::{
    Survey, Tally,
    definition::Score,
    tally::{Groups, TOTAL, score_item},
};

/// Takes down the complete rows of each score that may be told of beside its items; of others what was shown before.
pub(super) fn tell(next: &mut Record, shown: &Record, (survey, units): (&Survey, &[Unit]), groups: &Groups) {
    let raw = super::now::sum(groups.values());
    for score in &survey.scores {
        let from =
            if may_tell(next, shown, (survey, score, units), &raw) { &raw } else { &shown.table.whole };
        for name in names(score) {
            next.table.whole.add_item(from, &name);
        }
    }
}

fn names(score: &Score) -> impl Iterator<Item = String> {
    let total = std::iter::once(score_item(&score.key, TOTAL));
    total.chain(score.items.iter().map(|item| score_item(&score.key, item)))
}

/// A complete row is of somebody who gave a value to every item. Where these are all who gave one to an item, nobody is
/// told of whom the item does not tell. Where some gave no complete row, they can be worked out, so that they must be
/// enough; and nothing else may be told of some of them, in parts or batches, or of the rows of another score.
fn may_tell(
    next: &Record,
    shown: &Record,
    (survey, score, units): (&Survey, &Score, &[Unit]),
    raw: &Tally,
) -> bool {
    let complete: u64 = raw.values(&score_item(&score.key, TOTAL)).map(|(_, n)| n).sum();
    let scores_of = |item: &String| survey.scores.iter().filter(|other| other.items.contains(item)).count();
    next.table.min.allows(complete)
        && score.items.iter().all(|item| {
            let Some(unit) = units.iter().find(|unit| unit.holds(item)) else { return false };
            let (told, all) = (unit.values(&next.table.whole), unit.values(raw));
            let people: u64 = told.values(item).map(|(_, n)| n).sum();
            let without = people.saturating_sub(complete);
            let alone = || {
                shown.told(unit) == Told::Nothing
                    && !next.table.is_by_part(item)
                    && scores_of(item) == 1
                    && next.table.min.allows(without)
            };
            told.values(item).eq(all.values(item)) && (without == 0 || alone())
        })
}
