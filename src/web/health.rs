//! Whether the service lives, and whether it can take answers.

use std::sync::Arc;

use rocket::{Route, State, http::Status};

use crate::app::App;

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
    match app.db.is_current().await {
        _ if !app.writer.is_alive() => (Status::ServiceUnavailable, "the writer has stopped\n"),
        Ok(true) => (Status::Ok, "ready\n"),
        Ok(false) => (Status::ServiceUnavailable, "migrations are missing\n"),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            (Status::ServiceUnavailable, "the database does not answer\n")
        }
    }
}
