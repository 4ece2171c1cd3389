//! Shares of the answers: top two, bottom two, the net of both, and their intervals.

use serde::{Deserialize, Serialize};

use super::Interval;
use super::distribution::Z_975;
use crate::counts::{Counts, real};

/// The fewest answers for which a net figure is shown.
const MIN_NET: u64 = 30;

/// How many of how many, with its Wilson interval. Shares lie between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// People counted.
    pub count: u64,
    /// Of this many valid answers.
    pub n: u64,
    /// count / n.
    pub share: f64,
    /// 95% Wilson score interval.
    pub interval: Interval,
}

/// The share of `count` in `n`; none when n is 0.
///
/// Wilson 1927: `(p + z^2/2n +- z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n)`, safe at 0 and 1.
pub fn share(count: u64, n: u64) -> Option<Share> {
    if n == 0 {
        return None;
    }
    let (size, p) = (real(n), real(count) / real(n));
    let square = Z_975 * Z_975;
    let shrink = 1.0 + square / size;
    let centre = (p + square / (2.0 * size)) / shrink;
    let margin = Z_975 * (p * (1.0 - p) / size + square / (4.0 * size * size)).sqrt() / shrink;
    let mut interval = Interval::around(centre, margin);
    // Exact at the ends, where the two terms cancel to a rounding error.
    if count == 0 {
        interval.low = 0.0;
    }
    if count == n {
        interval.high = 1.0;
    }
    Some(Share { count, n, share: p, interval })
}

/// The share of the two highest answers. Say their labels: "A lot or a great deal".
pub fn top2(counts: &Counts) -> Option<Share> {
    share(counts.values[3] + counts.values[4], counts.n())
}

/// The share of the two lowest answers.
pub fn bottom2(counts: &Counts) -> Option<Share> {
    share(counts.values[0] + counts.values[1], counts.n())
}

/// Top two minus bottom two, in percentage points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Net {
    /// Valid answers.
    pub n: u64,
    /// From -100 to 100.
    pub net: f64,
    /// 95% interval as the formula gives it; it can pass 100. Clip it to show it.
    pub interval: Interval,
}

impl Net {
    /// Whether there are enough answers to show a net figure.
    pub fn may_be_shown(&self) -> bool {
        self.n >= MIN_NET
    }
}

/// The net figure, with the variance of a difference of multinomial shares,
/// `(p+ + p- - (p+ - p-)^2) / n`; none without answers.
pub fn net(counts: &Counts) -> Option<Net> {
    let (top, bottom) = (top2(counts)?.share, bottom2(counts)?.share);
    let n = counts.n();
    let difference = top - bottom;
    let variance = (top + bottom - difference * difference).max(0.0) / real(n);
    let net = 100.0 * difference;
    Some(Net { n, net, interval: Interval::around(net, 100.0 * Z_975 * variance.sqrt()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::tests::{agrees, expectation, offer};

    #[test]
    fn the_worked_example_has_its_wilson_intervals() {
        let a = top2(&offer()).unwrap();
        agrees(a.share, 0.75);
        agrees(a.interval.low, 0.467_694_665_066_434);
        agrees(a.interval.high, 0.911_058_331_605_945);
        let b = top2(&expectation()).unwrap();
        agrees(b.share, 0.888_888_888_888_889);
        agrees(b.interval.low, 0.565_000_294_423_344);
        agrees(b.interval.high, 0.980_109_112_361_455);
        agrees(bottom2(&offer()).unwrap().share, 1.0 / 12.0);
    }

    #[test]
    fn the_worked_example_has_its_net_figures() {
        let a = net(&offer()).unwrap();
        agrees(a.net, 66.666_666_666_666_7);
        agrees(a.interval.low, 31.383_282_327_715_7);
        agrees(a.interval.high, 101.950_051_005_618);
        agrees(a.interval.clipped(-100.0, 100.0).high, 100.0);
        assert!(!a.may_be_shown());
        let b = net(&expectation()).unwrap();
        agrees(b.interval.low, 68.356_980_380_004_8);
        agrees(b.interval.high, 109.420_797_397_773);
    }

    #[test]
    fn nobody_of_ten_is_not_certainly_nobody() {
        let none = share(0, 10).unwrap();
        assert!(none.interval.low == 0.0 && none.interval.high > 0.2);
        assert_eq!(share(0, 0), None);
    }
}
