//! The words of the letters that bring a summary. The letters are queued without them in the transaction that freezes it, and
//! written some at a time: as soon as it is frozen and, where the service was killed meanwhile, at the next look through
//! the outbox.

use std::{
    collections::{BTreeMap, HashSet},
    slice,
};

use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    app::App,
    letters::{
        Sender,
        summary::{self, SummaryReader},
    },
    mail::Address,
    store::{
        Considerate, Course, FrozenSummary, NewLetter, Programme, Result, StoreError, SummaryDelivery,
        Transaction, again, courses, programmes, summaries,
        summaries::unwritten::{self, UnwrittenLetter},
        summary_drafts, write,
    },
    work::publish::{TRIES, recipients},
};

/// Letters written at one time, each of which may weigh a hundred kilobytes.
const PIECE: usize = 50;
/// What is noted of a letter whose words could not be written.
const UNWRITTEN: &str = "the email could not be written";

/// A letter, and how it addresses whom it goes to.
type Addressed = (UnwrittenLetter, SummaryReader);

/// Writes the letters of a summary that was just frozen. Those that are left when this fails are written by [`write_next`].
pub(super) async fn write_ahead(app: &App, emails: &[Uuid], now: Timestamp) {
    let mut turns = Considerate::beside_others(&app.db);
    for piece in emails.chunks(PIECE) {
        turns.pause().await;
        let written = async { write_piece(app, unwritten::among(app.db.read(), piece).await?, now).await };
        if let Err(error) = written.await {
            tracing::warn!(%error, "emails of a summary could not be written; they are tried again");
            return;
        }
    }
}

/// Writes some of the letters that nobody has written yet; `false` when there are none. Two at once write the same, and each
/// letter leaves once.
///
/// # Errors
/// When the database fails, or the sender cannot be read; what was written stays, and the next look goes on from there.
pub async fn write_next(app: &App, now: Timestamp) -> Result<bool> {
    let letters = unwritten::next(app.db.read(), PIECE as u64).await?;
    if letters.is_empty() {
        return Ok(false);
    }
    write_piece(app, letters, now).await?;
    Ok(true)
}

/// Writes some letters. One that cannot be written is given up, and keeps none of the others from their words.
async fn write_piece(app: &App, letters: Vec<UnwrittenLetter>, now: Timestamp) -> Result<()> {
    // Without a sender no letter can be written, which is no fault of any: they wait until somebody mends it.
    Sender::of_site(app).await?;
    let deliveries: Vec<SummaryDelivery> =
        letters.iter().filter_map(|letter| letter.delivery.clone()).collect();
    let people = recipients::of_deliveries(app, &deliveries).await?;
    let mut left: HashSet<Uuid> = letters.iter().map(|letter| letter.email).collect();
    let mut of_summaries: BTreeMap<Uuid, Vec<Addressed>> = BTreeMap::new();
    for letter in letters {
        let Some((summary, delivery)) = letter.delivery.as_ref().map(|one| (one.summary_id, one.id)) else {
            continue;
        };
        let Some(to) = people.get(&delivery).filter(|_| Address::parse(&letter.address).is_ok()) else {
            continue;
        };
        let reader = SummaryReader::new(app, to.who, &to.name, &letter.address, delivery);
        of_summaries.entry(summary).or_default().push((letter, reader));
    }
    for (summary, letters) in of_summaries {
        if try_to_write(app, summary, &letters).await? {
            left.retain(|email| letters.iter().all(|(letter, _)| letter.email != *email));
            continue;
        }
        // One of them may be what keeps all from their words.
        let singly = if letters.len() > 1 { letters.as_slice() } else { &[] };
        for one in singly {
            if try_to_write(app, summary, slice::from_ref(one)).await? {
                left.remove(&one.0.email);
            }
        }
    }
    for email in left {
        unwritten::give_up(&app.db, email, UNWRITTEN, now).await?;
    }
    Ok(())
}

/// Writes letters of one summary, all or none; `false` when what is stored of one cannot be made into an email.
async fn try_to_write(app: &App, summary: Uuid, letters: &[Addressed]) -> Result<bool> {
    // In a box, since it is large.
    match again(|| Box::pin(write_some(app, summary, letters))).await {
        Ok(()) => Ok(true),
        Err(StoreError::Damaged(why)) => {
            tracing::error!(%summary, letters = letters.len(), why, "emails of a summary could not be written");
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

/// Writes letters of one summary.
async fn write_some(app: &App, summary: Uuid, letters: &[Addressed]) -> Result<()> {
    let db = app.db.read();
    let gone = || StoreError::Damaged(format!("summary {summary} is missing"));
    let stands = summaries::find(db, summary).await?.ok_or_else(gone)?;
    let course = courses::find(db, stands.course_id).await?.ok_or_else(gone)?;
    let programme = programmes::get(db, course.programme).await?;
    let readers: Vec<SummaryReader> = letters.iter().map(|(_, reader)| reader.clone()).collect();
    // The letters of a revision are queued together, and dated by that: whoever writes them writes the same.
    let queued = letters.iter().map(|(letter, _)| letter.queued_at).max().ok_or_else(gone)?;
    let (tx, made) = composed(app, &programme, &course, stands, &readers, queued).await?;
    for ((letter, _), (_, made)) in letters.iter().zip(made) {
        unwritten::fill(&tx, letter.email, made.message).await?;
    }
    tx.commit().await
}

/// Letters of a summary as it stands, and the transaction that holds the course, within which it still stands so.
pub(super) async fn composed(
    app: &App,
    programme: &Programme,
    course: &Course,
    mut stands: FrozenSummary,
    readers: &[SummaryReader],
    now: Timestamp,
) -> Result<(Transaction, Vec<(SummaryReader, NewLetter)>)> {
    let own = summary_drafts::of_course(app.db.read(), course.id).await?.text;
    for _ in 0..TRIES {
        let to = readers.to_vec();
        let made = summary::compose_all(app, programme, &own, stands.read()?, to, now).await?;
        let tx = write(&app.db).await?;
        courses::lock(&tx, course.id).await?;
        match summaries::find(&tx, stands.id).await? {
            Some(now) if now == stands => return Ok((tx, made)),
            Some(now) => stands = now,
            None => return Err(StoreError::Damaged(format!("summary {} is missing", stands.id))),
        }
    }
    // It changes all the time, and is as good as before.
    Err(StoreError::Busy)
}
