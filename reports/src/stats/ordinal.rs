//! Cliff's delta: how much one group's answers lie above another's, by order alone.

use serde::{Deserialize, Serialize};

use super::{Interval, distribution};
use crate::counts::{Counts, real};

/// How the pairs of one answer from each group fall out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dominance {
    /// Pairs in which the first group's answer is higher.
    pub above: f64,
    /// Pairs in which it is lower.
    pub below: f64,
    /// Pairs with equal answers.
    pub equal: f64,
}

/// Counts the pairs, from tallies, in five steps.
pub fn dominance(first: &Counts, second: &Counts) -> Dominance {
    let mut pairs = Dominance { above: 0.0, below: 0.0, equal: 0.0 };
    let total = real(second.n());
    let mut lower = 0.0;
    for (mine, theirs) in first.values.map(real).into_iter().zip(second.values.map(real)) {
        pairs.above += mine * lower;
        pairs.equal += mine * theirs;
        lower += theirs;
        pairs.below += mine * (total - lower);
    }
    pairs
}

/// The words for a size of Cliff's delta.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Magnitude {
    /// Below 0.147.
    Negligible,
    /// Below 0.33.
    Small,
    /// Below 0.474.
    Medium,
    /// From 0.474.
    Large,
}

impl Magnitude {
    /// The size of a delta (Romano et al. 2006).
    pub fn of(delta: f64) -> Self {
        match delta.abs() {
            d if d < 0.147 => Self::Negligible,
            d if d < 0.33 => Self::Small,
            d if d < 0.474 => Self::Medium,
            _ => Self::Large,
        }
    }

    /// The word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Negligible => "negligible",
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }
}

/// Cliff's delta with its interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CliffsDelta {
    /// (pairs above - pairs below) / all pairs, -1 to 1.
    pub delta: f64,
    /// Its size in a word.
    pub magnitude: Magnitude,
    /// The unbiased variance; none below two answers in a group. By its formula it can be below zero.
    pub variance: Option<f64>,
    /// 95% interval; none where the variance is missing or not above zero (except at -1 and 1).
    pub interval: Option<Interval>,
}

/// Cliff's delta of two groups; none when one is empty.
///
/// Cliff 1993 with the asymmetric interval of Feng & Cliff 2004, t quantile with n1 + n2 - 2 degrees of freedom.
pub fn cliffs_delta(first: &Counts, second: &Counts) -> Option<CliffsDelta> {
    let (n1, n2) = (real(first.n()), real(second.n()));
    let pairs = n1 * n2;
    if pairs == 0.0 {
        return None;
    }
    let found = dominance(first, second);
    let delta = (found.above - found.below) / pairs;
    let variance = variance(first, second, &found);
    let interval = variance.and_then(|variance| {
        let z = distribution::t_975(n1 + n2 - 2.0);
        if found.above.max(found.below) >= pairs {
            Some(interval_at_the_end(delta, pairs, z, variance))
        } else {
            (variance > 0.0).then(|| interval_of(delta, z, variance))
        }
    });
    Some(CliffsDelta { delta, magnitude: Magnitude::of(delta), variance, interval })
}

/// The unbiased variance, `[n2^2 sum(d_i. - d)^2 + n1^2 sum(d_.j - d)^2 - sum(d_ij - d)^2] /
/// (n1 n2 (n1 - 1)(n2 - 1))`, with the sums of squares multiplied out so that whole numbers stay whole.
fn variance(first: &Counts, second: &Counts, found: &Dominance) -> Option<f64> {
    let (n1, n2) = (real(first.n()), real(second.n()));
    if n1 < 2.0 || n2 < 2.0 {
        return None;
    }
    let net = found.above - found.below;
    let squares =
        squared_margins(first, second) + squared_margins(second, first) - (found.above + found.below);
    let numerator = squares * n1 * n2 - net * net * (n1 + n2 - 1.0);
    Some(numerator / (n1 * n2) / (n1 * n2 * (n1 - 1.0) * (n2 - 1.0)))
}

