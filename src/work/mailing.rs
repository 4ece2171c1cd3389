//! A mailing is due: an email is queued to everybody who is invited, has not answered and may be written to. Unique
//! keys make it once to each, however often this runs and whatever crashes between two chunks.
//!
//! An invitation waits until there are people. Whoever is added after it went out gets theirs at the next hour that
//! people read email.

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::{
    app::App,
    letters::invitation::Asking,
    store::{
        Addressee, EmailRecord, EmailState as Letter, Hours, LeftOut, Mailing, MailingKind, MailingState,
        Result, Round, invitation_letters, mailings, outbox, programmes, recipients, rounds, write,
    },
};

/// Letters queued in one transaction.
const CHUNK: usize = 100;
/// How late an email may leave at any hour: after a longer time without service, or without people, it waits for an
/// hour at which people read email.
const LATE: SignedDuration = SignedDuration::from_hours(1);

/// For how long nobody is reminded who was just invited.
const JUST_INVITED: SignedDuration = SignedDuration::from_hours(24);

/// Why an email cannot be sent at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailingRefusal {
    /// Nobody is on the list of the round.
    NoPeople,
    /// Nobody on the list would get it: they have answered, were written to, or want no email.
    NobodyLeft,
    /// The round takes no answers now.
    NotOpen,
    /// The last email left less than two days ago; it can be sent from then on.
    TooSoon(Timestamp),
    /// People do not read email now; they do from then on.
    OutsideHours(Timestamp),
}

/// Queues the letters of every mailing of a round that is due, in their order, and the invitations of people added
/// later. Returns how many.
///
/// # Errors
/// When the database fails; what was queued stays queued, and the next step goes on from there.
pub async fn send_due(app: &App, round: Uuid, now: Timestamp) -> Result<u64> {
    let Some(round) = rounds::find(app.db.read(), round).await? else { return Ok(0) };
    let hours = programmes::get(app.db.read(), round.programme).await?.settings.hours();
    let mut letters = invite_late(app, &round, &hours, now).await?;
    for mailing in mailings::due(app.db.read(), round.id, now).await? {
        if now < round.opens_at {
            // Somebody moved the opening; the letters wait for it.
            continue;
        }
        if !round.takes_answers(now) {
            mailings::skip(app.db.write_one(), mailing.id).await?;
        } else if let Some(later) = too_soon(app, &mailing, now).await? {
            // After a time without service several may be due at once.
            if later < round.closes_at {
                mailings::move_to(app.db.write_one(), mailing.id, later).await?;
            } else {
                mailings::skip(app.db.write_one(), mailing.id).await?;
            }
        } else if is_time(&hours, &round, mailing.leaves(&hours, round.closes_at), now) {
            letters += send(app, &round, &mailing, now).await?;
        }
    }
    Ok(letters)
}

/// Sends a planned mailing of a round before its time. Where something stands against it, it stays as it is.
///
/// # Errors
/// As [`send_due`].
pub async fn send_now(
    app: &App,
    round: &Round,
    mailing: &Mailing,
    now: Timestamp,
) -> Result<Result<u64, MailingRefusal>> {
    Ok(match refusal(app, round, mailing, now).await? {
        Some(why) => Err(why),
        None => Ok(send(app, round, mailing, now).await?),
    })
}

/// What stands against sending a planned mailing at once.
pub async fn refusal(
    app: &App,
    round: &Round,
    mailing: &Mailing,
    now: Timestamp,
) -> Result<Option<MailingRefusal>> {
    if !round.takes_answers(now) {
        return Ok(Some(MailingRefusal::NotOpen));
    }
    let people = everybody(app, round, mailing.kind, now).await?;
    if people.is_empty() {
        return Ok(Some(MailingRefusal::NoPeople));
    }
    if let Some(earliest) = too_soon(app, mailing, now).await? {
        return Ok(Some(MailingRefusal::TooSoon(earliest)));
    }
    if !people.iter().any(|one| is_wanted(one, mailing.kind, now)) {
        return Ok(Some(MailingRefusal::NobodyLeft));
    }
    let next = programmes::get(app.db.read(), round.programme).await?.settings.hours().next(now);
    Ok((next > now).then_some(MailingRefusal::OutsideHours(next)))
}

/// Whether what leaves at `leaves` leaves by now.
fn is_time(hours: &Hours, round: &Round, leaves: Timestamp, now: Timestamp) -> bool {
    if now.duration_since(leaves) <= LATE {
        return leaves <= now;
    }
    let next = hours.next(now);
    next <= now || next >= round.closes_at
}

