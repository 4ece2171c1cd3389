//! The page that Prometheus reads. It holds counts alone, and is nobody's business but of who watches the service: who
//! has the token of the configuration, or, where none is set and no proxy stands before us, who asks from this machine.

use std::{sync::Arc, time::Duration};

use rocket::{
    Request, State,
    http::{ContentType, Status},
    request::{FromRequest, Outcome},
};
use tokio::time::timeout;

use crate::{
    app::{App, config::Watching},
    store::{failures, outbox},
    system::secret::hash,
    web::{Error, Result},
};

/// How long the letters may take to be counted.
const SOON: Duration = Duration::from_secs(2);

/// Somebody who watches the service.
pub(crate) struct Watcher;

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Watcher {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let Some(app) = request.rocket().state::<Arc<App>>() else {
            return Outcome::Error((Status::InternalServerError, ()));
        };
        let may = match &app.settings.watching {
            Watching::ByToken(token) => {
                let sent =
                    request.headers().get_one("Authorization").and_then(|sent| sent.strip_prefix("Bearer "));
                // Hashes are compared, so that the time it takes tells nothing of the token.
                sent.is_some_and(|sent| hash(sent.trim()) == hash(token))
            }
            Watching::FromHere => request.remote().is_some_and(|from| from.ip().to_canonical().is_loopback()),
            Watching::Nobody => false,
        };
        if may { Outcome::Success(Self) } else { Outcome::Error((Status::Forbidden, ())) }
    }
}

/// Everything that is counted, in the `OpenMetrics` text format. While the database is away, the letters are left out:
/// that is when the rest is wanted most.
#[rocket::get("/metrics")]
pub(crate) async fn page(_watcher: Watcher, app: &State<Arc<App>>) -> Result<(ContentType, String)> {
    let db = app.db.read();
    let counted = timeout(SOON, async { tokio::join!(outbox::by_state(db), failures::count(db)) }).await;
    let (letters, failed) = counted.map_or((None, None), |(letters, failed)| (letters.ok(), failed.ok()));
    let letters = letters.unwrap_or_default();
    let lag = app.work.since_last_step(app.clock.now());
    app.metrics.asked(app.db.statements());
    let page = app.metrics.page(&letters, app.writer.waiting(), lag, failed);
    let format = ContentType::new("application", "openmetrics-text")
        .with_params([("version", "1.0.0"), ("charset", "utf-8")]);
    Ok((format, page.map_err(Error::broken)?))
}
