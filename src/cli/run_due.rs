//! `run-due`: one step of the scheduler, for cron and rehearsal.

use clap::Args;
use jiff::Timestamp;
use serde_json::json;

use super::Failure;
use crate::{
    app::config::Config,
    cli::launch,
    store::{audit, failures},
    system::clock::Clock,
    work::{deliver, scheduler, webhooks},
};

const EXAMPLES: &str = "Examples:
  common-ground run-due
  common-ground run-due --as-of 2026-06-01T09:00:00+01:00";

/// Opens and closes surveys, sends due emails, writes due summaries, and deletes what is past its retention period.
/// Running it twice does nothing twice. What fails stops nothing else, and makes the command end with status 1.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct RunDueArgs {
    /// Do what would be due at this moment (RFC 3339)
    #[arg(long, value_name = "TIME")]
    as_of: Option<Timestamp>,
    /// Print what was done as JSON
    #[arg(long)]
    json: bool,
}

impl RunDueArgs {
    pub(crate) async fn run(self, config: Config) -> Result<(), Failure> {
        let running = launch::open(&config, Clock::System).await?;
        let now = self.as_of.unwrap_or_else(|| running.app.clock.now());
        let done = scheduler::run_due(&running.app, now).await?;
        let failures = failures::all(running.app.db.read()).await?;
        let letters = deliver::deliver_due(&running.app, &running.transport, now).await?;
        webhooks::send_due(&running.app, now).await?;
        // A step that found nothing to do, as cron takes them all day, is nothing to remember.
        if self.as_of.is_some() || done != scheduler::Done::default() {
            let object = self.as_of.map(|at| format!("as of {at}")).unwrap_or_default();
            let (db, at) = (running.app.db.write_one(), running.app.clock.now());
            audit::record_command_everywhere(db, "ran the scheduler", &object, at).await?;
        }
        running.close().await?;
        if self.json {
            say!(
                "{}",
                json!({
                    "as_of": now.to_string(), "opened": done.opened, "closed": done.closed,
                    "summaries": done.summaries, "letters_queued": done.letters, "not_done": failures.len(),
                    "sent": letters.sent, "deferred": letters.deferred, "failed": letters.failed,
                })
            );
        } else {
            say!(
                "Rounds opened: {}, closed: {}. Summaries written: {}. Emails queued: {}, sent: {}, put off: \
                 {}, given up: {}.",
                done.opened,
                done.closed,
                done.summaries,
                done.letters,
                letters.sent,
                letters.deferred,
                letters.failed
            );
        }
        if failures.is_empty() {
            return Ok(());
        }
        let told = failures.iter().map(|one| format!("{} {}: {}", one.step, one.subject_id, one.error));
        let told: Vec<String> = told.collect();
        Err(format!("not done, and tried again later:\n  {}", told.join("\n  ")).into())
    }
}
