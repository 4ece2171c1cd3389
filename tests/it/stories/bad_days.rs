//! Days on which the machine fails the service: nothing is thanked for that is lost, and the words say how to mend it.

use std::{
    fs,
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use common_ground::{
    store::{Connection, responses, submission::SubmissionOutcome, tallies, write, writer},
    survey::round::PrivacyMode,
    system::secret::SecretKey,
};
use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};

use crate::support::{
    app::TestApp,
    crowd::{Crowd, got_their_turns},
    database::TestDatabase,
    program::Program,
    rounds::{answer_needs, made_up, needs_round, open_round, submission},
};

#[rocket::async_test]
async fn what_is_thanked_for_after_the_database_ended_a_transaction_by_itself_is_kept() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    // What SQLite does when the disk is full: first it rolls back by itself, and the next time it does not.
    let ended = write(&app.app.db).await.unwrap();
    ended.execute_unprepared("ROLLBACK").await.unwrap();
    drop(ended);
    let cut_off = write(&app.app.db).await.unwrap();
    cut_off.execute_unprepared("UPDATE round SET code = code").await.unwrap();
    drop(cut_off);

    let address = format!("/s/{}", round.code);
    let fields = [("action", "submit"), ("answers[partner_kind]", "school")];
    app.visitor().await.post(&address, &fields).await.leads_to(&format!("{address}/sent"));

    // Another process sees only what would survive a power cut.
    let other = app.database().open().await;
    assert_eq!(responses::page(other.read(), round.id, None).await.unwrap().len(), 1);
}

/// The address of the same database, in which nothing can be kept.
fn without_leave_to_write(database: &TestDatabase) -> String {
    let words =
        if database.is_postgres() { "options=-c%20default_transaction_read_only%3Don" } else { "mode=ro" };
    format!("{}?{words}", database.url)
}

#[tokio::test]
async fn a_service_that_could_keep_nothing_does_not_start_and_says_how_to_mend_it() {
    let database = TestDatabase::create().await;
    database.open().await.close().await.unwrap();
    let program =
        Program::on(&database).with("COMMON_GROUND_DATABASE_URL", without_leave_to_write(&database));
    let remedy = if database.is_postgres() { "name the one that does" } else { "own the data folder" };

    let started = program.run(&["serve"]);
    started.failed_with(1);
    assert!(started.err.contains(remedy), "{}", started.err);
    let check = program.run(&["check"]);
    check.failed_with(1);
    assert!(check.out.contains("Nothing can be kept in it") && check.out.contains(remedy), "{}", check.out);
}

#[tokio::test]
async fn a_damaged_file_is_named_so_and_gives_way_to_a_backup() {
    let database = TestDatabase::create().await;
    if database.is_postgres() {
        // Its files are its own.
        return;
    }
    let program = Program::on(&database);
    program.run(&["run-due"]).succeeded();
    let elsewhere = tempfile::tempdir().unwrap();
    let backup = elsewhere.path().join("backup.tar").display().to_string();
    program.run(&["backup", "--out", &backup]).succeeded();
    fs::write(database.data_dir().join("common-ground.db"), "no database".repeat(10_000)).unwrap();

    for command in ["serve", "check", "run-due"] {
        let ended = program.run(&[command]);
        ended.failed_with(1);
        let said = format!("{}{}", ended.out, ended.err);
        assert!(said.contains("the file is damaged") && said.contains("restore"), "{said}");
    }
    let restored = program.run(&["restore", &backup, "--replace"]);
    restored.succeeded();
    assert!(restored.err.contains("is set aside as it is"), "{}", restored.err);
    program.run(&["check"]).succeeded();
}

#[tokio::test]
async fn nothing_runs_on_what_a_restore_left_that_was_cut_off() {
    let database = TestDatabase::create().await;
    database.open().await.close().await.unwrap();
    let left = database.data_dir().join("data/restore.work");
    fs::create_dir_all(&left).unwrap();
    let ended = Program::on(&database).run(&["run-due"]);
    ended.failed_with(1);
    assert!(ended.err.contains("a restore is under way or was cut off"), "{}", ended.err);
    assert!(ended.err.contains(left.to_str().unwrap()), "{}", ended.err);
}

