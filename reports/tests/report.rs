//! The report of two files of answers.
#![expect(clippy::unwrap_used, reason = "a report that cannot be made fails the test")]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use common_ground_reports::compare::ComparedSides;
use common_ground_reports::scale;
use common_ground_reports::small_numbers::MinGroup;
use common_ground_reports::summary::file_report::{KnownItem, Request};
use common_ground_reports::summary::{FileReport, compare_report};
use common_ground_reports::wide::{self, WideTally};

fn read(text: &str) -> WideTally {
    let options =
        wide::WideOptions { file: "answers.csv", known: &wide::without_survey, progress: &mut |_| {} };
    wide::read(text.as_bytes(), options).unwrap()
}

fn report(offers: &str, expectations: &str) -> FileReport {
    let known = |key: &str| {
        let (label, topic) = (key.to_owned(), String::new());
        Some(KnownItem { label, topic, ledger: ComparedSides::LibraryOffers })
    };
    compare_report(&Request {
        title: "Offers and expectations",
        offers: ("offers.csv", &read(offers)),
        expectations: ("expectations.csv", &read(expectations)),
        known: &known,
        kinds: vec![
            ("school".to_owned(), "Schools".to_owned()),
            ("home".to_owned(), "Children’s homes".to_owned()),
        ],
        scale: scale::known("amount5").unwrap(),
        min_group: MinGroup::default(),
        made: "24 May 2026",
        stylesheet: "",
    })
    .unwrap()
}

/// A file of so many answers of each group to one item, all of them the same.
fn answers(item: &str, groups: &[(&str, u32, u8)]) -> String {
    let mut text = format!("response_id,group,{item}\n");
    for (group, people, answer) in groups {
        for person in 0..*people {
            writeln!(text, "{group}{person},{group},{answer}").unwrap();
        }
    }
    text
}

fn text(report: &FileReport) -> String {
    let (_, text) = report.files.iter().find(|(name, _)| name == "summary.txt").unwrap();
    std::str::from_utf8(text).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn twenty_of_one_mind_against_twenty_of_another_are_a_clear_gap() {
    let said = text(&report(&answers("energy", &[("", 20, 2)]), &answers("energy", &[("", 20, 5)])));
    assert!(said.contains("Partners expect more than offered on 1 of 1 item"), "{said}");
    assert!(said.contains("Partners expect 5.0, staff offer 2.0: a clear gap of 3.0."), "{said}");
    assert!(said.contains("2.0 20 5.0 20 −3.0 – clear gap") && !said.contains("not sure yet:"), "{said}");
}

#[test]
fn one_kind_that_dominates_is_told_with_the_mean_of_all_answers_beside() {
    let partners = answers("energy", &[("school", 20, 5), ("home", 6, 2)]);
    let said = text(&report(&answers("energy", &[("", 12, 2)]), &partners));
    assert!(said.contains("More than half of the partners’ answers came from one kind of partner"), "{said}");
    // (20 x 5 + 6 x 2) / 26 = 4.3; each kind the same 3.5.
    let told = "Schools expect 5.0 but children’s homes 2.0. Partners expect 3.5, staff offer 2.0: a clear gap of 1.5 \
                (all partners’ answers: 4.3).";
    assert!(said.contains(told), "{said}");
}

#[test]
fn answers_that_stand_twice_in_a_file_are_told() {
    let twice = format!("{}s0,,4\ns1,,4\n", answers("energy", &[("s", 20, 3)]));
    let found = report(&twice, &answers("energy", &[("", 20, 5)]));
    let told = "offers.csv: 2 rows have an earlier response_id; every row was counted. Were some people’s answers copied in twice?";
    assert_eq!(found.repeated, [told]);
    assert!(text(&found).contains(told));
}

#[test]
fn an_unbroken_header_of_thousands_of_letters_takes_no_longer_than_a_short_one() {
    let took = |letters: usize| {
        let item = "e".repeat(letters);
        let (offers, expectations) = (answers(&item, &[("", 20, 2)]), answers(&item, &[("", 20, 5)]));
        let began = Instant::now();
        let found = report(&offers, &expectations);
        assert!(found.files.iter().any(|(name, _)| name == "charts/dumbbell-a-wide.svg"));
        began.elapsed()
    };
    // Unoptimised and beside other tests: it took minutes when each line was measured letter by letter.
    for letters in [3_000, 5_000] {
        let took = took(letters);
        assert!(took < Duration::from_secs(20), "{letters} letters: {took:?}");
    }
}
