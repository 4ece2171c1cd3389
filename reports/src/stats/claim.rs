//! Whether two groups of different people may be said to differ.

use super::difference::{self, Welch};
use super::rank::{self, RankTest};
use crate::counts::Counts;

/// Both tests of a difference, and the p-value of saying that there is one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Claim {
    /// By means; none where nobody differs from the others of their stratum.
    pub welch: Option<Welch>,
    /// By ranks.
    pub rank: RankTest,
    /// The larger p-value of the two, 1 where they point in different ways.
    ///
    /// With few answers on one side, or one side nearly of one mind, either test alone claims too much: of eight against
    /// forty Welch’s alone found a difference in 15% of reports in which there was none.
    pub p: f64,
}

/// Tests two sides in which every stratum counts the same; none where a stratum has no answer.
pub fn claim(first: &[Counts], second: &[Counts]) -> Option<Claim> {
    let rank = rank::stratified(first, second)?;
    let welch = difference::stratified(first, second).ok();
    let p = match welch {
        Some(test) if test.difference * rank.above < 0.0 => 1.0,
        Some(test) => test.p.max(rank.p),
        None => rank.p,
    };
    Some(Claim { welch, rank, p })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::tests::{agrees, expectation, offer};

    fn of(first: [u64; 5], second: [u64; 5]) -> Claim {
        claim(&[Counts::of(first)], &[Counts::of(second)]).unwrap()
    }

    #[test]
    fn the_larger_p_value_decides() {
        let found = claim(&[offer()], &[expectation()]).unwrap();
        agrees(found.welch.unwrap().p, 0.153_886_739_885_284);
        agrees(found.p, 0.197_213_622_291_022);
    }

    #[test]
    fn a_side_of_one_mind_is_no_proof_against_a_few() {
        // Forty partners of whom nearly all say five, and eight staff: Welch's test alone would be sure.
        let found = of([0, 0, 0, 3, 7], [0, 0, 0, 0, 40]);
        assert!(found.p >= found.welch.unwrap().p);
        agrees(found.p, found.rank.p.max(found.welch.unwrap().p));
    }

    #[test]
    fn two_sides_each_of_one_mind_are_told_apart_by_ranks_alone() {
        let found = of([0, 20, 0, 0, 0], [0, 0, 0, 0, 20]);
        assert_eq!(found.welch, None);
        assert!(found.p < 1e-9, "{}", found.p);
        agrees(of([0, 20, 0, 0, 0], [0, 20, 0, 0, 0]).p, 1.0);
    }

    #[test]
    fn means_and_ranks_that_point_in_different_ways_claim_nothing() {
        // Most of the first lie lower, and the few who do not lie far higher.
        let found = of([0, 40, 0, 0, 30], [0, 0, 60, 0, 0]);
        assert!(found.welch.unwrap().difference * found.rank.above < 0.0, "{found:?}");
        agrees(found.p, 1.0);
    }
}
