//! The report of two files, from the command line.

use std::{fmt::Write as _, fs};

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
