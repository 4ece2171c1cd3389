//! Whether the service lives, and whether it can take answers. Nothing here reads more than that needs: whoever asks wants
//! to know soon, and most of all when something is wrong.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use rocket::{State, http::Status};
use tokio::{sync::Mutex, time::timeout};

use crate::{
    app::App,
    store::{Db, probe},
    system::rarely::Rarely,
};

/// A database that takes longer counts as away.
const SOON: Duration = Duration::from_millis(1_800);
/// Answers that have waited longer are held up by something.
const HELD_UP: Duration = Duration::from_secs(5);
/// For how long it is taken for true that an answer can be stored, or that none can.
const STORES_FOR: Duration = Duration::from_secs(3);
const FAILS_FOR: Duration = Duration::from_secs(1);

const NOT_STORED: &str = "answers cannot be stored";

static TOLD: Rarely = Rarely::new();

/// What the last probe came to: nothing, or why nothing could be stored. One is made at a time, however many ask.
#[derive(Debug, Default)]
pub(crate) struct Probes(Mutex<Option<(Instant, Option<String>)>>);

impl Probes {
    async fn unstored(&self, db: &Db) -> Option<String> {
        let mut last = self.0.lock().await;
        if let Some((at, why)) = &*last
            && at.elapsed() < if why.is_none() { STORES_FOR } else { FAILS_FOR }
        {
            return why.clone();
        }
        let why = probe::store(db).await.err().map(|error| error.to_string());
        *last = Some((Instant::now(), why.clone()));
        why
    }
}

/// The process answers.
#[rocket::get("/health/live")]
pub(crate) fn live() -> &'static str {
    "live\n"
}

/// An answer can be stored: the database answers, its schema is current, the writer runs and is not held up, and
/// something as small as an answer was stored a moment ago.
#[rocket::get("/health/ready")]
pub(crate) async fn ready(app: &State<Arc<App>>, probes: &State<Probes>) -> (Status, String) {
    let unready = timeout(SOON, unready(app, probes)).await;
    let why = match unready {
        Ok(None) => return (Status::Ok, "ready\n".to_owned()),
        Ok(Some(why)) => why,
        Err(_) => Why { told: "the database does not answer".to_owned(), logged: "in time".to_owned() },
    };
    if TOLD.is_time() {
        tracing::error!(why = why.told, detail = why.logged, "the service is not ready");
    }
    (Status::ServiceUnavailable, why.told + "\n")
}

/// Why the service is not ready.
struct Why {
    /// For whoever asks.
    told: String,
    /// What the database said, for the log.
    logged: String,
}

/// Why no answer can be stored; nothing when one can.
async fn unready(app: &App, probes: &Probes) -> Option<Why> {
    let why = |told: &str, logged: String| Some(Why { told: told.to_owned(), logged });
    if !app.writer.is_alive() {
        return why("the writer has stopped", String::new());
    }
    let held_up = app.writer.held_up();
    if held_up > HELD_UP {
        let told = format!("answers have waited for {} seconds to be stored", held_up.as_secs());
        return why(&told, String::new());
    }
    match app.db.is_current().await {
        Ok(true) => {}
        Ok(false) => return why("migrations are missing", String::new()),
        Err(error) => return why("the database does not answer", error.to_string()),
    }
    match probes.unstored(&app.db).await {
        None => None,
        Some(error) => why(NOT_STORED, error),
    }
}
