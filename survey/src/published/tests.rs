//! What a table tells, and what may follow it.

use std::collections::BTreeMap;

use common_ground_reports::{
    counts::Counts,
    small_numbers::{Batch, MinGroup, OTHER},
};

use super::*;
use crate::{
    Answer, Answers, ItemOption, Raw, Wording,
    answers::read,
    item::{KindListing, Members},
    spread::SpreadItem,
    tally::{CountedValue, tallies, tests::counted},
    templates,
};

fn five() -> MinGroup {
    MinGroup::default()
}

fn course() -> Survey {
    templates::find("course_post").unwrap().for_aims(&["conf_initiative", "conf_keep_up", "conf_flexibility"])
}

fn expect() -> &'static Survey {
    templates::find("partner_expect").unwrap()
}

/// `people` of a group give these answers.
fn answer(
    groups: &mut Groups,
    survey: &Survey,
    side: Side,
    group: &str,
    people: u64,
    entries: &[(&str, &str)],
) {
    let mut raw: Raw =
        entries.iter().map(|(item, value)| ((*item).to_owned(), vec![(*value).to_owned()])).collect();
    raw.insert(side.group_item().to_owned(), vec![group.to_owned()]);
    let answers: Answers = read(survey, side, &raw).unwrap();
    for CountedValue { item, value } in tallies(survey, &answers) {
        groups.entry(group.to_owned()).or_default().add(item, value, people);
    }
}

fn partners(of: &[(&str, u64, &str)]) -> Groups {
    let mut groups = Groups::new();
    for (group, people, point) in of {
        answer(&mut groups, expect(), Side::Partner, group, *people, &[("bring_reliability", point)]);
    }
    groups
}

fn closed(shown: Option<&Record>, of: &[(&str, u64, &str)]) -> Record {
    Record::close(shown, expect(), Side::Partner, &partners(of), five())
}

fn reliability(record: &Record) -> [u64; 5] {
    record.table.whole.counts("bring_reliability").values
}

fn by_part(record: &Record) -> BTreeMap<String, u64> {
    let groups = record.table.groups("bring_reliability").into_iter();
    groups.map(|group| (group.key.clone(), group.counts.n())).collect()
}

#[test]
fn small_groups_are_told_of_together_and_the_parts_add_up_to_the_whole() {
    let record = closed(None, &[("school", 9, "4"), ("charity", 3, "5"), ("childrens_home", 4, "2")]);
    assert_eq!(by_part(&record), [("school".to_owned(), 9), (OTHER.to_owned(), 7)].into());
    assert_eq!(reliability(&record), [0, 4, 0, 9, 3]);
    assert_eq!(record.table.whole.n("partner_kind", OTHER), 7);
    assert!(!record.held_back);
}

#[test]
fn a_question_that_few_of_a_part_answered_is_told_of_everybody_together() {
    let mut groups = partners(&[("school", 9, "4"), ("charity", 3, "5")]);
    answer(&mut groups, expect(), Side::Partner, "charity", 4, &[("need_flexibility", "2")]);
    answer(&mut groups, expect(), Side::Partner, "school", 5, &[("need_flexibility", "2")]);
    let table = PublishedTable::first(expect(), Side::Partner, &groups, five());
    assert_eq!(table.partition.parts(), ["charity", "school"]);
    assert!(!table.is_by_part("bring_reliability"));
    assert_eq!(table.groups("bring_reliability").len(), 1);
    assert_eq!(table.whole.counts("bring_reliability").n(), 12);
}

#[test]
fn both_questions_of_a_pair_are_told_of_those_who_answered_both() {
    let survey = course();
    let mut groups = Groups::new();
    let (then, now) = ("conf_keep_up__then", "conf_keep_up__now");
    answer(&mut groups, &survey, Side::Library, "outreach", 9, &[(then, "2"), (now, "4")]);
    answer(&mut groups, &survey, Side::Library, "outreach", 1, &[(then, "1")]);
    answer(&mut groups, &survey, Side::Library, "outreach", 1, &[(now, "5")]);
    let table = PublishedTable::first(&survey, Side::Library, &groups, five());
    let counts = |item| table.whole.counts(item);
    assert_eq!(counts(then), Counts { values: [0, 9, 0, 0, 0], skipped: 2, ..Counts::default() });
    assert_eq!(counts(now), Counts { values: [0, 0, 0, 9, 0], skipped: 2, ..Counts::default() });
    assert_eq!(table.whole.pair(then, now)[1][3], 9);
    assert_eq!(table.responses(), 11);
}

