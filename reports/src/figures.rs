//! The figures as files for analysis: `items.csv` and `comparison.csv`.
//!
//! Every number is the shortest text that reads back as the same double; means of few people carry one decimal
//! ([`Precision`]). A figure that does not exist, or is not told of so few, is an empty cell. Lines end CRLF, as
//! RFC 4180 says.

mod data;
pub mod items;
mod precision;
mod weighting;

use thiserror::Error;

use crate::compare::{self, Comparison, Pair};
use crate::formula::guarded;

pub use data::data_sheet;
pub use items::{FigureSide, ItemFigures, items_csv};
pub use precision::Precision;
pub use weighting::weighting_csv;

/// The columns of `confidence.csv`.
pub(crate) const CONFIDENCE_COLUMNS: [&str; 17] = [
    "key",
    "label",
    "n_before",
    "mean_before",
    "n_then",
    "mean_then",
    "n_now",
    "mean_now",
    "change",
    "ci_low",
    "ci_high",
    "up",
    "same",
    "down",
    "n_later",
    "mean_later",
    "suppressed",
];

/// The mark by which Excel knows that a file is UTF-8.
pub(crate) const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The columns of `comparison.csv`.
pub const COMPARISON_COLUMNS: [&str; 18] = [
    "key",
    "label",
    "n_offer",
    "mean_offer",
    "sd_offer",
    "n_expect",
    "mean_expect",
    "sd_expect",
    "gap",
    "ci_low",
    "ci_high",
    "p_welch",
    "p_mann_whitney",
    "p_holm",
    "p_bh",
    "cliffs_delta",
    "verdict",
    "suppressed",
];

/// A file could not be written.
#[derive(Debug, Error)]
#[error("the figures could not be written: {0}")]
pub struct FiguresError(#[from] csv::Error);

impl From<std::io::Error> for FiguresError {
    fn from(error: std::io::Error) -> Self {
        Self(error.into())
    }
}

/// `comparison.csv`: one row per pair, in the order given. A row with a side too small to show has `suppressed` 1
/// and neither gap nor tests; the other side keeps its figures.
///
/// Every figure counts every answer the same, so that the row can be worked out again from `items.csv` or with any
/// statistics package. The verdict is that of the report, in its words: where one kind of partner gave more than
/// half of the answers it is of the means in `weighting.csv`, in which every kind counts the same.
///
/// # Errors
/// [`FiguresError`] if the rows cannot be written to memory.
pub fn comparison_csv<'a>(
    comparisons: impl IntoIterator<Item = &'a Comparison>,
    precision: Precision,
) -> Result<Vec<u8>, FiguresError> {
    let mut rows = writer();
    rows.write_record(COMPARISON_COLUMNS)?;
    for pair in comparisons.into_iter().flat_map(|comparison| &comparison.pairs) {
        rows.write_record(comparison_row(pair, precision))?;
    }
    finished(rows)
}

fn comparison_row(pair: &Pair, precision: Precision) -> [String; 18] {
    let Pair { offer, expectation, .. } = pair;
    let tests = pair.plain_tests();
    let welch = tests.and_then(|tests| tests.welch);
    let mean =
        |side: &compare::SideFigures| number(side.mean.zip(side.n).map(|(mean, n)| precision.of(mean, n)));
    // A gap is told as finely as the side with fewer answers.
    let n = offer.n.min(expectation.n).unwrap_or_default();
    let gap = |value: Option<f64>| number(value.map(|value| precision.of(value, n)));
    [
        text(&pair.key),
        text(&pair.label),
        whole(offer.n),
        mean(offer),
        number(offer.sd),
        whole(expectation.n),
        mean(expectation),
        number(expectation.sd),
        number(
            offer.mean.zip(expectation.mean).map(|(offer, expects)| precision.difference(offer, expects, n)),
        ),
        gap(welch.map(|welch| welch.interval.low)),
        gap(welch.map(|welch| welch.interval.high)),
        number(welch.map(|welch| welch.p)),
        number(tests.and_then(|tests| tests.p_mann_whitney)),
        number(tests.map(|tests| tests.p_holm)),
        number(tests.map(|tests| tests.p_bh)),
        pair.cliffs_delta.map(|delta| number_of(delta.delta)).unwrap_or_default(),
        pair.verdict.words().to_owned(),
        flag(offer.suppressed || expectation.suppressed),
    ]
}

pub(crate) fn writer() -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new())
}

pub(crate) fn finished(rows: csv::Writer<Vec<u8>>) -> Result<Vec<u8>, FiguresError> {
    rows.into_inner().map_err(|error| FiguresError::from(error.into_error()))
}

/// A cell of text that no spreadsheet takes for a formula.
pub(crate) fn text(text: &str) -> String {
    guarded(text).into_owned()
}

/// A number, or nothing.
pub(crate) fn number(value: Option<f64>) -> String {
    value.filter(|value| value.is_finite()).map(number_of).unwrap_or_default()
}

/// The shortest text that reads back as the same number; with an exponent where plain digits would be a long
/// row of zeros.
fn number_of(value: f64) -> String {
    // Minus zero is zero to whoever reads the file.
    let value = value + 0.0;
    if value != 0.0 && value.abs() < 1e-5 { format!("{value:e}") } else { value.to_string() }
}

/// A whole number, or nothing.
pub(crate) fn whole(value: Option<u64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// One decimal, with the plain minus that a spreadsheet reads; "-0.0" is "0.0".
pub(crate) fn one_decimal(value: f64) -> String {
    let shown = format!("{value:.1}");
    if shown == "-0.0" { "0.0".to_owned() } else { shown }
}

/// 1 or 0.
pub(crate) fn flag(value: bool) -> String {
    u8::from(value).to_string()
}

#[cfg(test)]
mod tests;
