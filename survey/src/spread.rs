//! Numbers and days as results tell them: in classes, each of at least the smallest group.
//!
//! Where classes begin must not follow what anybody answered: the least and the greatest answer are somebody’s own, and
//! so is a late one. So each item has its cells before anybody has answered (`cells`), by the bounds of a number and by
//! the day on which a round opened. Neighbouring cells are put together until each class is of enough people
//! (`halving`), whether nobody or a few are in a cell: that somebody is far away from all others is not to be seen. A class
//! that was told once stays a class, also after a later close.

mod cells;
mod days;
mod halving;
mod numbers;

use std::collections::BTreeMap;

use common_ground_reports::small_numbers::MinGroup;
use jiff::civil::Date;

use self::cells::{Edge, SpreadCells};
use super::{Answer, Item, ItemInput, Side, Survey, Tally, tally::CountedValue};

/// Cells of an item at most: more are no picture.
const MOST: usize = 16;

/// One class, with the people in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpreadClass {
    /// Where it begins and where the next begins: `10..20`; nothing where it has no end.
    pub key: String,
    /// The same in words: “10 to 19”.
    pub label: String,
    /// How many people are in it.
    pub people: u64,
}

/// An item whose answers are told in classes, with its cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpreadItem {
    item: String,
    cells: SpreadCells,
}

impl SpreadItem {
    /// Those that one side of a survey is asked. `opened` is the day on which their round opened.
    pub fn all(survey: &Survey, side: Side, opened: Date) -> Vec<Self> {
        let spread = survey
            .questions_on(side)
            .filter_map(|item| Some(Self { item: item.key.clone(), cells: SpreadCells::of(item, opened)? }));
        spread.collect()
    }

    /// The key of the item.
    pub fn item(&self) -> &str {
        &self.item
    }

    /// What an answer to it adds to the tallies; nothing where it is no number and no day.
    pub fn counted(&self, answer: &Answer) -> Option<CountedValue> {
        Some(CountedValue::new(spread_item(&self.item), self.cells.written(self.cells.place(answer)?)))
    }
}

/// Whether answers to an item are told in classes.
pub fn is_spread(item: &Item) -> bool {
    matches!(item.kind.input(), ItemInput::Number { .. } | ItemInput::Date)
}

/// The name under which the cells and classes of an item are counted.
pub fn spread_item(item: &str) -> String {
    format!("{item}~")
}

/// The classes of the cells that were counted; nothing while they hold too few people.
pub(super) fn classes(column: &Tally, name: &str, min: MinGroup) -> Tally {
    let mut told = Tally::default();
    let Some((cells, counts)) = by_cell(column, name) else { return told };
    if !min.allows(counts.iter().sum()) {
        return told;
    }
    for class in halving::classes(&counts, min) {
        let people = counts[class.clone()].iter().sum();
        told.add(name, cells.key(&class), people);
    }
    told
}

/// The cells that were counted, in the classes that were told before; none where somebody is in none of these.
pub(super) fn in_told(told: &Tally, column: &Tally, name: &str) -> Option<Tally> {
    let (cells, counts) = by_cell(column, name)?;
    let mut again = Tally::default();
    for (place, people) in counts.into_iter().enumerate().filter(|(_, people)| *people > 0) {
        let (class, _) = told.values(name).find(|(class, _)| cells.is_within(place, class))?;
        again.add(name, class, people);
    }
    Some(again)
}

/// How many people are in each cell of an item, those of nobody among them; none where nobody is in any.
fn by_cell(column: &Tally, name: &str) -> Option<(SpreadCells, Vec<u64>)> {
    let mut found: Option<(SpreadCells, Vec<u64>)> = None;
    for (written, people) in column.values(name) {
        let (place, cells) = SpreadCells::read(written)?;
        let (_, counts) = found.get_or_insert_with(|| {
            let counts = vec![0; cells.count()];
            (cells, counts)
        });
        *counts.get_mut(place)? += people;
    }
    found
}

/// The classes of an item in order; empty where none are told.
pub fn told(item: &Item, whole: &Tally) -> Vec<SpreadClass> {
    let name = spread_item(&item.key);
    let people: BTreeMap<&str, u64> = whole.values(&name).filter(|(_, n)| *n > 0).collect();
    match item.kind.input() {
        ItemInput::Number { min, max } => {
            let whole = item.kind.members().decimals.is_none();
            filled::<i64>(&people, |from, to| numbers::label((from, to), (min, max), whole))
        }
        ItemInput::Date => filled::<Date>(&people, days::label),
        _ => Vec::new(),
    }
}

/// The first and the last value of a class, where it has one.
type Ends<V> = (Option<V>, Option<V>);

/// Classes as they were kept. Those of an earlier version have nobody between them.
fn filled<V: Edge>(
    people: &BTreeMap<&str, u64>,
    label: impl Fn(Option<V>, Option<V>) -> String,
) -> Vec<SpreadClass> {
    let mut kept: Vec<(Ends<V>, u64)> =
        people.iter().filter_map(|(key, n)| Some((cells::ends(key)?, *n))).collect();
    kept.sort_unstable();
    let class = |from: Option<V>, to: Option<V>, people: u64| SpreadClass {
        key: cells::key(from, to),
        label: label(from, to),
        people,
    };
    let mut told = Vec::new();
    let mut before = None;
    for ((from, to), people) in kept {
        if let (Some(reached), Some(begins)) = (before, from)
            && reached < begins
        {
            told.push(class(Some(reached), Some(begins), 0));
        }
        told.push(class(from, to, people));
        before = to;
    }
    told
}

#[cfg(test)]
mod tests;