#[test]
fn a_question_in_two_pairs_belongs_to_the_first() {
    let mut survey = course();
    let (then, now, useful) = ("conf_keep_up__then", "conf_keep_up__now", "conf_initiative__now");
    survey.pairs.push(crate::definition::ItemPair { left: then.to_owned(), right: useful.to_owned() });
    let mut groups = Groups::new();
    answer(&mut groups, &survey, Side::Library, "outreach", 9, &[(then, "2"), (now, "4"), (useful, "3")]);
    let table = PublishedTable::first(&survey, Side::Library, &groups, five());
    assert_eq!(table.whole.pair(then, now)[1][3], 9);
    assert_eq!(table.whole.pair(then, useful), [[0; 5]; 5]);
}

#[test]
fn one_late_answer_changes_nothing_and_five_do() {
    let first = closed(None, &[("school", 6, "4")]);
    let one = closed(Some(&first), &[("school", 6, "4"), ("charity", 1, "1")]);
    assert_eq!((reliability(&one), one.table.responses()), (reliability(&first), 6));
    assert!(one.held_back);
    let five = closed(Some(&one), &[("school", 6, "4"), ("charity", 5, "1")]);
    assert_eq!((reliability(&five), five.table.responses()), ([5, 0, 0, 6, 0], 11));
    assert!(!five.held_back);
    // Everybody together was shown, so that the schools are not told of by themselves: none of them is new.
    assert!(!five.table.partition.has_parts());
}

#[test]
fn a_part_with_a_few_new_people_stays_and_the_others_move() {
    let first = closed(None, &[("school", 6, "4"), ("charity", 6, "4")]);
    let next = closed(Some(&first), &[("school", 9, "4"), ("charity", 12, "4")]);
    assert_eq!(by_part(&next), [("charity".to_owned(), 12), ("school".to_owned(), 6)].into());
    assert_eq!(reliability(&next), [0, 0, 0, 18, 0]);
    assert!(next.held_back);
}

#[test]
fn parts_are_told_of_after_everybody_where_each_has_enough_new_people() {
    let first = closed(None, &[("school", 6, "4"), ("charity", 2, "4")]);
    assert!(!first.table.partition.has_parts());
    let next = closed(Some(&first), &[("school", 11, "4"), ("charity", 7, "4")]);
    assert_eq!(by_part(&next), [("charity".to_owned(), 7), ("school".to_owned(), 11)].into());
    let few = closed(Some(&first), &[("school", 20, "4"), ("charity", 6, "4")]);
    assert_eq!(by_part(&few), [(String::new(), 26)].into());
}

#[test]
fn what_is_shown_stays_when_people_are_erased_until_five_more_have_come() {
    let first = closed(None, &[("school", 9, "4")]);
    for erased in [1, 6] {
        let next = closed(Some(&first), &[("school", 9 - erased, "4")]);
        assert_eq!(reliability(&next), reliability(&first), "{erased} erased");
    }
    let next = closed(Some(&first), &[("school", 8, "4"), ("charity", 6, "1")]);
    assert_eq!(reliability(&next), [6, 0, 0, 8, 0]);
}

#[test]
fn of_too_few_nothing_was_shown_so_that_anything_may_follow() {
    let first = closed(None, &[("school", 4, "4")]);
    let next = closed(Some(&first), &[("school", 5, "4")]);
    assert_eq!(next.table, closed(None, &[("school", 5, "4")]).table);
}

#[test]
fn a_higher_promise_holds_from_the_next_table_on() {
    let first = closed(None, &[("school", 9, "4"), ("charity", 6, "5")]);
    let ten = MinGroup::new(10).unwrap();
    let groups = partners(&[("school", 15, "4"), ("charity", 12, "5")]);
    let next = Record::close(Some(&first), expect(), Side::Partner, &groups, ten);
    assert_eq!((next.table.min, reliability(&next)), (ten, reliability(&first)));
}

fn batch(shown: Option<&Record>, of: &[(&str, u64, &str)]) -> Record {
    Record::batch(shown, expect(), Side::Partner, &partners(of), (five(), Batch::of(five(), true)))
}

