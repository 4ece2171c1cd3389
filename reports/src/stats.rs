//! Statistics of five-point answers, each with the source of its formula.
//!
//! Everything is worked out from tallies, so that the cost grows with items and groups and not with answers;
//! sums are kept in whole numbers until the last division. Nothing is rounded or clipped here: that belongs
//! to whoever shows a figure.

pub mod claim;
pub mod describe;
pub mod difference;
pub mod distribution;
pub mod mann_whitney;
pub mod multiple;
pub mod ordinal;
pub mod paired;
pub mod rank;
pub mod reliability;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The fewest answers in each group for which an interval or a p-value is printed: so many as show their whole
/// distribution. Below it, figures stand alone with "too few to say".
pub const MIN_TESTED: u64 = crate::small_numbers::WHOLE_FROM;

/// The largest number of answers for which rank tests are worked out exactly.
pub const MAX_EXACT: u64 = 60;

/// A 95% confidence interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl From<Interval> for [f64; 2] {
    fn from(interval: Interval) -> Self {
        [interval.low, interval.high]
    }
}

impl Interval {
    /// The interval that reaches `margin` to each side of `centre`.
    pub fn around(centre: f64, margin: f64) -> Self {
        Self { low: centre - margin, high: centre + margin }
    }

    /// Whether the whole interval lies within `bound` of zero.
    pub fn is_within(self, bound: f64) -> bool {
        self.low >= -bound && self.high <= bound
    }
}

/// Why a statistic does not exist for these answers. The words can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Undefined {
    /// A spread needs two answers, a difference two in each group.
    #[error("too few answers")]
    TooFewAnswers,
    /// Every answer is the same (in each group, or every change), so that nothing can be said of chance.
    #[error("everyone gave the same answer")]
    NoSpread,
}

#[cfg(test)]
pub(crate) mod tests {
    use crate::counts::Counts;

    /// Twelve staff on what they offer.
    pub(crate) const OFFER: [u64; 5] = [0, 1, 2, 6, 3];
    /// Nine partners on what they expect.
    pub(crate) const EXPECTATION: [u64; 5] = [0, 0, 1, 3, 5];

    pub(crate) fn offer() -> Counts {
        Counts::of(OFFER)
    }

    pub(crate) fn expectation() -> Counts {
        Counts::of(EXPECTATION)
    }

    /// Agreement to 1e-9 of the expected figure.
    #[track_caller]
    pub(crate) fn agrees(got: f64, expected: f64) {
        let scale = expected.abs().max(f64::MIN_POSITIVE);
        assert!((got - expected).abs() / scale <= 1e-9, "got {got}, expected {expected}");
    }
}
