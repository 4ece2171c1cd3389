//! One scheduler step: everything that time has caused since the last one, each round, course and programme by itself.

use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    app::App,
    results::{min_group, publishing},
    store::{
        Result, again, close, courses, email_choice, health, mailings, programmes, results_wishes, retention,
        rounds, timetable, traces, unsubscribes, webhooks,
    },
    survey::PrivacyMode,
    work::{
        agreements, digest, health as checks, mailing, promises, publish, telling,
        tries::{Step, Task, Tries},
        webhooks as hooks,
    },
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
/// When the database cannot be asked what is due, or cannot keep what failed. What was done before stays
/// done, and the next step goes on from there.
pub async fn run_due(app: &App, now: Timestamp) -> Result<Done> {
    let mut tries = Tries::begin(app, None, now).await?;
    let mut done = happen(app, &mut tries, now).await?;
    delete(app, &mut tries, now).await?;
    done.failed = tries.end().await?;
    Ok(done)
}

/// Does what time has caused in one programme, for somebody who has just changed something there and waits for it. What was
/// kept long enough, and all other programmes, are left to the next step.
///
/// # Errors
/// As [`run_due`].
pub async fn run_due_in(app: &App, programme: Uuid, now: Timestamp) -> Result<()> {
    let mut tries = Tries::begin(app, Some(programme), now).await?;
    happen(app, &mut tries, now).await?;
    tries.end().await?;
    Ok(())
}

async fn happen(app: &App, tries: &mut Tries<'_>, now: Timestamp) -> Result<Done> {
    let mut done = Done::default();
    let opening = timetable::open_due(&app.db, now);
    done.opened = tries.at(Task::of_site(Step::Open), opening).await?.unwrap_or_default();
    let begin = |partner, programme| checks::begin_due(app, partner, programme, now);
    each(tries, Step::Health, checks::due(app, now).await?, begin).await?;
    let end = |check, _| checks::end_answered(app, check, now);
    each(tries, Step::Health, health::all_answered(app.db.read()).await?, end).await?;
    for (round, programme) in rounds::due_to_close(app.db.read(), now).await? {
        let closed = tries.at(Task::of(Step::Close, round, programme), close(app, round)).await?;
        done.closed += u64::from(closed == Some(true));
    }
    let unseal = |check, _| checks::unseal(app, check, now);
    each(tries, Step::Health, health::to_unseal(app.db.read()).await?, unseal).await?;
    let count = |check, _| checks::count(app, check);
    each(tries, Step::Health, checks::uncounted(app, now).await?, count).await?;
    traces::try_to_sweep(&app.db).await;
    app.rounds.clear();
    let mut open = rounds::open(app.db.read(), now).await?;
    open.retain(|(_, programme)| tries.covers(*programme));
    for (round, programme) in publishing::with_news(app, open).await? {
        tries.at(Task::of(Step::Progress, round, programme), publishing::show_batch(app, round)).await?;
    }
    let came = unsubscribes::with_unmet(app.db.read()).await?.into_iter().map(|one| (one, one));
    let meet = |programme, _| unsubscribes::meet(&app.db, &app.secret, programme);
    each(tries, Step::Meet, came, meet).await?;
    let asked = mailings::rounds_due(app.db.read(), now).await?;
    let ask = |round, _| mailing::send_due(app, round, now);
    done.letters += each(tries, Step::Ask, asked, ask).await?.iter().sum::<u64>();
    for (course, programme) in courses::due_for_summary(app.db.read(), now).await? {
        let writing = summary(app, course, now);
        let letters = tries.at(Task::of(Step::Summary, course, programme), writing).await?.flatten();
        done.summaries += u64::from(letters.is_some());
        done.letters += letters.unwrap_or_default();
    }
    done.letters += tell(app, tries, now).await?;
    Ok(done)
}

/// Does the same for each that is due, every one tried for itself; what came of those that did not fail.
async fn each<T: Send, F: Future<Output = Result<T>> + Send>(
    tries: &mut Tries<'_>,
    step: Step,
    due: impl IntoIterator<Item = (Uuid, Uuid)>,
    work: impl Fn(Uuid, Uuid) -> F + Sync,
) -> Result<Vec<T>> {
    let mut came = Vec::new();
    for (subject, programme) in due {
        let doing = again(|| work(subject, programme));
        came.extend(tries.at(Task::of(step, subject, programme), doing).await?);
    }
    Ok(came)
}

/// Queues what tells people something or asks how things stand; how many emails that made.
async fn tell(app: &App, tries: &mut Tries<'_>, now: Timestamp) -> Result<u64> {
    let mut letters = Vec::new();
    let closed = results_wishes::due(app.db.read()).await?;
    letters.extend(each(tries, Step::Tell, closed, |round, _| telling::tell(app, round, now)).await?);
    let digests = email_choice::programmes_with_digests(app.db.read()).await?;
    let digests = digests.into_iter().map(|programme| (programme, programme));
    letters.extend(each(tries, Step::Digest, digests, |one, _| digest::send_due(app, one, now)).await?);
    let review = |agreement, programme| agreements::remind(app, agreement, programme, now);
    letters.extend(each(tries, Step::Review, agreements::due(app, now).await?, review).await?);
    let remind = |promise, programme| promises::remind(app, promise, programme, now);
    letters.extend(each(tries, Step::Remind, promises::due(app, now).await?, remind).await?);
    let ask = |promise, programme| promises::ask(app, promise, programme, now);
    letters.extend(each(tries, Step::Judge, promises::to_judge(app).await?, ask).await?);
    let failing = webhooks::to_look_after(app.db.read(), now).await?;
    let look = |webhook, programme| hooks::look_after(app, webhook, programme, now);
    letters.extend(each(tries, Step::Webhook, failing, look).await?);
    Ok(letters.iter().sum())
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
    let hours = programme.settings.hours_in(course.zone(&programme));
    if hours.leaves(course.summary_at) > now || hours.leaves(now) > now {
        return Ok(None);
    }
    let letters = again(|| publish::publish(app, &programme, &course, None, now)).await?;
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
    let due = tries.at(Task::of_site(Step::Delete), retention::due(&app.db, now)).await?;
    for programme in due.unwrap_or_default() {
        let deleting = retention::enforce(&app.db, programme, now);
        told(tries.at(Task::of(Step::Delete, programme, programme), deleting).await?);
    }
    told(tries.at(Task::of_site(Step::Tidy), retention::tidy(&app.db, now)).await?);
    Ok(())
}
