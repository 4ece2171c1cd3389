//! Cliff's delta: how much one group's answers lie above another's, by order alone.

use serde::{Deserialize, Serialize};

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

/// Cliff's delta.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CliffsDelta {
    /// (pairs above - pairs below) / all pairs, -1 to 1.
    pub delta: f64,
}

/// Cliff's delta of two groups (Cliff 1993); none when one is empty.
pub fn cliffs_delta(first: &Counts, second: &Counts) -> Option<CliffsDelta> {
    let pairs = real(first.n()) * real(second.n());
    let found = dominance(first, second);
    (pairs > 0.0).then(|| CliffsDelta { delta: (found.above - found.below) / pairs })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::tests::{agrees, expectation, offer};

    #[test]
    fn the_worked_example_has_its_delta() {
        let found = dominance(&offer(), &expectation());
        assert_eq!(found, Dominance { above: 18.0, below: 55.0, equal: 35.0 });
        agrees(cliffs_delta(&offer(), &expectation()).unwrap().delta, -0.342_592_592_592_593);
    }

    #[test]
    fn groups_that_do_not_overlap_end_the_scale_and_equal_ones_stand_in_its_middle() {
        let (high, low) = (Counts::of([0, 0, 0, 2, 2]), Counts::of([2, 1, 0, 0, 0]));
        agrees(cliffs_delta(&high, &low).unwrap().delta, 1.0);
        agrees(cliffs_delta(&low, &high).unwrap().delta, -1.0);
        agrees(cliffs_delta(&low, &low).unwrap().delta, 0.0);
    }

    #[test]
    fn an_empty_group_has_no_delta() {
        assert_eq!(cliffs_delta(&offer(), &Counts::default()), None);
    }
}
