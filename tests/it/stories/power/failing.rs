//! One write or sync fails, or one and all that follow: both for each of some that are drawn by `POWER_SEED`, or with
//! `POWER_EVERY` set for every one.

use std::{collections::BTreeSet, fs, path::Path, time::Duration};

use common_ground::{
    store::{Db, outbox::EmailState, responses, rounds::Round},
    survey::round::PrivacyMode,
};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use sea_orm::EntityTrait;
use tokio::time::timeout;

use super::number;
use crate::support::{
    app::TestApp,
    course::{MANAGERS, course, with_managers},
    crowd::Crowd,
    database::TestDatabase,
    entity::{outbox, summary},
    power::recorder::{Failing, Recorder},
    program::Program,
    rounds::{answer_needs, needs_round},
};

const KEY: &str = "a key that is long enough for a test of broken disks";
/// So many of the calls fail, one at a time and each both ways, in an ordinary run.
const SOME: usize = 4;
/// People who answer in each run.
const PEOPLE: usize = 6;
/// No answer may take longer to come than this.
const PATIENCE: Duration = Duration::from_secs(30);

/// A database like another that nobody has open.
async fn copy(base: &TestDatabase) -> TestDatabase {
    let made = TestDatabase::create().await;
    let file = |of: &TestDatabase| of.data_dir().join("common-ground.db");
    fs::copy(file(base), file(&made)).unwrap();
    made
}

fn program(database: &TestDatabase) -> Program<'_> {
    Program::on(database).with("COMMON_GROUND_SECRET_KEY", KEY)
}

/// Which calls fail, of so many, each once and for good: one drawn from each part of the run, or every one. What is drawn
/// is another each time; a test that fails shows its seed.
fn failing(calls: usize) -> impl Iterator<Item = Failing> {
    assert!(calls > 2 * SOME, "only {calls} writes and syncs were seen");
    let drawn: Vec<usize> = if number("POWER_EVERY", 0) == 0 {
        let seed = number("POWER_SEED", rand::random_range(0..1_000_000));
        eprintln!("POWER_SEED={seed} of {calls} calls");
        let mut rng = StdRng::seed_from_u64(seed as u64);
        let parts = (0..SOME).map(|nth| (nth * calls / SOME, (nth + 1) * calls / SOME));
        parts.map(|(from, until)| rng.random_range(from..until) + 1).collect()
    } else {
        (1..=calls).collect()
    };
    drawn.into_iter().flat_map(|call| [false, true].map(|lasting| Failing { call, lasting }))
}

/// What people wrote, as it is stored.
async fn stored(db: &Db, round: &Round) -> Vec<String> {
    let rows = responses::page(db.read(), round.id, None).await.unwrap();
    rows.iter().map(|row| row.answers["other_help"]["text"].as_str().unwrap().to_owned()).collect()
}

/// Lets everybody send their form once; gives up with whoever is not answered in time.
async fn all_send(program: &Program<'_>, crowd: &Crowd) {
    let Some(mut service) = program.try_to_serve() else { return };
    for person in 0..PEOPLE {
        let _ = timeout(PATIENCE, crowd.send(service.address, person)).await;
    }
    service.kill();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whichever_write_or_sync_fails_no_form_that_was_thanked_for_is_lost_and_none_is_doubled() {
    let base = TestDatabase::create().await;
    if base.is_postgres() {
        return;
    }
    let db = base.open().await;
    let round = needs_round(&db, PrivacyMode::Anonymous).await;
    db.close().await.unwrap();
    let whole = copy(&base).await;
    let recorder = Recorder::of(&whole);
    all_send(&recorder.watch(program(&whole)), &Crowd::of(PEOPLE, &round)).await;
    for failing in failing(recorder.calls()) {
        let database = copy(&base).await;
        let crowd = Crowd::of(PEOPLE, &round);
        let recorder = Recorder::of(&database);
        all_send(&recorder.watch_failing(program(&database), failing), &crowd).await;
        let db = database.open().await;
        let found = stored(&db, &round).await;
        let once: BTreeSet<&String> = found.iter().collect();
        assert_eq!(once.len(), found.len(), "{failing:?} doubled somebody");
        for person in crowd.who_was_thanked() {
            assert!(once.contains(&format!("person {person}")), "{failing:?} lost person {person}");
        }
        // With a disk that is well again everybody is through.
        db.close().await.unwrap();
        all_send(&program(&database), &crowd).await;
        assert_eq!(crowd.thanked(), PEOPLE, "{failing:?}");
        let db = database.open().await;
        assert_eq!(stored(&db, &round).await.len(), PEOPLE, "{failing:?}");
        db.close().await.unwrap();
        program(&database).run(&["check"]).succeeded();
    }
}

/// A course whose feedback has closed and whose summary is due, in a file that is whole.
async fn course_that_is_due() -> TestApp {
    let app = TestApp::start().await;
    with_managers(&app).await;
    course(&app, 9).await;
    let file = app.database().data_dir().join("common-ground.db");
    let whole = rusqlite::Connection::open(file).unwrap();
    whole.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |_| Ok(())).unwrap();
    app
}

