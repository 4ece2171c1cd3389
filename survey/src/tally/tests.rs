//! What people answered is what the counts say, in whatever order and portions it is summed.

use std::collections::HashMap;

use common_ground_reports::{counts::Counts, small_numbers::MinGroup};
use proptest::prelude::*;

use super::*;
use crate::{ItemKind, Side, answers::read, item::Ranking, published::PublishedTable, templates};

fn answers(survey: &Survey, entries: &[(&str, &[&str])]) -> Answers {
    let values = |sent: &[&str]| sent.iter().map(|value| (*value).to_owned()).collect();
    let raw: HashMap<_, _> = entries.iter().map(|(key, sent)| ((*key).to_owned(), values(sent))).collect();
    read(survey, Side::Library, &raw).unwrap()
}

fn sum(survey: &Survey, responses: &[Answers]) -> Tally {
    let mut tally = Tally::default();
    tally.extend(responses.iter().flat_map(|response| tallies(survey, response)));
    tally
}

/// A tally of these items, values and counts.
pub(crate) fn counted(rows: &[(&str, &str, u64)]) -> Tally {
    let mut tally = Tally::default();
    for (item, value, n) in rows {
        tally.add(*item, *value, *n);
    }
    tally
}

#[test]
fn ratings_and_missing_answers_are_counted_apart() {
    let survey = templates::find("staff_offer").unwrap();
    let given = |value: &[&str]| {
        answers(
            survey,
            &[("staff_group", &["outreach"]), ("need_flexibility", value), ("one_change", &["Time"])],
        )
    };
    let tally = sum(survey, &[given(&["2"]), given(&["2"]), given(&["5"]), given(&["dk"]), given(&[])]);
    let expected = Counts { values: [0, 2, 0, 0, 1], dont_know: 1, skipped: 1, ..Counts::default() };
    assert_eq!(tally.counts("need_flexibility"), expected);
    assert_eq!(tally.responses(), 5);
    assert_eq!(tally.n("staff_group", "outreach"), 5);
    assert_eq!(tally.values("one_change").collect::<Vec<_>>(), [(ANSWERED, 5)]);
}

#[test]
fn of_a_multiple_choice_each_option_is_counted_and_no_pair() {
    let survey = templates::find("staff_needs").unwrap();
    let given = |now: &[&str], wanted: &[&str]| {
        answers(survey, &[("staff_group", &["outreach"]), ("kinds_now", now), ("kinds_wanted", wanted)])
    };
    let (homes, schools) = ("kind_childrens_homes", "kind_schools_education");
    let tally = sum(
        survey,
        &[
            given(&[schools], &[homes, schools]),
            given(&["none"], &[homes]),
            given(&[homes], &[homes]),
            given(&[], &[homes]),
        ],
    );
    assert_eq!(tally.chosen("kinds_now", homes), (1, 3));
    assert_eq!(tally.chosen("kinds_wanted", homes), (4, 4));
    assert_eq!(tally.n("kinds_now", "skipped"), 1);
    assert!(!tally.items().any(|item| item.contains('|')), "nothing is told of both questions together");
}

#[test]
fn confidence_then_and_now_is_counted_as_a_pair_only_when_both_are_given() {
    let survey = templates::find("course_post").unwrap();
    let given = |then: &str, now: &str| {
        answers(
            survey,
            &[("staff_group", &["outreach"]), ("conf_keep_up__then", &[then]), ("conf_keep_up__now", &[now])],
        )
    };
    let tally = sum(survey, &[given("3", "4"), given("3", "4"), given("2", "5"), given("dk", "4")]);
    let table = tally.pair("conf_keep_up__then", "conf_keep_up__now");
    assert_eq!((table[2][3], table[1][4]), (2, 1));
    assert_eq!(table.iter().flatten().sum::<u64>(), 3);
}

