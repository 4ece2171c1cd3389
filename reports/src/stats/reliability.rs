//! Whether items that are meant to measure one thing hang together: Cronbach's alpha.
//!
//! For the six confidence items and each half of the health check only; the blocks of offers and
//! expectations are lists of different things and are never summed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Interval, describe, distribution};
use crate::counts::{Counts, real};
use crate::small_numbers::MinGroup;

/// The fewest items and complete answers for which alpha is printed.
const MIN_ITEMS: u64 = 3;
const MIN_ROWS: u64 = 20;

/// Why there is no alpha.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Unreliable {
    /// Alpha needs two items and two people.
    #[error("alpha needs at least two items and two complete answers")]
    TooFew,
    /// The totals of all people are the same.
    #[error("everyone has the same total")]
    NoSpread,
    /// Rows, items or totals do not belong to the same people.
    #[error("the items and totals are not of the same people")]
    Uneven,
}

/// Cronbach's alpha of one scale.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alpha {
    /// People who answered every item.
    pub n: u64,
    /// Items.
    pub items: u64,
    /// `k / (k - 1) (1 - sum of item variances / variance of totals)`, at most 1, negative if items run against
    /// each other.
    pub alpha: f64,
    /// 95% interval (Feldt 1965).
    pub interval: Interval,
}

impl Alpha {
    /// Alpha from variances, all with n - 1.
    ///
    /// # Errors
    /// Fewer than two items or people, or totals without spread.
    pub fn from_variances(item_variances: &[f64], total: f64, n: u64) -> Result<Self, Unreliable> {
        let items = item_variances.len() as u64;
        if items < 2 || n < 2 {
            return Err(Unreliable::TooFew);
        }
        if total <= 0.0 {
            return Err(Unreliable::NoSpread);
        }
        let k = real(items);
        let alpha = k / (k - 1.0) * (1.0 - item_variances.iter().sum::<f64>() / total);
        let (people, cells) = (real(n - 1), real(n - 1) * (k - 1.0));
        let bound = |p: f64| 1.0 - (1.0 - alpha) * distribution::f_quantile(p, people, cells);
        Ok(Self { n, items, alpha, interval: Interval { low: bound(0.975), high: bound(0.025) } })
    }

    /// Alpha from tallies: the counts of each item and of each total, over the same complete answers.
    ///
    /// # Errors
    /// As [`Self::from_variances`]; also when the numbers of answers differ.
    pub fn from_tallies(items: &[Counts], totals: &BTreeMap<u32, u64>) -> Result<Self, Unreliable> {
        let n = totals.values().sum();
        if items.iter().any(|item| item.n() != n) {
            return Err(Unreliable::Uneven);
        }
        let variances: Option<Vec<f64>> = items.iter().map(describe::variance).collect();
        let totals = totals.iter().map(|(total, times)| (f64::from(*total), real(*times)));
        Self::from_variances(&variances.ok_or(Unreliable::TooFew)?, weighted_variance(totals), n)
    }

    /// Whether it is printed beside its items, whose numbers of `answers` are shown: with enough items and complete
    /// answers, and where nobody, or no fewer than the smallest group, answered an item but not all of them. Alpha holds
    /// the variances over complete answers, which set against those of all answers tell of the others.
    pub fn may_be_shown(&self, answers: &[u64], min: MinGroup) -> bool {
        let leaves_few_out =
            |answers: &u64| answers.checked_sub(self.n).is_none_or(|others| min.hides(others));
        self.items >= MIN_ITEMS && self.n >= MIN_ROWS && !answers.iter().any(leaves_few_out)
    }

    /// Whether an item seems to be worded the other way round.
    pub fn warns_of_reversed_item(&self) -> bool {
        self.alpha < 0.0
    }
}

/// What complete rows tell beyond alpha.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reliability {
    /// Alpha of all items.
    pub alpha: Alpha,
    /// Alpha from the mean correlation of the items; none if an item has no spread.
    pub standardised: Option<f64>,
    /// Alpha without each item in turn; none where that is not defined.
    pub if_dropped: Vec<Option<f64>>,
}

/// Works out reliability from complete rows, one per person, one value per item.
///
/// # Errors
/// Rows of different lengths, fewer than two items or people, or totals without spread.
pub fn reliability<R: AsRef<[u8]>>(rows: &[R]) -> Result<Reliability, Unreliable> {
    let items = rows.first().map_or(0, |row| row.as_ref().len());
    if rows.iter().any(|row| row.as_ref().len() != items) {
        return Err(Unreliable::Uneven);
    }
    let columns: Vec<Vec<f64>> =
        (0..items).map(|item| rows.iter().map(|row| f64::from(row.as_ref()[item])).collect()).collect();
    let covariances = covariances(&columns);
    let n = rows.len() as u64;
    let all: Vec<usize> = (0..items).collect();
    let if_dropped = all.iter().map(|dropped| {
        let rest: Vec<usize> = all.iter().copied().filter(|item| item != dropped).collect();
        alpha_of(&covariances, &rest, n).ok().map(|alpha| alpha.alpha)
    });
    Ok(Reliability {
        alpha: alpha_of(&covariances, &all, n)?,
        standardised: standardised(&covariances),
        if_dropped: if_dropped.collect(),
    })
}