#[tokio::test]
async fn whichever_write_or_sync_fails_at_the_close_every_manager_gets_one_summary_in_the_end() {
    if TestDatabase::create().await.is_postgres() {
        return;
    }
    let app = course_that_is_due().await;
    let due = ["run-due", "--as-of", "2026-06-01T09:00:00Z"];
    let whole = copy(app.database()).await;
    let recorder = Recorder::of(&whole);
    recorder.watch(program(&whole)).run(&due).succeeded();
    for failing in failing(recorder.calls()) {
        let database = copy(app.database()).await;
        let recorder = Recorder::of(&database);
        recorder.watch_failing(program(&database), failing).run(&due);
        for later in ["2026-06-02T09:00:00Z", "2026-06-04T09:00:00Z"] {
            program(&database).run(&["run-due", "--as-of", later]).succeeded();
        }
        let db = database.open().await;
        let written = summary::Entity::find().all(db.read()).await.unwrap();
        assert_eq!(written.len(), 1, "{failing:?}: one summary is written");
        let mut letters = outbox::Entity::find().all(db.read()).await.unwrap();
        letters.sort_by(|a, b| a.address.cmp(&b.address));
        let to: Vec<&str> = letters.iter().map(|letter| letter.address.as_str()).collect();
        assert_eq!(to, MANAGERS, "{failing:?}");
        assert!(letters.iter().all(|letter| letter.state == EmailState::Sent), "{failing:?}: {letters:#?}");
        db.close().await.unwrap();
        program(&database).run(&["check"]).succeeded();
    }
}

#[tokio::test]
async fn whichever_write_or_sync_fails_a_backup_is_whole_or_not_there() {
    let base = TestDatabase::create().await;
    if base.is_postgres() {
        return;
    }
    let db = base.open().await;
    let round = needs_round(&db, PrivacyMode::Anonymous).await;
    answer_needs(&db, &round, 40).await;
    db.close().await.unwrap();
    let back_up = |database: &TestDatabase, program: Program<'_>| {
        let file = database.data_dir().join("backup.tar");
        (program.run(&["backup", "--out", &file.display().to_string()]), file)
    };
    let whole = copy(&base).await;
    let recorder = Recorder::of(&whole);
    back_up(&whole, recorder.watch(program(&whole))).0.succeeded();
    for failing in failing(recorder.calls()) {
        let database = copy(&base).await;
        let recorder = Recorder::of(&database);
        let (ended, file) = back_up(&database, recorder.watch_failing(program(&database), failing));
        // Whether a file that is whole could be noted or not is another matter.
        let whole = ended.status.success() || ended.err.contains("backup.tar is whole, but");
        assert_eq!(
            whole,
            file.exists(),
            "{failing:?}: who reads that it failed finds no file: {}",
            ended.err
        );
        if whole {
            assert_eq!(restored(&file, &round).await, 40, "{failing:?}");
        }
    }
}

/// How many answers a backup brings back.
async fn restored(file: &Path, round: &Round) -> usize {
    let elsewhere = TestDatabase::create().await;
    program(&elsewhere).run(&["restore", &file.display().to_string()]).succeeded();
    let db = elsewhere.open().await;
    responses::page(db.read(), round.id, None).await.unwrap().len()
}
