//! Everything moves into another database, of the same kind or not, and nothing is lost on the way.

use common_ground::{
    demo,
    store::{
        Db, tallies,
        transfer::{self, TableChecksum},
    },
    survey::round::PrivacyMode,
};
use sea_orm::ConnectionTrait;
use tempfile::TempDir;

use crate::support::{
    app::TestApp,
    crowd::Crowd,
    database::TestDatabase,
    program::Program,
    rounds::{answer_needs, miscount, needs_round, three_too_many},
};

/// People who answered before the move, and who answer after it.
const BEFORE: usize = 30;
const AFTER: usize = 20;

/// A name with everything in it that a file of rows could trip over.
const ODD: &str = "UPDATE programme SET name = 'Zoë’s \\N \"first\"\t\\.\n\\\\ 📚'";

/// What every table holds, but for the log of who did what, which tells of the move itself.
async fn held(url: &str) -> Vec<TableChecksum> {
    let db = Db::connect(url).await.unwrap();
    let mut held = transfer::checksums(&db).await.unwrap();
    db.close().await.unwrap();
    held.retain(|table| table.table != "audit");
    held
}

fn rows(held: &[TableChecksum], table: &str) -> u64 {
    held.iter().find(|one| one.table == table).map(|one| one.rows).unwrap()
}

/// A place for an SQLite database that is not there yet.
fn sqlite() -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("common-ground.db").display());
    (folder, url)
}

#[rocket::async_test]
async fn a_service_moves_into_another_database_and_on_and_answers_still_come_in() {
    let app = TestApp::start().await;
    let out = tempfile::tempdir().unwrap();
    demo::run(&app.app, &app.clock, app.now(), out.path(), |_| {}).await.unwrap();
    let round = needs_round(&app.app.db, PrivacyMode::Anonymous).await;
    answer_needs(&app.app.db, &round, BEFORE).await;
    app.app.db.write_one().execute_unprepared(ODD).await.unwrap();
    app.app.db.clone().close().await.unwrap();
    let database = app.database();
    let before = held(&database.url).await;
    let counts = if database.is_postgres() { "tally" } else { "tally_document" };
    for table in ["response", counts, "outbox", "summary", "board_card", "promise", "health_check"] {
        assert!(rows(&before, table) > 0, "the demonstration has no {table}");
    }

    let (_folder, file) = sqlite();
    let moved = Program::on(database).run(&["migrate-database", "--to", &file]);
    moved.succeeded();
    assert!(moved.out.contains("read them back, and found every table the same"), "{}", moved.out);
    assert!(moved.out.contains("rounds agree with their"), "{}", moved.out);
    assert_eq!(held(&file).await, before);

    let elsewhere = TestDatabase::create().await;
    let from_file = Program::on(database).with("COMMON_GROUND_DATABASE_URL", &file);
    let told = from_file.run_with_input(&["migrate-database", "--to", "-", "--json"], &elsewhere.url);
    let told = told.succeeded().json();
    let tables = told["tables"].as_array().unwrap();
    assert!(
        tables.iter().any(|table| table["table"] == "outbox" && table["rows"] == rows(&before, "outbox")),
        "{told}"
    );
    assert_eq!(held(&elsewhere.url).await, before);

    let service = Program::on(&elsewhere).serve();
    let crowd = Crowd::of(AFTER, &round);
    for person in 0..AFTER {
        assert!(crowd.send(service.address, person).await, "person {person}");
    }
    assert_eq!(service.stop().code(), Some(0));
    let db = elsewhere.open().await;
    let progress = tallies::progress(db.read(), &[round.id]).await.unwrap();
    assert_eq!(progress[&round.id].responses, (BEFORE + AFTER) as u64);
}

#[tokio::test]
async fn what_was_counted_in_a_file_is_counted_on_after_the_move() {
    let (_folder, file) = sqlite();
    let from = TestDatabase::at(file);
    let db = from.open().await;
    let round = needs_round(&db, PrivacyMode::Confidential).await;
    answer_needs(&db, &round, BEFORE).await;
    db.close().await.unwrap();
    let to = TestDatabase::create().await;
    Program::on(&from).run_with_input(&["migrate-database", "--to", "-"], &to.url).succeeded();

    let db = to.open().await;
    answer_needs(&db, &round, AFTER).await;
    let all = (BEFORE + AFTER) as u64;
    assert_eq!(tallies::progress(db.read(), &[round.id]).await.unwrap()[&round.id].responses, all);
    let check = Program::on(&to).run(&["check"]);
    check.succeeded();
    assert!(check.out.contains(&format!("1 rounds agree with their {all} responses")), "{}", check.out);

    let before = tallies::of_round(db.read(), round.id).await.unwrap();
    miscount(&db, round.id, three_too_many).await;
    Program::on(&to).run(&["check"]).failed_with(1);
    Program::on(&to).run(&["check", "--repair"]).succeeded();
    assert_eq!(tallies::of_round(db.read(), round.id).await.unwrap(), before);
}

#[tokio::test]
async fn a_backup_of_one_kind_of_database_is_restored_into_the_other_and_back() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let round = needs_round(&db, PrivacyMode::Confidential).await;
    answer_needs(&db, &round, BEFORE).await;
    db.write_one().execute_unprepared(ODD).await.unwrap();
    db.close().await.unwrap();
    let before = held(&database.url).await;
    let backups = tempfile::tempdir().unwrap();
    let backup = |name: &str| backups.path().join(name).display().to_string();
    // The first command that opens the service makes its key.
    Program::on(&database).run(&["user", "list"]).succeeded();
    Program::on(&database).run(&["backup", "--with-key", "--out", &backup("one.tar")]).succeeded();

    // SQLite, whatever the tests run on.
    let (_folder, file) = sqlite();
    let second = TestDatabase::at(file);
    let restored = Program::on(&second).run(&["restore", &backup("one.tar")]);
    restored.succeeded();
    assert!(
        restored.out.contains(&format!("1 rounds agree with their {BEFORE} responses")),
        "{}",
        restored.out
    );
    assert_eq!(held(&second.url).await, before);

    Program::on(&second).run(&["backup", "--with-key", "--out", &backup("two.tar")]).succeeded();
    let third = TestDatabase::create().await;
    Program::on(&third).run(&["restore", &backup("two.tar")]).succeeded();
    assert_eq!(held(&third.url).await, before);
    Program::on(&third).run(&["check"]).succeeded();
}

#[tokio::test]
async fn nothing_moves_over_what_is_there_nor_while_the_service_runs() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    needs_round(&db, PrivacyMode::Anonymous).await;
    db.close().await.unwrap();
    let program = Program::on(&database);
    let (_folder, file) = sqlite();
    let refused = |to: &str, words: &str| {
        let refused = program.run(&["migrate-database", "--to", to]);
        refused.failed_with(1);
        assert!(refused.err.contains(words), "{}", refused.err);
    };

    let service = program.serve();
    refused(&file, "stop the service first");
    assert_eq!(service.stop().code(), Some(0));
    refused(&database.url, "the service already uses");
    refused("mysql://db.example.org/cg", "postgres://… or sqlite://…");

    program.run(&["migrate-database", "--to", &file]).succeeded();
    let moved = held(&file).await;
    refused(&file, "not empty");
    assert_eq!(held(&file).await, moved);
}
