//! Agreement with scipy and statsmodels on random tables, to 1e-9. `scripts/scipy-fixture.py` made the figures.
#![expect(clippy::unwrap_used, reason = "a fixture that cannot be read is a failed test")]

use common_ground_reports::counts::Counts;
use common_ground_reports::stats::paired::{self, PairCounts};
use common_ground_reports::stats::{Interval, mann_whitney::mann_whitney};
use common_ground_reports::stats::{Undefined, describe, difference, multiple};
use serde::Deserialize;

#[derive(Deserialize)]
struct Fixture {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    first: Group,
    second: Group,
    welch: Option<Welch>,
    mann_whitney: Option<MannWhitney>,
    paired: Paired,
    family: Family,
}

#[derive(Deserialize)]
struct Group {
    counts: [u64; 5],
    mean: f64,
    sd: f64,
    quartiles: [f64; 3],
    interval: Option<[f64; 2]>,
}

#[derive(Deserialize)]
struct Welch {
    t: f64,
    df: f64,
    p: f64,
    low: f64,
    high: f64,
}

#[derive(Deserialize)]
struct MannWhitney {
    u: f64,
    p: f64,
    p_exact: Option<f64>,
}

#[derive(Deserialize)]
struct Paired {
    cells: [[u64; 5]; 5],
    p_sign: f64,
    t: Option<PairedT>,
}

#[derive(Deserialize)]
struct PairedT {
    t: f64,
    p: f64,
    low: f64,
    high: f64,
}

#[derive(Deserialize)]
struct Family {
    p: Vec<f64>,
    holm: Vec<f64>,
    bh: Vec<f64>,
}

fn cases() -> Vec<Case> {
    let fixture: Fixture = serde_json::from_str(include_str!("scipy.json")).unwrap();
    assert!(fixture.cases.len() >= 60);
    fixture.cases
}

/// Agreement to 1e-9 of the expected figure, or to 1e-12 where that is nearly 0.
#[track_caller]
fn agrees(got: f64, expected: f64) {
    let close =
        (got - expected).abs() <= (expected.abs() * 1e-9).max(if expected == 0.0 { 1e-12 } else { 0.0 });
    assert!(close, "got {got}, expected {expected}");
}

/// As [`agrees`], for a bound that is a difference of figures of the size of `scale` and can be near 0.
#[track_caller]
fn bounds_agree(got: Interval, expected: [f64; 2], scale: f64) {
    for (got, expected) in [(got.low, expected[0]), (got.high, expected[1])] {
        assert!((got - expected).abs() <= 1e-9 * expected.abs().max(scale), "got {got}, expected {expected}");
    }
}

#[test]
fn means_spreads_medians_and_intervals_agree() {
    for group in cases().iter().flat_map(|case| [&case.first, &case.second]) {
        let counts = Counts::of(group.counts);
        agrees(describe::mean(&counts).unwrap(), group.mean);
        agrees(describe::sd(&counts).unwrap(), group.sd);
        agrees(describe::median(&counts).unwrap(), group.quartiles[1]);
        match group.interval {
            Some(expected) => bounds_agree(describe::interval(&counts).unwrap(), expected, group.mean),
            None => assert_eq!(describe::interval(&counts), Err(Undefined::NoSpread)),
        }
    }
}

#[test]
fn differences_of_means_agree() {
    for case in cases() {
        let found =
            difference::stratified(&[Counts::of(case.first.counts)], &[Counts::of(case.second.counts)]);
        let Some(expected) = case.welch else {
            assert_eq!(found, Err(Undefined::NoSpread));
            continue;
        };
        let found = found.unwrap();
        agrees(found.t, expected.t);
        agrees(found.df, expected.df);
        agrees(found.p, expected.p);
        bounds_agree(found.interval, [expected.low, expected.high], found.se);
    }
}

#[test]
fn mann_whitney_tests_agree() {
    for case in cases() {
        let found = mann_whitney(&Counts::of(case.first.counts), &Counts::of(case.second.counts)).unwrap();
        let Some(expected) = case.mann_whitney else {
            agrees(found.p(), 1.0);
            continue;
        };
        agrees(found.u, expected.u);
        agrees(found.p_asymptotic, expected.p);
        assert_eq!(found.p_exact.is_some(), expected.p_exact.is_some());
        if let Some((got, expected)) = found.p_exact.zip(expected.p_exact) {
            agrees(got, expected);
        }
    }
}

#[test]
fn changes_and_sign_tests_agree() {
    for case in cases() {
        let found = paired::change(&PairCounts { cells: case.paired.cells }).unwrap();
        agrees(found.p_sign, case.paired.p_sign);
        assert_eq!(found.test.is_some(), case.paired.t.is_some());
        if let Some((found, expected)) = found.test.zip(case.paired.t) {
            agrees(found.t, expected.t);
            agrees(found.p, expected.p);
            bounds_agree(found.interval, [expected.low, expected.high], 0.01);
        }
    }
}

#[test]
fn adjusted_p_values_agree() {
    for Family { p, holm, bh } in cases().into_iter().map(|case| case.family) {
        multiple::holm(&p).into_iter().zip(holm).for_each(|(got, expected)| agrees(got, expected));
        multiple::benjamini_hochberg(&p)
            .into_iter()
            .zip(bh)
            .for_each(|(got, expected)| agrees(got, expected));
    }
}
