//! The page that Prometheus reads. It holds counts alone; a proxy may keep it from the world.

use std::{sync::Arc, time::Duration};

use rocket::{Route, State, http::ContentType};
use tokio::time::timeout;

use super::error::{Error, Result};
use crate::{
    app::App,
    store::{failures, outbox},
};

pub(super) fn routes() -> Vec<Route> {
    rocket::routes![page]
}

/// How long the letters may take to be counted.
const SOON: Duration = Duration::from_secs(2);

/// Everything that is counted, in the `OpenMetrics` text format. While the database is away, the letters are left out:
/// that is when the rest is wanted most.
#[rocket::get("/metrics")]
async fn page(app: &State<Arc<App>>) -> Result<(ContentType, String)> {
    let db = app.db.read();
    let counted = timeout(SOON, async { tokio::join!(outbox::by_state(db), failures::count(db)) }).await;
    let (letters, failed) = counted.map_or((None, None), |(letters, failed)| (letters.ok(), failed.ok()));
    let letters = letters.unwrap_or_default();
    let lag = app.work.since_last_step(app.clock.now());
    let page = app.metrics.page(&letters, app.writer.waiting(), lag, failed);
    let format = ContentType::new("application", "openmetrics-text")
        .with_params([("version", "1.0.0"), ("charset", "utf-8")]);
    Ok((format, page.map_err(|error| Error::Broken(error.to_string()))?))
}
