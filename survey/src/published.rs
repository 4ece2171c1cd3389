//! The published table of a round: the counts that everything shown of the round is drawn from, and what may follow it.
//!
//! A reader sees several tables of a round: batches while it is open, its close, the close after it was opened again. What
//! any of them differ by must never be fewer people than the smallest group. So each column, that is an item in one part
//! or in the whole, changes only where at least that many people gave an answer who gave none to the column before.
//! Whoever takes a weighted sum of tables then always holds those who came last before the newest table in it, and they
//! are enough. People who were erased count for nothing here: a column with one person fewer and five more is told, one
//! with one person fewer is not, nor is one with five fewer, since together with an earlier one it could leave a few.

mod batch;
mod close;
mod earlier;
mod now;
mod person;
mod score;
mod spreads;
mod unit;

#[cfg(test)]
mod attacker;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use common_ground_reports::small_numbers::{Group, MinGroup, Partition};
use serde::{Deserialize, Serialize};

pub use self::unit::Size;
use self::unit::Unit;
use super::{Side, Survey, Tally, tally::Groups};

/// What is shown of a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedTable {
    /// The smallest group that is told of.
    pub min: MinGroup,
    /// Which groups are told by name, and which together. Decided by the first table with parts, and then for good.
    pub partition: Partition,
    /// Everybody together.
    pub whole: Tally,
    /// The parts, by their key. An item that is told for everybody together only is in none of them.
    pub parts: BTreeMap<String, Tally>,
}

impl PublishedTable {
    /// A table of nobody.
    pub fn empty(min: MinGroup) -> Self {
        let (partition, whole, parts) = (Partition::default(), Tally::default(), BTreeMap::new());
        Self { min, partition, whole, parts }
    }

    /// The table of a round of which nothing was shown yet, from what each group answered.
    pub fn first(survey: &Survey, side: Side, groups: &Groups, min: MinGroup) -> Self {
        Record::close(None, survey, side, groups, min).table
    }

    /// How many people it is of.
    pub fn responses(&self) -> u64 {
        self.whole.responses()
    }

    /// How many people of each part it is of; none where there are no parts.
    pub fn sizes(&self) -> BTreeMap<&str, u64> {
        self.parts.iter().map(|(part, tally)| (part.as_str(), tally.responses())).collect()
    }

    /// Whether an item is told by part.
    pub fn is_by_part(&self, item: &str) -> bool {
        self.parts.values().any(|tally| tally.items().any(|known| known == item))
    }

    /// A rating by part, or where it is told for everybody together one group without a key.
    pub fn groups(&self, item: &str) -> Vec<Group> {
        if !self.is_by_part(item) {
            return vec![Group::new("", self.whole.counts(item))];
        }
        self.partition
            .parts()
            .into_iter()
            .map(|part| {
                Group::new(part, self.parts.get(part).map(|tally| tally.counts(item)).unwrap_or_default())
            })
            .collect()
    }
}

/// A published table, with what must be known to say what may follow it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// What is shown.
    pub table: PublishedTable,
    /// Why it is shown.
    pub stage: TableStage,
    /// Whether answers are left out of it that came after a table which showed the others. No file of single answers is
    /// handed on then: it would tell which.
    pub held_back: bool,
    /// Whether classes of numbers and days are those of an earlier close, while the file of single answers has everybody.
    #[serde(default)]
    pub behind: bool,
    /// The units of which somebody may have been erased since they were told.
    #[serde(default)]
    lost: BTreeSet<String>,
    /// How many people of each group stand behind what is told of everybody together, by unit.
    counted: Counted,
    /// Answers of an open round that are not shown yet.
    unshown: Unshown,
    /// Responses that there were when it was last looked at.
    pub seen: u64,
}

/// Sizes by group, then by unit.
type Counted = BTreeMap<String, BTreeMap<String, Size>>;

/// Why a table is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableStage {
    /// The round is open, and has never closed.
    Batch,
    /// The round closed, if it takes answers again or not.
    Close,
}

/// Two states of each group's columns before the newest: a state is shown when enough people have answered since.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Unshown {
    /// Those that have enough answers after them.
    ripe: Groups,
    /// Those that have not.
    waiting: Groups,
}

impl Record {
    fn blank(min: MinGroup) -> Self {
        Self {
            table: PublishedTable::empty(min),
            stage: TableStage::Batch,
            held_back: false,
            behind: false,
            lost: BTreeSet::new(),
            counted: Counted::new(),
            unshown: Unshown::default(),
            seen: 0,
        }
    }

    /// The same without what is not shown: somebody's answers were erased, and may be among it.
    #[must_use]
    pub fn without_unshown(self) -> Self {
        let lost = self.counted.values().flat_map(BTreeMap::keys).cloned().collect();
        // Nobody was counted yet, so that the next step looks at the round anew.
        Self { unshown: Unshown::default(), seen: 0, lost, ..self }
    }

    /// How a unit is told.
    fn told(&self, unit: &Unit) -> Told {
        let column = unit.cut(&self.table.whole);
        let counted =
            self.counted.iter().filter_map(|(group, units)| Some((group.clone(), *units.get(&unit.key)?)));
        let counted: BTreeMap<String, Size> = counted.collect();
        if !counted.is_empty() {
            return Told::Whole { column, counted };
        }
        let parts = self.table.parts.iter().map(|(part, tally)| (part.clone(), unit.cut(tally)));
        let parts: BTreeMap<String, Tally> = parts.collect();
        if parts.values().any(|part| *part != Tally::default()) { Told::Parts(parts) } else { Told::Nothing }
    }

    /// Takes down how a unit is told.
    fn tell(&mut self, unit: &Unit, told: Told) {
        match told {
            Told::Nothing => {}
            Told::Whole { column, counted } => {
                self.table.whole.add_all(&column);
                for (group, size) in counted {
                    self.counted.entry(group).or_default().insert(unit.key.clone(), size);
                }
            }
            Told::Parts(parts) => {
                for (part, column) in parts {
                    self.table.whole.add_all(&column);
                    self.table.parts.entry(part).or_default().add_all(&column);
                }
            }
        }
    }
}

/// How a unit is told.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Told {
    /// Of nobody.
    Nothing,
    /// Of everybody together.
    Whole {
        column: Tally,
        /// How many people of each group are in it.
        counted: BTreeMap<String, Size>,
    },
    /// By part.
    Parts(BTreeMap<String, Tally>),
}
