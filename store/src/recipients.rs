//! Who is invited to a round, and who of them a letter goes to.

mod list;
mod reached;

use std::collections::{HashMap, HashSet};

use jiff::{SignedDuration, Timestamp};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::store::{
    Connection, EmailState, MailingKind, Result, Round,
    bounces::{self, Blocked},
    column_where,
    entity::{contact, invitation},
    invitation_letters::{self, EmailRecord},
    participants, unsubscribes,
};

use reached::Reached;

pub use list::{InvitationCounts, Reach, counts, is_anybody_left, late, one, page, reach, unwritten};
pub use reached::perhaps_unreached;

/// Somebody invited to a round.
#[derive(Clone, Debug)]
pub struct InvitedRecipient {
    pub invitation: Uuid,
    /// They themselves, among the contacts.
    pub contact: Uuid,
    pub name: String,
    /// Their address.
    pub email: String,
    /// Whether their link was used. In anonymous rounds this is never told about one person.
    pub used: bool,
    /// Why no letter goes to them; `None` when one would.
    pub left_out: Option<LeftOut>,
    /// The letters to them, first first.
    pub letters: Vec<EmailRecord>,
}

/// Why somebody invited gets no letter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// Only their phone number is known.
    NoAddress,
    /// They asked for no more letters.
    Stopped,
    /// Letters to them come back.
    Blocked(Blocked),
    /// Their link was used.
    Answered,
    /// Their link ran out.
    Expired,
    /// An invitation was written before.
    Written,
    /// They did not come to the course that the round asks about.
    Absent,
    /// The last letter to them left only just now, or is about to: nobody is reminded so soon.
    JustInvited,
}

/// For how long nobody is reminded who was just invited.
const JUST_INVITED: SignedDuration = SignedDuration::from_hours(24);
/// So many addresses are asked about by themselves; where there are more, all that the programme knows is read.
const ASKED_ABOUT: usize = 1_000;

/// What is known of a round when its letters are looked at, whatever the address.
struct RoundContext {
    now: Timestamp,
    programme: Uuid,
    absent: HashSet<Uuid>,
}

/// Which addresses are not written to, by their keyed hashes.
struct Closed {
    stops: HashSet<String>,
    blocked: HashMap<String, Blocked>,
}

/// What is known of invitations: themselves, their contacts by id, and the letters to them by invitation.
type Known = (Vec<invitation::Model>, HashMap<Uuid, contact::Model>, HashMap<Uuid, Vec<EmailRecord>>);

/// Somebody invited, before it is asked whether letters go to them: with the keyed hash of their address.
type Invited = (invitation::Model, contact::Model, Vec<EmailRecord>, String);

impl RoundContext {
    async fn of(db: &Connection, round: &Round, now: Timestamp) -> Result<Self> {
        let absent = participants::absent(db, round.id).await?;
        Ok(Self { now, programme: round.programme, absent })
    }

    /// Which of these addresses are not written to.
    async fn closed(&self, db: &Connection, hashes: &[String]) -> Result<Closed> {
        let blocked = if hashes.len() > ASKED_ABOUT {
            bounces::blocked(db, self.programme, self.now).await?
        } else {
            bounces::blocked_among(db, self.programme, hashes, self.now).await?
        };
        Ok(Closed { stops: stopped(db, self.programme, hashes).await?, blocked })
    }

    /// Those invited, by name, with whether a letter of this kind would go to them.
    async fn recipients(
        &self,
        db: &Connection,
        kind: MailingKind,
        (invitations, mut contacts, mut letters): Known,
        fingerprint: impl Fn(&str) -> String,
    ) -> Result<Vec<InvitedRecipient>> {
        let invited = |invitation: invitation::Model| -> Option<Invited> {
            let contact = contacts.remove(&invitation.contact_id)?;
            let letters = letters.remove(&invitation.id).unwrap_or_default();
            let hash = fingerprint(&contact.email.to_lowercase());
            Some((invitation, contact, letters, hash))
        };
        let invited: Vec<Invited> = invitations.into_iter().filter_map(invited).collect();
        let hashes: Vec<String> = invited.iter().map(|(.., hash)| hash.clone()).collect();
        let closed = self.closed(db, &hashes).await?;
        let recipient = |one: Invited| {
            let left_out = self.left_out(kind, &closed, &one);
            let (invitation, contact, letters, _) = one;
            InvitedRecipient {
                invitation: invitation.id,
                contact: contact.id,
                name: contact.name,
                email: contact.email,
                used: invitation.used,
                left_out,
                letters,
            }
        };
        let mut recipients: Vec<InvitedRecipient> = invited.into_iter().map(recipient).collect();
        recipients.sort_by(|a, b| (&a.name, a.invitation).cmp(&(&b.name, b.invitation)));
        Ok(recipients)
    }

