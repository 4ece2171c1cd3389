//! A service whose clock stands still until it is told to move, for tests that live through weeks in a browser.
//!
//! `stage TIME` starts it at that time (RFC 3339) with the settings of the environment. Each line of its input is a
//! later time: the clock moves there, everything is done that time has caused, letters leave, and it answers `done`.

use std::sync::Arc;

use common_ground::{
    app::{App, config::Config},
    cli::launch,
    mail::Transport,
    system::clock::{Clock, FixedClock},
    work::{deliver, scheduler},
};
use rocket::fairing::AdHoc;
use tokio::io::{AsyncBufReadExt, BufReader, stdin};

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[rocket::main]
async fn main() -> Result<(), Failure> {
    let clock = FixedClock::at(std::env::args().nth(1).ok_or("stage TIME")?.parse()?);
    let config = Config::load()?;
    let running = launch::open(&config, Clock::Fixed(clock.clone())).await?;
    let (app, transport) = (running.app.clone(), running.transport.clone());
    let site = config.clone();
    let rocket = running.pages(&config).attach(AdHoc::on_liftoff("address", move |rocket| {
        let address = site.site(rocket.config().port);
        Box::pin(async move { println!("Common Ground is at {address}") })
    }));
    let rocket = rocket.ignite().await?;
    let stop = rocket.shutdown();
    let hand = tokio::spawn(async move {
        let done = move_by_hand(&clock, &app, &transport).await;
        stop.notify();
        done
    });
    rocket.launch().await?;
    hand.await??;
    Ok(running.close().await?)
}

/// Moves the clock until the input ends.
async fn move_by_hand(clock: &FixedClock, app: &Arc<App>, transport: &Transport) -> Result<(), Failure> {
    let mut lines = BufReader::new(stdin()).lines();
    while let Some(line) = lines.next_line().await? {
        clock.set(line.trim().parse()?);
        scheduler::run_due(app, app.clock.now()).await?;
        deliver::deliver_due(app, transport, app.clock.now()).await?;
        println!("done");
    }
    Ok(())
}
