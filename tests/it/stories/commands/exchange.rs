//! Answers out to a file, and back in.

use std::{
    fs,
    io::{Cursor, Read},
    path::PathBuf,
};

use calamine::{Reader, Xlsx};
use common_ground::{
    store::{Db, close, comments, published, rounds::Round, tallies, tallies::StoredTally},
    survey::round::PrivacyMode,
};
use common_ground_reports::small_numbers::MinGroup;
use zip::ZipArchive;

use crate::support::{
    database::TestDatabase,
    program::Program,
    rounds::{answer_needs, needs_round},
};

const HEADER: &str = "response_id,group,conf_initiative,conf_keep_up,other_help";

fn file(database: &TestDatabase, name: &str, rows: &[&str]) -> (PathBuf, String) {
    let path = database.data_dir().join(name);
    let text: Vec<&str> = [HEADER].iter().chain(rows).copied().collect();
    fs::write(&path, text.join("\n")).unwrap();
    let shown = path.display().to_string();
    (path, shown)
}

async fn tallies_of(db: &Db, round: &Round) -> Vec<StoredTally> {
    tallies::of_round(db.read(), round.id).await.unwrap()
}

async fn responses(db: &Db, round: &Round) -> u64 {
    tallies::progress(db.read(), &[round.id]).await.unwrap().get(&round.id).map_or(0, |p| p.responses)
}

#[tokio::test]
async fn what_is_exported_and_imported_again_gives_the_same_tallies_and_nothing_doubles() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let program = Program::on(&database);
    let from = needs_round(&db, PrivacyMode::Anonymous).await;
    answer_needs(&db, &from, 2_500).await;
    close::close(&db, from.id, true, &[], MinGroup::default()).await.unwrap();
    for purpose in ["analysis", "excel"] {
        let into = needs_round(&db, PrivacyMode::Confidential).await;
        let out = format!("{purpose}.csv");
        program
            .run(&["export", "responses", "--round", &from.code, "--for", purpose, "--out", &out])
            .succeeded();
        let import = ["import", "responses", "--round", &into.code, &out, "--json"];
        assert_eq!(program.run(&import).json()["imported"], 2_500);
        assert_eq!(program.run(&import).json()["already"], 2_500, "a second import doubles nothing");
        assert_eq!(tallies_of(&db, &into).await, tallies_of(&db, &from).await);
        // After the close the file is known all the same.
        close::close(&db, into.id, false, &[], MinGroup::default()).await.unwrap();
        assert_eq!(program.run(&import).json()["already"], 2_500);
        assert_eq!(responses(&db, &into).await, 2_500);
    }
    program.run(&["check"]).succeeded();
}

#[tokio::test]
async fn nothing_is_imported_into_an_anonymous_round_that_has_closed() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let round = needs_round(&db, PrivacyMode::Anonymous).await;
    answer_needs(&db, &round, 12).await;
    close::close(&db, round.id, true, &[], MinGroup::default()).await.unwrap();
    let shown = published::find(db.read(), round.id).await.unwrap();
    let (_, path) = file(&database, "late.csv", &["p1,outreach,4,5,More time"]);
    let ended = Program::on(&database).run(&["import", "responses", "--round", &round.code, &path]);
    ended.failed_with(1);
    assert!(ended.err.contains("is anonymous and has closed"), "{}", ended.err);
    assert!(ended.err.contains("while the round is open, or into a new round"), "{}", ended.err);
    assert_eq!(responses(&db, &round).await, 12);
    assert_eq!(published::find(db.read(), round.id).await.unwrap(), shown);
}

