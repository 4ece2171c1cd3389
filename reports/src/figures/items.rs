//! `items.csv`: the answers to every item, by side and group.

use super::{FiguresError, Precision, finished, flag, number, text, whole, writer};
use crate::counts::{Counts, real};
use crate::small_numbers::{CategoryView, Group, MinGroup, by_part};
use crate::stats::{MIN_TESTED, describe};

/// The columns of `items.csv`.
pub const COLUMNS: [&str; 19] = [
    "key",
    "side",
    "group",
    "n",
    "dk",
    "na",
    "skipped",
    "mean",
    "sd",
    "median",
    "ci_low",
    "ci_high",
    "c1",
    "c2",
    "c3",
    "c4",
    "c5",
    "top2",
    "suppressed",
];

/// What the group of a total is called. A group of that name is written as `all (group)`.
pub const TOTAL: &str = "all";

/// Whose answers they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureSide {
    /// Library staff.
    Library,
    /// Partners, whose groups are kinds of organisation.
    Partner,
}

keys!(FigureSide { Library = "library", Partner = "partner" });

/// One item on one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemFigures {
    /// The permanent key.
    pub key: String,
    /// Whose answers they are.
    pub side: FigureSide,
    /// The answers by the parts of its round. A group with an empty key holds answers without one.
    pub groups: Vec<Group>,
}

/// `items.csv`: for each item and side, one row for each group and then one for all together, whose group is
/// `all`. An item of which a group gave too few answers has the row for all alone; if all together are too few, it has
/// `suppressed` 1 and nothing but its names. Below ten answers there are n, the mean and the share of the two highest,
/// from ten on every figure. Figures that are not told, or do not exist, are empty.
///
/// # Errors
/// [`FiguresError`] if the rows cannot be written to memory.
pub fn items_csv(
    items: &[ItemFigures],
    min: MinGroup,
    precision: Precision,
) -> Result<Vec<u8>, FiguresError> {
    let mut rows = writer();
    rows.write_record(COLUMNS)?;
    for item in items {
        let groups = by_part(item.groups.clone(), min);
        let total: Counts = groups.iter().map(|group| group.counts).sum();
        // Without a second group the total says it all.
        for group in groups.iter().filter(|_| groups.len() > 1) {
            let name = if group.key == TOTAL { "all (group)" } else { &group.key };
            rows.write_record(
                Row { counts: group.counts, min, precision }.cells(&item.key, item.side, name),
            )?;
        }
        rows.write_record(Row { counts: total, min, precision }.cells(&item.key, item.side, TOTAL))?;
    }
    finished(rows)
}

/// The figures of one row.
struct Row {
    counts: Counts,
    min: MinGroup,
    precision: Precision,
}

impl Row {
    fn cells(&self, key: &str, side: FigureSide, group: &str) -> [String; 19] {
        let n = self.counts.n();
        let suppressed = self.min.hides(n);
        // Missing answers are counts of people too: with no valid answer they would stand alone.
        let answered = Some(&self.counts).filter(|_| self.min.allows(n));
        let tested = answered.filter(|_| n >= MIN_TESTED);
        let missing = |of: fn(&Counts) -> u64| whole(answered.map(of));
        let rounded = |value: Option<f64>| number(value.map(|value| self.precision.of(value, n)));
        let interval = tested.and_then(|counts| describe::interval(counts).ok());
        let view = CategoryView::of(&self.counts, self.min);
        let [c1, c2, c3, c4, c5] =
            view.every().map_or_else(Default::default, |every| every.map(|count| count.to_string()));
        let high = self.counts.values[3] + self.counts.values[4];
        [
            text(key),
            side.key().to_owned(),
            text(group),
            whole((!suppressed).then_some(n)),
            missing(|counts| counts.dont_know),
            missing(|counts| counts.not_applicable),
            missing(|counts| counts.skipped),
            rounded(answered.and_then(describe::mean)),
            number(tested.and_then(describe::sd)),
            number(tested.and_then(describe::median)),
            rounded(interval.map(|interval| interval.low)),
            rounded(interval.map(|interval| interval.high)),
            c1,
            c2,
            c3,
            c4,
            c5,
            number(answered.map(|_| real(high) / real(n))),
            flag(suppressed),
        ]
    }
}