#[test]
fn a_batch_is_shown_when_enough_of_each_group_came_after_it() {
    let first = batch(None, &[("school", 5, "4"), ("charity", 5, "3")]);
    assert_eq!(first.table.responses(), 0);
    let second = batch(Some(&first), &[("school", 10, "4"), ("charity", 9, "3")]);
    assert_eq!(second.table.responses(), 0, "the charities of now minus those of then are four");
    let third = batch(Some(&second), &[("school", 10, "4"), ("charity", 10, "3")]);
    assert_eq!(reliability(&third), [0, 0, 5, 5, 0]);
    assert!(third.table.parts.is_empty());
    let again = batch(Some(&third), &[("school", 10, "4"), ("charity", 10, "3")]);
    assert_eq!(again, third, "nothing is noted twice");
    let close = closed(Some(&third), &[("school", 10, "4"), ("charity", 10, "3")]);
    assert_eq!(by_part(&close), [("charity".to_owned(), 10), ("school".to_owned(), 10)].into());
    assert!(!close.held_back);
}

#[test]
fn a_round_that_was_opened_again_shows_its_close_and_no_batches() {
    let close = closed(None, &[("school", 6, "4")]);
    assert_eq!(batch(Some(&close), &[("school", 60, "1")]), close);
}

#[test]
fn the_answers_of_somebody_who_was_erased_never_come_in_a_later_batch() {
    let first = batch(None, &[("school", 5, "1")]);
    let second = batch(Some(&first), &[("school", 10, "1")]).without_unshown();
    let third = batch(Some(&second), &[("school", 9, "4")]);
    let fourth = batch(Some(&third), &[("school", 14, "4")]);
    let fifth = batch(Some(&fourth), &[("school", 19, "4")]);
    assert_eq!(reliability(&fifth), [0, 0, 0, 14, 0]);
}

#[test]
fn a_score_is_told_where_its_rows_are_the_people_of_its_questions() {
    let survey = templates::find("course_pre").unwrap();
    let items = &survey.scores[0].items;
    let all: Vec<(&str, &str)> = items.iter().map(|item| (item.as_str(), "4")).collect();
    let table = |without: u64| {
        let mut groups = Groups::new();
        answer(&mut groups, survey, Side::Library, "outreach", 20, &all);
        answer(&mut groups, survey, Side::Library, "outreach", without, &all[1..]);
        PublishedTable::first(survey, Side::Library, &groups, five())
    };
    let rows = |without| table(without).totals_of("confidence");
    assert_eq!([rows(0), rows(1), rows(4), rows(5)], [20, 0, 0, 20]);
}

impl PublishedTable {
    fn totals_of(&self, score: &str) -> u64 {
        self.whole.totals(score).values().sum()
    }
}

#[test]
fn small_groups_that_an_answer_names_are_told_of_together() {
    let column =
        counted(&[("years", "0_1", 2), ("years", "2_5", 9), ("years", "6_10", 7), ("years", "skipped", 1)]);
    let merged = super::person::merged(&column, "years", five());
    let told: Vec<_> = merged.values("years").collect();
    assert_eq!(told, [("2_5", 9), (OTHER, 9), ("skipped", 1)]);
    let options = ["a".to_owned(), "b".to_owned(), "c".to_owned()];
    let column = counted(&[
        ("roles/a", "1", 3),
        ("roles/a", "0", 9),
        ("roles/b", "1", 6),
        ("roles/b", "0", 6),
        ("roles/c", "0", 12),
    ]);
    let kept = super::person::without_small(&column, "roles", &options, five());
    assert_eq!(kept.items().collect::<Vec<_>>(), ["roles/b", "roles/c"]);
}

#[test]
fn what_an_earlier_version_showed_of_an_open_round_may_be_of_anybody() {
    let shown = BTreeMap::from([("bring_reliability".to_owned(), Counts::of([0, 0, 0, 6, 0]))]);
    let record = Record::from_ratings(expect(), Side::Partner, &shown, five());
    assert_eq!(reliability(&record), [0, 0, 0, 6, 0]);
    let few = closed(Some(&record), &[("school", 6, "4"), ("charity", 8, "4")]);
    assert_eq!(by_part(&few), [(String::new(), 14)].into());
    let enough = closed(Some(&record), &[("school", 11, "4"), ("charity", 12, "4")]);
    assert_eq!(by_part(&enough).len(), 2);
}

