//! Who is invited to a round, and who of them a letter goes to.

mod list;
mod reached;

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::store::{
    Connection, EmailState, MailingKind, Result, Round,
    bounces::{self, Blocked},
    column_where,
    entity::{contact, invitation, stop},
    invitation_letters::{self, EmailRecord},
    participants,
};

pub use list::{InvitationCounts, counts, is_anybody_left, page, unwritten};

/// Somebody invited to a round.
#[derive(Clone, Debug)]
pub struct Addressee {
    /// Their invitation.
    pub invitation: Uuid,
    /// They themselves, among the contacts.
    pub contact: Uuid,
    /// Their name.
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
#[derive(Clone, Debug, PartialEq, Eq)]
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
}

/// What stands against letters about a round.
struct Standing {
    now: Timestamp,
    stops: HashSet<String>,
    absent: HashSet<Uuid>,
    blocked: HashMap<String, Blocked>,
}

/// What is known of invitations: themselves, their contacts by id, and the letters to them by invitation.
type Known = (Vec<invitation::Model>, HashMap<Uuid, contact::Model>, HashMap<Uuid, Vec<EmailRecord>>);

impl Standing {
    async fn of(db: &Connection, round: &Round, now: Timestamp) -> Result<Self> {
        Ok(Self {
            now,
            stops: stopped(db, round.programme).await?,
            absent: participants::absent(db, round.id).await?,
            blocked: bounces::blocked(db, round.programme, now).await?,
        })
    }

    /// Those invited, by name, with whether a letter of this kind would go to them.
    fn addressees(
        &self,
        kind: MailingKind,
        (invitations, mut contacts, mut letters): Known,
        fingerprint: impl Fn(&str) -> String,
    ) -> Vec<Addressee> {
        let addressee = |invitation: invitation::Model| {
            let contact = contacts.remove(&invitation.contact_id)?;
            let letters = letters.remove(&invitation.id).unwrap_or_default();
            let hash = fingerprint(&contact.email.to_lowercase());
            let left_out = self.left_out(kind, &invitation, &contact, &letters, &hash);
            Some(Addressee {
                invitation: invitation.id,
                contact: contact.id,
                name: contact.name,
                email: contact.email,
                used: invitation.used,
                left_out,
                letters,
            })
        };
        let mut addressees: Vec<Addressee> = invitations.into_iter().filter_map(addressee).collect();
        addressees.sort_by(|a, b| (&a.name, a.invitation).cmp(&(&b.name, b.invitation)));
        addressees
    }

    fn left_out(
        &self,
        kind: MailingKind,
        invitation: &invitation::Model,
        contact: &contact::Model,
        letters: &[EmailRecord],
        hash: &str,
    ) -> Option<LeftOut> {
        if contact.email.is_empty() {
            Some(LeftOut::NoAddress)
        } else if self.stops.contains(hash) {
            Some(LeftOut::Stopped)
        } else if let Some(blocked) = self.blocked.get(hash) {
            Some(LeftOut::Blocked(blocked.clone()))
        } else if self.absent.contains(&contact.id) {
            // Before whether they answered, which nothing may tell of one person in an anonymous round.
            Some(LeftOut::Absent)
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
}

/// Everybody invited to a round, by name, with whether a letter of this kind would go to them at `now`.
/// `fingerprint` makes the keyed hash of an address.
pub async fn of_round(
    db: &Connection,
    round: &Round,
    kind: MailingKind,
    now: Timestamp,
    fingerprint: impl Fn(&str) -> String,
) -> Result<Vec<Addressee>> {
    let invitations =
        invitation::Entity::find().filter(invitation::Column::RoundId.eq(round.id)).all(db).await?;
    let contacts = contacts(db, &[round.id]).await?;
    let letters = invitation_letters::of_round(db, round.id).await?;
    let standing = Standing::of(db, round, now).await?;
    Ok(standing.addressees(kind, (invitations, contacts, letters), fingerprint))
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
    let stops = stopped(db, programme).await?;
    let blocked = bounces::blocked(db, programme, now).await?;
    let mut unreached: HashMap<Uuid, Unreached> = HashMap::new();
    let mut met = HashSet::new();
    let perhaps =
        if blocked.is_empty() { Vec::new() } else { reached::perhaps_blocked(db, programme, rounds).await? };
    for one in perhaps {
        let hash = fingerprint(&one.email.to_lowercase());
        if blocked.contains_key(&hash) && !stops.contains(&hash) && met.insert(one.invitation) {
            unreached.entry(one.round).or_default().failed += 1;
        }
    }
    for one in reached::failed(db, rounds, saved).await? {
        let is_stopped = || stops.contains(&fingerprint(&one.email.to_lowercase()));
        if met.contains(&one.invitation) || !stops.is_empty() && is_stopped() {
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

/// The keyed hashes of the addresses that want no email of a programme.
async fn stopped(db: &Connection, programme: Uuid) -> Result<HashSet<String>> {
    let stops = stop::Entity::find().filter(stop::Column::ProgrammeId.eq(programme)).all(db).await?;
    Ok(stops.into_iter().map(|stop| stop.address_hash).collect())
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
