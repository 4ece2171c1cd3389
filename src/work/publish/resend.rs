//! What happens to a summary after it was sent: a letter that failed goes again, somebody else gets it, something is
//! put right. The figures never change; a comment that was deleted at its source meanwhile is not sent again.

use common_ground_reports::summary::{Summary as Document, document::Correction};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    app::App,
    letters::summary::{self, SummaryReader},
    store::{
        Course, CourseAction, Person, Programme, Result, StoreError, Transaction, actions, audit, courses,
        outbox,
        summaries::{self, unwritten},
        summary_drafts, write,
    },
    work::publish::{
        TRIES, inputs,
        recipients::{self, SummaryRecipient},
        writing,
    },
};

/// What became of a wish to send a summary to one recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resent {
    /// The letter is queued.
    Queued,
    /// They have it, or it is on its way.
    Already,
    /// They wanted no more letters.
    Stopped,
}

/// Sends a letter again that was given up, to whatever the recipient's address is now.
pub async fn again(
    app: &App,
    programme: &Programme,
    course: &Course,
    delivery: &summaries::SummaryDelivery,
    by: &Person,
    now: Timestamp,
) -> Result<Resent> {
    let Some(summary) = summaries::find(app.db.read(), delivery.summary_id).await? else {
        return Ok(Resent::Already);
    };
    let Some(to) = recipients::of_delivery(app, delivery).await? else { return Ok(Resent::Already) };
    if recipients::has_stopped(app, programme, &to.email).await? {
        return Ok(Resent::Stopped);
    }
    let reader = to.reader(app, delivery.id);
    let (tx, (_, letter)) = composed(app, programme, course, summary, reader, now).await?;
    if !outbox::try_anew(&tx, delivery.outbox_id, &letter.address, letter.message, now).await? {
        return Ok(Resent::Already);
    }
    audit::record(
        &tx,
        Some(course.programme),
        by,
        "sent the summary again to one recipient",
        &course.title,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(Resent::Queued)
}

/// Sends the newest summary of a course to somebody who has not had it.
pub async fn also(
    app: &App,
    programme: &Programme,
    course: &Course,
    to: &SummaryRecipient,
    by: &Person,
    now: Timestamp,
) -> Result<Resent> {
    if recipients::has_stopped(app, programme, &to.email).await? {
        return Ok(Resent::Stopped);
    }
    let Some(summary) = summaries::latest(app.db.read(), course.id).await? else {
        return Ok(Resent::Already);
    };
    let reader = to.reader(app, Uuid::new_v4());
    let id = summary.id;
    let (tx, (reader, letter)) = composed(app, programme, course, summary, reader, now).await?;
    let had = summaries::deliveries(&tx, id).await?;
    if had.iter().any(|(delivery, _)| delivery.to == Some(to.who)) {
        return Ok(Resent::Already);
    }
    summaries::send(&tx, &reader.of(id, now)?, letter, now).await?;
    audit::record(
        &tx,
        Some(course.programme),
        by,
        "sent the summary to one more recipient",
        &course.title,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(Resent::Queued)
}

/// Something to put right.
#[derive(Clone, Debug)]
pub struct PutRight {
    /// The revision that the trainer read. When there is a later one, this was sent already.
    pub revision: i32,
    /// What was wrong and what is correct.
    pub text: String,
    /// The actions, where those were wrong.
    pub actions: Option<Vec<CourseAction>>,
}

/// A correction as it would be sent.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The next revision.
    pub summary: Document,
    /// Who gets it.
    pub recipients: Vec<SummaryRecipient>,
}

/// What a correction would send and to whom; `None` when the summary was put right in the meantime. Changes nothing.
pub async fn propose(
    app: &App,
    programme: &Programme,
    course: &Course,
    change: &PutRight,
    now: Timestamp,
) -> Result<Option<Proposal>> {
    Ok(proposed(app, programme, course, change, now).await?.map(|(_, proposal)| proposal))
}

/// The same, with the revision that it follows.
async fn proposed(
    app: &App,
    programme: &Programme,
    course: &Course,
    change: &PutRight,
    now: Timestamp,
) -> Result<Option<(summaries::FrozenSummary, Proposal)>> {
    let before = summaries::latest(app.db.read(), course.id).await?;
    let Some(before) = before.filter(|before| before.revision == change.revision) else { return Ok(None) };
    let on = inputs::say(now, &course.zone(programme), "%-d %B %Y");
    let correction = Correction { on, text: change.text.clone() };
    let actions = change.actions.as_ref().map(|actions| actions.iter().map(inputs::action).collect());
    let summary = before.read()?.corrected(correction, actions);
    let recipients = recipients_of(app, programme, before.id).await?;
    Ok(Some((before, Proposal { summary, recipients })))
}

/// Makes the next revision of a summary and sends it to everybody who got the one before. Returns how many letters
/// were queued, or `None` when it was put right in the meantime.
pub async fn correct(
    app: &App,
    programme: &Programme,
    course: &Course,
    change: &PutRight,
    by: &Person,
    now: Timestamp,
) -> Result<Option<u64>> {
    for _ in 0..TRIES {
        match correct_once(app, programme, course, change, by, now).await? {
            Corrected::Sent(letters) => return Ok(Some(letters)),
            Corrected::Before => return Ok(None),
            Corrected::Outdated => {}
        }
    }
    Ok(None)
}

/// What an attempt to put something right came to.
enum Corrected {
    /// So many letters were queued.
    Sent(u64),
    /// Somebody else was first.
    Before,
    /// Something quoted was deleted after the letters were written.
    Outdated,
}

async fn correct_once(
    app: &App,
    programme: &Programme,
    course: &Course,
    change: &PutRight,
    by: &Person,
    now: Timestamp,
) -> Result<Corrected> {
    let proposed = proposed(app, programme, course, change, now).await?;
    let Some((before, Proposal { summary, recipients })) = proposed else { return Ok(Corrected::Before) };
    let document = serde_json::to_value(&summary).map_err(|error| StoreError::Damaged(error.to_string()))?;
    let readers = recipients.iter().map(|to| to.reader(app, Uuid::new_v4())).collect();
    let own = summary_drafts::of_course(app.db.read(), course.id).await?.text;
    let letters = summary::unwritten(app, programme, &own, summary, readers).await?;
    let emails: Vec<Uuid> = letters.iter().map(|(_, letter)| letter.id).collect();

    let tx = write(&app.db).await?;
    courses::lock(&tx, course.id).await?;
    match summaries::latest(&tx, course.id).await? {
        Some(latest) if latest == before => {}
        Some(latest) if latest.id == before.id => return Ok(Corrected::Outdated),
        _ => return Ok(Corrected::Before),
    }
    let id = summaries::freeze(&tx, course.id, before.revision + 1, document, now).await?;
    for (reader, letter) in letters {
        summaries::send(&tx, &reader.of(id, now)?, letter, now).await?;
    }
    unwritten::wait(&tx, &emails).await?;
    if let Some(actions) = &change.actions {
        actions::replace(&tx, course.id, actions).await?;
    }
    audit::record(&tx, Some(course.programme), by, "corrected the summary", &course.title, now).await?;
    tx.commit().await?;
    writing::write_ahead(app, &emails, now).await;
    Ok(Corrected::Sent(emails.len() as u64))
}

/// Everybody who got a summary and has not unsubscribed.
async fn recipients_of(app: &App, programme: &Programme, summary: Uuid) -> Result<Vec<SummaryRecipient>> {
    let deliveries = summaries::deliveries(app.db.read(), summary).await?;
    let deliveries: Vec<_> = deliveries.into_iter().map(|(delivery, _)| delivery).collect();
    let people = recipients::of_deliveries(app, &deliveries).await?.into_values();
    recipients::not_stopped(app, programme, people.collect()).await
}

/// A letter of a summary as it stands, and the transaction within which it still stands so.
async fn composed(
    app: &App,
    programme: &Programme,
    course: &Course,
    stands: summaries::FrozenSummary,
    reader: SummaryReader,
    now: Timestamp,
) -> Result<(Transaction, (SummaryReader, outbox::NewLetter))> {
    let (tx, mut made) = writing::composed(app, programme, course, stands, &[reader], now).await?;
    let made = made.pop().ok_or_else(|| StoreError::Damaged("an email was lost".to_owned()))?;
    Ok((tx, made))
}