    fn left_out(
        &self,
        kind: MailingKind,
        closed: &Closed,
        (invitation, contact, letters, hash): &Invited,
    ) -> Option<LeftOut> {
        if contact.email.is_empty() {
            Some(LeftOut::NoAddress)
        } else if closed.stops.contains(hash) {
            Some(LeftOut::Stopped)
        } else if let Some(blocked) = closed.blocked.get(hash) {
            Some(LeftOut::Blocked(blocked.clone()))
        } else if self.absent.contains(&contact.id) {
            // Before whether they answered, which nothing may tell of one person in an anonymous round.
            Some(LeftOut::Absent)
        } else if kind == MailingKind::Reminder && !letters.iter().all(|letter| self.is_rested(letter)) {
            // As above: few are invited late, and may be known.
            Some(LeftOut::JustInvited)
        } else if invitation.used {
            Some(LeftOut::Answered)
        } else if invitation.expires_at.time() <= self.now {
            Some(LeftOut::Expired)
        } else if kind == MailingKind::Invitation && !letters.iter().all(EmailRecord::closed_first) {
            Some(LeftOut::Written)
        } else {
            None
        }
    }

    /// Whether a letter left so long ago that another may follow, or never leaves.
    fn is_rested(&self, letter: &EmailRecord) -> bool {
        let left = letter.sent_at.unwrap_or(letter.next_at);
        matches!(letter.state, EmailState::Failed | EmailState::Cancelled)
            || self.now.duration_since(left) >= JUST_INVITED
    }
}

/// Everybody invited to a round, by name, with whether a letter of this kind would go to them at `now`.
/// `fingerprint` makes the keyed hash of an address.
pub async fn of_round(
    db: &Connection,
    round: &Round,
    kind: MailingKind,
    now: Timestamp,
    fingerprint: impl Fn(&str) -> String,
) -> Result<Vec<InvitedRecipient>> {
    let invitations =
        invitation::Entity::find().filter(invitation::Column::RoundId.eq(round.id)).all(db).await?;
    let contacts = contacts(db, &[round.id]).await?;
    let letters = invitation_letters::of_round(db, round.id).await?;
    let context = RoundContext::of(db, round, now).await?;
    context.recipients(db, kind, (invitations, contacts, letters), fingerprint).await
}

/// How many of the people invited to a round its invitation did not reach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unreached {
    /// It failed, or emails to them come back.
    pub failed: u64,
    /// It became a file, because there was no mail server.
    pub saved: u64,
}

/// Whom the invitations to these rounds of a programme did not reach, by round, in as many statements for all rounds as
/// for one; only those are read to whom something may have happened. `fingerprint` makes the keyed hash of an address; what is
/// noted of a letter that became a file begins with `saved`.
pub async fn unreached(
    db: &Connection,
    programme: Uuid,
    rounds: &[Uuid],
    now: Timestamp,
    fingerprint: impl Fn(&str) -> String,
    saved: &str,
) -> Result<HashMap<Uuid, Unreached>> {
    let blocked = bounces::blocked(db, programme, now).await?;
    let perhaps =
        if blocked.is_empty() { Vec::new() } else { reached::perhaps_blocked(db, programme, rounds).await? };
    let hashed = |one: Reached| (fingerprint(&one.email.to_lowercase()), one);
    let mut coming_back: Vec<(String, Reached)> = perhaps.into_iter().map(hashed).collect();
    coming_back.retain(|(hash, _)| blocked.contains_key(hash));
    let failed: Vec<(String, Reached)> =
        reached::failed(db, rounds, saved).await?.into_iter().map(hashed).collect();
    let hashes: Vec<String> = coming_back.iter().chain(&failed).map(|(hash, _)| hash.clone()).collect();
    let stops = stopped(db, programme, &hashes).await?;
    let mut unreached: HashMap<Uuid, Unreached> = HashMap::new();
    let mut met = HashSet::new();
    for (hash, one) in coming_back {
        if !stops.contains(&hash) && met.insert(one.invitation) {
            unreached.entry(one.round).or_default().failed += 1;
        }
    }
    for (hash, one) in failed {
        if met.contains(&one.invitation) || stops.contains(&hash) {
            continue;
        }
        let counts = unreached.entry(one.round).or_default();
        if one.state == Some(EmailState::Failed) {
            counts.failed += 1;
        } else {
            counts.saved += 1;
        }
    }
    Ok(unreached)
}

/// Those of some addresses that want no email of a programme, and where there are many of them perhaps others, too; all
/// by their keyed hashes.
async fn stopped(db: &Connection, programme: Uuid, hashes: &[String]) -> Result<HashSet<String>> {
    if hashes.len() > ASKED_ABOUT {
        unsubscribes::all(db, programme).await
    } else {
        unsubscribes::hashes_among(db, programme, hashes).await
    }
}

/// Everybody invited to rounds by their id. A subquery, because a database binds only so many values.
async fn contacts(db: &Connection, rounds: &[Uuid]) -> Result<HashMap<Uuid, contact::Model>> {
    let invited = column_where(
        invitation::Column::ContactId,
        invitation::Column::RoundId.is_in(rounds.iter().copied()),
    );
    let rows = contact::Entity::find().filter(contact::Column::Id.in_subquery(invited)).all(db).await?;
    Ok(rows.into_iter().map(|contact| (contact.id, contact)).collect())
}
