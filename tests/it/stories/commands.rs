//! The commands that an administrator types, as processes of their own.

mod exchange;
mod manual;
mod many_answers;
mod partnerships;
mod people;
mod report;
mod trail;
mod write_up;

use std::time::{Duration, Instant};

use common_ground::{
    store::{
        check::lock,
        partners::{self, Partner},
        tallies,
        tallies::StoredTally,
        write,
    },
    survey::round::PrivacyMode,
};
use rustix::process::{Pid, Signal, kill_process};
use sea_orm::ConnectionTrait;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::sleep,
};
use uuid::Uuid;

use crate::support::{
    database::TestDatabase,
    http::get,
    program::Program,
    rounds::{answer_needs, miscount, needs_round, three_too_many},
};

#[tokio::test]
async fn the_help_of_every_command_shows_examples() {
    let database = TestDatabase::create().await;
    let program = Program::on(&database);
    let help = program.run(&["--help"]);
    help.succeeded();
    for command in [
        &["serve"][..],
        &["demo"],
        &["run-due"],
        &["check"],
        &["backup"],
        &["restore"],
        &["migrate-database"],
        &["export"],
        &["export", "responses"],
        &["export", "partnerships"],
        &["import"],
        &["import", "responses"],
        &["export-programme"],
        &["import-programme"],
        &["report"],
        &["write-up"],
        &["user"],
    ] {
        assert!(help.out.contains(command[0]), "{}", help.out);
        let help = program.run(&[command, &["--help"]].concat());
        assert!(help.out.contains("Examples:\n  "), "{command:?}: {}", help.out);
    }
    program.run(&["run-do"]).failed_with(2);
}

#[tokio::test]
async fn a_misspelt_setting_stops_a_command_and_names_the_nearest() {
    let database = TestDatabase::create().await;
    let program = Program::on(&database).with("COMMON_GROUND_MIN_GRUOP", "6");
    for command in [&["run-due"][..], &["check"]] {
        let ended = program.run(command);
        ended.failed_with(1);
        let said = format!("{}{}", ended.out, ended.err);
        assert!(said.contains("did you mean COMMON_GROUND_MIN_GROUP?"), "{said}");
    }
}

#[tokio::test]
async fn a_text_setting_takes_any_text() {
    let database = TestDatabase::create().await;
    for key in [
        "12345678901234567890123456789012",
        "[brackets, like a list, and 32 characters]",
        "\"quotes around it and 32 characters or more\"",
        "{key=\"value\", of=32, characters=true}",
    ] {
        Program::on(&database).with("COMMON_GROUND_SECRET_KEY", key).run(&["run-due"]).succeeded();
    }
    let short = Program::on(&database).with("COMMON_GROUND_SECRET_KEY", "true").run(&["run-due"]);
    assert!(short.failed_with(1).err.contains("COMMON_GROUND_SECRET_KEY has 4 characters"), "{}", short.err);
    let file = database.data_dir().join("common-ground.toml");
    std::fs::write(&file, "port = 8000\nsecret_key = 12345678901234567890123456789012\n").unwrap();
    let ended = Program::on(&database).run(&["run-due"]);
    let told =
        "secret_key in common-ground.toml, line 2: this setting is text, so put quotes around its value";
    assert!(ended.failed_with(1).err.contains(told), "{}", ended.err);
    assert!(!ended.err.contains("1234567890"), "{}", ended.err);
}

#[tokio::test]
async fn the_service_says_where_it_is_is_ready_there_and_stops_when_told() {
    let database = TestDatabase::create().await;
    let service = Program::on(&database).serve();
    assert_eq!(service.says, format!("Common Ground is at http://{}", service.address));
    let (status, _) = get(service.address, "/health/ready").await.unwrap();
    assert_eq!(status, 200);
    assert_eq!(service.stop().code(), Some(0));
}

