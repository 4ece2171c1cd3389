//! The difference of two independent means (Welch 1947), without assuming equal spread.

use serde::{Deserialize, Serialize};

use super::describe::{mean, variance};
use super::{Interval, Undefined, distribution};
use crate::counts::{Counts, real};

/// Welch's test of two groups of different people.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Welch {
    /// Mean of the first minus mean of the second, in scale points.
    pub difference: f64,
    /// Standard error of the difference.
    pub se: f64,
    /// Degrees of freedom after Satterthwaite, fractional.
    pub df: f64,
    /// 95% interval of the difference.
    pub interval: Interval,
    /// difference / se.
    pub t: f64,
    /// Two-sided p-value.
    pub p: f64,
}

/// The difference of the means alone, which exists as soon as both groups have an answer.
pub fn gap(first: &Counts, second: &Counts) -> Option<f64> {
    Some(mean(first)? - mean(second)?)
}

/// Compares the means of two groups. The groups must hold different people.
///
/// # Errors
/// Fewer than two answers in a group, or no spread in either. One group without spread is allowed.
pub fn welch(first: &Counts, second: &Counts) -> Result<Welch, Undefined> {
    let (Some(difference), Some(spread1), Some(spread2)) =
        (gap(first, second), variance(first), variance(second))
    else {
        return Err(Undefined::TooFewAnswers);
    };
    if first.only_value().is_some() && second.only_value().is_some() {
        return Err(Undefined::NoSpread);
    }
    let (n1, n2) = (real(first.n()), real(second.n()));
    let (v1, v2) = (spread1 / n1, spread2 / n2);
    let se = (v1 + v2).sqrt();
    let df = (v1 + v2).powi(2) / (v1 * v1 / (n1 - 1.0) + v2 * v2 / (n2 - 1.0));
    let t = difference / se;
    Ok(Welch {
        difference,
        se,
        df,
        interval: Interval::around(difference, distribution::t_975(df) * se),
        t,
        p: distribution::t_two_sided(t, df),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::tests::{agrees, expectation, offer};

    #[test]
    fn the_worked_example_has_its_welch_test() {
        let test = welch(&offer(), &expectation()).unwrap();
        agrees(test.difference, -0.527_777_777_777_778);
        agrees(test.t, -1.485_711_078_801);
        agrees(test.df, 18.852_644_979_667_4);
        agrees(test.p, 0.153_886_739_885_284);
        agrees(test.interval.low, -1.271_688_402_115_21);
        agrees(test.interval.high, 0.216_132_846_559_658);
    }

    #[test]
    fn one_group_without_spread_can_still_be_compared() {
        let test = welch(&Counts::of([0, 0, 0, 0, 6]), &expectation()).unwrap();
        agrees(test.df, 8.0);
    }

    #[test]
    fn two_groups_without_spread_cannot_be_tested() {
        let (low, high) = (Counts::of([0, 8, 0, 0, 0]), Counts::of([0, 0, 0, 0, 8]));
        assert_eq!(welch(&low, &high), Err(Undefined::NoSpread));
        assert_eq!(gap(&low, &high), Some(-3.0));
    }

    #[test]
    fn a_single_answer_cannot_be_tested() {
        assert_eq!(welch(&Counts::of([1, 0, 0, 0, 0]), &offer()), Err(Undefined::TooFewAnswers));
    }
}