/// The sum over the answers of one group of the squared net number of answers they lie above in the other.
fn squared_margins(these: &Counts, others: &Counts) -> f64 {
    let total = real(others.n());
    let mut lower = 0.0;
    let mut sum = 0.0;
    for (mine, theirs) in these.values.map(real).into_iter().zip(others.values.map(real)) {
        let net = lower - (total - lower - theirs);
        sum += mine * net * net;
        lower += theirs;
    }
    sum
}

fn interval_of(delta: f64, z: f64, variance: f64) -> Interval {
    let rest = 1.0 - delta * delta;
    let spread = z * z * variance;
    let root = z * variance.sqrt() * (rest * rest + spread).sqrt();
    let (centre, scale) = (delta - delta.powi(3), rest + spread);
    Interval { low: (centre - root) / scale, high: (centre + root) / scale }
}

/// At -1 and 1 the variance is 0: delta is drawn in by one pair and the outer bound is the end itself.
fn interval_at_the_end(delta: f64, pairs: f64, z: f64, variance: f64) -> Interval {
    let drawn_in = interval_of(delta * (pairs - 1.0) / pairs, z, variance.max(0.0));
    if delta > 0.0 {
        Interval { low: drawn_in.low, high: 1.0 }
    } else {
        Interval { low: -1.0, high: drawn_in.high }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::stats::tests::{agrees, expectation, offer};

    #[test]
    fn the_worked_example_has_its_delta_and_interval() {
        let found = dominance(&offer(), &expectation());
        assert_eq!(found, Dominance { above: 18.0, below: 55.0, equal: 35.0 });
        let delta = cliffs_delta(&offer(), &expectation()).unwrap();
        agrees(delta.delta, -0.342_592_592_592_593);
        assert_eq!(delta.magnitude.word(), "medium");
        agrees(delta.variance.unwrap(), 0.052_133_994_263_623_9);
        agrees(delta.interval.unwrap().low, -0.703_905_359_308_123);
        agrees(delta.interval.unwrap().high, 0.159_570_214_099_166);
        let normal = interval_of(delta.delta, distribution::Z_975, delta.variance.unwrap());
        agrees(normal.low, -0.688_192_398_791_44);
        agrees(normal.high, 0.129_724_664_653_105);
    }

    #[test]
    fn groups_that_do_not_overlap_have_an_interval_up_to_the_end() {
        let (high, low) = (Counts::of([0, 0, 0, 2, 2]), Counts::of([2, 1, 0, 0, 0]));
        let delta = cliffs_delta(&high, &low).unwrap();
        agrees(delta.delta, 1.0);
        agrees(delta.interval.unwrap().low, 11.0 / 12.0);
        agrees(delta.interval.unwrap().high, 1.0);
        let reverse = cliffs_delta(&low, &high).unwrap().interval.unwrap();
        agrees(reverse.low, -1.0);
        agrees(reverse.high, -11.0 / 12.0);
    }

    #[test]
    fn the_same_single_answer_on_both_sides_is_no_difference_and_no_interval() {
        let same = Counts::of([0, 0, 6, 0, 0]);
        let delta = cliffs_delta(&same, &same).unwrap();
        assert_eq!((delta.delta, delta.variance, delta.interval), (0.0, Some(0.0), None));
    }

    #[test]
    fn an_empty_group_has_no_delta() {
        assert_eq!(cliffs_delta(&offer(), &Counts::default()), None);
    }

    proptest! {
        #[test]
        fn the_interval_holds_delta_and_stays_on_the_scale(
            first in prop::array::uniform5(0_u64..6),
            second in prop::array::uniform5(0_u64..6),
        ) {
            if let Some(found) = cliffs_delta(&Counts::of(first), &Counts::of(second)) {
                prop_assert!(found.interval.is_none() || found.variance.is_some());
                if let Some(Interval { low, high }) = found.interval {
                    prop_assert!(-1.0 - 1e-12 <= low && low <= found.delta);
                    prop_assert!(found.delta <= high && high <= 1.0 + 1e-12);
                }
            }
        }
    }
}