#[tokio::test]
async fn a_file_with_one_damaged_page_is_told_by_check_and_enters_no_backup() {
    let database = TestDatabase::create().await;
    if database.is_postgres() {
        // It looks after its own files.
        return;
    }
    let program = Program::on(&database);
    program.run(&["run-due"]).succeeded();
    program.run(&["check"]).succeeded();
    let file = database.data_dir().join("common-ground.db");
    let page: i64 = {
        let whole = rusqlite::Connection::open(&file).unwrap();
        whole.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |_| Ok(())).unwrap();
        let outbox = "SELECT rootpage FROM sqlite_schema WHERE name = 'outbox'";
        whole.query_row(outbox, (), |row| row.get(0)).unwrap()
    };
    let mut bytes = fs::read(&file).unwrap();
    let size = usize::from(u16::from_be_bytes([bytes[16], bytes[17]]));
    let begin = usize::try_from(page - 1).unwrap() * size;
    bytes[begin..begin + size].fill(0xA5);
    fs::write(&file, bytes).unwrap();

    let check = program.run(&["check"]);
    check.failed_with(1);
    assert!(check.out.contains("damaged") && check.out.contains("restore"), "{}", check.out);
    let elsewhere = tempfile::tempdir().unwrap();
    let backup = elsewhere.path().join("backup.tar");
    let ended = program.run(&["backup", "--out", &backup.display().to_string()]);
    ended.failed_with(1);
    assert!(ended.err.contains("damaged") && !backup.exists(), "{}", ended.err);
}

#[test]
fn a_key_file_that_a_kill_left_empty_is_told_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secret.key");
    fs::write(&file, "").unwrap();
    let refused = SecretKey::kept_in(&file).unwrap_err().to_string();
    assert!(refused.contains("it is empty") && refused.contains("delete the file"), "{refused}");
    fs::remove_file(&file).unwrap();
    SecretKey::kept_in(&file).unwrap();
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["secret.key"], "nothing else is left");
    assert_eq!(fs::read_to_string(&file).unwrap().len(), 64);
}

