//! The two commands, as whoever runs both machines types them.

use std::{fs, os::unix::fs::PermissionsExt};

use common_ground::{
    store::{
        close,
        people::{self, PersonRole},
        programmes, tallies,
    },
    survey::round::{PrivacyMode, RoundState},
};
use common_ground_reports::small_numbers::MinGroup;
use jiff::Timestamp;
use serde_json::json;

use crate::support::{
    database::TestDatabase,
    program::Program,
    rounds::{answer_needs, needs_round},
};

const ANN: &str = "ann@library.example.org";

#[tokio::test]
async fn a_programme_moves_from_one_machine_to_another_by_two_commands() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let round = needs_round(&db, PrivacyMode::Anonymous).await;
    answer_needs(&db, &round, 1_200).await;
    let (hash, long_ago) = (Some("hashed".to_owned()), Timestamp::UNIX_EPOCH);
    let ann = people::add(db.write_one(), ANN, "Ann Low", hash, long_ago).await.unwrap();
    people::join(db.write_one(), ann, round.programme, PersonRole::Admin).await.unwrap();
    let (program, slug) = (Program::on(&database), round.programme.to_string());
    let path = database.data_dir().join("moved.zip");
    let file = path.to_str().unwrap();
    let export = ["export-programme", slug.as_str(), "--out", file];

    let open = program.run(&export);
    open.failed_with(1);
    assert!(open.err.contains("close these first"), "{}", open.err);
    assert!(open.err.contains(&format!("the survey {}", round.code)), "{}", open.err);
    assert!(!path.exists(), "half a file is there");
    let nowhere = program.run(&["export-programme", "nowhere", "--out", file]);
    assert!(nowhere.failed_with(1).err.contains("there is no programme nowhere"), "{}", nowhere.err);

    close::close(&db, round.id, true, &[], MinGroup::default()).await.unwrap();
    let made = program.run(&export);
    made.succeeded();
    assert!(made.out.contains("holds Welcome to reading: "), "{}", made.out);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);

    let elsewhere = TestDatabase::create().await;
    let there = Program::on(&elsewhere);
    let looked = there.run(&["import-programme", file, "--check"]);
    looked.succeeded();
    assert!(looked.out.contains("Nothing was imported."), "{}", looked.out);
    assert!(looked.out.contains(&format!("New here, without a password: {ANN}.")), "{}", looked.out);
    let db_there = elsewhere.open().await;
    assert!(programmes::find(db_there.read(), &slug).await.unwrap().is_none());

    let imported = there.run(&["import-programme", file]);
    imported.succeeded();
    for words in [
        "Imported Welcome to reading: ",
        &*format!("It is at /programmes/{slug}."),
        &*format!("Give one a password: common-ground user reset {ANN}"),
        &*format!("common-ground user grant-site-admin {ANN}"),
    ] {
        assert!(imported.out.contains(words), "not said: {words}\n{}", imported.out);
    }
    let again = there.run(&["import-programme", file]);
    again.failed_with(1);
    assert!(again.err.contains("choose another address with --slug"), "{}", again.err);
    let second = there.run(&["import-programme", file, "--slug", "reading-trial", "--json"]);
    let told = second.succeeded().json();
    assert_eq!(
        (&told["imported"], &told["renewed"], &told["slug"]),
        (&json!(true), &json!(true), &json!("reading-trial"))
    );
    assert_eq!(told["known_people"], json!([ANN]));

    let before = tallies::of_round(db.read(), round.id).await.unwrap();
    assert!(!before.is_empty());
    for slug in [slug.as_str(), "reading-trial"] {
        let programme = programmes::find(db_there.read(), slug).await.unwrap().unwrap();
        let moved = crate::support::rounds::of_programme(db_there.read(), programme.id).await.remove(0);
        assert_eq!(moved.state, RoundState::Closed);
        assert_eq!(tallies::of_round(db_there.read(), moved.id).await.unwrap(), before, "{slug}");
    }
    assert_eq!(there.run(&["check"]).status, program.run(&["check"]).status);
}

#[tokio::test]
async fn a_file_that_is_no_archive_or_is_not_there_is_refused_in_words() {
    let database = TestDatabase::create().await;
    let program = Program::on(&database);
    let path = database.data_dir().join("list.csv");
    fs::write(&path, "name,email\n").unwrap();
    let foreign = program.run(&["import-programme", path.to_str().unwrap()]);
    foreign.failed_with(1);
    assert!(foreign.err.contains("is not the archive of a programme"), "{}", foreign.err);
    let gone = program.run(&["import-programme", "/nowhere.zip", "--check"]);
    gone.failed_with(1);
    assert!(gone.err.contains("/nowhere.zip"), "{}", gone.err);
    program.run(&["import-programme"]).failed_with(2);
}
