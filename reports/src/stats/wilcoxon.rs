//! The Wilcoxon signed-rank test of a change, with the two ways to treat people who did not change.

use serde::{Deserialize, Serialize};

use super::mann_whitney::choose;
use super::paired::PairCounts;
use super::{MAX_EXACT, distribution};
use crate::counts::real;

/// What becomes of people who did not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zeros {
    /// Left out before ranking (Wilcoxon).
    Dropped,
    /// Ranked and then left out, which keeps the level better on five points (Pratt 1959).
    Pratt,
}

/// The signed-rank test.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SignedRank {
    /// The sum of the ranks of the people who went up.
    pub rises: f64,
    /// The sum of the ranks of the people who went down.
    pub falls: f64,
    /// Two-sided asymptotic p-value without continuity correction.
    pub p_uncorrected: f64,
    /// Two-sided asymptotic p-value with continuity correction.
    pub p_asymptotic: f64,
    /// Two-sided exact p-value given the ties, for up to [`MAX_EXACT`] people who moved.
    pub p_exact: Option<f64>,
}

/// People who moved equally far: how many, their shared rank, how many of them up.
#[derive(Clone, Copy)]
struct Step {
    people: f64,
    rank: f64,
    up: f64,
}

/// Tests the change; none when nobody moved.
pub fn signed_rank(pairs: &PairCounts, zeros: Zeros) -> Option<SignedRank> {
    let changes = pairs.changes();
    let stayed = if zeros == Zeros::Pratt { real(changes[4].1) } else { 0.0 };
    let steps = steps(&changes, stayed);
    let moved: f64 = steps.iter().map(|step| step.people).sum();
    if moved == 0.0 {
        return None;
    }
    let n = moved + stayed;
    let rises: f64 = steps.iter().map(|step| step.up * step.rank).sum();
    let all: f64 = steps.iter().map(|step| step.people * step.rank).sum();
    let triple = |n: f64| n * (n + 1.0) * (2.0 * n + 1.0);
    let ties: f64 = steps.iter().map(|step| step.people.powi(3) - step.people).sum();
    let sigma = ((triple(n) - triple(stayed) - ties / 2.0) / 24.0).sqrt();
    let from_middle = (rises - all / 2.0).abs();
    let p_exact = (moved <= real(MAX_EXACT))
        .then(|| (signs(&steps, 0.0, all / 2.0, from_middle - 1e-9) / 2.0_f64.powf(moved)).min(1.0));
    Some(SignedRank {
        rises,
        falls: all - rises,
        p_uncorrected: distribution::normal_two_sided(from_middle / sigma),
        p_asymptotic: distribution::normal_two_sided((from_middle - 0.5).max(0.0) / sigma),
        p_exact,
    })
}

/// Ranks the sizes 1 to 4, above `stayed` ranks already taken; ties share the mean of their ranks.
fn steps(changes: &[(i8, u64); 9], stayed: f64) -> [Step; 4] {
    let mut taken = stayed;
    [1, 2, 3, 4].map(|size| {
        let (up, down) = (real(changes[4 + size].1), real(changes[4 - size].1));
        let people = up + down;
        let rank = taken + people.midpoint(1.0);
        taken += people;
        Step { people, rank, up }
    })
}

/// The number of ways to give signs to the steps that put the rises at least `far` from the middle.
fn signs(steps: &[Step], rises: f64, middle: f64, far: f64) -> f64 {
    let Some((step, rest)) = steps.split_first() else {
        return f64::from(u8::from((rises - middle).abs() >= far));
    };
    let mut ways = 0.0;
    let mut up = 0.0;
    while up <= step.people {
        ways += choose(step.people, up) * signs(rest, rises + up * step.rank, middle, far);
        up += 1.0;
    }
    ways
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::paired::tests::course;
    use crate::stats::tests::agrees;

    #[test]
    fn the_worked_example_without_its_zeros() {
        let test = signed_rank(&course(), Zeros::Dropped).unwrap();
        agrees(test.rises, 36.0);
        agrees(test.p_uncorrected, 0.009_374_768_459_434_88);
        agrees(test.p_asymptotic, 0.011_539_988_490_259);
        agrees(test.p_exact.unwrap(), 0.007_812_5);
        assert!(test.falls.abs() < 1e-12);
    }

    #[test]
    fn the_worked_example_with_pratt_ranks() {
        let test = signed_rank(&course(), Zeros::Pratt).unwrap();
        agrees(test.p_uncorrected, 0.006_714_389_785_549_48);
        agrees(test.p_asymptotic, 0.007_847_566_023_730_85);
    }

    #[test]
    fn nobody_moving_cannot_be_tested() {
        let still: PairCounts = [(3, 3), (4, 4)].into_iter().collect();
        assert_eq!(signed_rank(&still, Zeros::Dropped), None);
    }
}