/// The earliest moment for a reminder whose time came too soon after the letter before it.
async fn too_soon(app: &App, mailing: &Mailing, now: Timestamp) -> Result<Option<Timestamp>> {
    if mailing.kind == MailingKind::Invitation {
        return Ok(None);
    }
    let earliest = mailings::earliest_reminder(app.db.read(), mailing.round).await?;
    Ok(earliest.filter(|earliest| *earliest > now))
}

/// Whether somebody gets an email of this kind. Whoever was invited only just now is not reminded.
fn is_wanted(one: &Addressee, kind: MailingKind, now: Timestamp) -> bool {
    let rested = |letter: &EmailRecord| {
        let left = letter.sent_at.unwrap_or(letter.next_at);
        matches!(letter.state, Letter::Failed | Letter::Cancelled) || now.duration_since(left) >= JUST_INVITED
    };
    one.left_out.is_none() && (kind == MailingKind::Invitation || one.letters.iter().all(rested))
}

async fn everybody(app: &App, round: &Round, kind: MailingKind, now: Timestamp) -> Result<Vec<Addressee>> {
    let fingerprint = |address: &str| app.secret.fingerprint(address);
    recipients::of_round(app.db.read(), round, kind, now, fingerprint).await
}

/// Invites those who were put on the list after the invitation went out.
async fn invite_late(app: &App, round: &Round, hours: &Hours, now: Timestamp) -> Result<u64> {
    if !round.takes_answers(now) || !is_time(hours, round, round.opens_at, now) {
        return Ok(0);
    }
    let planned = mailings::of_round(app.db.read(), round.id).await?;
    let mut invitations = planned.iter().filter(|mailing| mailing.kind == MailingKind::Invitation);
    let Some(invitation) = invitations.find(|mailing| mailing.state == MailingState::Done) else {
        return Ok(0);
    };
    let fingerprint = |address: &str| app.secret.fingerprint(address);
    let mut people = recipients::unwritten(app.db.read(), round, now, fingerprint).await?;
    people.retain(|one| one.left_out.is_none());
    queue(app, round, invitation, people, now).await
}

async fn send(app: &App, round: &Round, mailing: &Mailing, now: Timestamp) -> Result<u64> {
    let mut people = everybody(app, round, mailing.kind, now).await?;
    let was_begun = people.iter().any(|one| one.left_out == Some(LeftOut::Written));
    people.retain(|one| is_wanted(one, mailing.kind, now));
    if mailing.kind == MailingKind::Invitation && people.is_empty() && !was_begun {
        // It waits for people.
        return Ok(0);
    }
    let queued = queue(app, round, mailing, people, now).await?;
    // Only now: a crash before this line does the chunks again, and the unique keys leave out what was queued.
    mailings::mark_done(app.db.write_one(), mailing.id, now).await?;
    Ok(queued)
}

async fn queue(
    app: &App,
    round: &Round,
    mailing: &Mailing,
    mut wanted: Vec<Addressee>,
    now: Timestamp,
) -> Result<u64> {
    if wanted.is_empty() {
        return Ok(0);
    }
    let programme = programmes::get(app.db.read(), round.programme).await?;
    let asking = Asking::of(app, &programme, round).await?;
    // Two schedulers at once take the same letters in the same order, so that neither waits for the other in a circle.
    wanted.sort_by_key(|one| one.invitation);
    let (mut queued, mut composed, mut failure) = (0, 0, None);
    for chunk in wanted.chunks(CHUNK) {
        let mut letters = Vec::with_capacity(chunk.len());
        for one in chunk {
            let unique = unique_key(one, mailing.kind, mailing.seq);
            match asking.compose(app, one, mailing.kind, unique, now) {
                Ok(letter) => letters.push((one, letter)),
                // One address that is none must not keep the others from their letters.
                Err(error) => {
                    tracing::error!(invitation = %one.invitation, %error, "an email was skipped");
                    failure = Some(error);
                }
            }
        }
        composed += letters.len();
        let tx = write(&app.db).await?;
        for (one, letter) in letters {
            let id = letter.id;
            if outbox::enqueue(&tx, letter, now).await? {
                invitation_letters::note(&tx, id, one.invitation, mailing.kind, mailing.seq).await?;
                queued += 1;
            }
        }
        tx.commit().await?;
    }
    // Where none could be written, it is no single address that is wrong.
    if let Some(error) = failure.filter(|_| composed == 0) {
        return Err(error);
    }
    tracing::info!(round = round.code, kind = mailing.kind.key(), letters = queued, "emails were queued");
    Ok(queued)
}

fn unique_key(one: &Addressee, kind: MailingKind, seq: i32) -> String {
    format!("invitation {} {} {seq}", one.invitation, kind.key())
}
