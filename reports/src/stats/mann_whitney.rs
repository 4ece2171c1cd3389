//! The Mann-Whitney test of two groups, asymptotic and exact, with ties.

use serde::{Deserialize, Serialize};

use super::ordinal::dominance;
use super::{MAX_EXACT, distribution};
use crate::counts::{Counts, real};

/// The test of two independent groups by the order of their answers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct MannWhitney {
    /// Pairs in which the first group is higher, ties counting half.
    pub u: f64,
    /// The standard deviation of U with its correction for ties; 0 when all answers are equal.
    pub sigma: f64,
    /// Two-sided asymptotic p-value with continuity correction.
    pub p_asymptotic: f64,
    /// Two-sided exact p-value with ties, for up to [`MAX_EXACT`] answers.
    pub p_exact: Option<f64>,
}

impl MannWhitney {
    /// The p-value to print: the exact one where there is one.
    pub fn p(&self) -> f64 {
        self.p_exact.unwrap_or(self.p_asymptotic)
    }
}

/// Tests two groups; none when one is empty.
///
/// `sigma^2 = n1 n2 / 12 ((N + 1) - sum(t^3 - t) / (N (N - 1)))`, t the number of answers at each value
/// (Lehmann 1975). Without any spread p is 1.
pub fn mann_whitney(first: &Counts, second: &Counts) -> Option<MannWhitney> {
    let (n1, n2) = (real(first.n()), real(second.n()));
    if n1 == 0.0 || n2 == 0.0 {
        return None;
    }
    let all = first.plus(second);
    let n = n1 + n2;
    let ties: f64 = all.values.map(real).into_iter().map(|t| t * t * t - t).sum();
    let found = dominance(first, second);
    let u = found.above + found.equal / 2.0;
    let spread = all.only_value().is_none();
    let sigma = if spread { (n1 * n2 / 12.0 * ((n + 1.0) - ties / (n * (n - 1.0)))).sqrt() } else { 0.0 };
    let from_middle = (u - n1 * n2 / 2.0).abs();
    let p_of = |distance: f64| if spread { distribution::normal_two_sided(distance / sigma) } else { 1.0 };
    let p_exact = (all.n() <= MAX_EXACT).then(|| exact_p(&all, n1, from_middle));
    Some(MannWhitney { u, sigma, p_asymptotic: p_of((from_middle - 0.5).max(0.0)), p_exact })
}

/// The share of all ways to choose the first group out of everyone that lie at least as far from the middle.
fn exact_p(all: &Counts, n1: f64, from_middle: f64) -> f64 {
    let n = real(all.n());
    let split =
        Split { ties: all.values.map(real), middle: n1 * (n - n1) / 2.0, from_middle: from_middle - 1e-9 };
    (split.ways(0, n1, 0.0, 0.0) / choose(n, n1)).min(1.0)
}

/// Everyone's answers, to be split into two groups in every possible way.
struct Split {
    ties: [f64; 5],
    middle: f64,
    from_middle: f64,
}

impl Split {
    /// The number of ways to take `left` more people into the first group from the values at `value` and
    /// above that end far enough out, given how many of the second group lie lower and U so far.
    fn ways(&self, value: usize, left: f64, second_lower: f64, u: f64) -> f64 {
        let Some(&tied) = self.ties.get(value) else {
            let far = left == 0.0 && (u - self.middle).abs() >= self.from_middle;
            return f64::from(u8::from(far));
        };
        let above: f64 = self.ties[value + 1..].iter().sum();
        let mut taken = (left - above).max(0.0);
        let mut ways = 0.0;
        while taken <= tied.min(left) {
            let second = tied - taken;
            let u = u + taken * (second_lower + second / 2.0);
            ways += choose(tied, taken) * self.ways(value + 1, left - taken, second_lower + second, u);
            taken += 1.0;
        }
        ways
    }
}

/// The number of ways to choose k of n, for n up to [`MAX_EXACT`] exact to the last digits of a float.
pub(super) fn choose(n: f64, k: f64) -> f64 {
    let mut ways = 1.0;
    let mut taken = 1.0;
    while taken <= k {
        ways = ways * (n - k + taken) / taken;
        taken += 1.0;
    }
    ways
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::tests::{agrees, expectation, offer};

    #[test]
    fn the_worked_example_has_both_its_p_values() {
        let test = mann_whitney(&offer(), &expectation()).unwrap();
        agrees(test.u, 35.5);
        agrees(test.sigma, 13.086_525_239_999_5);
        agrees(test.p_asymptotic, 0.168_988_689_268_307);
        agrees(test.p(), 0.197_213_622_291_022);
    }

    #[test]
    fn the_order_of_the_groups_does_not_change_p() {
        let (there, back) = (
            mann_whitney(&offer(), &expectation()).unwrap(),
            mann_whitney(&expectation(), &offer()).unwrap(),
        );
        agrees(there.p(), back.p());
        agrees(there.u + back.u, 108.0);
    }

    #[test]
    fn equal_answers_everywhere_are_no_evidence() {
        let same = Counts::of([0, 0, 9, 0, 0]);
        let test = mann_whitney(&same, &same).unwrap();
        agrees(test.p(), 1.0);
        agrees(test.p_asymptotic, 1.0);
        assert_eq!(mann_whitney(&same, &Counts::default()), None);
    }

    #[test]
    fn more_than_sixty_answers_take_the_asymptotic_p_value() {
        let (first, second) = (Counts::of([5, 5, 5, 5, 11]), Counts::of([6, 6, 6, 6, 6]));
        let test = mann_whitney(&first, &second).unwrap();
        assert_eq!(test.p_exact, None);
        agrees(test.p(), test.p_asymptotic);
    }
}