#[tokio::test]
async fn a_form_under_way_is_answered_when_the_service_is_told_to_stop_and_then_it_stops_at_once() {
    let database = TestDatabase::create().await;
    let service = Program::on(&database).serve();
    let address = service.address;
    let form = "email=ada%40example.org&password=x";
    let head = format!(
        "POST /sign-in HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\n\r\n",
        form.len()
    );
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    sleep(Duration::from_millis(300)).await;
    service.tell_to_stop();
    sleep(Duration::from_secs(1)).await;
    stream.write_all(form.as_bytes()).await.unwrap();
    let sent = Instant::now();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 422"), "{answer}");
    assert_eq!(service.stop().code(), Some(0));
    // Not only when the ten seconds are over that requests may take.
    assert!(sent.elapsed() < Duration::from_secs(5), "{:?}", sent.elapsed());
}

#[tokio::test]
async fn a_port_in_use_is_named_with_the_setting_that_changes_it() {
    let database = TestDatabase::create().await;
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let ended = Program::on(&database).with("COMMON_GROUND_PORT", port.to_string()).run(&["serve"]);
    ended.failed_with(1);
    assert!(ended.err.contains(&format!("127.0.0.1:{port}")), "{}", ended.err);
    assert!(ended.err.contains("COMMON_GROUND_PORT"), "{}", ended.err);
}

#[tokio::test]
async fn a_command_whose_output_nobody_reads_any_more_does_its_work_and_ends_quietly() {
    let database = TestDatabase::create().await;
    database.open().await;
    let program = Program::on(&database);
    let add = ["user", "add", "--email", "ada@example.org", "--name", "Ada", "--role", "admin"];
    let programme = ["--programme", "reading", "--programme-name", "Reading"];
    let added = [&add[..], &programme].concat();
    for command in
        [&added[..], &["user", "list"], &["user", "list", "--json"], &["check"], &["run-due", "--json"]]
    {
        let ended = program.unread(command).output().unwrap();
        let said = String::from_utf8(ended.stderr).unwrap();
        assert!(ended.status.success() && said.is_empty(), "{command:?}: {} {said}", ended.status);
    }
    assert!(program.run(&["user", "list"]).succeeded().out.contains("ada@example.org"));
}

#[tokio::test]
async fn a_service_whose_output_nobody_reads_any_more_goes_on() {
    let database = TestDatabase::create().await;
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let program = Program::on(&database).with("COMMON_GROUND_PORT", address.port().to_string());
    let mut service = program.unread(&["serve"]).spawn().unwrap();
    let began = Instant::now();
    while get(address, "/health/live").await.is_err() {
        assert!(began.elapsed() < Duration::from_mins(1) && service.try_wait().unwrap().is_none());
        sleep(Duration::from_millis(100)).await;
    }
    // What it prints when it begins to listen is behind it.
    sleep(Duration::from_secs(1)).await;
    assert_eq!(get(address, "/health/live").await.unwrap().0, 200);
    kill_process(Pid::from_child(&service), Signal::TERM).unwrap();
    let ended = service.wait_with_output().unwrap();
    let said = String::from_utf8(ended.stderr).unwrap();
    assert!(ended.status.success() && !said.contains("panicked"), "{}: {said}", ended.status);
}

#[tokio::test]
async fn a_step_of_the_scheduler_says_what_it_did_and_does_it_once() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    needs_round(&db, PrivacyMode::Confidential).await;
    let program = Program::on(&database);
    let later = ["run-due", "--as-of", "2100-01-02T00:00:00Z", "--json"];
    assert_eq!(program.run(&later).json()["closed"], 1);
    assert_eq!(program.run(&later).json()["closed"], 0);
    program.run(&["run-due", "--as-of", "tomorrow"]).failed_with(2);
}

