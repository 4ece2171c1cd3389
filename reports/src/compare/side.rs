//! One side of a paired item: its figures, or nothing when it is too small.

use serde::{Deserialize, Serialize};

use crate::counts::Counts;
use crate::small_numbers::{CategoryView, Group, MinGroup};
use crate::stats::{Interval, MIN_TESTED, describe};
use crate::weighting::{self, EqualWeight};

/// The figures of one side. A suppressed side has none, its n among them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SideFigures {
    /// Whether there are answers, but fewer than the minimum.
    pub suppressed: bool,
    /// Valid answers; 0 when nobody answered, none when suppressed.
    pub n: Option<u64>,
    /// "Don't know", counted beside n.
    pub dont_know: Option<u64>,
    /// "Does not apply", counted beside n.
    pub not_applicable: Option<u64>,
    /// Unweighted mean, 1 to 5.
    pub mean: Option<f64>,
    /// Standard deviation with n - 1; none below ten answers.
    pub sd: Option<f64>,
    /// Median; none below ten answers.
    pub median: Option<f64>,
    /// 95% interval of the mean, unclipped; none below ten answers.
    pub interval: Option<Interval>,
    /// The answers, as finely as they are told.
    pub categories: CategoryView,
    /// The mean with equal weight for each partner kind, where one kind gave more than half of all answers.
    pub weighted: Option<EqualWeight>,
}

impl SideFigures {
    /// The figures of a side whose groups, parts large enough to be told, add up to it. `kinds` says that the groups
    /// are partner kinds that count the same.
    pub(super) fn new(groups: &[Group], kinds: bool, min: MinGroup) -> Self {
        let counts = super::total(groups);
        if min.hides(counts.n()) {
            return Self { suppressed: true, n: None, ..Self::empty() };
        }
        Self { weighted: kinds.then(|| weighting::headline(groups)).flatten(), ..Self::of(&counts, min) }
    }

    fn of(counts: &Counts, min: MinGroup) -> Self {
        let is_tested = counts.n() >= MIN_TESTED;
        Self {
            suppressed: false,
            n: Some(counts.n()),
            // Missing answers are counts of people too: with no valid answer they stand alone and are not shown.
            dont_know: min.allows(counts.n()).then_some(counts.dont_know),
            not_applicable: min.allows(counts.n()).then_some(counts.not_applicable),
            mean: describe::mean(counts),
            sd: describe::sd(counts).filter(|_| is_tested),
            median: describe::median(counts).filter(|_| is_tested),
            interval: describe::interval(counts).ok().filter(|_| is_tested),
            categories: CategoryView::of(counts, min),
            weighted: None,
        }
    }

    /// A side nobody has answered.
    fn empty() -> Self {
        Self::of(&Counts::default(), MinGroup::default())
    }

    /// The mean to print large: weighted where weighting applies. Print [`Self::mean`] beside it.
    pub fn headline_mean(&self) -> Option<f64> {
        self.weighted.map(|weighted| weighted.mean).or(self.mean)
    }

    /// The interval of that mean; none below ten answers.
    pub fn headline_interval(&self) -> Option<Interval> {
        match self.weighted {
            // It has the rule of every interval: ten answers.
            Some(weighted) => weighted.interval.filter(|_| self.interval.is_some()),
            None => self.interval,
        }
    }

    /// Whether nobody answered.
    pub fn is_empty(&self) -> bool {
        self.n == Some(0)
    }
}
