//! A mailing is due: an email is queued to everybody who is invited, has not answered and may be written to. Unique
//! keys make it once to each, however often this runs and whatever crashes between two chunks.
//!
//! An invitation waits until there are people. Whoever is added after it went out gets theirs at the next hour that
//! people read email.

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::{
    app::App,
    letters::invitation::InvitationEmail,
    store::{
        Course, Hours, InvitedRecipient, LeftOut, Mailing, MailingKind, MailingState, Programme, Reach,
        Result, Round, courses, invitation_letters, mailings, outbox, programmes, recipients, rounds, write,
    },
    survey::mailing::APART,
};

/// Letters queued in one transaction.
const CHUNK: usize = 100;
/// How late an email may leave at any hour: after a longer time without service, or without people, it waits for an
/// hour at which people read email.
const LATE: SignedDuration = SignedDuration::from_hours(1);

/// A round whose people are written to.
#[derive(Clone, Copy, Debug)]
pub struct AskedRound<'a> {
    pub programme: &'a Programme,
    pub round: &'a Round,
    /// The course that it asks about; none where it asks about the partnership as a whole.
    pub course: Option<&'a Course>,
}

impl AskedRound<'_> {
    /// When emails about it leave.
    fn hours(&self) -> Hours {
        self.programme.settings.hours_in(courses::zone_of_round(self.course, self.programme))
    }
}

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
    let db = app.db.read();
    let Some(round) = rounds::find(db, round).await? else { return Ok(0) };
    let programme = programmes::get(db, round.programme).await?;
    let course = courses::asked_about(db, round.id).await?;
    let asked = AskedRound { programme: &programme, round: &round, course: course.as_ref() };
    let hours = asked.hours();
    let mut letters = invite_late(app, asked, &hours, &mailings::of_round(db, round.id).await?, now).await?;
    // Read again: to invite many takes a while, in which somebody may have left one out or moved it.
    let planned = mailings::of_round(db, round.id).await?;
    let mut earliest = mailings::earliest_reminder(&planned);
    let is_due = |mailing: &&Mailing| mailing.state == MailingState::Planned && mailing.at <= now;
    let due: Vec<&Mailing> = planned.iter().filter(is_due).collect();
    for mailing in due {
        if now < round.opens_at {
            // Somebody moved the opening; the letters wait for it.
            continue;
        }
        if !round.takes_answers(now) {
            mailings::skip(app.db.write_one(), mailing.id).await?;
        } else if let Some(later) = too_soon(mailing.kind, earliest, now) {
            // After a time without service several may be due at once.
            if later < round.closes_at {
                mailings::move_to(app.db.write_one(), mailing.id, later).await?;
            } else {
                mailings::skip(app.db.write_one(), mailing.id).await?;
            }
        } else if is_time(&hours, &round, mailing.leaves(&hours, round.closes_at), now) {
            let people = everybody(app, &round, mailing.kind, now).await?;
            if let Some(queued) = send(app, asked, mailing, people, now).await? {
                letters += queued;
                earliest = Some(now + APART);
            }
        }
    }
    Ok(letters)
}

/// Sends a planned mailing of a round before its time; `planned` are all of that round. Where something stands against it, it
/// stays as it is.
///
/// # Errors
/// As [`send_due`].
pub async fn send_now(
    app: &App,
    asked: AskedRound<'_>,
    planned: &[Mailing],
    mailing: &Mailing,
    now: Timestamp,
) -> Result<Result<u64, MailingRefusal>> {
    if !asked.round.takes_answers(now) {
        return Ok(Err(MailingRefusal::NotOpen));
    }
    let people = everybody(app, asked.round, mailing.kind, now).await?;
    let is_wanted = people.iter().any(|one| one.left_out.is_none());
    let timing = Timing::of(asked, mailing.kind, planned, now);
    Ok(match timing.refusal(people.is_empty(), is_wanted) {
        Some(why) => Err(why),
        None => Ok(send(app, asked, mailing, people, now).await?.unwrap_or(0)),
    })
}

/// What comes of an email that is sent at once: whom it reaches, and what stands against it.
#[derive(Clone, Debug)]
pub struct Outlook {
    /// Whom it reaches.
    pub reach: Reach,
    /// When it can be sent: now, or once people read email again and the last one left long enough ago.
    pub earliest: Timestamp,
    /// What stands against sending it now.
    pub refusal: Option<MailingRefusal>,
}

