//! Numbers and days as results tell them: in classes of one width, each of nobody or of at least the smallest group. The
//! least and the greatest answer are somebody’s own, and stay unsaid. A spread is told of everybody together, once: at the
//! first close with enough answers. Classes that were cut anew later could tell of a few people.

mod days;
mod numbers;

use std::{collections::BTreeMap, fmt::Display};

use common_ground_reports::small_numbers::MinGroup;

use self::{days::Span, numbers::Width};
use super::{
    answer::Answer,
    answers::Answers,
    definition::Survey,
    item::{Item, ItemInput},
    tally::Tally,
};

/// Classes from the first to the last that somebody is in: more are no picture.
const MOST: usize = 12;

/// One class, with the people in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpreadClass {
    /// Where it begins and where the next begins: `10..20`.
    pub key: String,
    /// The same in words: “10 to 19”.
    pub label: String,
    /// How many people are in it.
    pub people: u64,
}

/// How wide classes are: each begins where the one before ends.
trait Cut: Copy {
    /// What is put into classes.
    type Value: Copy + Ord + Display;

    /// The first of the class that a value is in.
    fn start(self, value: Self::Value) -> Self::Value;

    /// The first of the class after the one that begins so.
    fn next(self, start: Self::Value) -> Self::Value;
}

/// Whether answers to an item are told in classes.
pub fn is_spread(item: &Item) -> bool {
    matches!(item.kind.input(), ItemInput::Number { .. } | ItemInput::Date)
}

/// The name under which the classes of an item are counted.
pub fn spread_item(item: &str) -> String {
    format!("{item}~")
}

/// The numbers and days of one response, each to be put into a class: of a number the whole part.
pub fn spreads(survey: &Survey, answers: &Answers) -> Vec<(String, String)> {
    let given = survey.items().filter_map(|item| {
        let value = match answers.get(&item.key)? {
            Answer::Number(number) => format!("{:.0}", number.floor()),
            Answer::Date(day) => day.to_string(),
            _ => return None,
        };
        Some((spread_item(&item.key), value))
    });
    given.collect()
}

/// Puts answers into the narrowest classes that hold nobody or enough people each; nothing while they are too few.
pub(super) fn classes(column: &Tally, name: &str, min: MinGroup) -> Tally {
    let given: Vec<(&str, u64)> = column.values(name).filter(|(_, n)| *n > 0).collect();
    let mut told = Tally::default();
    if !min.allows(given.iter().map(|(_, n)| n).sum()) {
        return told;
    }
    let numbers: Option<Vec<(i64, u64)>> =
        given.iter().map(|(value, n)| Some((value.parse().ok()?, *n))).collect();
    let days: Option<Vec<(jiff::civil::Date, u64)>> =
        given.iter().map(|(value, n)| Some((value.parse().ok()?, *n))).collect();
    let classes = match (numbers, days) {
        (Some(numbers), _) => settled::<Width>(&numbers, Width::all(), min),
        (None, Some(days)) => settled::<Span>(&days, Span::ALL.into_iter(), min),
        (None, None) => None,
    };
    for (key, n) in classes.into_iter().flatten() {
        told.add(name, key, n);
    }
    told
}

/// The classes of the first width at which each is of enough people, and all fit into a picture.
fn settled<C: Cut>(
    given: &[(C::Value, u64)],
    widths: impl Iterator<Item = C>,
    min: MinGroup,
) -> Option<Vec<(String, u64)>> {
    for width in widths {
        let mut classes: BTreeMap<C::Value, u64> = BTreeMap::new();
        for (value, n) in given {
            *classes.entry(width.start(*value)).or_insert(0) += n;
        }
        let (first, last) = (*classes.keys().next()?, *classes.keys().next_back()?);
        if classes.values().all(|n| min.allows(*n)) && starts(width, first, last).len() <= MOST {
            let key = |start: C::Value| format!("{start}..{}", width.next(start));
            return Some(classes.into_iter().map(|(start, n)| (key(start), n)).collect());
        }
    }
    None
}

/// Where each class begins, from the first to the last; one more than fits into a picture at most.
fn starts<C: Cut>(width: C, first: C::Value, last: C::Value) -> Vec<C::Value> {
    let mut starts = vec![first];
    let mut at = first;
    while at < last && starts.len() <= MOST {
        at = width.next(at);
        starts.push(at);
    }
    starts
}

/// The classes of an item in order, those of nobody between others among them; empty where none are told.
pub fn told(item: &Item, whole: &Tally) -> Vec<SpreadClass> {
    let name = spread_item(&item.key);
    let people: BTreeMap<&str, u64> = whole.values(&name).filter(|(_, n)| *n > 0).collect();
    match item.kind.input() {
        ItemInput::Number { max, .. } => {
            let whole = item.kind.members().decimals.is_none();
            filled::<Width>(&people, Width::between, |from, to| numbers::label(from, to, max, whole))
        }
        ItemInput::Date => filled::<Span>(&people, Span::between, days::label),
        _ => Vec::new(),
    }
}

