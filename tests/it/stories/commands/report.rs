//! The report of two files, from the command line.

use std::{collections::BTreeSet, fmt::Write as _, fs};

use crate::support::{database::TestDatabase, program::Program};

/// Forty answers of a side to two known items and one that nobody knows.
fn answers(bias: u32) -> String {
    let mut text = "response_id,group,bring_enthusiasm,bring_reliability,tea\r\n".to_owned();
    for n in 0..40 {
        let value = |shift: u32| (n * 7 + shift) % 3 + bias;
        // Writing to a string cannot fail.
        let _ = write!(text, "r{n},,{},{},{}\r\n", value(0), value(1), value(2));
    }
    text
}

#[tokio::test]
async fn two_files_of_answers_become_a_report_without_a_database() {
    let database = TestDatabase::create().await;
    let folder = database.data_dir();
    fs::write(folder.join("offers.csv"), answers(1)).unwrap();
    fs::write(folder.join("expects.csv"), answers(3)).unwrap();
    let program =
        Program::on(&database).with("COMMON_GROUND_DATABASE_URL", "postgres://nobody@127.0.0.1:1/x");
    let arguments = ["report", "--offers", "offers.csv", "--expectations", "expects.csv", "--out", "out"];
    let said = program.run(&arguments);
    assert!(said.succeeded().out.contains("out/summary.html"), "{}", said.out);
    for file in ["summary.html", "summary.txt", "items.csv", "comparison.csv", "charts"] {
        assert!(folder.join("out").join(file).exists(), "{file}");
    }
    let comparison = fs::read_to_string(folder.join("out/comparison.csv")).unwrap();
    assert!(comparison.starts_with("key,label,n_offer,mean_offer,"), "{comparison}");
    assert!(
        comparison.contains("bring_reliability,Be counted on to do what we say,40,"),
        "labels of ready-made surveys: {comparison}"
    );
    assert!(comparison.contains("tea,tea,40,"), "other columns are called by their headers: {comparison}");

    let json = program.run(&[&arguments[..], &["--json"]].concat()).json();
    assert_eq!(json["responses"], serde_json::json!({ "offers": 40, "expectations": 40 }));
    assert!(json["files"].as_array().unwrap().iter().any(|file| file == "comparison.csv"));
}

#[tokio::test]
async fn every_column_of_the_comparison_agrees_with_scipy() {
    let database = TestDatabase::create().await;
    let folder = database.data_dir();
    fs::write(folder.join("offers.csv"), include_str!("report/offers.csv")).unwrap();
    fs::write(folder.join("expects.csv"), include_str!("report/expects.csv")).unwrap();
    Program::on(&database)
        .run(&["report", "--offers", "offers.csv", "--expectations", "expects.csv", "--out", "out"])
        .succeeded();
    let made = fs::read_to_string(folder.join("out/comparison.csv")).unwrap();
    // Made by scripts/report-fixture.py with scipy and statsmodels, from the same two files.
    let expected = include_str!("report/expected.csv");
    let mut verdicts = BTreeSet::new();
    for (ours, theirs) in made.lines().zip(expected.lines()) {
        let (ours, theirs): (Vec<&str>, Vec<&str>) = (ours.split(',').collect(), theirs.split(',').collect());
        assert_eq!(ours.len(), 18, "{ours:?}");
        verdicts.insert(ours[16]);
        for (column, (own, known)) in expected.split(',').zip(ours.iter().zip(&theirs)) {
            match (own.parse::<f64>(), known.parse::<f64>()) {
                // A p-value of 1e-10 must agree in its digits too, not only in being small.
                (Ok(own), Ok(known)) => assert!(
                    (own - known).abs() <= 1e-9 * known.abs().max(1e-15) + 1e-15,
                    "{}, {column}: {own} is not scipy's {known}",
                    theirs[0]
                ),
                _ => assert_eq!(own, known, "{}, {column}", theirs[0]),
            }
        }
        assert_eq!(ours.len(), theirs.len());
    }
    assert_eq!((made.lines().count(), expected.lines().count()), (11, 11));
    let all = [
        "about level",
        "clear gap",
        "more than asked",
        "not sure yet",
        "perhaps more than asked",
        "possible gap",
        "small but certain",
        "too few answers",
        "verdict",
    ];
    assert_eq!(verdicts.into_iter().collect::<Vec<_>>(), all, "every kind of reading occurs");
}

#[tokio::test]
async fn mistakes_in_both_files_are_named_with_line_and_column() {
    let database = TestDatabase::create().await;
    let folder = database.data_dir();
    fs::write(folder.join("offers.csv"), answers(1).replace("r3,,1", "r3,,11")).unwrap();
    fs::write(folder.join("expects.csv"), "group,bring_enthusiasm\nschool,often\n").unwrap();
    let ended = Program::on(&database).run(&[
        "report",
        "--offers",
        "offers.csv",
        "--expectations",
        "expects.csv",
        "--out",
        "out",
    ]);
    ended.failed_with(1);
    assert!(ended.err.contains("offers.csv, line 5, column bring_enthusiasm: "), "{}", ended.err);
    assert!(ended.err.contains("expects.csv, line 2, column bring_enthusiasm: "), "{}", ended.err);
    assert!(!folder.join("out").exists());
}
