//! The power goes while forms come in, a survey closes and emails leave: whatever the disk kept of what was not synced,
//! each answer that somebody was thanked for is there once, and no email that left would leave again.

mod failing;
mod key;
mod story;

use std::collections::BTreeSet;

use common_ground::store::{Db, outbox::EmailState, responses, tallies};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use sea_orm::EntityTrait;

use self::story::Story;
use crate::support::{
    database::TestDatabase,
    entity::{comment, outbox},
    power::disk::{self, Files, Unsynced},
};

/// States of the disk that are looked at; more by `POWER_CUTS`.
const CUTS: usize = 100;
/// States of a disk that heeds no sync: so many show that losses would be seen.
const CONTROLS: usize = 20;
/// What is drawn; another by `POWER_SEED`.
const SEED: usize = 7;

/// A number in the environment.
fn number(name: &str, otherwise: usize) -> usize {
    #[expect(clippy::disallowed_methods, reason = "how long the tests may take")]
    let set = std::env::var(name).ok();
    set.map_or(otherwise, |text| text.parse().unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_power_cut_at_any_moment_loses_no_answer_that_was_thanked_for_and_doubles_none() {
    let database = TestDatabase::create().await;
    if database.is_postgres() {
        eprintln!(
            "skipped: PostgreSQL keeps its files itself; `instances::crash` crashes a server under load"
        );
        return;
    }
    let story = Box::pin(story::live(&database)).await;
    let seed = number("POWER_SEED", SEED);
    let mut rng = StdRng::seed_from_u64(seed as u64);
    let cuts = number("POWER_CUTS", CUTS);
    for nth in 0..cuts {
        let unsynced = disk::ALL[nth % disk::ALL.len()];
        let until = a_moment(&story, &mut rng);
        let files = disk::left(&story.before, &story.acts[..until], unsynced, true, &mut rng);
        let judged = Box::pin(judge(&story, until, &files)).await;
        assert!(
            judged.is_ok(),
            "seed {seed}, cut {nth} of {cuts} after {until} of {} acts, what was not synced was {unsynced:?}: {}",
            story.acts.len(),
            judged.unwrap_err()
        );
    }
    let mut bad = 0;
    for _ in 0..CONTROLS {
        let until = a_moment(&story, &mut rng);
        let files = disk::left(&story.before, &story.acts[..until], Unsynced::Some, false, &mut rng);
        bad += usize::from(Box::pin(judge(&story, until, &files)).await.is_err());
    }
    assert!(
        bad > CONTROLS / 2,
        "a disk that heeds no sync lost something in only {bad} of {CONTROLS} states"
    );
}

/// A moment to cut the power: any, or just when somebody was thanked, when most is to be lost.
fn a_moment(story: &Story, rng: &mut StdRng) -> usize {
    if rng.random_bool(0.4) {
        return rng.random_range(1..=story.acts.len());
    }
    let (nth, _) = story.thanked[rng.random_range(0..story.thanked.len())];
    (nth + 1 + rng.random_range(0..4)).min(story.acts.len())
}

/// What is wrong with what a power cut left after so many acts.
async fn judge(story: &Story, until: usize, files: &Files) -> Result<(), String> {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let name = path.strip_prefix(&story.folder).unwrap().trim_start_matches('/');
        if !name.contains('/') {
            std::fs::write(folder.path().join(name), bytes).unwrap();
        }
    }
    let file = folder.path().join("common-ground.db");
    let told = |error: rusqlite::Error| error.to_string();
    let whole = rusqlite::Connection::open(&file).map_err(told)?;
    let said: String = whole.query_row("PRAGMA integrity_check", (), |row| row.get(0)).map_err(told)?;
    drop(whole);
    if said != "ok" {
        return Err(format!("damaged: {said}"));
    }
    let db = Db::open(&format!("sqlite://{}", file.display())).await.map_err(|error| error.to_string())?;
    let found = look(story, until, &db).await;
    let _ = db.close().await;
    found
}

async fn look(story: &Story, until: usize, db: &Db) -> Result<(), String> {
    let told = |error: common_ground::store::StoreError| error.to_string();
    let counted = tallies::progress(db.read(), &story.rounds).await.map_err(told)?;
    let mut answered: Vec<String> = Vec::new();
    for round in story.rounds {
        let rows = responses::page(db.read(), round, None).await.map_err(told)?;
        let tallied = counted.get(&round).map_or(0, |progress| progress.responses);
        if tallied != rows.len() as u64 {
            return Err(format!("{tallied} are counted of {} answers", rows.len()));
        }
        let texts = rows.iter().filter_map(|row| row.answers["other_help"]["text"].as_str());
        answered.extend(texts.map(str::to_owned));
    }
    let rows = comment::Entity::find().all(db.read()).await.map_err(|error| error.to_string())?;
    let comments: Vec<String> = rows.into_iter().map(|comment| comment.text).collect();
    for found in [&answered, &comments] {
        let people = found.iter().collect::<BTreeSet<_>>().len();
        if people != found.len() {
            return Err(format!("{} answers of {people} people", found.len()));
        }
    }
    // Once a survey has closed its comments stand by themselves.
    let once: BTreeSet<&str> = answered.iter().chain(&comments).map(String::as_str).collect();
    let before = story.thanked.iter().take_while(|(nth, _)| *nth < until);
    let lost: Vec<&String> =
        before.map(|(_, words)| words).filter(|words| !once.contains(words.as_str())).collect();
    if !lost.is_empty() {
        return Err(format!("thanked for and lost: {lost:?}"));
    }
    let letters = outbox::Entity::find().all(db.read()).await.map_err(|error| error.to_string())?;
    let left = story.handed_over.iter().take_while(|(nth, _)| *nth < until);
    for (_, address) in left {
        let letter = letters.iter().find(|letter| letter.address == *address);
        let waits =
            letter.is_none_or(|letter| matches!(letter.state, EmailState::Queued | EmailState::Deferred));
        if waits {
            return Err(format!(
                "the email to {address} would leave again: {:?}",
                letter.map(|one| one.state)
            ));
        }
    }
    Ok(())
}