#[test]
fn a_score_counts_complete_rows_alone() {
    let survey = templates::find("course_pre").unwrap().for_aims(&[
        "conf_initiative",
        "conf_keep_up",
        "conf_flexibility",
    ]);
    let given = |values: [&str; 3]| {
        answers(
            &survey,
            &[
                ("staff_group", &["outreach"]),
                ("conf_initiative", &values[..1]),
                ("conf_keep_up", &values[1..2]),
                ("conf_flexibility", &values[2..]),
            ],
        )
    };
    let tally = sum(&survey, &[given(["2", "3", "4"]), given(["1", "4", "4"]), given(["5", "na", "5"])]);
    assert_eq!(tally.totals("confidence"), [(9, 2)].into());
    assert_eq!(tally.counts(&score_item("confidence", "conf_initiative")), Counts::of([1, 1, 0, 0, 0]));
    assert_eq!(tally.counts("conf_initiative").n(), 3);
}

#[test]
fn a_ranking_is_counted_by_place() {
    let mut survey = templates::find("staff_needs").unwrap().clone();
    survey.pairs.clear();
    let item = survey.sections[0].items.iter_mut().find(|item| item.key == "kinds_wanted").unwrap();
    item.kind = ItemKind::Ranking(Ranking {
        options: item.kind.options().to_vec(),
        shuffled: false,
        maximum: Some(2),
    });
    let tally = sum(
        &survey,
        &[answers(
            &survey,
            &[
                ("staff_group", &["outreach"]),
                ("kinds_wanted", &["kind_charities_other", "kind_schools_education"]),
            ],
        )],
    );
    assert_eq!(tally.n("kinds_wanted/kind_charities_other", "1"), 1);
    assert_eq!(tally.n("kinds_wanted/kind_schools_education", "2"), 1);
    assert_eq!(tally.n("kinds_wanted/kind_childrens_homes", "0"), 1);
}

#[test]
fn what_is_written_beside_other_is_counted_as_other_and_its_words_nowhere() {
    let survey = Survey::parse(
        "other.json",
        r#"{"schema": 1, "key": "other", "version": 1, "title": "T", "intro": "I", "sides": ["partner"],
        "sections": [{"title": "One", "items": [
            {"key": "reached", "kind": "multiple_choice", "label": "R", "text": "Who?", "other": "else",
             "options": [{"key": "young", "label": "Young people"}, {"key": "else", "label": "Other"}]}]}]}"#,
    )
    .unwrap();
    let raw = [("reached/else/text".to_owned(), vec!["Trawlermen of Hythe".to_owned()])].into();
    let answers = crate::answers::read(&survey, Side::Partner, &raw).unwrap();
    let tally = sum(&survey, std::slice::from_ref(&answers));
    assert_eq!(tally.n("reached/else", "1"), 1);
    let groups = (0..12).fold(super::Groups::new(), |mut groups, _| {
        groups.entry(String::new()).or_default().extend(tallies(&survey, &answers));
        groups
    });
    let table = PublishedTable::first(&survey, Side::Partner, &groups, MinGroup::default());
    assert_eq!(table.whole.chosen("reached", "else"), (12, 12));
    assert!(!table.partition.has_parts(), "no question for the group, no parts");
    assert!(!serde_json::to_string(&table).unwrap().contains("Trawlermen"));
}

proptest! {
    #[test]
    fn sums_do_not_depend_on_how_responses_are_portioned(
        values in proptest::collection::vec((1..=5_u8, proptest::option::of(1..=5_u8)), 1..40),
        cut in 0..40_usize,
    ) {
        let survey = templates::find("course_post").unwrap();
        let responses: Vec<Answers> = values
            .iter()
            .map(|(then, now)| {
                let now = now.map_or_else(|| "na".to_owned(), |now| now.to_string());
                answers(survey, &[
                    ("staff_group", &["outreach"]),
                    ("conf_keep_up__then", &[&then.to_string()]),
                    ("conf_keep_up__now", &[&now]),
                ])
            })
            .collect();
        let (some, others) = responses.split_at(cut.min(responses.len()));
        let mut together = sum(survey, some);
        together.add_all(&sum(survey, others));
        prop_assert_eq!(&together, &sum(survey, &responses));
        let pairs: u64 = together.pair("conf_keep_up__then", "conf_keep_up__now").iter().flatten().sum();
        prop_assert_eq!(pairs, together.counts("conf_keep_up__now").n());
    }
}
