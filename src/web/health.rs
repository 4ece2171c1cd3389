//! Whether the service lives, and whether it can take answers.

use std::{sync::Arc, time::Duration};

use rocket::{Route, State, http::Status};
use tokio::time::timeout;

use crate::app::App;

/// Whoever asks wants to know soon: a database that takes longer counts as away.
const SOON: Duration = Duration::from_secs(2);

pub(super) fn routes() -> Vec<Route> {
    rocket::routes![live, ready]
}

/// The process answers.
#[rocket::get("/health/live")]
fn live() -> &'static str {
    "live\n"
}

/// The database answers, its schema is current, and the writer runs.
#[rocket::get("/health/ready")]
async fn ready(app: &State<Arc<App>>) -> (Status, &'static str) {
    if !app.writer.is_alive() {
        return (Status::ServiceUnavailable, "the writer has stopped\n");
    }
    match timeout(SOON, app.db.is_current()).await {
        Ok(Ok(true)) => (Status::Ok, "ready\n"),
        Ok(Ok(false)) => (Status::ServiceUnavailable, "migrations are missing\n"),
        Ok(Err(error)) => {
            tracing::error!(%error, "the database does not answer");
            (Status::ServiceUnavailable, "the database does not answer\n")
        }
        Err(_) => {
            tracing::error!("the database does not answer in time");
            (Status::ServiceUnavailable, "the database does not answer\n")
        }
    }
}