#[tokio::test]
async fn an_export_is_a_file_that_other_programs_open() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let round = needs_round(&db, PrivacyMode::Confidential).await;
    let (_, path) = file(&database, "in.csv", &["a,outreach,4,-8,\"=1+1, \"\"really\"\"\""]);
    let program = Program::on(&database);
    program.run(&["import", "responses", "--round", &round.code, &path]).succeeded();
    let export = program.run(&["export", "responses", "--round", &round.code.to_lowercase()]);
    let (header, row) = export.succeeded().out.split_once("\r\n").unwrap();
    assert!(header.starts_with("response_id,group,kinds_now/kind_childrens_homes,"), "{header}");
    assert!(row.contains(",outreach,") && row.contains(",4,-8,"), "{row}");
    assert!(row.ends_with(",\"=1+1, \"\"really\"\"\"\r\n"), "{row}");
    assert!(export.err.contains("still open"), "{}", export.err);

    let excel = program.run(&["export", "responses", "--round", &round.code, "--for", "excel"]);
    assert!(excel.out.starts_with("\u{feff}response_id,"), "{}", excel.out);
    assert!(excel.out.ends_with(",\"'=1+1, \"\"really\"\"\"\r\n"), "{}", excel.out);
}

#[tokio::test]
async fn an_export_comes_as_the_file_that_was_asked_for() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let round = needs_round(&db, PrivacyMode::Confidential).await;
    let (_, path) = file(&database, "in.csv", &["a,outreach,4,-8,\"=1+1, \"\"really\"\"\""]);
    let program = Program::on(&database);
    program.run(&["import", "responses", "--round", &round.code, &path]).succeeded();
    let exported = |format: &str| {
        let out = database.data_dir().join(format!("out.{format}"));
        let shown = out.display().to_string();
        let export = ["export", "responses", "--round", &round.code, "--format", format, "--out", &shown];
        let ended = program.run(&export);
        assert!(ended.err.contains("1 response of round"), "{}", ended.err);
        ended.succeeded();
        fs::read(&out).unwrap()
    };
    assert!(exported("csv").starts_with(b"response_id,group,"));
    assert!(exported("sav").starts_with(b"$FL2"));
    let mut package = ZipArchive::new(Cursor::new(exported("package"))).unwrap();
    let mut answers = String::new();
    package.by_name("answers.csv").unwrap().read_to_string(&mut answers).unwrap();
    assert_eq!(answers, String::from_utf8(exported("csv")).unwrap());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(exported("xlsx"))).unwrap();
    let words = book.worksheet_range("In words").unwrap();
    let row: Vec<String> = words.rows().nth(1).unwrap().iter().map(ToString::to_string).collect();
    assert!(row.contains(&"missing: don’t know".to_owned()), "{row:?}");
    program.run(&["export", "responses", "--round", &round.code, "--format", "stata"]).failed_with(2);
}

#[tokio::test]
async fn an_anonymous_round_is_not_exported_while_it_is_open() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let round = needs_round(&db, PrivacyMode::Anonymous).await;
    answer_needs(&db, &round, 3).await;
    let out = database.data_dir().join("early.csv");
    let path = out.display().to_string();
    let ended = Program::on(&database).run(&["export", "responses", "--round", &round.code, "--out", &path]);
    ended.failed_with(1);
    assert!(ended.err.contains("anonymous and still open"), "{}", ended.err);
    assert!(!out.exists() && !database.data_dir().join("early.csv.part").exists());
}

