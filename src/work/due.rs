//! One scheduler step: everything that time has caused since the last one.

use jiff::Timestamp;

use crate::{
    app::App,
    results::{min_group, publishing},
    store::{Result, again, close, courses, programmes, retention, rounds},
    survey::{item::Kind, round::Privacy},
};

use super::{freeze, mailing};

/// What one step did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Rounds opened.
    pub opened: u64,
    /// Rounds closed.
    pub closed: u64,
    /// Summaries written.
    pub summaries: u64,
    /// Letters queued.
    pub letters: u64,
}

/// Does everything that time has caused up to `now`. Running it twice, or twice at once, does nothing twice.
///
/// # Errors
/// The database's own words; what was done before stays done, and the next step goes on from there.
pub async fn run_due(app: &App, now: Timestamp) -> Result<Done> {
    let mut done = Done { opened: rounds::open_due(app.db.write_one(), now).await?, ..Done::default() };
    for round in rounds::due_to_close(app.db.read(), now).await? {
        let survey = app.survey(&round).await?;
        let open_answers: Vec<String> = survey
            .items()
            .filter(|item| matches!(item.kind, Kind::ShortText | Kind::LongText))
            .map(|item| item.key.clone())
            .collect();
        let anonymous = round.privacy == Privacy::Anonymous;
        let settings = programmes::get(app.db.read(), round.programme).await?.settings;
        let least = min_group(app, &settings, [&round])?;
        if again(|| close::close(&app.db, round.id, anonymous, &open_answers, least)).await? {
            tracing::info!(round = round.code, "a round closed");
            done.closed += 1;
        }
    }
    app.lately.clear();
    publishing::show_batches(app).await?;
    done.letters += again(|| mailing::send_due(app, now)).await?;
    for course in courses::due_for_summary(app.db.read(), now).await? {
        if let Some(letters) = again(|| freeze::freeze(app, &course, None, now)).await? {
            tracing::info!(course = course.title, letters, "a summary was written");
            done.summaries += 1;
            done.letters += letters;
        }
    }
    let deleted = again(|| retention::enforce(&app.db, now)).await?;
    if deleted != retention::Deleted::default() {
        tracing::info!(?deleted, "kept long enough");
    }
    Ok(done)
}