/// Alpha of some of the items: the variance of their total is the sum of their covariances.
fn alpha_of(covariances: &[Vec<f64>], items: &[usize], n: u64) -> Result<Alpha, Unreliable> {
    let variances: Vec<f64> = items.iter().map(|&item| covariances[item][item]).collect();
    let total = items.iter().flat_map(|&a| items.iter().map(move |&b| covariances[a][b])).sum();
    Alpha::from_variances(&variances, total, n)
}

/// `k r / (1 + (k - 1) r)` with r the mean correlation of two items (Spearman-Brown).
fn standardised(covariances: &[Vec<f64>]) -> Option<f64> {
    let k = real(covariances.len() as u64);
    let mut sum = 0.0;
    for (a, row) in covariances.iter().enumerate() {
        for (b, covariance) in row.iter().enumerate().filter(|(b, _)| *b != a) {
            let scale = (covariances[a][a] * covariances[b][b]).sqrt();
            if scale <= 0.0 {
                return None;
            }
            sum += covariance / scale;
        }
    }
    let r = sum / (k * (k - 1.0));
    let scale = 1.0 + (k - 1.0) * r;
    (scale > 0.0).then(|| k * r / scale)
}

/// The covariances of all columns, with n - 1. Sums of whole numbers until the last step.
fn covariances(columns: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let covariance = |a: &[f64], b: &[f64]| {
        let n = real(a.len() as u64);
        let products: f64 = a.iter().zip(b).map(|(x, y)| x * y).sum();
        (n * products - a.iter().sum::<f64>() * b.iter().sum::<f64>()) / n / (n - 1.0)
    };
    columns.iter().map(|a| columns.iter().map(|b| covariance(a, b)).collect()).collect()
}

/// The variance, with n - 1, of values that occur several times.
fn weighted_variance(values: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (mut n, mut sum, mut squares) = (0.0, 0.0, 0.0);
    for (value, times) in values {
        n += times;
        sum += value * times;
        squares += value * value * times;
    }
    (n * squares - sum * sum) / n / (n - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::tests::agrees;

    const ROWS: [[u8; 5]; 8] = [
        [4, 5, 4, 4, 3],
        [3, 3, 2, 3, 3],
        [5, 5, 4, 5, 4],
        [2, 3, 3, 2, 2],
        [4, 4, 5, 4, 4],
        [3, 4, 3, 3, 2],
        [5, 4, 4, 4, 5],
        [2, 2, 3, 3, 2],
    ];

    #[test]
    fn the_worked_example_has_its_alpha_from_rows() {
        let found = reliability(&ROWS).unwrap();
        agrees(found.alpha.alpha, 0.925_612_848_689_772);
        agrees(found.alpha.interval.low, 0.793_058_013_363_159);
        agrees(found.alpha.interval.high, 0.983_006_988_105_887);
        agrees(found.standardised.unwrap(), 0.926_479_554_456_847);
        let dropped = [
            0.876_822_523_881_347,
            0.921_151_439_299_124,
            0.929_434_697_855_75,
            0.896_755_162_241_888,
            0.912_655_971_479_501,
        ];
        for (got, expected) in found.if_dropped.into_iter().zip(dropped) {
            agrees(got.unwrap(), expected);
        }
        assert!(!found.alpha.may_be_shown(&[8; 5], MinGroup::default()));
    }

    #[test]
    fn alpha_is_printed_only_where_nobody_or_a_whole_group_is_left_out_of_it() {
        let rows: Vec<[u8; 5]> = ROWS.iter().cycle().take(20).copied().collect();
        let alpha = reliability(&rows).unwrap().alpha;
        let shown = |answers: [u64; 5]| alpha.may_be_shown(&answers, MinGroup::default());
        assert!(shown([20; 5]) && shown([20, 25, 20, 31, 20]));
        assert!(!shown([20, 24, 20, 20, 20]) && !shown([21; 5]) && !shown([19, 20, 20, 20, 20]));
        let nineteen = reliability(&rows[..19]).unwrap().alpha;
        assert!(!nineteen.may_be_shown(&[19; 5], MinGroup::default()));
    }

    #[test]
    fn tallies_give_the_same_alpha_as_rows() {
        let items: Vec<Counts> = (0..5).map(|item| ROWS.iter().map(|row| row[item]).collect()).collect();
        let mut totals = BTreeMap::new();
        for row in ROWS {
            *totals.entry(row.into_iter().map(u32::from).sum()).or_insert(0) += 1;
        }
        agrees(Alpha::from_tallies(&items, &totals).unwrap().alpha, 0.925_612_848_689_772);
        totals.insert(25, 1);
        assert_eq!(Alpha::from_tallies(&items, &totals), Err(Unreliable::Uneven));
    }

    #[test]
    fn variances_alone_are_enough() {
        let fifth = 5.482_142_857_142_86 / 5.0;
        agrees(Alpha::from_variances(&[fifth; 5], 21.125, 8).unwrap().alpha, 0.925_612_848_689_772);
    }

    #[test]
    fn an_item_that_runs_the_other_way_is_noticed() {
        let found = reliability(&[[1, 5], [2, 4], [4, 3], [5, 1]]).unwrap();
        assert!(found.alpha.warns_of_reversed_item());
    }

    #[test]
    fn equal_totals_have_no_alpha() {
        assert_eq!(reliability(&[[1, 5], [5, 1]]), Err(Unreliable::NoSpread));
        assert_eq!(reliability(&[[1, 5], [5, 1], [3, 3]]).unwrap_err(), Unreliable::NoSpread);
        assert_eq!(reliability::<[u8; 2]>(&[]), Err(Unreliable::TooFew));
    }
}
