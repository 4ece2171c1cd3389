//! The report of two files.

use std::fmt::Write as _;

use common_ground_reports::compare::ComparedSides;
use common_ground_reports::scale;
use common_ground_reports::small_numbers::MinGroup;
use common_ground_reports::summary::file_report::{
    FileReport, KnownItem, ReportError, Request, compare_report,
};
use common_ground_reports::wide::{WideOptions, WideTally, read, without_survey};

use super::courses::STYLESHEET;
use super::items::GIVES;

fn tally(text: &str) -> WideTally {
    read(text.as_bytes(), WideOptions { file: "a.csv", known: &without_survey, progress: &mut |_| {} })
        .unwrap()
}

fn report(offers: &WideTally, expectations: &WideTally) -> Result<FileReport, ReportError> {
    let known = |key: &str| {
        let item = GIVES.iter().find(|(known, ..)| *known == key)?;
        Some(KnownItem {
            label: item.1.to_owned(),
            topic: item.2.to_owned(),
            ledger: ComparedSides::LibraryOffers,
        })
    };
    compare_report(&Request {
        title: "Offers and expectations",
        offers: ("offers.csv", offers),
        expectations: ("expectations.csv", expectations),
        known: &known,
        kinds: vec![("school".to_owned(), "Schools".to_owned())],
        scale: scale::known("amount5").unwrap(),
        min_group: MinGroup::default(),
        made: "24 May 2026",
        stylesheet: STYLESHEET,
    })
}

/// Rows of so many people: group and the answer to every item.
fn rows(keys: &str, people: &[(&str, u32, &str)]) -> WideTally {
    let mut text = format!("response_id,group,{keys}\n");
    for (group, times, answers) in people {
        for place in 0..*times {
            writeln!(text, "{group}{place},{group},{answers}").unwrap();
        }
    }
    tally(&text)
}

fn file<'a>(report: &'a FileReport, name: &str) -> &'a str {
    let (_, content) = report.files.iter().find(|(known, _)| known == name).unwrap();
    std::str::from_utf8(content).unwrap()
}

/// Ten staff and twenty partners of two kinds on two known items and one unknown.
pub(crate) fn example() -> FileReport {
    let keys = "need_flexibility,bring_reliability,Parking";
    let offers = rows(keys, &[("", 6, "2,4,3"), ("", 5, "3,5,4"), ("", 3, "2,4,-8")]);
    let expectations = rows(
        keys,
        &[("school", 7, "5,4,2"), ("school", 4, "4,5,4"), ("charity", 5, "4,5,3"), ("charity", 4, "5,4,3")],
    );
    report(&offers, &expectations).unwrap()
}

#[test]
fn two_files_become_a_report_with_everything_in_it() {
    let report = example();
    assert_eq!(report.headline, "Partners expect more flexibility than staff say they offer");
    let names: Vec<&str> = report.files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names[..4], ["summary.html", "summary.txt", "items.csv", "comparison.csv"]);
    for name in ["charts/dumbbell-a-wide.svg", "charts/dumbbell-a-narrow.png", "charts/by-kind-a-wide.svg"] {
        assert!(names.contains(&name), "{name} in {names:?}");
    }
    assert!(file(&report, "summary.txt").contains("How this was worked out"));
    assert!(file(&report, "summary.html").contains("id=\"item-need_flexibility\""));
}

#[test]
fn an_unknown_item_is_called_by_its_header() {
    let report = example();
    assert!(file(&report, "comparison.csv").contains("\nParking,Parking,11,"));
    assert!(file(&report, "summary.txt").contains("\nParking\n"));
}

#[test]
fn an_item_in_one_file_alone_is_listed_and_keeps_its_figures() {
    let offers = rows("need_flexibility,Parking", &[("", 9, "2,3"), ("", 3, "3,4")]);
    let expectations = rows("need_flexibility,Toilets", &[("", 9, "5,3"), ("", 3, "4,4")]);
    let report = report(&offers, &expectations).unwrap();
    assert_eq!(report.unpaired, ["Parking", "Toilets"]);
    assert!(file(&report, "summary.txt").contains("In one file only, so not compared: Parking; Toilets."));
    assert!(!file(&report, "comparison.csv").contains("Parking"));
    assert!(file(&report, "items.csv").contains("\nToilets,partner,all,12,"));
}

#[test]
fn files_without_an_item_in_common_are_refused_with_their_columns() {
    let (ours, theirs) = (rows("a,b", &[("", 5, "1,2")]), rows("c", &[("", 5, "3")]));
    let message = report(&ours, &theirs).unwrap_err().to_string();
    assert!(message.starts_with("offers.csv and expectations.csv have no item in common"), "{message}");
    assert!(message.contains("the first has a, b, the second c"), "{message}");
}

#[test]
fn a_side_nobody_answered_makes_a_report_that_says_so() {
    let (ours, theirs) = (rows("a", &[("", 9, "1"), ("", 9, "3")]), rows("a", &[("", 9, "-8")]));
    let report = report(&ours, &theirs).unwrap();
    assert_eq!(report.headline, "No answers yet to compare");
    assert!(file(&report, "summary.txt").contains("no answers"));
}

#[test]
fn three_answers_are_too_few_in_every_file() {
    let (ours, theirs) = (rows("a", &[("", 9, "1"), ("", 9, "3")]), rows("a", &[("", 3, "5")]));
    let report = report(&ours, &theirs).unwrap();
    assert!(file(&report, "summary.txt").contains("too few answers"));
    assert!(
        file(&report, "summary.txt").contains("fewer than 5 on what is expected"),
        "{}",
        file(&report, "summary.txt")
    );
    assert!(file(&report, "comparison.csv").lines().nth(1).unwrap().ends_with("too few answers,1"));
}
