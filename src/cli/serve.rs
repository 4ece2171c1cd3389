//! `serve`: the service itself.

use clap::Args;
use rocket::fairing::AdHoc;

use super::Failure;
use crate::{
    clock::Clock,
    config::Config,
    launch::{self, LaunchError, Running},
};

const EXAMPLES: &str = "Examples:
  common-ground serve
  COMMON_GROUND_PORT=8080 COMMON_GROUND_SITE_URL=https://feedback.example.org common-ground serve";

/// Migrates the database, then listens until it is told to stop (Ctrl-C, SIGTERM).
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Serve {}

impl Serve {
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
        Box::pin(async move { println!("Common Ground is at {address}") })
    }));
    let launched = rocket.launch().await;
    // Whether it stopped well or badly, whatever holds the writer must be let go before the writer can end.
    let failure = launched.err().map(|error| LaunchError::Listen {
        address: format!("{}:{}", config.address, config.port),
        reason: format!("{} (set COMMON_GROUND_PORT to another port, or 0 for a free one)", words(&error)),
    });
    running.close().await?;
    failure.map_or(Ok(()), |failure| Err(failure.into()))
}

fn words(error: &rocket::Error) -> String {
    match error.kind() {
        rocket::error::ErrorKind::Bind(error) | rocket::error::ErrorKind::Io(error) => error.to_string(),
        other => other.to_string(),
    }
}