/// A file beside the database, such as its log.
fn beside(database: &TestDatabase, ending: &str) -> PathBuf {
    database.data_dir().join(format!("common-ground.db{ending}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_outlive_a_log_that_is_deleted_under_the_service_which_ends_to_be_started_anew() {
    let database = TestDatabase::create().await;
    if database.is_postgres() {
        // It has no log that we know of.
        return;
    }
    let db = database.open().await;
    let round = needs_round(&db, PrivacyMode::Anonymous).await;
    db.close().await.unwrap();
    let program = Program::on(&database).logging_to(database.data_dir().join("log"));
    let mut service = program.serve();
    let crowd = Crowd::of(30, &round);
    for person in 0..20 {
        assert!(crowd.send(service.address, person).await, "person {person}");
    }
    fs::remove_file(beside(&database, "-wal")).unwrap();
    for person in 20..30 {
        // Thanked for, or refused because the service ends already.
        crowd.send(service.address, person).await;
    }
    let ended = service.ends_by_itself(Duration::from_secs(20)).expect("it ends by itself");
    assert_eq!(ended.code(), Some(0));
    let log = fs::read_to_string(database.data_dir().join("log")).unwrap();
    assert!(log.contains("was deleted or moved away"), "{log}");

    let db = database.open().await;
    let progress = tallies::progress(db.read(), &[round.id]).await.unwrap();
    assert_eq!(progress[&round.id].responses, crowd.thanked() as u64);
    db.close().await.unwrap();
    Program::on(&database).run(&["check"]).succeeded();
    assert_eq!(program.serve().stop().code(), Some(0));
}

#[tokio::test]
async fn check_tells_of_a_log_that_was_taken_away_and_opens_no_other_beside_it() {
    let database = TestDatabase::create().await;
    if database.is_postgres() {
        return;
    }
    let program = Program::on(&database);
    program.run(&["run-due"]).succeeded();
    // What a deleted log leaves beside a service that still writes to it.
    fs::write(beside(&database, "-shm"), "").unwrap();
    let check = program.run(&["check"]);
    check.failed_with(1);
    assert!(check.out.contains("was deleted or moved away"), "{}", check.out);
    assert!(check.out.contains("Stop the service"), "{}", check.out);
    assert!(!beside(&database, "-wal").exists());
}

async fn setting(db: &impl ConnectionTrait, name: &str) -> String {
    let sql = format!("SELECT current_setting('{name}')");
    let row = db.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap();
    row.unwrap().try_get_by_index(0).unwrap()
}

#[tokio::test]
async fn a_server_that_is_set_not_to_wait_for_its_disk_waits_for_ours_and_check_says_so() {
    let database = TestDatabase::create().await;
    if !database.is_postgres() {
        // Every connection to a file says itself how careful it is.
        return;
    }
    let name = database.url.rsplit_once('/').unwrap().1;
    let admin = Database::connect(&database.url).await.unwrap();
    admin.execute_unprepared(&format!("ALTER DATABASE {name} SET synchronous_commit = off")).await.unwrap();
    admin.close().await.unwrap();

    let db = database.open().await;
    let alone: &Connection = db.write_one();
    assert_eq!(setting(alone, "synchronous_commit").await, "on", "a statement by itself");
    let tx = write(&db).await.unwrap();
    assert_eq!(setting(&tx, "synchronous_commit").await, "on", "a transaction");
    tx.rollback().await.unwrap();
    let round = open_round(&db, PrivacyMode::Anonymous).await;
    let (writer, _task) = writer::start(db.clone(), Arc::default());
    let outcome = writer.submit(submission(&round, "a key", None)).await.unwrap();
    assert_eq!(outcome, SubmissionOutcome::New);

    let check = Program::on(&database).run(&["check"]);
    check.failed_with(1);
    assert!(check.out.contains("synchronous_commit = off"), "{}", check.out);
    assert!(check.out.contains("Set synchronous_commit to on"), "{}", check.out);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_import_keeps_nobody_who_answers_waiting_for_long() {
    const ROWS: usize = 4_000;
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let from = needs_round(&db, PrivacyMode::Confidential).await;
    answer_needs(&db, &from, ROWS).await;
    let (into, other) = (
        needs_round(&db, PrivacyMode::Confidential).await,
        needs_round(&db, PrivacyMode::Confidential).await,
    );
    let file = database.data_dir().join("answers.csv").display().to_string();
    let command = ["export", "responses", "--round", &from.code, "--out", &file];
    Program::on(&database).run(&command).succeeded();
    let (writer, _task) = writer::start(db.clone(), Arc::default());
    let mut waiting = made_up(&other, 2_000).into_iter();

    let mut waits = Vec::new();
    let took = std::thread::scope(|scope| {
        let import = scope.spawn(|| {
            let began = Instant::now();
            let command = ["import", "responses", "--round", &into.code, &file, "--json"];
            (Program::on(&database).run(&command), began.elapsed())
        });
        while !import.is_finished() {
            let Some(answer) = waiting.next() else { break };
            let began = Instant::now();
            let outcome = tokio::task::block_in_place(|| {
                tokio::runtime::Handle::current().block_on(writer.submit(answer)).unwrap()
            });
            assert_eq!(outcome, SubmissionOutcome::New);
            waits.push(began.elapsed());
            std::thread::sleep(Duration::from_millis(5));
        }
        let (ended, took) = import.join().unwrap();
        assert_eq!(ended.json()["imported"], ROWS);
        took
    });
    assert!(waits.len() > 10, "{} answered meanwhile", waits.len());
    // A step of eight, beside pauses and the check of the file. `scripts/rehearse/long_commands.py` holds the program that is
    // released to a tenth of a second.
    got_their_turns(&waits, took, 3);
}