#[tokio::test]
async fn a_check_finds_a_tally_that_was_tampered_with_and_mends_it() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let round = needs_round(&db, PrivacyMode::Anonymous).await;
    answer_needs(&db, &round, 60).await;
    let before = tallies::of_round(db.read(), round.id).await.unwrap();
    let program = Program::on(&database);
    let check = program.run(&["check", "--json"]);
    check.succeeded();
    assert_eq!(check.json()["ok"], true, "{}", check.out);

    miscount(&db, round.id, three_too_many).await;
    let check = program.run(&["check"]);
    check.failed_with(1);
    assert!(check.out.contains(&round.code) && check.out.contains("conf_initiative"), "{}", check.out);
    assert!(check.out.contains("check --repair"), "{}", check.out);

    program.run(&["check", "--repair"]).succeeded();
    assert_eq!(tallies::of_round(db.read(), round.id).await.unwrap(), before);
    program.run(&["check"]).succeeded();
}

#[tokio::test]
async fn a_check_counts_on_while_somebody_else_writes() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let round = needs_round(&db, PrivacyMode::Anonymous).await;
    answer_needs(&db, &round, 60).await;
    // On SQLite this is the only one who may write, and on PostgreSQL the only one who may change the round.
    let held = write(&db).await.unwrap();
    lock(&held, round.id).await.unwrap();

    let check = Program::on(&database).run(&["check", "--json"]);
    let told = check.json();
    // Whether anything can be kept is not known on SQLite until the other is done: nothing else may wait for that.
    assert_eq!(check.status.success(), database.is_postgres(), "{}", check.out);
    let findings = told["findings"].as_array().unwrap().iter();
    let of_tallies: Vec<_> = findings.filter(|finding| finding["part"] == "tallies").collect();
    assert_eq!(of_tallies.len(), 1, "{}", check.out);
    assert_eq!(of_tallies[0]["ok"], true, "{}", check.out);
    assert_eq!(of_tallies[0]["what"], "1 rounds agree with their 60 responses.");

    held.rollback().await.unwrap();
    Program::on(&database).run(&["check"]).succeeded();
}

#[tokio::test]
async fn people_answer_on_where_counts_are_damaged_and_a_check_finds_and_mends_them() {
    let database = TestDatabase::create().await;
    if database.is_postgres() {
        eprintln!("skipped: on PostgreSQL each count is a row, which is a number or none");
        return;
    }
    let db = database.open().await;
    let round = needs_round(&db, PrivacyMode::Anonymous).await;
    answer_needs(&db, &round, 60).await;
    let before = tallies::of_round(db.read(), round.id).await.unwrap();
    db.write_one().execute_unprepared("UPDATE tally_document SET document = X'01FF'").await.unwrap();
    let refused = tallies::of_round(db.read(), round.id).await.unwrap_err();
    assert!(refused.to_string().contains("check --repair"), "{refused}");

    answer_needs(&db, &round, 60).await;
    let program = Program::on(&database);
    let check = program.run(&["check"]);
    check.failed_with(1);
    assert!(check.out.contains(&round.code) && check.out.contains("check --repair"), "{}", check.out);
    program.run(&["check", "--repair"]).succeeded();
    let mended = tallies::of_round(db.read(), round.id).await.unwrap();
    let twice = before.into_iter().map(|cell| StoredTally { n: 2 * cell.n, ..cell });
    assert_eq!(mended, twice.collect::<Vec<_>>(), "the same people answered twice");
    assert_eq!(tallies::progress(db.read(), &[round.id]).await.unwrap()[&round.id].responses, 120);
    program.run(&["check"]).succeeded();
}

#[tokio::test]
async fn a_check_finds_names_that_searches_would_miss_and_mends_it() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let round = needs_round(&db, PrivacyMode::Anonymous).await;
    let program = Program::on(&database);
    let finds_all = "Every partner and contact is found by name.";
    let check = program.run(&["check"]);
    assert!(check.succeeded().out.contains(finds_all), "{}", check.out);
    if database.is_postgres() {
        // It keeps its indexes by itself.
        return;
    }

    db.write_one().execute_unprepared("DROP TRIGGER partner_search_added").await.unwrap();
    let partner = Partner {
        id: Uuid::new_v4(),
        programme_id: round.programme,
        name: "Elm House".to_owned(),
        kind: "school".to_owned(),
    };
    partners::add_all(db.write_one(), &[partner]).await.unwrap();
    let check = program.run(&["check"]);
    check.failed_with(1);
    assert!(
        check.out.contains("can’t be found by name") && check.out.contains("check --repair"),
        "{}",
        check.out
    );
    program.run(&["check", "--repair"]).succeeded();
    let check = program.run(&["check"]);
    assert!(check.succeeded().out.contains(finds_all), "{}", check.out);
}

