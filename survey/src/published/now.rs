//! What everybody has answered up to now, as the columns of units.

use std::collections::BTreeMap;

use common_ground_reports::small_numbers::{MinGroup, Partition};

use super::{Size, Told, Unit};
use crate::{Tally, tally::Groups};

/// A group that stands for any: of columns of an earlier version it is not known who is in them.
pub(super) const ANY: &str = "*";

/// The columns of one unit, by group.
pub(super) struct Now<'u> {
    pub(super) unit: &'u Unit,
    groups: BTreeMap<String, Tally>,
}

impl<'u> Now<'u> {
    pub(super) fn of(unit: &'u Unit, raw: &Groups) -> Self {
        let groups = raw.iter().map(|(group, tally)| (group.clone(), unit.prepared(tally)));
        Self { unit, groups: groups.filter(|(_, column)| *column != Tally::default()).collect() }
    }

    pub(super) fn groups(&self) -> &BTreeMap<String, Tally> {
        &self.groups
    }

    pub(super) fn whole(&self) -> Tally {
        sum(self.groups.values())
    }

    /// Each part, also one of which nobody answered.
    pub(super) fn parts(&self, partition: &Partition) -> BTreeMap<String, Tally> {
        let mut parts: BTreeMap<String, Tally> =
            partition.parts().into_iter().map(|part| (part.to_owned(), Tally::default())).collect();
        for (group, column) in &self.groups {
            if let Some(part) = partition.part_of(group) {
                parts.entry(part.to_owned()).or_default().add_all(column);
            }
        }
        parts
    }

    pub(super) fn sizes(&self) -> BTreeMap<String, Size> {
        self.groups.iter().map(|(group, column)| (group.clone(), self.unit.size(column))).collect()
    }

    /// Told of everybody together.
    pub(super) fn as_whole(&self) -> Told {
        Told::Whole { column: self.whole(), counted: self.sizes() }
    }
}

pub(super) fn sum<'t>(columns: impl IntoIterator<Item = &'t Tally>) -> Tally {
    let mut sum = Tally::default();
    columns.into_iter().for_each(|column| sum.add_all(column));
    sum
}

/// How many people stand behind a part of what was counted by group.
pub(super) fn counted_in(partition: &Partition, part: &str, counted: &BTreeMap<String, Size>) -> Size {
    let within = |group: &str| group == ANY || partition.part_of(group) == Some(part);
    counted.iter().filter(|(group, _)| within(group)).fold(Size::default(), |sum, (_, size)| sum.plus(*size))
}

/// How many people stand behind all that was counted by group.
pub(super) fn counted(counted: &BTreeMap<String, Size>) -> Size {
    counted.values().fold(Size::default(), |sum, size| sum.plus(*size))
}

/// Whether nobody or enough people are told of.
pub(super) fn is_enough(size: Size, min: MinGroup) -> bool {
    [size.asked, size.valued].iter().all(|people| *people == 0 || min.allows(*people))
}

/// Whether so many are new that they are a group of their own. Whoever was erased is not counted, so that there are this
/// many at least.
pub(super) fn gained(before: u64, now: u64, least: u64) -> bool {
    now >= before + least
}