#[test]
fn a_record_reads_back_as_it_was_written() {
    let record = batch(Some(&batch(None, &[("school", 10, "4")])), &[("school", 20, "4")]);
    let json = serde_json::to_string(&record).unwrap();
    assert_eq!(serde_json::from_str::<Record>(&json).unwrap(), record);
}

/// A survey that asks for a number as well.
pub(super) fn with_miles() -> Survey {
    let mut survey = expect().clone();
    let number = KindListing::find("number").unwrap();
    let mut item = survey.items().find(|item| item.key == "bring_reliability").unwrap().clone();
    "miles".clone_into(&mut item.key);
    item.kind = number.read(Members { min: Some(0), max: Some(100), ..Members::default() }).unwrap();
    (item.role, item.ledger) = (None, None);
    survey.sections.last_mut().unwrap().items.push(item);
    survey
}

/// What somebody who went so far is counted as.
pub(super) fn went_so_far(survey: &Survey, miles: u32) -> CountedValue {
    let spread = SpreadItem::all(survey, Side::Partner, jiff::civil::date(2026, 5, 21));
    spread[0].counted(&Answer::Number(f64::from(miles))).unwrap()
}

/// So many people, some of whom went so many miles.
fn who_went(people: u64, far: &[(u32, u64)]) -> Groups {
    let mut groups = partners(&[("school", people, "4")]);
    for (miles, n) in far {
        let CountedValue { item, value } = went_so_far(&with_miles(), *miles);
        groups.entry("school".to_owned()).or_default().add(item, value, *n);
    }
    groups
}

fn went(shown: Option<&Record>, people: u64, far: &[(u32, u64)]) -> Record {
    Record::close(shown, &with_miles(), Side::Partner, &who_went(people, far), five())
}

fn miles(record: &Record) -> Vec<(&str, u64)> {
    record.table.whole.values("miles~").collect()
}

#[test]
fn numbers_that_were_too_few_at_a_close_are_told_of_once_enough_people_have_come_since() {
    assert_eq!(miles(&went(None, 20, &[(3, 6)])), [("..", 6)]);
    // The file of that close has the four.
    let first = went(None, 20, &[(3, 4)]);
    assert_eq!(miles(&first), []);
    assert!(!first.held_back);
    // The fifth would be known by what is told of five.
    let second = went(Some(&first), 21, &[(3, 5)]);
    assert_eq!(miles(&second), []);
    assert!(second.held_back);
    let third = went(Some(&second), 25, &[(3, 9)]);
    assert_eq!(miles(&third), [("..", 9)]);
    assert!(!third.held_back);
}

#[test]
fn numbers_are_told_of_once_enough_have_given_one_where_nobody_had_at_the_first_close() {
    let first = went(None, 20, &[]);
    let few = went(Some(&first), 25, &[(3, 4)]);
    assert_eq!((miles(&few), few.held_back), (vec![], true));
    let enough = went(Some(&few), 30, &[(3, 5)]);
    assert_eq!((miles(&enough), enough.held_back), (vec![("..", 5)], false));
}

#[test]
fn one_late_number_moves_no_class_and_holds_the_file_back() {
    let first = went(None, 20, &[(3, 9), (40, 8)]);
    let shown = miles(&first);
    assert_eq!(shown.iter().map(|(_, n)| n).sum::<u64>(), 17);
    for late in [0, 3, 40, 100] {
        let next = went(Some(&first), 21, &[(3, 9), (40, 8), (late, 1)]);
        assert_eq!(miles(&next), shown, "{late}");
        assert!(next.held_back && next.behind, "{late}");
    }
}