/// What comes of an email of a kind about a round if it is sent at once; `planned` are the mailings of that round.
///
/// # Errors
/// When the database fails.
pub async fn outlook(
    app: &App,
    asked: AskedRound<'_>,
    kind: MailingKind,
    planned: &[Mailing],
    now: Timestamp,
) -> Result<Outlook> {
    let fingerprint = |address: &str| app.secret.fingerprint(address);
    let reach = recipients::reach(app.db.read(), asked.round, kind, now, fingerprint).await?;
    let timing = Timing::of(asked, kind, planned, now);
    let refusal = if asked.round.takes_answers(now) {
        timing.refusal(reach.has_nobody(), reach.wanted() > 0)
    } else {
        Some(MailingRefusal::NotOpen)
    };
    Ok(Outlook { reach, earliest: timing.earliest, refusal })
}

/// When an email could be sent, whomever it is for.
struct Timing {
    now: Timestamp,
    too_soon: Option<Timestamp>,
    earliest: Timestamp,
}

impl Timing {
    fn of(asked: AskedRound<'_>, kind: MailingKind, planned: &[Mailing], now: Timestamp) -> Self {
        let too_soon = too_soon(kind, mailings::earliest_reminder(planned), now);
        Self { now, too_soon, earliest: asked.hours().next(too_soon.unwrap_or(now)) }
    }

    /// What stands against sending it now to a list that is empty, or has somebody on it who wants it.
    fn refusal(&self, is_empty: bool, is_wanted: bool) -> Option<MailingRefusal> {
        if is_empty {
            Some(MailingRefusal::NoPeople)
        } else if let Some(earliest) = self.too_soon {
            Some(MailingRefusal::TooSoon(earliest))
        } else if !is_wanted {
            Some(MailingRefusal::NobodyLeft)
        } else {
            (self.earliest > self.now).then_some(MailingRefusal::OutsideHours(self.earliest))
        }
    }
}

/// Whether what leaves at `leaves` leaves by now.
fn is_time(hours: &Hours, round: &Round, leaves: Timestamp, now: Timestamp) -> bool {
    if now.duration_since(leaves) <= LATE {
        return leaves <= now;
    }
    let next = hours.next(now);
    next <= now || next >= round.closes_at
}

/// The earliest moment for a reminder whose time came too soon after the letter before it; `earliest` is that of its round.
fn too_soon(kind: MailingKind, earliest: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
    earliest.filter(|earliest| kind == MailingKind::Reminder && *earliest > now)
}

async fn everybody(
    app: &App,
    round: &Round,
    kind: MailingKind,
    now: Timestamp,
) -> Result<Vec<InvitedRecipient>> {
    let fingerprint = |address: &str| app.secret.fingerprint(address);
    recipients::of_round(app.db.read(), round, kind, now, fingerprint).await
}

/// Invites those who were put on the list after the invitation went out.
async fn invite_late(
    app: &App,
    asked: AskedRound<'_>,
    hours: &Hours,
    planned: &[Mailing],
    now: Timestamp,
) -> Result<u64> {
    let round = asked.round;
    if !round.takes_answers(now) || !is_time(hours, round, round.opens_at, now) {
        return Ok(0);
    }
    let mut invitations = planned.iter().filter(|mailing| mailing.kind == MailingKind::Invitation);
    let Some(invitation) = invitations.find(|mailing| mailing.state == MailingState::Done) else {
        return Ok(0);
    };
    let fingerprint = |address: &str| app.secret.fingerprint(address);
    let mut people = recipients::unwritten(app.db.read(), round, now, fingerprint).await?;
    people.retain(|one| one.left_out.is_none());
    queue(app, asked, invitation, people, now).await
}

/// Sends a mailing to those of `people` who want it; how many emails that is, or none while it waits for people.
async fn send(
    app: &App,
    asked: AskedRound<'_>,
    mailing: &Mailing,
    mut people: Vec<InvitedRecipient>,
    now: Timestamp,
) -> Result<Option<u64>> {
    let was_begun = people.iter().any(|one| one.left_out == Some(LeftOut::Written));
    people.retain(|one| one.left_out.is_none());
    if mailing.kind == MailingKind::Invitation && people.is_empty() && !was_begun {
        return Ok(None);
    }
    let queued = queue(app, asked, mailing, people, now).await?;
    // Only now: a crash before this line does the chunks again, and the unique keys leave out what was queued.
    mailings::mark_done(app.db.write_one(), mailing.id, now).await?;
    Ok(Some(queued))
}

async fn queue(
    app: &App,
    asked: AskedRound<'_>,
    mailing: &Mailing,
    mut wanted: Vec<InvitedRecipient>,
    now: Timestamp,
) -> Result<u64> {
    if wanted.is_empty() {
        return Ok(0);
    }
    let asking = InvitationEmail::of(app, asked.programme, asked.round).await?;
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
    tracing::info!(
        round = asked.round.code,
        kind = mailing.kind.key(),
        letters = queued,
        "emails were queued"
    );
    Ok(queued)
}

fn unique_key(one: &InvitedRecipient, kind: MailingKind, seq: i32) -> String {
    format!("invitation {} {} {seq}", one.invitation, kind.key())
}