#[tokio::test]
async fn a_check_leaves_the_tallies_alone_whose_answers_were_deleted_in_time() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let round = needs_round(&db, PrivacyMode::Confidential).await;
    answer_needs(&db, &round, 20).await;
    let long_ago = "UPDATE round SET state = 'closed', closes_at = 0";
    db.write_one().execute_unprepared(long_ago).await.unwrap();
    db.write_one().execute_unprepared("DELETE FROM response").await.unwrap();
    let before = tallies::of_round(db.read(), round.id).await.unwrap();
    Program::on(&database).run(&["check", "--repair"]).succeeded();
    assert_eq!(tallies::of_round(db.read(), round.id).await.unwrap(), before);
    assert!(!before.is_empty());
}

#[tokio::test]
async fn a_check_knows_what_a_scheduler_years_ahead_has_deleted() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let round = needs_round(&db, PrivacyMode::Anonymous).await;
    answer_needs(&db, &round, 20).await;
    let before = tallies::of_round(db.read(), round.id).await.unwrap();
    let program = Program::on(&database);
    // The first step closes the round; the second, years later, deletes its answers and keeps its tallies.
    program.run(&["run-due", "--as-of", "2100-01-02T00:00:00Z"]).succeeded();
    program.run(&["check"]).succeeded();
    program.run(&["run-due", "--as-of", "2103-01-02T00:00:00Z"]).succeeded();
    let kept = common_ground::store::responses::page(db.read(), round.id, None).await.unwrap();
    assert!(kept.is_empty());
    // The clock of whoever checks may stand long before that.
    let check = program.run(&["check", "--repair"]);
    check.succeeded();
    assert!(!check.out.contains("does not agree"), "{}", check.out);
    assert_eq!(tallies::of_round(db.read(), round.id).await.unwrap(), before);
}

#[tokio::test]
async fn a_check_says_what_is_wrong_with_mail_and_settings() {
    let database = TestDatabase::create().await;
    database.open().await;
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let program = Program::on(&database)
        .with("COMMON_GROUND_SMTP_URL", format!("smtp://{closed}"))
        .with("COMMON_GROUND_ADDRESS", "0.0.0.0");
    let started = Instant::now();
    let check = program.run(&["check", "--json"]);
    check.failed_with(1);
    let findings = check.json()["findings"].as_array().unwrap().clone();
    let wrong: Vec<_> = findings.iter().filter(|finding| finding["ok"] == false).collect();
    assert_eq!(wrong.len(), 3, "{}", check.out);
    assert!(wrong.iter().all(|finding| finding["remedy"].as_str().is_some_and(|r| !r.is_empty())));
    assert!(started.elapsed() < Duration::from_secs(30));
}

#[tokio::test]
async fn a_check_makes_no_database_where_there_is_none() {
    let database = TestDatabase::create().await;
    let data = database.data_dir().join("data");
    if database.is_postgres() {
        // An empty database on a server is there; its tables are not.
        let check = Program::on(&database).run(&["check"]);
        check.failed_with(1);
        assert!(check.out.contains("tables are of an earlier version"), "{}", check.out);
        assert!(!data.exists());
        return;
    }
    let check = Program::on(&database).run(&["check"]);
    check.failed_with(1);
    assert!(check.out.contains("There is no database at"), "{}", check.out);
    assert!(!database.data_dir().join("common-ground.db").exists());
    assert!(!data.exists());
}