#[tokio::test]
async fn one_bad_row_refuses_the_whole_file_and_names_its_line_and_column() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let round = needs_round(&db, PrivacyMode::Confidential).await;
    let (_, path) = file(&database, "in.csv", &["a,outreach,4,5,", "b,outreach,9,5,", "c,outreach,4,5"]);
    let ended = Program::on(&database).run(&["import", "responses", "--round", &round.code, &path]);
    ended.failed_with(1);
    assert!(ended.err.contains("in.csv, line 3, conf_initiative: "), "{}", ended.err);
    assert!(ended.err.contains("in.csv, line 4: This row has 4 cells"), "{}", ended.err);
    assert!(ended.err.contains("nothing was imported"), "{}", ended.err);
    assert_eq!(responses(&db, &round).await, 0);

    let (path, shown) = file(&database, "other.csv", &[]);
    fs::write(&path, "group;conf_initiative\r\noutreach;4\r\n\r\noutreach;7\r\n").unwrap();
    let ended = Program::on(&database).run(&["import", "responses", "--round", &round.code, &shown]);
    assert!(ended.err.contains("other.csv, line 4, conf_initiative: "), "{}", ended.err);
    fs::write(&path, b"group,other_help\noutreach,caf\xE9\n").unwrap();
    let ended = Program::on(&database).run(&["import", "responses", "--round", &round.code, &shown]);
    assert!(ended.err.contains("other.csv, line 2: This is not UTF-8"), "{}", ended.err);
    let wide: Vec<u8> = "group,other_help\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(&path, wide).unwrap();
    let ended = Program::on(&database).run(&["import", "responses", "--round", &round.code, &shown]);
    assert!(ended.err.contains("other.csv, line 1: This is not UTF-8"), "{}", ended.err);
    fs::write(&path, "group;conf_initative\noutreach;4\n").unwrap();
    let ended = Program::on(&database).run(&["import", "responses", "--round", &round.code, &shown]);
    ended.failed_with(1);
    assert!(ended.err.contains("other.csv, line 1, conf_initative: "), "{}", ended.err);
}

#[tokio::test]
async fn half_a_file_is_not_imported() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let round = needs_round(&db, PrivacyMode::Confidential).await;
    let (_, path) = file(&database, "half.csv", &["a,outreach,4,5,", "b,outreach,4,5,\"More time,", "and"]);
    let program = Program::on(&database);
    for skip in [&[][..], &["--skip-bad"]] {
        let import = [&["import", "responses", "--round", &round.code, &path], skip].concat();
        let ended = program.run(&import);
        ended.failed_with(1);
        assert!(ended.err.contains("half.csv, line 3: "), "{}", ended.err);
        assert!(ended.err.contains("a quotation mark in this row is never closed"), "{}", ended.err);
    }
    assert_eq!(responses(&db, &round).await, 0);
}

#[tokio::test]
async fn what_is_written_to_may_be_a_device_or_a_link_and_stays_one() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let round = needs_round(&db, PrivacyMode::Confidential).await;
    answer_needs(&db, &round, 1).await;
    let program = Program::on(&database);
    let link = |name: &str, to: &str| {
        let link = database.data_dir().join(name);
        std::os::unix::fs::symlink(to, &link).unwrap();
        (link.clone(), link.display().to_string())
    };
    let (full, shown) = link("full.csv", "/dev/full");
    let ended = program.run(&["export", "responses", "--round", &round.code, "--out", &shown]);
    ended.failed_with(1);
    assert!(ended.err.contains("full.csv: No space left on device"), "{}", ended.err);
    assert!(full.is_symlink());

    let kept = database.data_dir().join("kept.csv");
    fs::write(&kept, "of yesterday").unwrap();
    let (latest, shown) = link("latest.csv", "kept.csv");
    let ended = program.run(&["export", "responses", "--round", &round.code, "--out", &shown]);
    assert!(ended.succeeded().err.contains("1 response of round"), "{}", ended.err);
    assert!(latest.is_symlink());
    assert!(fs::read_to_string(&kept).unwrap().starts_with("response_id,"));
}

#[tokio::test]
async fn every_row_of_a_file_leaves_again_whatever_it_calls_itself() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let round = needs_round(&db, PrivacyMode::Confidential).await;
    let nil = "00000000-0000-0000-0000-000000000000,outreach,4,5,";
    let last = "ffffffff-ffff-ffff-ffff-ffffffffffff,outreach,4,5,";
    let (_, path) = file(&database, "in.csv", &[nil, last, "7,outreach,4,5,", ",outreach,4,5,"]);
    let program = Program::on(&database);
    let import = ["import", "responses", "--round", &round.code, &path, "--json"];
    assert_eq!(program.run(&import).json()["imported"], 4);
    assert_eq!(program.run(&import).json()["already"], 4);
    let export = program.run(&["export", "responses", "--round", &round.code]);
    assert_eq!(export.succeeded().out.lines().count(), 5, "{}", export.out);
}

