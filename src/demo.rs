//! The demonstration: a programme made from the ready-made surveys, with plausible answers, lived through from
//! its first survey to the summary in a manager's letter. The same seed gives the same people every time.

mod cast;
mod health;
mod outputs;
mod partnership;
mod profile;
mod promises;
mod stage;
mod story;
mod workshop;

use std::{path::Path, sync::Arc};

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::{
    app::App,
    mail::Transport,
    store::StoreError,
    system::clock::FixedClock,
    work::{deliver, scheduler},
};

pub use cast::Account;

/// Why there is no demonstration.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Password(#[from] crate::system::password::PasswordError),
    /// A date beyond the calendar.
    #[error("the demonstration's dates: {0}")]
    Calendar(#[from] jiff::Error),
    /// A file that cannot be written.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A picture that cannot be drawn.
    #[error("a chart cannot be drawn: {0}")]
    Chart(String),
    /// Something that the story needs is not there.
    #[error("the demonstration lost its {0}")]
    Lost(&'static str),
}

/// What the demonstration made: the content of `demo.json`.
#[derive(Clone, Debug, Serialize)]
pub struct Demo {
    /// The programme's part of addresses.
    pub programme: String,
    /// Rounds that take answers now.
    pub open_rounds: Vec<OpenRound>,
    /// The title of the course that was lived through.
    pub course: String,
    /// Who can sign in.
    pub staff: Vec<Account>,
    /// The address of the summary as a web page.
    pub summary_url: String,
    /// A workshop board that takes cards now.
    pub board: OpenBoard,
    /// A partner with an agreement that both sides confirmed.
    pub partnership: Partnership,
}

/// A partner with an agreement that both sides confirmed.
#[derive(Clone, Debug, Serialize)]
pub struct Partnership {
    /// Its name.
    pub partner: String,
    /// The address of its page for staff.
    pub url: String,
    /// The address of the partner’s own page, as its contact gets it by email.
    pub partner_page: String,
    /// The address of the agreement, to read without an account.
    pub agreement: String,
    /// The address of the page that says what was asked, promised and done.
    pub you_asked: String,
}

/// A workshop board that takes cards now.
#[derive(Clone, Debug, Serialize)]
pub struct OpenBoard {
    /// The short code.
    pub code: String,
    /// The address that phones open.
    pub url: String,
    /// The address that a projector shows.
    pub wall: String,
    /// The address where a trainer runs it.
    pub desk: String,
}

/// A round that takes answers now.
#[derive(Clone, Debug, Serialize)]
pub struct OpenRound {
    /// The short code.
    pub code: String,
    /// Who answers.
    pub side: String,
    /// The survey's key.
    pub survey: String,
    /// The address of the form.
    pub url: String,
}

/// Fills an empty service and lives through a course, up to `now`; writes what it made into `out`.
/// `step` is told what happens, for a progress display.
///
/// # Errors
/// [`DemoError`] says what went wrong; the data folder is then to be thrown away.
pub async fn run(
    app: &Arc<App>,
    clock: &FixedClock,
    now: Timestamp,
    out: &Path,
    step: impl Fn(&str),
) -> Result<Demo, DemoError> {
    let transport = Transport::Files(out.join("mail"));
    step("inviting the cast");
    let cast = cast::assemble(app, now).await?;
    let story = story::plan(app, &cast, now).await?;
    for scene in &story.scenes {
        step(scene.words);
        clock.set(scene.at);
        scheduler::run_due(app, scene.at).await?;
        deliver(app, &transport, scene.at).await?;
        story::play(app, scene).await?;
        scheduler::run_due(app, scene.at).await?;
        deliver(app, &transport, scene.at).await?;
    }
    clock.set(now);
    scheduler::run_due(app, now).await?;
    deliver(app, &transport, now).await?;
    step("drawing the charts");
    outputs::write(app, &cast, &story, out).await
}

/// Letters leave minute by minute, as many as may, until none is left that is due.
async fn deliver(app: &App, transport: &Transport, from: Timestamp) -> Result<(), DemoError> {
    let mut at = from;
    while deliver::deliver_due(app, transport, at).await? != deliver::Delivered::default() {
        at += SignedDuration::from_mins(1);
    }
    Ok(())
}
