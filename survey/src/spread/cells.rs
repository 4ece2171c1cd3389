//! The cells of an item: neighbours from the lowest answer to the highest, fixed before anybody has answered. The first and
//! the last are open, so that whatever is answered is in one.

use std::{fmt::Display, ops::Range, str::FromStr};

use jiff::civil::Date;

use super::{days, numbers};
use crate::{Answer, Item, ItemInput};

/// Where a cell ends and the next begins: a whole number, or a day.
pub(super) trait Edge: Copy + Ord + Display + FromStr {}

impl Edge for i64 {}
impl Edge for Date {}

/// The cells of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SpreadCells {
    /// Whole numbers, and what is between them.
    Numbers {
        /// The least and the most that are accepted.
        bounds: (i64, i64),
        /// Where each cell but the first begins.
        edges: Vec<i64>,
    },
    /// Days.
    Days {
        /// The day on which the round opened.
        opened: Date,
        /// Where each cell but the first begins.
        edges: Vec<Date>,
    },
}

impl SpreadCells {
    /// Those of an item; none where its answers are neither numbers nor days.
    pub(super) fn of(item: &Item, opened: Date) -> Option<Self> {
        match item.kind.input() {
            ItemInput::Number { min, max } => Some(Self::numbers(min, max)),
            ItemInput::Date => Some(Self::days(opened)),
            _ => None,
        }
    }

    fn numbers(min: i64, max: i64) -> Self {
        Self::Numbers { bounds: (min, max), edges: numbers::edges(min, max) }
    }

    fn days(opened: Date) -> Self {
        Self::Days { opened, edges: days::edges(opened) }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        match self {
            Self::Numbers { edges, .. } => edges.len() + 1,
            Self::Days { edges, .. } => edges.len() + 1,
        }
    }

    /// The place of the cell that an answer is in; of a number counts the whole part.
    pub(super) fn place(&self, answer: &Answer) -> Option<usize> {
        match (self, answer) {
            (Self::Numbers { edges, .. }, Answer::Number(number)) => {
                let whole = numbers::whole_part(*number);
                Some(edges.partition_point(|edge| *edge <= whole))
            }
            (Self::Days { edges, .. }, Answer::Date(day)) => Some(edges.partition_point(|edge| edge <= day)),
            _ => None,
        }
    }

    /// A cell by its place, as tallies of responses have it: with what makes the cells anew.
    pub(super) fn written(&self, place: usize) -> String {
        match self {
            Self::Numbers { bounds: (min, max), .. } => format!("{place}@{min}..{max}"),
            Self::Days { opened, .. } => format!("{place}@{opened}"),
        }
    }

    /// What [`Self::written`] wrote.
    pub(super) fn read(written: &str) -> Option<(usize, Self)> {
        let (place, of) = written.split_once('@')?;
        let cells = match of.split_once("..") {
            Some((min, max)) => Self::numbers(min.parse().ok()?, max.parse().ok()?),
            None => Self::days(of.parse().ok()?),
        };
        Some((place.parse().ok()?, cells))
    }

    /// Some neighbours together, as published tables have them.
    pub(super) fn key(&self, class: &Range<usize>) -> String {
        match self {
            Self::Numbers { edges, .. } => {
                let (from, to) = of_class(edges, class);
                key(from, to)
            }
            Self::Days { edges, .. } => {
                let (from, to) = of_class(edges, class);
                key(from, to)
            }
        }
    }

    /// Whether whoever is in a cell is in a class of that key.
    pub(super) fn is_within(&self, place: usize, class: &str) -> bool {
        let cell = place..place + 1;
        match self {
            Self::Numbers { edges, .. } => is_within(of_class(edges, &cell), class),
            Self::Days { edges, .. } => is_within(of_class(edges, &cell), class),
        }
    }
}

/// Where neighbours begin, and where what comes after them begins.
fn of_class<V: Edge>(edges: &[V], class: &Range<usize>) -> (Option<V>, Option<V>) {
    let before = class.start.checked_sub(1).and_then(|at| edges.get(at));
    let after = class.end.checked_sub(1).and_then(|at| edges.get(at));
    (before.copied(), after.copied())
}

fn is_within<V: Edge>((from, to): (Option<V>, Option<V>), class: &str) -> bool {
    let Some((first, end)) = ends::<V>(class) else { return false };
    let begins = first.is_none_or(|first| from.is_some_and(|from| from >= first));
    let stops = end.is_none_or(|end| to.is_some_and(|to| to <= end));
    begins && stops
}

/// `10..20`, `..10`, `500..`
pub(super) fn key<V: Edge>(from: Option<V>, to: Option<V>) -> String {
    let said = |edge: Option<V>| edge.map(|edge| edge.to_string()).unwrap_or_default();
    format!("{}..{}", said(from), said(to))
}

/// Where a class of that key begins, and where the next begins; nothing where it is open.
pub(super) fn ends<V: Edge>(key: &str) -> Option<(Option<V>, Option<V>)> {
    let (from, to) = key.split_once("..")?;
    let end = |text: &str| match text {
        "" => Ok(None),
        edge => edge.parse::<V>().map(Some).map_err(|_| ()),
    };
    Some((end(from).ok()?, end(to).ok()?))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_answer_is_in_one_cell_also_beyond_the_bounds() {
        let cells = SpreadCells::numbers(0, 100);
        let place = |number: f64| cells.place(&Answer::Number(number)).unwrap();
        assert_eq!([0.0, 9.9, 10.0, 100.0].map(place), [0, 0, 1, 9]);
        assert_eq!([-7.0, 1e300].map(place), [0, 9]);
        assert_eq!(cells.place(&Answer::Date(date(2026, 5, 1))), None);
        let days = SpreadCells::days(date(2026, 5, 21));
        let last = days.count() - 1;
        assert_eq!(days.place(&Answer::Date(Date::MIN)), Some(0));
        assert_eq!(days.place(&Answer::Date(Date::MAX)), Some(last));
    }

    #[test]
    fn a_cell_reads_back_with_all_others() {
        for cells in [SpreadCells::numbers(1, 5_000), SpreadCells::days(date(2026, 5, 21))] {
            for place in 0..cells.count() {
                assert_eq!(SpreadCells::read(&cells.written(place)), Some((place, cells.clone())));
            }
        }
        assert_eq!(SpreadCells::read("42"), None);
    }

    #[test]
    fn a_cell_is_within_the_class_that_it_became_part_of() {
        let cells = SpreadCells::numbers(0, 100);
        assert_eq!(cells.key(&(0..3)), "..30");
        assert_eq!(cells.key(&(3..10)), "30..");
        for place in 0..10 {
            assert_eq!(cells.is_within(place, "..30"), place < 3);
            assert_eq!(cells.is_within(place, "30.."), place >= 3);
        }
        // One of an earlier version, which began in the middle of a cell.
        assert!(!cells.is_within(3, "35..40") && !cells.is_within(3, "here"));
    }
}