/// Classes as they were kept, with those of nobody between them.
fn filled<C: Cut>(
    people: &BTreeMap<&str, u64>,
    width: impl Fn(C::Value, C::Value) -> Option<C>,
    label: impl Fn(C::Value, C::Value) -> String,
) -> Vec<SpreadClass>
where
    C::Value: std::str::FromStr,
{
    let ends = |key: &str| {
        let (from, to) = key.split_once("..")?;
        Some((from.parse::<C::Value>().ok()?, to.parse::<C::Value>().ok()?))
    };
    let mut kept: Vec<(C::Value, C::Value)> = people.keys().filter_map(|key| ends(key)).collect();
    kept.sort_unstable();
    let (Some((first, to)), Some((last, _))) = (kept.first().copied(), kept.last().copied()) else {
        return Vec::new();
    };
    let Some(width) = width(first, to) else { return Vec::new() };
    let class = |from: C::Value| {
        let to = width.next(from);
        let key = format!("{from}..{to}");
        let people = people.get(&*key).copied().unwrap_or_default();
        SpreadClass { label: label(from, to), key, people }
    };
    starts(width, first, last).into_iter().map(class).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classed(values: &[(&str, u64)]) -> Vec<(String, u64)> {
        let column = Tally::from_rows(values.iter().map(|(value, n)| ("miles~", *value, *n)));
        let told = classes(&column, "miles~", MinGroup::default());
        told.values("miles~").map(|(key, n)| (key.to_owned(), n)).collect()
    }

    fn pairs(told: &[(&str, u64)]) -> Vec<(String, u64)> {
        told.iter().map(|(key, n)| ((*key).to_owned(), *n)).collect()
    }

    #[test]
    fn classes_are_the_narrowest_that_are_of_enough_people() {
        assert_eq!(
            classed(&[("3", 6), ("12", 5), ("40", 5)]),
            pairs(&[("0..5", 6), ("10..15", 5), ("40..45", 5)])
        );
        assert_eq!(classed(&[("3", 6), ("4", 5)]), pairs(&[("3..4", 6), ("4..5", 5)]));
        // One person far away from all others would be told by a class of their own.
        assert_eq!(classed(&[("3", 6), ("4", 5), ("900", 1)]), pairs(&[("0..1000", 12)]));
    }

    #[test]
    fn too_few_are_told_of_in_no_class() {
        assert_eq!(classed(&[("3", 2), ("4", 2)]), []);
        assert_eq!(classed(&[]), []);
    }

    #[test]
    fn days_are_told_by_week_by_month_or_by_what_holds_enough_people() {
        assert_eq!(
            classed(&[("2026-05-05", 5), ("2026-05-12", 6)]),
            pairs(&[("2026-05-04..2026-05-11", 5), ("2026-05-11..2026-05-18", 6)])
        );
        assert_eq!(
            classed(&[("2026-05-05", 4), ("2026-05-20", 4), ("2026-07-01", 8)]),
            pairs(&[("2026-05-01..2026-06-01", 8), ("2026-07-01..2026-08-01", 8)])
        );
        assert_eq!(classed(&[("1961-02-03", 1), ("2026-07-01", 8)]).len(), 1);
    }

    #[test]
    fn no_class_is_ever_of_a_few_people() {
        for seed in 0..400_u64 {
            let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(12_345);
            let mut next = |below: u64| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 33) % below
            };
            let range = [3, 20, 400, 1_000_000][usize::try_from(next(4)).unwrap()];
            let people = next(40);
            let given: Vec<(String, u64)> = (0..people).map(|_| (next(range).to_string(), 1)).collect();
            let given: Vec<(&str, u64)> = given.iter().map(|(value, n)| (&**value, *n)).collect();
            let told = classed(&given);
            assert!(told.iter().all(|(_, n)| *n >= 5), "{given:?}: {told:?}");
            let all: u64 = told.iter().map(|(_, n)| n).sum();
            assert_eq!(all, if people < 5 { 0 } else { people }, "{given:?}: {told:?}");
            assert!(told.len() <= MOST);
        }
    }

    #[test]
    fn classes_of_nobody_stand_between_the_others() {
        let people = BTreeMap::from([("2026-05-01..2026-06-01", 8), ("2026-07-01..2026-08-01", 8)]);
        let told: Vec<(String, u64)> = filled::<Span>(&people, Span::between, days::label)
            .into_iter()
            .map(|class| (class.label, class.people))
            .collect();
        assert_eq!(told, pairs(&[("May 2026", 8), ("June 2026", 0), ("July 2026", 8)]));
        let people = BTreeMap::from([("0..10", 8), ("90..100", 5), ("100..110", 6)]);
        let told = filled::<Width>(&people, Width::between, |from, to| numbers::label(from, to, 100, true));
        assert_eq!(told.len(), 11);
        assert_eq!([&*told[0].label, &*told[1].label, &*told[10].label], ["0 to 9", "10 to 19", "100"]);
        assert_eq!(told[1].people, 0);
    }
}
