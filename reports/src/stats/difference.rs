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

/// Compares two means of which each is the plain mean over the means of its strata: every stratum counts the
/// same. With one stratum on each side it is Welch's test. The sides must hold different people.
///
/// Each stratum of a side of G adds `s^2 / (n G^2)` to the squared error, and the degrees of freedom follow
/// from all of them together after Satterthwaite.
///
/// # Errors
/// A side without strata, fewer than two answers in a stratum, or no spread in any. Some without spread are allowed.
pub fn stratified(first: &[Counts], second: &[Counts]) -> Result<Welch, Undefined> {
    let (Some((mean1, errors1)), Some((mean2, errors2))) = (side(first), side(second)) else {
        return Err(Undefined::TooFewAnswers);
    };
    if first.iter().chain(second).all(|stratum| stratum.only_value().is_some()) {
        return Err(Undefined::NoSpread);
    }
    let errors = || errors1.iter().chain(&errors2);
    let total: f64 = errors().map(|(error, _)| error).sum();
    let parts: f64 = errors().map(|(error, n)| error * error / (n - 1.0)).sum();
    let (difference, se, df) = (mean1 - mean2, total.sqrt(), total.powi(2) / parts);
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

/// The mean of a side, and for each of its strata the squared error and the answers.
fn side(strata: &[Counts]) -> Option<(f64, Vec<(f64, f64)>)> {
    let size = real(strata.len() as u64);
    let means: Option<Vec<f64>> = strata.iter().map(mean).collect();
    let errors: Option<Vec<(f64, f64)>> = strata
        .iter()
        .map(|stratum| Some((variance(stratum)? / real(stratum.n()) / (size * size), real(stratum.n()))))
        .collect();
    let means = means.filter(|means| !means.is_empty())?;
    Some((means.iter().sum::<f64>() / size, errors?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::tests::{agrees, expectation, offer};

    /// Welch's test of two groups that are not parted further.
    fn welch(first: Counts, second: Counts) -> Result<Welch, Undefined> {
        stratified(&[first], &[second])
    }

    #[test]
    fn the_worked_example_has_its_welch_test() {
        let test = welch(offer(), expectation()).unwrap();
        agrees(test.difference, -0.527_777_777_777_778);
        agrees(test.t, -1.485_711_078_801);
        agrees(test.df, 18.852_644_979_667_4);
        agrees(test.p, 0.153_886_739_885_284);
        agrees(test.interval.low, -1.271_688_402_115_21);
        agrees(test.interval.high, 0.216_132_846_559_658);
    }

    #[test]
    fn four_kinds_of_partner_count_the_same() {
        let count = |answers: &[u8]| answers.iter().copied().collect::<Counts>();
        let kinds = [
            count(&[5, 4, 5, 4, 4, 5, 3, 4, 5, 4]),
            count(&[3, 2, 3, 4]),
            count(&[4, 3, 5]),
            count(&[2, 4, 3]),
        ];
        // Against people who all said five, the error and the degrees of freedom are those of the kinds alone.
        let test = stratified(&kinds, &[Counts::of([0, 0, 0, 0, 9])]).unwrap();
        agrees(test.difference, 3.575 - 5.0);
        agrees(test.se, 0.234_372_685_173_754);
        agrees(test.df, 6.404_971_217_530_86);
        agrees(test.interval.low, 3.010_186_683_350_24 - 5.0);
        agrees(test.interval.high, 4.139_813_316_649_76 - 5.0);
        assert_eq!(stratified(&[], &kinds), Err(Undefined::TooFewAnswers));
    }

    #[test]
    fn one_group_without_spread_can_still_be_compared() {
        let test = welch(Counts::of([0, 0, 0, 0, 6]), expectation()).unwrap();
        agrees(test.df, 8.0);
    }

    #[test]
    fn two_groups_without_spread_cannot_be_tested() {
        let (low, high) = (Counts::of([0, 8, 0, 0, 0]), Counts::of([0, 0, 0, 0, 8]));
        assert_eq!(welch(low, high), Err(Undefined::NoSpread));
        assert_eq!(gap(&low, &high), Some(-3.0));
    }

    #[test]
    fn a_single_answer_cannot_be_tested() {
        assert_eq!(welch(Counts::of([1, 0, 0, 0, 0]), offer()), Err(Undefined::TooFewAnswers));
    }
}
