//! The page that Prometheus reads. It holds counts alone; a proxy may keep it from the world.

use std::sync::Arc;

use rocket::{Route, State, http::ContentType};

use super::error::{Error, Result};
use crate::{app::App, store::outbox};

pub(super) fn routes() -> Vec<Route> {
    rocket::routes![page]
}

/// Everything that is counted, in the `OpenMetrics` text format.
#[rocket::get("/metrics")]
async fn page(app: &State<Arc<App>>) -> Result<(ContentType, String)> {
    let letters = outbox::by_state(app.db.read()).await?;
    let lag = app.work.since_last_step(app.clock.now());
    let page = app.metrics.page(&letters, app.writer.waiting(), lag);
    let format = ContentType::new("application", "openmetrics-text")
        .with_params([("version", "1.0.0"), ("charset", "utf-8")]);
    Ok((format, page.map_err(|error| Error::Broken(error.to_string()))?))
}
