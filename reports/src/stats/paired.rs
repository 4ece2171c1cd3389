//! Change in the same people: then against now, from a table of pairs.

use serde::{Deserialize, Serialize};

use super::{Interval, distribution};
use crate::counts::{Counts, real};

/// How many people gave each pair of answers: `cells[then - 1][now - 1]`. Incomplete pairs are not in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PairCounts {
    /// Rows are *then*, columns *now*, both from 1 to 5.
    pub cells: [[u64; 5]; 5],
}

impl PairCounts {
    /// Counts one more complete pair; a value outside 1 to 5 is ignored.
    pub fn add(&mut self, then: u8, now: u8, times: u64) {
        let place = |value: u8| usize::from(value).checked_sub(1).filter(|place| *place < 5);
        if let (Some(then), Some(now)) = (place(then), place(now)) {
            self.cells[then][now] += times;
        }
    }

    /// Complete pairs.
    pub fn n(&self) -> u64 {
        self.cells.iter().flatten().sum()
    }

    /// The answers to *then* alone.
    pub fn then(&self) -> Counts {
        Counts::of(self.cells.map(|row| row.iter().sum()))
    }

    /// The answers to *now* alone.
    pub fn now(&self) -> Counts {
        let column = |now: usize| self.cells.iter().map(|row| row[now]).sum();
        Counts::of([column(0), column(1), column(2), column(3), column(4)])
    }

    /// How many people changed by each amount, -4 to 4, in order.
    pub fn changes(&self) -> [(i8, u64); 9] {
        let mut changes = [-4, -3, -2, -1, 0, 1, 2, 3, 4].map(|change| (change, 0));
        for (then, row) in self.cells.iter().enumerate() {
            for (now, times) in row.iter().enumerate() {
                changes[4 + now - then].1 += times;
            }
        }
        changes
    }
}

impl FromIterator<(u8, u8)> for PairCounts {
    /// Counts people given as (then, now).
    fn from_iter<I: IntoIterator<Item = (u8, u8)>>(people: I) -> Self {
        let mut pairs = Self::default();
        for (then, now) in people {
            pairs.add(then, now, 1);
        }
        pairs
    }
}

/// What changed between then and now.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PairedChange {
    /// Complete pairs.
    pub n: u64,
    /// Mean of then.
    pub then: f64,
    /// Mean of now.
    pub now: f64,
    /// Mean change, now - then.
    pub change: f64,
    /// Standard deviation of the changes; none for a single pair.
    pub sd: Option<f64>,
    /// The paired t test; none for a single pair or when everyone changed by the same amount.
    pub test: Option<PairedTest>,
    /// People who went up.
    pub up: u64,
    /// People who stayed.
    pub same: u64,
    /// People who went down.
    pub down: u64,
    /// Exact two-sided sign test of up against down, ties left out; 1 when nobody moved.
    pub p_sign: f64,
}

/// The paired t test of a change.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PairedTest {
    /// 95% interval of the mean change, t with n - 1 degrees of freedom.
    pub interval: Interval,
    /// Mean change over its standard error.
    pub t: f64,
    /// Two-sided p-value.
    pub p: f64,
}

/// Works out the change; none without complete pairs.
pub fn change(pairs: &PairCounts) -> Option<PairedChange> {
    let n = pairs.n();
    if n == 0 {
        return None;
    }
    let size = real(n);
    let changes = pairs.changes();
    let weighted = |of: fn(f64) -> f64| -> f64 {
        changes.iter().map(|(change, times)| of(f64::from(*change)) * real(*times)).sum()
    };
    let (sum, squares) = (weighted(|d| d), weighted(|d| d * d));
    let mean = sum / size;
    // Whole numbers up to here: the difference is exactly 0 when everyone changed alike.
    let about_mean = size * squares - sum * sum;
    let sd = (n > 1).then(|| (about_mean / size / (size - 1.0)).sqrt());
    let moved = |which: fn(i8) -> bool| -> u64 {
        changes.iter().filter(|(change, _)| which(*change)).map(|(_, times)| times).sum()
    };
    let (up, same, down) = (moved(|d| d > 0), moved(|d| d == 0), moved(|d| d < 0));
    Some(PairedChange {
        n,
        then: real(pairs.then().sum()) / size,
        now: real(pairs.now().sum()) / size,
        change: mean,
        sd,
        test: sd.filter(|sd| *sd > 0.0).map(|sd| paired_test(mean, sd, size)),
        up,
        same,
        down,
        p_sign: sign_test(up, down),
    })
}

fn paired_test(mean: f64, sd: f64, n: f64) -> PairedTest {
    let se = sd / n.sqrt();
    let t = mean / se;
    PairedTest {
        interval: Interval::around(mean, distribution::t_975(n - 1.0) * se),
        t,
        p: distribution::t_two_sided(t, n - 1.0),
    }
}

/// The exact two-sided sign test: twice the smaller binomial tail at one half, at most 1.
pub fn sign_test(up: u64, down: u64) -> f64 {
    let (fewer, moved) = (real(up.min(down)), real(up + down));
    if moved == 0.0 { 1.0 } else { (2.0 * distribution::fair_coin_at_most(fewer, moved)).min(1.0) }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::stats::tests::agrees;

    /// Ten people's confidence before and after a course.
    pub(crate) fn course() -> PairCounts {
        let then = [2, 3, 2, 1, 3, 2, 4, 3, 2, 3];
        let now = [4, 4, 3, 3, 4, 2, 4, 5, 3, 4];
        then.into_iter().zip(now).collect()
    }

    #[test]
    fn the_worked_example_has_its_change() {
        let found = change(&course()).unwrap();
        agrees(found.change, 1.1);
        agrees(found.sd.unwrap(), 0.737_864_787_372_622);
        let test = found.test.unwrap();
        agrees(test.t, 4.714_285_714_285_71);
        agrees(test.p, 0.001_097_874_164_392_19);
        agrees(test.interval.low, 0.572_163_328_680_419);
        agrees(test.interval.high, 1.627_836_671_319_58);
        assert_eq!((found.up, found.same, found.down), (8, 2, 0));
        agrees(found.p_sign, 0.007_812_5);
        agrees(found.then, 2.5);
        agrees(found.now, 3.6);
    }

    #[test]
    fn everyone_changing_alike_has_no_interval() {
        let pairs: PairCounts = [(1, 2), (2, 3), (4, 5)].into_iter().collect();
        let found = change(&pairs).unwrap();
        assert_eq!((found.sd, found.test), (Some(0.0), None));
    }

    #[test]
    fn nobody_moving_is_no_evidence() {
        agrees(sign_test(0, 0), 1.0);
        agrees(sign_test(4, 4), 1.0);
        assert_eq!(change(&PairCounts::default()), None);
    }
}
