//! How often each answer to one five-point item was given in one group: all that most statistics need.

use std::iter::Sum;

use serde::{Deserialize, Serialize};

use crate::scale::Missing;

/// Answers to one item in one group, counted. Missing answers stand beside the values, never among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// People who chose the values 1 to 5.
    pub values: [u64; 5],
    /// "Don't know".
    pub dont_know: u64,
    /// "Does not apply to us".
    pub not_applicable: u64,
    /// "Prefer not to say".
    pub prefer_not: u64,
    /// Left blank.
    pub skipped: u64,
    /// Hidden by a condition.
    pub not_shown: u64,
}

impl Counts {
    /// Counts of values alone.
    pub fn of(values: [u64; 5]) -> Self {
        Self { values, ..Self::default() }
    }

    /// The number of valid answers, n.
    pub fn n(&self) -> u64 {
        self.values.iter().sum()
    }

    /// Counts one more answer with the value 1 to 5; any other value is ignored.
    pub fn add_value(&mut self, value: u8, times: u64) {
        if let Some(cell) = usize::from(value).checked_sub(1).and_then(|i| self.values.get_mut(i)) {
            *cell += times;
        }
    }

    /// Counts missing answers.
    pub fn add_missing(&mut self, missing: Missing, times: u64) {
        *match missing {
            Missing::DontKnow => &mut self.dont_know,
            Missing::NotApplicable => &mut self.not_applicable,
            Missing::PreferNotToSay => &mut self.prefer_not,
            Missing::Skipped => &mut self.skipped,
            Missing::NotShown => &mut self.not_shown,
        } += times;
    }

    /// The sum of the valid answers.
    pub fn sum(&self) -> u64 {
        (1..).zip(self.values).map(|(value, times)| value * times).sum()
    }

    /// The sum of the squares of the valid answers.
    pub fn sum_of_squares(&self) -> u64 {
        (1..).zip(self.values).map(|(value, times): (u64, u64)| value * value * times).sum()
    }

    /// The one value that every valid answer has, where there is one and somebody answered.
    pub fn only_value(&self) -> Option<u8> {
        let mut used = (1..).zip(self.values).filter(|(_, times)| *times > 0);
        match (used.next(), used.next()) {
            (Some((value, _)), None) => Some(value),
            _ => None,
        }
    }

    /// These counts and those of another group together.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let mut values = self.values;
        for (sum, more) in values.iter_mut().zip(other.values) {
            *sum += more;
        }
        Self {
            values,
            dont_know: self.dont_know + other.dont_know,
            not_applicable: self.not_applicable + other.not_applicable,
            prefer_not: self.prefer_not + other.prefer_not,
            skipped: self.skipped + other.skipped,
            not_shown: self.not_shown + other.not_shown,
        }
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(groups: I) -> Self {
        groups.fold(Self::default(), |all, group| all.plus(&group))
    }
}

impl FromIterator<u8> for Counts {
    /// Counts raw answers; values outside 1 to 5 are ignored.
    fn from_iter<I: IntoIterator<Item = u8>>(answers: I) -> Self {
        let mut counts = Self::default();
        for value in answers {
            counts.add_value(value, 1);
        }
        counts
    }
}

/// A count as a real number, exact up to 2^53.
#[expect(clippy::cast_precision_loss, reason = "no survey has nine quadrillion answers")]
pub fn real(count: u64) -> f64 {
    count as f64
}