#[tokio::test]
async fn bad_rows_can_be_skipped_mended_and_imported_after_all() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let round = needs_round(&db, PrivacyMode::Confidential).await;
    let (_, path) = file(&database, "in.csv", &["a,outreach,4,5,", "b,outreach,9,5,\"so, so\""]);
    let program = Program::on(&database);
    let import = ["import", "responses", "--round", &round.code, &path, "--skip-bad", "--json"];
    let outcome = program.run(&import).json();
    assert_eq!((&outcome["imported"], &outcome["skipped"]), (&1.into(), &1.into()));
    assert_eq!(outcome["mistakes"][0]["line"], 3);
    let skipped = database.data_dir().join("in.skipped.csv");
    assert_eq!(outcome["skipped_file"], skipped.display().to_string());

    let text = fs::read_to_string(&skipped).unwrap();
    assert!(text.starts_with(&format!("{HEADER},reason\r\nb,outreach,9,5,\"so, so\",")), "{text}");
    assert!(text.contains("line 3, conf_initiative: "), "{text}");
    // What was skipped is not overwritten while somebody may be mending it.
    program.run(&import).failed_with(1);

    fs::write(&skipped, text.replace("outreach,9", "outreach,3")).unwrap();
    let skipped = skipped.display().to_string();
    let outcome = program.run(&["import", "responses", "--round", &round.code, &skipped, "--json"]).json();
    assert_eq!(outcome["imported"], 1);
    assert_eq!(responses(&db, &round).await, 2);
}

#[tokio::test]
async fn rows_without_ids_are_people_of_their_own_but_the_same_file_is_the_same_people() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let round = needs_round(&db, PrivacyMode::Confidential).await;
    let (_, path) = file(&database, "in.csv", &[",outreach,4,5,", ",outreach,4,5,"]);
    let program = Program::on(&database);
    let import = ["import", "responses", "--round", &round.code, &path, "--json"];
    assert_eq!(program.run(&import).json()["imported"], 2);
    assert_eq!(program.run(&import).json()["already"], 2);
    assert_eq!(responses(&db, &round).await, 2);
}

#[tokio::test]
async fn a_closed_round_takes_a_file_with_its_comments_and_says_that_summaries_stay() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let round = needs_round(&db, PrivacyMode::Confidential).await;
    close::close(&db, round.id, false, &["other_help".to_owned()], MinGroup::default()).await.unwrap();
    let (_, path) = file(&database, "paper.csv", &["p1,outreach,4,5,More time", "p2,outreach,3,5,"]);
    let program = Program::on(&database);
    let ended = program.run(&["import", "responses", "--round", &round.code, &path]);
    assert!(ended.succeeded().out.contains("does not change"), "{}", ended.out);
    program.run(&["import", "responses", "--round", &round.code, &path]).succeeded();
    let comments = comments::of_rounds(db.read(), &[round.id]).await.unwrap();
    let texts: Vec<_> = comments.iter().map(|c| (&*c.item, &*c.grp, &*c.text, c.state)).collect();
    assert_eq!(texts, [("other_help", "outreach", "More time", comments::Release::Waiting)]);
    assert_eq!(responses(&db, &round).await, 2);
}

#[tokio::test]
async fn a_round_that_is_not_there_is_said_so_with_the_code_most_like_it() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let round = needs_round(&db, PrivacyMode::Confidential).await;
    let mut typed = round.code.clone();
    typed.replace_range(7.., "?");
    let ended = Program::on(&database).run(&["export", "responses", "--round", &typed]);
    ended.failed_with(1);
    assert!(ended.err.contains(&format!("did you mean {}?", round.code)), "{}", ended.err);
}
