//! What is told of numbers and days.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::{
    ItemKind,
    item::{Date as DayItem, KindListing, Members},
    tally::tests::counted,
};

/// An item that asks for a number up to 500, or for a day.
fn item(kind: &str) -> Item {
    let survey = crate::templates::find("partner_expect").unwrap();
    let mut item = survey.items().find(|item| item.key == "bring_reliability").unwrap().clone();
    "miles".clone_into(&mut item.key);
    item.kind = match kind {
        "number" => {
            let members = Members { min: Some(0), max: Some(500), ..Members::default() };
            KindListing::find("number").unwrap().read(members).unwrap()
        }
        _ => ItemKind::Date(DayItem),
    };
    item
}

/// What people who gave these answers are counted as.
fn given(item: &Item, answers: &[Answer]) -> Tally {
    let cells = SpreadCells::of(item, date(2026, 5, 21)).unwrap();
    let of = SpreadItem { item: item.key.clone(), cells };
    let mut tally = Tally::default();
    tally.extend(answers.iter().filter_map(|answer| of.counted(answer)));
    tally
}

fn numbers(answers: &[f64]) -> Tally {
    let answers: Vec<Answer> = answers.iter().map(|number| Answer::Number(*number)).collect();
    given(&item("number"), &answers)
}

/// What is told, in words.
fn said(item: &Item, column: &Tally) -> Vec<(String, u64)> {
    let classes = told(item, &classes(column, "miles~", MinGroup::default()));
    classes.into_iter().map(|class| (class.label, class.people)).collect()
}

fn said_of(answers: &[f64]) -> Vec<(String, u64)> {
    said(&item("number"), &numbers(answers))
}

fn pairs(told: &[(&str, u64)]) -> Vec<(String, u64)> {
    told.iter().map(|(label, n)| ((*label).to_owned(), *n)).collect()
}

#[test]
fn numbers_are_told_in_classes_of_enough_people() {
    let answers = [[3.0; 6].as_slice(), &[12.0; 5], &[41.0; 5]].concat();
    assert_eq!(said_of(&answers), pairs(&[("0 to 9", 6), ("10 to 19", 5), ("20 to 500", 5)]));
    assert_eq!(said_of(&[3.0, 3.0, 4.0, 4.0]), [], "four are too few");
    assert_eq!(said_of(&[]), []);
}

#[test]
fn where_classes_end_tells_nothing_of_who_is_far_away_from_all_others() {
    let others = [[3.0; 6].as_slice(), &[41.0; 6]].concat();
    let with = |last: f64| said_of(&[others.as_slice(), &[last]].concat());
    assert_eq!(with(500.0), with(41.0));
    assert_eq!(with(0.0), with(3.0));
}

#[test]
fn days_are_told_by_month_near_the_opening_and_together_further_away() {
    let on = |month: i8, people: usize| vec![Answer::Date(date(2026, month, 5)); people];
    let answers = [on(4, 5), on(5, 6), on(6, 5)].concat();
    let day = item("date");
    let said = said(&day, &given(&day, &answers));
    assert_eq!(said, pairs(&[("Before May 2026", 5), ("May 2026", 6), ("June 2026 or later", 5)]));
}

#[test]
fn classes_that_an_earlier_version_kept_have_nobody_between_them() {
    let kept = counted(&[("miles~", "0..5", 6), ("miles~", "10..15", 5), ("miles~", "15..20", 5)]);
    let told: Vec<(String, u64)> =
        told(&item("number"), &kept).into_iter().map(|class| (class.label, class.people)).collect();
    assert_eq!(told, pairs(&[("0 to 4", 6), ("5 to 9", 0), ("10 to 14", 5), ("15 to 19", 5)]));
}

#[test]
fn answers_are_put_into_classes_that_were_told_before_where_all_fit() {
    let before =
        classes(&numbers(&[[3.0; 6].as_slice(), &[41.0; 6]].concat()), "miles~", MinGroup::default());
    let later = numbers(&[[0.0; 9].as_slice(), &[500.0; 8]].concat());
    let again = in_told(&before, &later, "miles~").unwrap();
    let people: Vec<u64> = again.values("miles~").map(|(_, n)| n).collect();
    assert_eq!(people.iter().sum::<u64>(), 17);
    assert_eq!(
        again.values("miles~").map(|(class, _)| class).collect::<Vec<_>>(),
        before.values("miles~").map(|(class, _)| class).collect::<Vec<_>>()
    );
    let earlier = counted(&[("miles~", "0..5", 6), ("miles~", "10..15", 5)]);
    assert_eq!(in_told(&earlier, &later, "miles~"), None, "the first cell has no beginning");
}

/// Two people who are in the same cell: the places of numbers that nobody can tell apart.
fn alike() -> impl Strategy<Value = (f64, f64)> {
    let cell = prop_oneof![
        Just((0_u32, 0)),
        Just((1, 1)),
        Just((2, 4)),
        Just((5, 9)),
        Just((10, 19)),
        Just((20, 49)),
        Just((50, 99)),
        Just((100, 199)),
        Just((200, 500)),
    ];
    cell.prop_flat_map(|(from, to)| (from..=to, from..=to))
        .prop_map(|(one, other)| (f64::from(one), f64::from(other)))
}

proptest! {
    #[test]
    fn two_sets_of_answers_that_differ_by_one_within_a_cell_are_told_alike(
        others in prop::collection::vec(0_u32..=500, 0..60),
        (one, other) in alike(),
    ) {
        let others: Vec<f64> = others.into_iter().map(f64::from).collect();
        let with = |last: f64| classes(&numbers(&[others.as_slice(), &[last]].concat()), "miles~", MinGroup::default());
        prop_assert_eq!(with(one), with(other));
    }

    #[test]
    fn every_class_is_of_enough_people_and_nobody_is_left_out(
        answers in prop::collection::vec(0_u32..=500, 0..60),
        least in 5_u64..12,
    ) {
        let given: Vec<f64> = answers.iter().map(|number| f64::from(*number)).collect();
        let min = MinGroup::new(least).unwrap();
        let told = classes(&numbers(&given), "miles~", min);
        let people: Vec<u64> = told.values("miles~").map(|(_, n)| n).collect();
        prop_assert!(people.iter().all(|people| min.allows(*people)), "{people:?}");
        let all = answers.len() as u64;
        prop_assert_eq!(people.iter().sum::<u64>(), if min.allows(all) { all } else { 0 });
    }
}
