//! The figures behind a picture as rows, for whoever draws it again: only what is drawn, as it is printed.

use super::Estimate;

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Datum {
    /// Words.
    Words(String),
    /// A mean, an end of an interval or a difference, to one decimal.
    Figure(f64),
    /// People, answers or per cent.
    Count(u64),
    /// Nothing.
    Blank,
}

/// Rows of cells under their headings. A picture without figures has neither.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartData {
    /// The headings.
    pub columns: Vec<String>,
    /// The rows, with a cell for each heading.
    pub rows: Vec<Vec<Datum>>,
}

impl ChartData {
    /// Rows under these headings.
    pub(super) fn new<S: Into<String>>(
        columns: impl IntoIterator<Item = S>,
        rows: impl IntoIterator<Item = Vec<Datum>>,
    ) -> Self {
        Self { columns: columns.into_iter().map(Into::into).collect(), rows: rows.into_iter().collect() }
    }
}

impl Datum {
    /// Words.
    pub(super) fn words(words: impl Into<String>) -> Self {
        Self::Words(words.into())
    }

    /// A figure, if there is one.
    pub(super) fn figure(value: Option<f64>) -> Self {
        value.filter(|value| value.is_finite()).map_or(Self::Blank, Self::Figure)
    }
}

impl Estimate {
    /// The mean, or why there is none, the answers behind it, and the ends of its interval.
    pub(super) fn data(self) -> [Datum; 4] {
        let Some((n, mean)) = self.shown() else {
            return [Datum::words(self.absence()), Datum::Blank, Datum::Blank, Datum::Blank];
        };
        let interval = match self {
            Self::Shown { interval, .. } => interval,
            Self::Suppressed | Self::NoAnswers => None,
        };
        let end = |of: fn((f64, f64)) -> f64| Datum::figure(interval.map(of));
        [Datum::Figure(mean), Datum::Count(n), end(|ends| ends.0), end(|ends| ends.1)]
    }
}
