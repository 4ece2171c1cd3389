//! Tables of a round that is open: whole batches of answers, one batch behind.
//!
//! What the close shows minus the last batch must be enough people again, in every part, and nobody knows yet who will
//! answer and what the parts will be. So a batch is made of states of each group, of which each is old enough that the
//! smallest group has answered since.

use std::collections::BTreeMap;

use common_ground_reports::small_numbers::{Batch, MinGroup};

use super::{
    Record, Size, TableStage, Told,
    now::{Now, counted, gained, sum},
    unit::Unit,
};
use crate::{Side, Survey, Tally, tally::Groups};

impl Record {
    /// Takes note of what each group of an open round has answered up to now, and shows the next batch once it is full.
    /// Of a round that closed before, nothing moves until it closes again. `batch` is how many people a batch moves
    /// by, at least the smallest group.
    #[must_use]
    pub fn batch(
        shown: Option<&Self>,
        survey: &Survey,
        side: Side,
        groups: &Groups,
        (min, batch): (MinGroup, Batch),
    ) -> Self {
        let mut next = shown.cloned().unwrap_or_else(|| Self::blank(min));
        if next.stage == TableStage::Close {
            return next;
        }
        next.table.min = min.max(next.table.min);
        let (least, batch) = (next.table.min, batch.get().max(next.table.min.get()));
        let mut table = Self { unshown: next.unshown.clone(), ..Self::blank(least) };
        for unit in Unit::all(survey, side).iter().filter(|unit| unit.interim) {
            let now = Now::of(unit, groups);
            ripen(&mut table.unshown.waiting, &mut table.unshown.ripe, &now, least);
            let ripe: BTreeMap<String, Tally> =
                table.unshown.ripe.iter().map(|(group, tally)| (group.clone(), unit.cut(tally))).collect();
            let told = next_batch(next.told(unit), unit, &ripe, batch);
            table.tell(unit, told);
        }
        table.seen = groups.values().map(Tally::responses).sum();
        table
    }
}

/// A state of a group of which enough answered is kept; once enough have answered since, it is ripe, and the newest
/// waits in its place.
fn ripen(waiting: &mut Groups, ripe: &mut Groups, now: &Now<'_>, min: MinGroup) {
    for (group, column) in now.groups() {
        let size = now.unit.size(column);
        let old = waiting.get(group).map(|tally| now.unit.cut(tally)).unwrap_or_default();
        let before = now.unit.size(&old);
        let is_full = |size: Size, before: Size| {
            gained(before.asked, size.asked, min.get()) && gained(before.valued, size.valued, min.get())
        };
        if is_full(size, before) {
            if old != Tally::default() {
                replace(ripe.entry(group.clone()).or_default(), now.unit, &old);
            }
            replace(waiting.entry(group.clone()).or_default(), now.unit, column);
        }
    }
}

fn replace(tally: &mut Tally, unit: &Unit, column: &Tally) {
    for item in unit.cut(tally).items() {
        tally.remove_item(item);
    }
    tally.add_all(column);
}

fn next_batch(shown: Told, unit: &Unit, ripe: &BTreeMap<String, Tally>, batch: u64) -> Told {
    let before = match &shown {
        Told::Whole { counted, .. } => self::counted(counted),
        Told::Nothing | Told::Parts(_) => Size::default(),
    };
    let column = sum(ripe.values());
    let size = unit.size(&column);
    if !gained(before.asked, size.asked, batch) || !gained(before.valued, size.valued, batch) {
        return shown;
    }
    let sizes = ripe.iter().map(|(group, column)| (group.clone(), unit.size(column)));
    Told::Whole { column, counted: sizes.filter(|(_, size)| *size != Size::default()).collect() }
}
