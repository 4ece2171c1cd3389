//! What commands leave in the trail: that they were given, when, and upon what; never an answer.

use common_ground::{
    store::{Db, audit, close, invitations, people, programmes},
    survey::round::PrivacyMode,
};
use common_ground_reports::small_numbers::MinGroup;
use sea_orm::EntityTrait;

use crate::support::entity;
use crate::support::{
    database::TestDatabase,
    program::Program,
    rounds::{answer_needs, miscount, needs_round, three_too_many},
};

/// Every act of the command line in a programme, oldest first.
async fn acts(db: &Db, programme: uuid::Uuid) -> Vec<String> {
    let mut kept = audit::latest(db.read(), programme, 100).await.unwrap();
    kept.reverse();
    let act = |one: audit::AuditEntry| {
        assert_eq!((one.person.as_str(), one.person_id), ("the command line", None));
        format!("{} {}", one.act, one.object)
    };
    kept.into_iter().map(act).collect()
}

#[tokio::test]
async fn commands_upon_people_are_kept_in_the_trail_of_their_programmes() {
    let database = TestDatabase::create().await;
    let program = Program::on(&database);
    let add = ["user", "add", "--email", "ada@example.org", "--name", "Ada", "--role", "admin"];
    let programme = ["--programme", "reading", "--programme-name", "Reading"];
    program.run(&[&add[..], &programme].concat()).succeeded();
    let numbers = ["--programme", "numbers", "--programme-name", "Numbers"];
    program.run(&[&add[..], &numbers].concat()).succeeded();
    program.run(&["user", "reset", "ada@example.org"]).succeeded();
    program.run(&["user", "disable", "ada@example.org"]).succeeded();
    program.run(&["user", "enable", "ada@example.org"]).succeeded();
    program.run(&["user", "disable", "nobody@example.org"]).failed_with(1);

    let db = database.open().await;
    for slug in ["reading", "numbers"] {
        let id = programmes::find(db.read(), slug).await.unwrap().unwrap().id;
        let kept = acts(&db, id).await;
        // The first account of all looks after the site.
        let also = if slug == "reading" { " and site administrator" } else { "" };
        let first = format!("added ada@example.org as admin{also}");
        let later = [
            "gave another password to ada@example.org",
            "disabled ada@example.org",
            "enabled ada@example.org",
        ];
        assert_eq!(kept, [&[&*first], &later[..]].concat(), "{slug}");
    }

    let id = programmes::find(db.read(), "reading").await.unwrap().unwrap().id;
    invitations::add_contact(db.write_one(), id, None, "Dana Whitfield", "dana@example.org").await.unwrap();
    let who = ["--email", "dana@example.org", "--programme", "reading"];
    program.run(&[&["person", "export"][..], &who].concat()).succeeded();
    program.run(&[&["person", "erase"][..], &who].concat()).succeeded();
    program.run(&[&["person", "erase"][..], &who].concat()).failed_with(1);
    let kept = acts(&db, id).await;
    assert_eq!(kept[4..], ["exported what is held about a person", "erased what was held about a person"]);
}

#[tokio::test]
async fn an_account_without_a_programme_leaves_a_trace_too() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let epoch = jiff::Timestamp::UNIX_EPOCH;
    people::add(db.write_one(), "ben@example.org", "Ben", None, epoch).await.unwrap();
    Program::on(&database).run(&["user", "disable", "ben@example.org"]).succeeded();
    let kept = entity::audit::Entity::find().all(db.read()).await.unwrap();
    let kept: Vec<_> = kept.iter().map(|one| (one.programme_id, &*one.act, &*one.object)).collect();
    assert_eq!(kept, [(None, "disabled", "ben@example.org")]);
}

#[tokio::test]
async fn answers_that_leave_or_come_and_tallies_counted_anew_are_kept_in_the_trail() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let program = Program::on(&database);
    let round = needs_round(&db, PrivacyMode::Anonymous).await;
    answer_needs(&db, &round, 12).await;
    program.run(&["export", "responses", "--round", &round.code]).failed_with(1);
    assert!(acts(&db, round.programme).await.is_empty(), "what was refused left nothing");

    close::close(&db, round.id, true, &[], MinGroup::default()).await.unwrap();
    program.run(&["export", "responses", "--round", &round.code]).succeeded();
    program.run(&["export", "responses", "--round", &round.code, "--out", "answers.csv"]).succeeded();
    program.run(&["import", "responses", "--round", &round.code, "answers.csv"]).failed_with(1);
    let open = needs_round(&db, PrivacyMode::Confidential).await;
    program.run(&["import", "responses", "--round", &open.code, "answers.csv"]).succeeded();
    assert_eq!(acts(&db, open.programme).await[0], format!("imported answers into round {}", open.code));
    std::fs::write(database.data_dir().join("bad.csv"), "group,conf_initiative\nnobody,99\n").unwrap();
    program.run(&["import", "responses", "--round", &round.code, "bad.csv"]).failed_with(1);
    program.run(&["check", "--repair"]).succeeded();
    miscount(&db, round.id, three_too_many).await;
    program.run(&["check"]).failed_with(1);
    program.run(&["check", "--repair"]).succeeded();
    program.run(&["backup", "--out", "kept.tar"]).succeeded();

    let code = &round.code;
    let expected = [
        format!("exported the answers of round {code}"),
        format!("exported the answers of round {code}"),
        format!("recounted the tallies of round {code}"),
        "made a backup of the whole service".to_owned(),
    ];
    assert_eq!(acts(&db, round.programme).await, expected);
}

#[tokio::test]
async fn what_was_due_and_a_backup_that_was_put_back_are_kept_in_the_trail() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let program = Program::on(&database);
    let round = needs_round(&db, PrivacyMode::Anonymous).await;
    program.run(&["run-due"]).succeeded();
    assert!(acts(&db, round.programme).await.is_empty(), "nothing was due");
    program.run(&["backup", "--out", "kept.tar", "--with-key"]).succeeded();
    program.run(&["run-due", "--as-of", "2030-06-01T09:00:00Z"]).succeeded();
    let kept = acts(&db, round.programme).await;
    assert_eq!(kept, ["made a backup of the whole service", "ran the scheduler as of 2030-06-01T09:00:00Z"]);

    let elsewhere = TestDatabase::create().await;
    let tar = database.data_dir().join("kept.tar");
    Program::on(&elsewhere).run(&["restore", tar.to_str().unwrap()]).succeeded();
    let kept = acts(&elsewhere.open().await, round.programme).await;
    assert_eq!(kept.len(), 1, "the backup shows the moment before it is noted: {kept:?}");
    assert!(kept[0].starts_with("put back a backup of the whole service, made at 2"), "{kept:?}");
}
