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

    /// Alpha of rows, one per person.
    fn alpha<const ITEMS: usize>(rows: &[[u8; ITEMS]]) -> Result<Alpha, Unreliable> {
        let items: Vec<Counts> = (0..ITEMS).map(|item| rows.iter().map(|row| row[item]).collect()).collect();
        let mut totals = BTreeMap::new();
        for row in rows {
            *totals.entry(row.iter().copied().map(u32::from).sum()).or_insert(0) += 1;
        }
        Alpha::from_tallies(&items, &totals)
    }

    #[test]
    fn the_worked_example_has_its_alpha() {
        let found = alpha(&ROWS).unwrap();
        agrees(found.alpha, 0.925_612_848_689_772);
        agrees(found.interval.low, 0.793_058_013_363_159);
        agrees(found.interval.high, 0.983_006_988_105_887);
        assert!(!found.may_be_shown(&[8; 5], MinGroup::default()));
    }

    #[test]
    fn alpha_is_printed_only_where_nobody_or_a_whole_group_is_left_out_of_it() {
        let rows: Vec<[u8; 5]> = ROWS.iter().cycle().take(20).copied().collect();
        let twenty = alpha(&rows).unwrap();
        let shown = |answers: [u64; 5]| twenty.may_be_shown(&answers, MinGroup::default());
        assert!(shown([20; 5]) && shown([20, 25, 20, 31, 20]));
        assert!(!shown([20, 24, 20, 20, 20]) && !shown([21; 5]) && !shown([19, 20, 20, 20, 20]));
        let nineteen = alpha(&rows[..19]).unwrap();
        assert!(!nineteen.may_be_shown(&[19; 5], MinGroup::default()));
    }

    #[test]
    fn items_and_totals_of_different_people_have_no_alpha() {
        let items = [Counts::of([1, 1, 1, 0, 0]), Counts::of([0, 1, 2, 0, 0])];
        let totals = BTreeMap::from([(3, 2), (6, 2)]);
        assert_eq!(Alpha::from_tallies(&items, &totals), Err(Unreliable::Uneven));
    }

    #[test]
    fn variances_alone_are_enough() {
        let fifth = 5.482_142_857_142_86 / 5.0;
        agrees(Alpha::from_variances(&[fifth; 5], 21.125, 8).unwrap().alpha, 0.925_612_848_689_772);
    }

    #[test]
    fn items_that_run_against_each_other_are_below_zero() {
        assert!(alpha(&[[1, 5], [2, 4], [4, 3], [5, 1]]).unwrap().alpha < 0.0);
    }

    #[test]
    fn equal_totals_have_no_alpha() {
        assert_eq!(alpha(&[[1, 5], [5, 1]]), Err(Unreliable::NoSpread));
        assert_eq!(alpha(&[[1, 5], [5, 1], [3, 3]]), Err(Unreliable::NoSpread));
        assert_eq!(alpha::<2>(&[]), Err(Unreliable::TooFew));
    }
}
