//! Tallies summed over responses, read as the numbers that reports are made of.

use std::collections::BTreeMap;

use common_ground_reports::counts::Counts;
use common_ground_reports::scale::Missing;
use serde::{Deserialize, Serialize};

use super::{CountedValue, RESPONSE, TOTAL, option_item, pair_item, score_item};

/// The sums of one group, or of several groups together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tally {
    /// How often each value was counted, by item.
    sums: BTreeMap<String, BTreeMap<String, u64>>,
}

impl Extend<CountedValue> for Tally {
    fn extend<T: IntoIterator<Item = CountedValue>>(&mut self, cells: T) {
        for CountedValue { item, value } in cells {
            self.add(item, value, 1);
        }
    }
}

impl Tally {
    /// Counts a value `n` times more.
    pub fn add(&mut self, item: impl Into<String>, value: impl Into<String>, n: u64) {
        *self.sums.entry(item.into()).or_default().entry(value.into()).or_default() += n;
    }

    /// Adds the sums of another group.
    pub fn add_all(&mut self, other: &Self) {
        for (item, values) in &other.sums {
            for (value, n) in values {
                self.add(item.as_str(), value.as_str(), *n);
            }
        }
    }

    /// Adds what another group counted for one item; nothing where it counted nothing.
    pub fn add_item(&mut self, other: &Self, item: &str) {
        for (value, n) in other.values(item).filter(|(_, n)| *n > 0) {
            self.add(item, value, n);
        }
    }

    /// Forgets what was counted for an item.
    pub fn remove_item(&mut self, item: &str) {
        self.sums.remove(item);
    }

    /// How many people answered.
    pub fn responses(&self) -> u64 {
        self.n("", RESPONSE)
    }

    /// How often a value was counted for an item.
    pub fn n(&self, item: &str, value: &str) -> u64 {
        self.sums.get(item).and_then(|values| values.get(value)).copied().unwrap_or(0)
    }

    /// Every item that was counted; empty for the response itself.
    pub fn items(&self) -> impl Iterator<Item = &str> {
        self.sums.keys().map(String::as_str)
    }

    /// Every value of an item with its count, in the order of the values.
    pub fn values(&self, item: &str) -> impl Iterator<Item = (&str, u64)> {
        self.sums.get(item).into_iter().flatten().map(|(value, n)| (value.as_str(), *n))
    }

    /// A rating, counted. Works for items in complete rows of a score too, by [`score_item`].
    pub fn counts(&self, item: &str) -> Counts {
        let mut counts = Counts::default();
        for (value, n) in self.values(item) {
            match (Missing::from_key(value), value.parse::<u8>()) {
                (Some(missing), _) => counts.add_missing(missing, n),
                (None, Ok(point)) => counts.add_value(point, n),
                (None, Err(_)) => {}
            }
        }
        counts
    }

    /// How many people chose an option of a multiple choice, and how many answered it at all.
    pub fn chosen(&self, item: &str, option: &str) -> (u64, u64) {
        let name = option_item(item, option);
        let chosen = self.n(&name, "1");
        (chosen, chosen + self.n(&name, "0"))
    }

    /// A pair of ratings: `[left - 1][right - 1]` people gave those two values.
    pub fn pair(&self, left: &str, right: &str) -> [[u64; 5]; 5] {
        let mut table = [[0; 5]; 5];
        for (value, n) in self.values(&pair_item(left, right)) {
            let place = |point: &str| point.parse::<usize>().ok().and_then(|point| point.checked_sub(1));
            let cell = value
                .split_once('>')
                .and_then(|(left, right)| Some((place(left)?, place(right)?)))
                .and_then(|(row, column)| table.get_mut(row)?.get_mut(column));
            if let Some(cell) = cell {
                *cell += n;
            }
        }
        table
    }

    /// How many complete rows of a score have each total.
    pub fn totals(&self, score: &str) -> BTreeMap<u32, u64> {
        let name = score_item(score, TOTAL);
        self.values(&name).filter_map(|(total, n)| Some((total.parse().ok()?, n))).collect()
    }
}
