//! `weighting.csv`: the headline figures of the items in which every kind of partner counts the same.

use super::{FiguresError, Precision, finished, number, number_of, text, writer};
use crate::compare::{Comparison, Pair};
use crate::weighting::EqualWeight;

/// The columns of `weighting.csv`.
pub(super) const COLUMNS: [&str; 16] = [
    "key",
    "groups",
    "mean_partners",
    "ci_low_partners",
    "ci_high_partners",
    "n_effective",
    "design_effect",
    "gap",
    "se",
    "df",
    "ci_low",
    "ci_high",
    "p",
    "p_rank",
    "p_holm",
    "p_bh",
];

/// `weighting.csv`: one row for each item whose headline counts every kind of partner the same, because one kind
/// gave more than half of all answers. `groups` is the number of kinds that answered. None where no item is weighted.
///
/// # Errors
/// [`FiguresError`] if the rows cannot be written to memory.
pub fn weighting_csv<'a>(
    comparisons: impl IntoIterator<Item = &'a Comparison>,
    precision: Precision,
) -> Result<Option<Vec<u8>>, FiguresError> {
    let pairs = comparisons.into_iter().flat_map(|comparison| &comparison.pairs);
    let weighted: Vec<(&Pair, EqualWeight)> =
        pairs.filter_map(|pair| Some((pair, pair.weighted()?))).collect();
    if weighted.is_empty() {
        return Ok(None);
    }
    let mut rows = writer();
    rows.write_record(COLUMNS)?;
    for (pair, weighted) in weighted {
        rows.write_record(row(pair, weighted, precision))?;
    }
    finished(rows).map(Some)
}

fn row(pair: &Pair, weighted: EqualWeight, precision: Precision) -> [String; 16] {
    let (tests, welch) = (pair.tests, pair.tests.and_then(|tests| tests.welch));
    let partners = if pair.offer.weighted.is_some() { &pair.offer } else { &pair.expectation };
    let of = |value: Option<f64>, n: Option<u64>| {
        number(value.map(|value| precision.of(value, n.unwrap_or_default())))
    };
    let (mean, gap) = (
        |value: Option<f64>| of(value, partners.n),
        |value: Option<f64>| of(value, pair.offer.n.min(pair.expectation.n)),
    );
    let interval = partners.headline_interval();
    let [offer, expects] = pair.means();
    let told = offer.zip(expects);
    [
        text(&pair.key),
        weighted.groups.to_string(),
        mean(Some(weighted.mean)),
        mean(interval.map(|interval| interval.low)),
        mean(interval.map(|interval| interval.high)),
        number_of(weighted.effective_n),
        number_of(weighted.design_effect),
        number(told.map(|(offer, expects)| {
            let n = pair.offer.n.min(pair.expectation.n).unwrap_or_default();
            precision.difference(offer, expects, n)
        })),
        number(welch.map(|welch| welch.se)),
        number(welch.map(|welch| welch.df)),
        gap(welch.map(|welch| welch.interval.low)),
        gap(welch.map(|welch| welch.interval.high)),
        number(welch.map(|welch| welch.p)),
        number(tests.and_then(|tests| tests.p_mann_whitney)),
        number(tests.map(|tests| tests.p_holm)),
        number(tests.map(|tests| tests.p_bh)),
    ]
}
