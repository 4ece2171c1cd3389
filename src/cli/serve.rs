//! `serve`: the service itself.

use std::sync::Arc;

use clap::Args;
use jiff::ToSpan;
use rocket::{Build, Rocket, Shutdown, fairing::AdHoc};
use tokio::{
    select,
    signal::unix::{SignalKind, signal},
    time::{Duration, sleep},
};

use super::Failure;
use crate::{
    app::{App, config::Config},
    cli::launch::{self, LaunchError, Running},
    store::{self, LinkPurpose, StoreError, links, people},
    system::{
        clock::Clock,
        secret::{hash, random_token},
    },
};

/// How long the link for setting up works.
const SET_UP_HOURS: i64 = 24;

/// How often a service that stops looks whether everything is answered.
const MOMENT: Duration = Duration::from_millis(100);

const EXAMPLES: &str = "Examples:
  common-ground serve
  COMMON_GROUND_PORT=8080 COMMON_GROUND_SITE_URL=https://feedback.example.org common-ground serve";

/// Migrates the database, then listens until it is told to stop (Ctrl-C, SIGTERM). Where nobody can sign in yet, it
/// prints a link for setting up the first administrator.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ServeArgs {}

impl ServeArgs {
    pub(crate) async fn run(self, config: Config) -> Result<(), Failure> {
        let running = launch::open(&config, Clock::System).await?;
        serve(&config, running).await
    }
}

/// Serves until told to stop, then lets the last answers become durable.
pub(crate) async fn serve(config: &Config, running: Running) -> Result<(), Failure> {
    let site = config.clone();
    let rocket = running.rocket(config).attach(AdHoc::on_liftoff("address", move |rocket| {
        let address = site.site(rocket.config().port);
        let app = rocket.state::<Arc<App>>().cloned();
        let stop = rocket.shutdown();
        Box::pin(async move {
            heed(stop);
            say!("Common Ground is at {address}");
            if let Some(app) = app
                && let Err(error) = offer_set_up(&app, &address).await
            {
                tracing::error!(%error, "the link for setting up could not be made");
            }
        })
    }));
    let launched = launch(rocket, running.app.clone()).await;
    // Whether it stopped well or badly, whatever holds the writer must be let go before the writer can end.
    let failure = launched.err().map(|error| LaunchError::Listen {
        address: format!("{}:{}", config.address, config.port),
        reason: format!("{} (set COMMON_GROUND_ADDRESS to an address of this machine, or COMMON_GROUND_PORT to another port)", words(&error)),
    });
    running.close().await?;
    failure.map_or(Ok(()), |failure| Err(failure.into()))
}

/// Runs the web server until it is told to stop and has answered what was under way. By itself it would wait for the whole
/// time that requests have, whenever one was under way at that moment.
async fn launch(rocket: Rocket<Build>, app: Arc<App>) -> Result<(), rocket::Error> {
    let rocket = rocket.ignite().await?;
    let stop = rocket.shutdown();
    let answered = async {
        stop.await;
        // A connection just taken becomes a request first.
        sleep(MOMENT).await;
        while app.metrics.under_way() > 0 {
            sleep(MOMENT).await;
        }
    };
    select! {
        launched = rocket.launch() => launched.map(drop),
        () = answered => Ok(()),
    }
}

/// Whoever reads the address may stop the service at once, before the web server itself listens for that: then too it
/// stops in order, and is not just killed.
fn heed(stop: Shutdown) {
    match signal(SignalKind::terminate()) {
        Ok(mut told) => {
            tokio::spawn(async move {
                told.recv().await;
                stop.notify();
            });
        }
        Err(error) => tracing::warn!(%error, "being stopped in the first moment could not be prepared for"),
    }
}

/// Prints a link for setting up where nobody can sign in yet. Each start replaces the link of the one before.
async fn offer_set_up(app: &App, address: &str) -> store::Result<()> {
    if !people::is_empty(app.db.read()).await? {
        return Ok(());
    }
    let token = random_token().map_err(|error| StoreError::Damaged(error.to_string()))?;
    let now = app.clock.now();
    let until = now + SET_UP_HOURS.hours();
    let tx = store::write(&app.db).await?;
    links::make(&tx, &hash(&token), LinkPurpose::SetUp, None, now, until).await?;
    tx.commit().await?;
    say!("Nobody can sign in yet. Set it up here, within {SET_UP_HOURS} hours:");
    say!("{address}/set-up/{token}");
    Ok(())
}

fn words(error: &rocket::Error) -> String {
    match error.kind() {
        rocket::error::ErrorKind::Bind(error) | rocket::error::ErrorKind::Io(error) => error.to_string(),
        other => other.to_string(),
    }
}
