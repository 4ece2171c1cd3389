//! One scheduler step: everything that time has caused since the last one, each round, course and programme by itself.

use jiff::{Timestamp, tz::TimeZone};
use uuid::Uuid;

use crate::work::{
    agreements, digest, health as checks, mailing, promises, publish, telling,
    tries::{Step, Task, Tries},
};
use crate::{
    app::App,
    results::{min_group, publishing},
    store::{
        Result, again, close, courses, email_choice, health, mailings, programmes, results_wishes, retention,
        rounds, traces,
    },
    survey::round::PrivacyMode,
};

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
    /// Tasks that failed and are kept, to be tried again.
    pub failed: u64,
}

/// Does everything that time has caused up to `now`. Running it twice, or twice at once, does nothing twice. A task that
/// fails stops no other: it is kept (`store::failures`) and tried again later.
///
/// # Errors
/// The database's own words when it cannot be asked what is due, or cannot keep what failed. What was done before stays
/// done, and the next step goes on from there.
pub async fn run_due(app: &App, now: Timestamp) -> Result<Done> {
    let mut tries = Tries::begin(app, now).await?;
    let mut done = Done::default();
    let opening = rounds::open_due(app.db.write_one(), now);
    done.opened = tries.at(Task::of_site(Step::Open), opening).await?.unwrap_or_default();
    for (partner, programme) in checks::due(app, now).await? {
        let beginning = again(|| checks::begin_due(app, partner, programme, now));
        tries.at(Task::of(Step::Health, partner, programme), beginning).await?;
    }
    let sealed = health::all_sealed(app.db.read()).await?;
    for (check, programme) in &sealed {
        let ending = again(|| checks::end_answered(app, *check, now));
        tries.at(Task::of(Step::Health, *check, *programme), ending).await?;
    }
    for (round, programme) in rounds::due_to_close(app.db.read(), now).await? {
        let closed = tries.at(Task::of(Step::Close, round, programme), close(app, round)).await?;
        done.closed += u64::from(closed == Some(true));
    }
    for (check, programme) in sealed {
        let unsealing = again(|| checks::unseal(app, check, now));
        tries.at(Task::of(Step::Health, check, programme), unsealing).await?;
    }
    traces::try_to_sweep(&app.db).await;
    app.rounds.clear();
    for (round, programme) in rounds::open(app.db.read(), now).await? {
        tries.at(Task::of(Step::Progress, round, programme), publishing::show_batch(app, round)).await?;
    }
    for (round, programme) in mailings::rounds_due(app.db.read(), now).await? {
        let asking = again(|| mailing::send_due(app, round, now));
        let letters = tries.at(Task::of(Step::Ask, round, programme), asking).await?;
        done.letters += letters.unwrap_or_default();
    }
    for (course, programme) in courses::due_for_summary(app.db.read(), now).await? {
        let writing = summary(app, course, now);
        let letters = tries.at(Task::of(Step::Summary, course, programme), writing).await?.flatten();
        done.summaries += u64::from(letters.is_some());
        done.letters += letters.unwrap_or_default();
    }
    for (round, programme) in results_wishes::due(app.db.read()).await? {
        let telling = again(|| telling::tell(app, round, now));
        let letters = tries.at(Task::of(Step::Tell, round, programme), telling).await?;
        done.letters += letters.unwrap_or_default();
    }
    for programme in email_choice::programmes_with_digests(app.db.read()).await? {
        let sending = again(|| digest::send_due(app, programme, now));
        let letters = tries.at(Task::of(Step::Digest, programme, programme), sending).await?;
        done.letters += letters.unwrap_or_default();
    }
    for (agreement, programme) in agreements::due(app, now).await? {
        let reminding = again(|| agreements::remind(app, agreement, programme, now));
        let letters = tries.at(Task::of(Step::Review, agreement, programme), reminding).await?;
        done.letters += letters.unwrap_or_default();
    }
    for (promise, programme) in promises::due(app, now).await? {
        let reminding = again(|| promises::remind(app, promise, programme, now));
        let letters = tries.at(Task::of(Step::Remind, promise, programme), reminding).await?;
        done.letters += letters.unwrap_or_default();
    }
    for (promise, programme) in promises::to_judge(app).await? {
        let asking = again(|| promises::ask(app, promise, programme, now));
        let letters = tries.at(Task::of(Step::Judge, promise, programme), asking).await?;
        done.letters += letters.unwrap_or_default();
    }
    delete(app, &mut tries, now).await?;
    done.failed = tries.end().await?;
    Ok(done)
}

/// Closes a round; `false` when somebody else did.
async fn close(app: &App, round: Uuid) -> Result<bool> {
    let Some(round) = rounds::find(app.db.read(), round).await? else { return Ok(false) };
    let survey = app.survey(&round).await?;
    let open_answers = survey.open_answers();
    let anonymous = round.privacy == PrivacyMode::Anonymous;
    let settings = programmes::get(app.db.read(), round.programme).await?.settings;
    let least = min_group(app, &settings, [&round])?;
    let closed = again(|| close::close(&app.db, round.id, anonymous, &open_answers, least)).await?;
    if closed {
        tracing::info!(round = round.code, "a round closed");
    }
    Ok(closed)
}

/// Writes the summary of a course and queues its letters; `None` when it is not time yet, or somebody else did.
async fn summary(app: &App, course: Uuid, now: Timestamp) -> Result<Option<u64>> {
    let Some(course) = courses::find(app.db.read(), course).await? else { return Ok(None) };
    let programme = programmes::get(app.db.read(), course.programme).await?;
    let zone = TimeZone::get(&course.time_zone).unwrap_or(TimeZone::UTC);
    let hours = programme.settings.hours_in(zone);
    if hours.leaves(course.summary_at) > now || hours.leaves(now) > now {
        return Ok(None);
    }
    let letters = again(|| publish::freeze(app, &programme, &course, None, now)).await?;
    if let Some(letters) = letters {
        tracing::info!(course = course.title, letters, "a summary was written");
    }
    Ok(letters)
}

/// Deletes what was kept long enough.
async fn delete(app: &App, tries: &mut Tries<'_>, now: Timestamp) -> Result<()> {
    let told = |deleted: Option<retention::Deleted>| {
        if let Some(deleted) = deleted.filter(|deleted| *deleted != retention::Deleted::default()) {
            tracing::info!(?deleted, "kept long enough");
        }
    };
    for programme in programmes::ids(app.db.read()).await? {
        let deleting = again(|| retention::enforce(&app.db, programme, now));
        told(tries.at(Task::of(Step::Delete, programme, programme), deleting).await?);
    }
    told(tries.at(Task::of_site(Step::Tidy), again(|| retention::tidy(&app.db, now))).await?);
    Ok(())
}
