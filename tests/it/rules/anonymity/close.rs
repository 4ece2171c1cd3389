//! What is told from one answer to the next, and after the close.

use common_ground::store::{people::PersonRole, snapshot, traces};
use sea_orm::{AccessMode, ConnectionTrait, Database, IsolationLevel, TransactionTrait};
use uuid::Uuid;

use super::{
    Scene,
    copies::{people_between, texts},
};
use crate::support::{program::Program, visitor::Visitor};

#[rocket::async_test]
async fn nobody_who_copies_the_database_and_its_log_after_each_answer_learns_who_gave_it() {
    let scene = Scene::of(12).await;
    let first = scene.copy().await;
    let (mut before, mut batches) = (first.clone(), Vec::new());
    for (person, marked) in (0..12).zip([0, 0, 0, 0, 5, 5, 5, 5, 5, 5, 5, 12]) {
        scene.answers(person).await;
        assert_eq!(scene.marked(marked).await, marked, "after person {person}");
        let after = scene.copy().await;
        batches.extend(Some(people_between(&before, &after)).filter(|people| *people > 0));
        before = after;
    }
    // Ten of twelve would have been two groups, and the last two people alone.
    assert_eq!(batches, [5, 7]);

    let open = scene.responses().await;
    scene.app.wait_days(15);
    scene.app.run_due().await;
    let closed = scene.copy().await;
    assert_eq!(people_between(&before, &closed), 0, "the close writes nothing of anybody");
    let new = scene.responses().await;
    assert!(new.len() == 12 && new.iter().all(|id| !open.contains(id)));
    assert!(closed["submission_key"].is_empty() && closed["draft"].is_empty());
}

#[rocket::async_test]
async fn the_close_does_not_give_away_the_few_who_answered_last() {
    let scene = Scene::of(20).await;
    for person in 0..5 {
        scene.answers(person).await;
    }
    assert_eq!(scene.marked(5).await, 5);
    let before = scene.copy().await;
    scene.answers(5).await;
    scene.app.wait_days(15);
    scene.app.run_due().await;
    assert_eq!(people_between(&before, &scene.copy().await), 0);
}

fn hold(bytes: &[u8], ids: &[Uuid]) -> bool {
    bytes.windows(16).any(|window| ids.iter().any(|id| id.as_bytes() == window))
}

/// Whether any of these ids can still be read in the files, or in a row of PostgreSQL that is dead.
async fn are_readable(scene: &Scene, ids: &[Uuid]) -> bool {
    let database = scene.app.database();
    if !database.is_postgres() {
        let file = database.data_dir().join("common-ground.db");
        let bytes = [file.with_extension("db-wal"), file].map(|path| std::fs::read(path).unwrap_or_default());
        return bytes.iter().any(|bytes| hold(bytes, ids));
    }
    let db = Database::connect(&database.url).await.unwrap();
    db.execute_unprepared("CREATE EXTENSION IF NOT EXISTS pageinspect").await.unwrap();
    let ids: Vec<String> = ids.iter().map(|id| format!("'\\x{}'::bytea", id.simple())).collect();
    let sql = format!(
        "SELECT lp::text FROM generate_series(0, pg_relation_size('response') / 8192 - 1) page, \
         heap_page_items(get_raw_page('response', page::int)) \
         WHERE EXISTS (SELECT FROM unnest(ARRAY[{}]) id WHERE position(id IN t_data) > 0)",
        ids.join(", ")
    );
    let found = texts(&db, &sql).await;
    db.close().await.unwrap();
    !found.is_empty()
}

async fn page(trainer: &Visitor, scene: &Scene) -> crate::support::visitor::Reply {
    let page = trainer.get(&format!("/programmes/reading/rounds/{}", scene.round.code)).await;
    page.has_status(200);
    page
}

#[rocket::async_test]
async fn a_reader_at_the_close_keeps_it_from_being_for_good_and_everybody_is_told() {
    let scene = Scene::of(8).await;
    for person in 0..8 {
        scene.answers(person).await;
    }
    let ids = scene.responses().await;
    let other = Database::connect(&scene.app.database().url).await.unwrap();
    let (snapshot, only_reading) = (IsolationLevel::RepeatableRead, AccessMode::ReadOnly);
    let reader = other.begin_with_config(Some(snapshot), Some(only_reading)).await.unwrap();
    reader.execute_unprepared("SELECT COUNT(*) FROM response").await.unwrap();

    scene.app.wait_days(15);
    scene.app.run_due().await;
    assert!(are_readable(&scene, &ids).await, "else there is nothing to be told of");
    if !scene.app.database().is_postgres() {
        let backup = scene.app.database().data_dir().join("backup.db");
        snapshot::copy_file(&scene.app.app.db, &backup).await.unwrap();
        assert!(!hold(&std::fs::read(backup).unwrap(), &ids), "a backup never holds what was rewritten");
    }
    let trainer = scene.app.signed_in(PersonRole::Trainer).await;
    let told = page(&trainer, &scene).await;
    told.says("Traces of the order of answers are still in the database’s log").never_says("closed for good");
    let program = Program::on(scene.app.database());
    let check = program.run(&["check"]);
    check.failed_with(1);
    assert!(check.out.contains("Traces of the order of answers"), "{}", check.out);
    assert!(check.out.contains(&scene.round.code), "{}", check.out);
    // However often it is tried.
    scene.app.run_due().await;
    page(&trainer, &scene).await.never_says("closed for good");

    reader.rollback().await.unwrap();
    scene.app.run_due().await;
    assert!(!traces::are_left_of(scene.app.app.db.read(), scene.round.id).await.unwrap());
    page(&trainer, &scene).await.says("closed for good").never_says("Traces");
    assert!(!are_readable(&scene, &ids).await);
    let check = program.run(&["check"]);
    assert!(check.out.contains("Nothing is left of the order of answers"), "{}", check.out);
}

#[rocket::async_test]
async fn a_close_that_nobody_reads_beside_is_for_good_at_once() {
    let scene = Scene::of(6).await;
    for person in 0..6 {
        scene.answers(person).await;
    }
    let ids = scene.responses().await;
    scene.app.wait_days(15);
    scene.app.run_due().await;
    assert!(!are_readable(&scene, &ids).await);
    let trainer = scene.app.signed_in(PersonRole::Trainer).await;
    page(&trainer, &scene).await.says("closed for good");
}