#[test]
fn the_file_is_handed_on_again_once_enough_have_given_a_number_though_the_classes_wait() {
    let first = went(None, 20, &[(3, 9), (40, 8)]);
    // Four came who gave a number, and six who gave none.
    let few = went(Some(&first), 30, &[(3, 13), (40, 8)]);
    assert!(few.held_back);
    // All of the five are in one class.
    let enough = went(Some(&few), 35, &[(3, 14), (40, 8)]);
    assert!(!enough.held_back && enough.behind);
    assert_eq!(miles(&enough), miles(&first));
    // Nobody came since, so that nothing differs from the file of then.
    let again = went(Some(&enough), 35, &[(3, 14), (40, 8)]);
    assert!(!again.held_back && again.behind);
    // Of five more one gave a number, who would be known by that file.
    assert!(went(Some(&again), 40, &[(3, 15), (40, 8)]).held_back);
    // Now there are five new people in each class.
    let all = went(Some(&again), 40, &[(3, 14), (40, 13)]);
    assert!(!all.held_back && !all.behind);
    assert_eq!(miles(&all).iter().map(|(_, n)| n).sum::<u64>(), 27);
    let ends = |record| miles(record).into_iter().map(|(class, _)| class).collect::<Vec<_>>();
    assert_eq!(ends(&all), ends(&first));
}

#[test]
fn somebody_who_came_for_somebody_who_was_erased_holds_the_file_back() {
    let first = went(None, 20, &[(3, 9), (40, 8)]);
    let swapped = who_went(20, &[(3, 9), (40, 8)]);
    let close = |shown: &Record| Record::close(Some(shown), &with_miles(), Side::Partner, &swapped, five());
    assert!(!close(&first).held_back, "nothing happened");
    let next = close(&first.without_unshown());
    assert!(next.held_back);
    assert!(close(&next).held_back, "and still at the close after");
    assert!(!went(Some(&next), 25, &[(3, 14), (40, 8)]).held_back);
}

#[test]
fn numbers_of_a_round_that_an_earlier_version_closed_stay_unsaid_and_hold_nothing_back() {
    let earlier = closed(None, &[("school", 20, "4")]);
    let again = went(Some(&earlier), 20, &[(3, 12)]);
    assert_eq!(miles(&again), []);
    assert!(!again.held_back && !again.behind);
}

#[test]
fn a_table_without_what_was_added_later_is_read_as_one_of_which_nothing_waits() {
    let record = went(None, 20, &[(3, 9)]);
    let mut json = serde_json::to_value(&record).unwrap();
    for member in ["behind", "lost"] {
        assert!(json.as_object_mut().unwrap().remove(member).is_some(), "{member}");
    }
    assert_eq!(serde_json::from_value::<Record>(json).unwrap(), record);
}

/// A survey that asks for the years in a role, told by group.
fn with_years() -> Survey {
    let mut survey = expect().clone();
    let choice = KindListing::find("single_choice").unwrap();
    let option = |key: &str| ItemOption { key: key.to_owned(), label: Wording::english(key) };
    let mut item = survey.items().find(|item| item.key == "bring_reliability").unwrap().clone();
    "years".clone_into(&mut item.key);
    item.kind = choice
        .read(Members { options: Some(["few", "some", "many"].map(option).into()), ..Members::default() })
        .unwrap();
    (item.role, item.ledger, item.describes_person) = (None, None, true);
    survey.sections.last_mut().unwrap().items.push(item);
    survey
}

fn worked(shown: Option<&Record>, years: [u64; 3]) -> Record {
    let mut groups = partners(&[("school", years.iter().sum(), "4")]);
    for (key, n) in ["few", "some", "many"].into_iter().zip(years) {
        groups.entry("school".to_owned()).or_default().add("years", key, n);
    }
    Record::close(shown, &with_years(), Side::Partner, &groups, five())
}

#[test]
fn answers_that_name_groups_are_counted_anew_where_enough_are_new_in_each_group_that_has_any() {
    let years = |record: &Record| -> Vec<(String, u64)> {
        record.table.whole.values("years").map(|(key, n)| (key.to_owned(), n)).collect()
    };
    let told = |few: u64, other: u64| vec![("few".to_owned(), few), (OTHER.to_owned(), other)];
    let first = worked(None, [9, 3, 2]);
    assert_eq!(years(&first), told(9, 5));
    let one = worked(Some(&first), [10, 8, 2]);
    assert_eq!((years(&one), one.held_back), (told(9, 5), true), "one more of the few years");
    // Some years are enough people by now, and still told with the many years: those would be known without them.
    let next = worked(Some(&first), [9, 8, 2]);
    assert_eq!((years(&next), next.held_back), (told(9, 10), false));
    let erased = worked(Some(&first.without_unshown()), [9, 8, 2]);
    assert_eq!((years(&erased), erased.held_back), (told(9, 5), true), "nobody knows which nine they are");
}
