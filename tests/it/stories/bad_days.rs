//! Days on which the machine fails the service: nothing is thanked for that is lost, and the words say how to mend it.

use std::fs;

use common_ground::{
    store::{responses, write},
    system::secret::SecretKey,
};
use sea_orm::ConnectionTrait;

use crate::support::{app::TestApp, database::TestDatabase, program::Program};

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
    assert!(restored.err.contains("is kept aside as it is"), "{}", restored.err);
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
