//! What time causes: rounds open and close, people are asked, courses freeze, letters leave. Each step can run twice or be killed
//! half-way without harm, because rows and unique keys remember what was done, not this process.

pub mod agreements;
pub mod bounces;
pub mod deliver;
pub mod digest;
pub mod handover;
pub mod health;
pub mod mailing;
pub mod partner_links;
pub mod promises;
pub mod publish;
pub mod reset;
pub mod scheduler;
mod telling;
pub mod tries;
pub mod webhooks;

use std::{
    sync::{Arc, Weak},
    time::{Duration, Instant},
};

use jiff::SignedDuration;
use tokio::{select, sync::watch, time::sleep};

use crate::{
    app::App,
    mail::Transport,
    store::{Result, lease},
};

/// How often the scheduler looks at the clock.
const SCHEDULER_EVERY: Duration = Duration::from_secs(30);
/// How long an instance stays the one that schedules from when it took its lease or renewed it, which it does once half of this
/// is over: at every second look. The look between leaves 80 of the 110 seconds, and the second comes while 50 are left, so that
/// it may fail once, or take long. Where the instance is gone, another one takes over at its first look after the end: after
/// 140 seconds at the latest.
const LEASE_LASTS: SignedDuration = SignedDuration::from_secs(110);
/// How often it is looked whether the log of the database is still there: a glance at the name of a file.
const LOG_EVERY: Duration = Duration::from_secs(1);
/// How often the outbox is looked through.
const OUTBOX_EVERY: Duration = Duration::from_secs(5);
/// How often it is looked what webhooks are to be told.
const WEBHOOKS_EVERY: Duration = Duration::from_secs(5);

/// Whether the service is to stop. Whoever has it can give the signal, and waits for it to be given.
#[derive(Clone, Debug, Default)]
pub struct StopSignal(watch::Sender<bool>);

impl StopSignal {
    pub fn give(&self) {
        self.0.send_replace(true);
    }

    /// Ends once the signal was given.
    pub async fn given(&self) {
        drop(self.0.subscribe().wait_for(|given| *given).await);
    }
}

/// Runs the scheduler and the outbox, until the signal to stop.
pub fn start(app: Arc<App>, transport: Transport, stop: &StopSignal) {
    tokio::spawn(schedule(app.clone(), stop.clone()));
    tokio::spawn(watch_log(Arc::downgrade(&app), stop.clone()));
    tokio::spawn(tell_webhooks(app.clone(), stop.clone()));
    tokio::spawn(empty_outbox(app, transport, stop.clone()));
}

async fn schedule(app: Arc<App>, stop: StopSignal) {
    loop {
        if let Err(error) = step(&app).await {
            tracing::error!(%error, "the scheduler could not do its work; it tries again");
        }
        select! {
            () = stop.given() => break,
            () = sleep(SCHEDULER_EVERY) => {}
        }
    }
    let holder = app.work.instance.to_string();
    if let Err(error) = lease::give_back(app.db.write_one(), lease::SCHEDULER, &holder).await {
        tracing::warn!(%error, "the scheduler's lease was not given back; another instance waits for its end");
    }
}

/// Ends the service when the log of its database was taken away: what is acknowledged after that would be gone with the
/// process, and a process that opens the database later would write another log. Whatever the old one holds is kept.
async fn watch_log(app: Weak<App>, stop: StopSignal) {
    loop {
        select! {
            () = stop.given() => return,
            () = sleep(LOG_EVERY) => {}
        }
        let Some(app) = app.upgrade() else { return };
        let lost = app.db.has_lost_log().await;
        if let Err(error) = &lost {
            tracing::error!(%error, "the log of the database was taken away, and what it holds could not be moved yet");
        } else if matches!(lost, Ok(true)) {
            tracing::error!(
                "the log of the database (its file ending in -wal) was deleted or moved away. What it held is in the \
                 database; the service stops, so that it can be started again"
            );
            stop.give();
            return;
        }
    }
}

/// One look at the clock: does what time has caused if no other instance is the one to do it.
pub async fn step(app: &App) -> Result<bool> {
    let (began, now) = (Instant::now(), app.clock.now());
    let holder = app.work.instance.to_string();
    let until = now + LEASE_LASTS;
    let leads = lease::keep(&app.db, lease::SCHEDULER, &holder, now, until).await?;
    app.metrics.leads(leads);
    if leads {
        scheduler::run_due(app, now).await?;
    }
    app.work.stepped(app.clock.now());
    app.metrics.stepped(began.elapsed());
    Ok(leads)
}

/// What is under way when the service stops is tried again when its claim is over.
async fn tell_webhooks(app: Arc<App>, stop: StopSignal) {
    loop {
        select! {
            () = stop.given() => return,
            done = webhooks::send_due(&app, app.clock.now()) => if let Err(error) = done {
                tracing::error!(%error, "webhooks could not be told what happened; it is tried again");
            },
        }
        select! {
            () = stop.given() => return,
            () = sleep(WEBHOOKS_EVERY) => {}
        }
    }
}

async fn empty_outbox(app: Arc<App>, transport: Transport, stop: StopSignal) {
    let (told, watched) = (stop.clone(), Arc::downgrade(&app));
    tokio::spawn(async move {
        told.given().await;
        if let Some(app) = watched.upgrade() {
            app.work.stop();
        }
    });
    loop {
        if let Err(error) = deliver::deliver_due(&app, &transport, app.clock.now()).await {
            tracing::error!(%error, "the outbox could not be worked; it is tried again");
        }
        select! {
            () = stop.given() => {
                transport.hang_up().await;
                app.mail_in_force.hang_up().await;
                return;
            }
            () = sleep(OUTBOX_EVERY) => {}
        }
    }
}
