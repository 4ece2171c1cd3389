//! `items.csv`: the answers to every item, by side and group.

use super::cell::{flag, number, text, whole};
use super::{FiguresError, finished, writer};
use crate::counts::{Counts, real};
use crate::small_numbers::{CategoryView, Folding, Group, MinGroup, Visibility, suppress};
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
pub enum Side {
    /// Library staff.
    Library,
    /// Partners, whose groups are kinds of organisation: those with too few organisations are folded together.
    Partner,
}

impl Side {
    fn key(self) -> &'static str {
        match self {
            Self::Library => "library",
            Self::Partner => "partner",
        }
    }
}

/// One item on one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The permanent key.
    pub key: String,
    /// Whose answers they are.
    pub side: Side,
    /// The answers by group. The group with an empty key holds answers without a group.
    pub groups: Vec<Group>,
}

/// `items.csv`: for each item and side, one row for each group and then one for all together, whose group is
/// `all`. Answers without a group have an empty one. A row that must not be shown has `suppressed` 1 and nothing
/// but its names; single figures that must not be shown, or do not exist, are empty.
///
/// # Errors
/// [`FiguresError`] if the rows cannot be written to memory.
pub fn items_csv(items: &[Item], min: MinGroup) -> Result<Vec<u8>, FiguresError> {
    let mut rows = writer();
    rows.write_record(COLUMNS)?;
    for item in items {
        let groups = match item.side {
            Side::Library => item.groups.clone(),
            Side::Partner => folded(&item.groups),
        };
        let total: Counts = groups.iter().map(|group| group.counts).sum();
        let total = Row::of(&total, min.allows(total.n()) || total.n() == 0, min, false);
        // Without a second group the total says it all.
        let by_group = if groups.len() > 1 { by_group(&groups, &total, min) } else { Vec::new() };
        for (group, row) in groups.iter().zip(&by_group) {
            let name = if group.key == TOTAL { "all (group)" } else { &group.key };
            rows.write_record(row.cells(&item.key, item.side, name))?;
        }
        rows.write_record(total.cells(&item.key, item.side, TOTAL))?;
    }
    finished(rows)
}

fn folded(groups: &[Group]) -> Vec<Group> {
    Folding::of(groups.iter().map(|group| (group.key.as_str(), group.organisations))).apply(groups)
}

/// The rows of the groups, with nothing in them that would give a hidden figure away beside the total.
fn by_group(groups: &[Group], total: &Row, min: MinGroup) -> Vec<Row> {
    let found = suppress(groups, min);
    let is_open = |seen: &Visibility| !total.suppressed && !seen.is_hidden();
    let mut rows: Vec<Row> = groups
        .iter()
        .zip(&found)
        .map(|(group, seen)| Row::of(&group.counts, is_open(seen), min, true))
        .collect();
    // Whoever takes the shown groups from the total has the rest together: their categories count as well.
    let rest = |shown: fn(&Row) -> bool| -> Counts {
        groups.iter().zip(&rows).filter(|(_, row)| !shown(row)).map(|(group, _)| group.counts).sum()
    };
    let every = rest(|row| row.every.is_some());
    let top2 = rest(|row| row.top2.is_some());
    let hides_every = every.n() > 0 && CategoryView::of(&every, min, true).every().is_none();
    let hides_top2 = top2.n() > 0 && CategoryView::of(&top2, min, true) == CategoryView::Hidden;
    for row in &mut rows {
        if hides_every {
            row.every = None;
        }
        if hides_top2 {
            (row.top2, row.every) = (None, None);
        }
    }
    rows
}

/// The figures of one row.
struct Row {
    suppressed: bool,
    counts: Option<Counts>,
    every: Option<[u64; 5]>,
    top2: Option<f64>,
}

impl Row {
    /// `shown` says that the group may be shown at all; `named`, that readers know who is in it.
    fn of(counts: &Counts, shown: bool, min: MinGroup, named: bool) -> Self {
        let has_figures = shown && min.allows(counts.n());
        let view = CategoryView::of(counts, min, named);
        let high = counts.values[3] + counts.values[4];
        let shares = has_figures && view != CategoryView::Hidden;
        Self {
            suppressed: !shown,
            counts: shown.then_some(*counts),
            every: view.every().filter(|_| has_figures),
            top2: shares.then(|| real(high) / real(counts.n())),
        }
    }

    fn cells(&self, key: &str, side: Side, group: &str) -> [String; 19] {
        let counts = self.counts.as_ref();
        // Missing answers are counts of people too: with no valid answer they would stand alone.
        let answered = counts.filter(|counts| counts.n() > 0);
        let missing = |of: fn(&Counts) -> u64| whole(answered.map(of));
        let interval = answered
            .filter(|counts| counts.n() >= MIN_TESTED)
            .and_then(|counts| describe::interval(counts).ok());
        let [c1, c2, c3, c4, c5] =
            self.every.map_or_else(Default::default, |every| every.map(|count| count.to_string()));
        [
            text(key),
            side.key().to_owned(),
            text(group),
            whole(counts.map(Counts::n)),
            missing(|counts| counts.dont_know),
            missing(|counts| counts.not_applicable),
            missing(|counts| counts.skipped),
            number(answered.and_then(describe::mean)),
            number(answered.and_then(describe::sd)),
            number(answered.and_then(|counts| describe::quantile(counts, 0.5))),
            number(interval.map(|interval| interval.low)),
            number(interval.map(|interval| interval.high)),
            c1,
            c2,
            c3,
            c4,
            c5,
            number(self.top2),
            flag(self.suppressed),
        ]
    }
}
