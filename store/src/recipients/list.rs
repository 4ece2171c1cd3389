//! Those invited to a round as a page shows them: some at a time, and counted.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    sea_query::{Expr, Func, Order, Query, SelectStatement},
};
use uuid::Uuid;

use super::RoundContext;
use crate::store::{
    Connection, EmailState, Instant, InvitedRecipient, KeyColumn, LeftOut, ListPage, MailingKind, Place,
    Result, Round, column_where,
    entity::{contact, invitation, invitation_letter, outbox},
    exists_where,
    invitation_letters::{self, CLOSED_FIRST},
    keyset::KeyOrder,
    same,
};

/// People who are looked at for somebody to write to.
const LOOKED_AT: u64 = 1_000;
/// Of these the first.
const LOOKED_AT_FIRST: u64 = 20;
/// People who are read at a time where all of a round are.
const PIECE: usize = 1_000;

/// How many of those invited to a round are where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InvitationCounts {
    /// Everybody.
    pub invited: u64,
    /// Whose link was used.
    pub used: u64,
    /// Whose last invitation left.
    pub sent: u64,
    /// Whose last invitation only became a file.
    pub saved: u64,
    /// Whose last invitation waits.
    pub waiting: u64,
    /// Whose last invitation failed.
    pub failed: u64,
    /// Whose last invitation was called off.
    pub cancelled: u64,
    /// Reminders that left.
    pub reminders: u64,
}

/// One page of those invited to a round, by name, with whether an invitation would go to them at `now`. `fingerprint` makes
/// the keyed hash of an address.
pub async fn page(
    db: &Connection,
    round: &Round,
    now: Timestamp,
    place: Place,
    fingerprint: impl Fn(&str) -> String,
) -> Result<ListPage<InvitedRecipient>> {
    let here = match place.row() {
        Some(row) => name(db, round, row).await?,
        None => None,
    };
    let order = KeyOrder {
        key: Func::lower(Expr::col((contact::Entity, contact::Column::Name))).into(),
        id: Expr::col((invitation::Entity, invitation::Column::Id)),
        is_descending: false,
    };
    let mut select = invited(round);
    let place = order.cut(&mut select, place, here.map(|here| Func::lower(Expr::val(here)).into()));
    let ids = ids(db, &select).await?;
    let page = ListPage::of(ids, place, |id| *id);
    let context = RoundContext::of(db, round, now).await?;
    let people = these(db, &context, MailingKind::Invitation, &page.rows, fingerprint).await?;
    let mut by_id: HashMap<Uuid, InvitedRecipient> =
        people.into_iter().map(|one| (one.invitation, one)).collect();
    let rows = page.rows.iter().filter_map(|id| by_id.remove(id)).collect();
    Ok(ListPage { rows, before: page.before, after: page.after })
}

/// Those invited to a round who can answer still at `now`, have an address and were never written to, with whether an
/// invitation would go to them.
pub async fn unwritten(
    db: &Connection,
    round: &Round,
    now: Timestamp,
    fingerprint: impl Fn(&str) -> String,
) -> Result<Vec<InvitedRecipient>> {
    let ids = ids(db, &without_emails(round, now)).await?;
    let context = RoundContext::of(db, round, now).await?;
    let mut people = Vec::with_capacity(ids.len());
    for ids in ids.chunks(PIECE) {
        people.extend(these(db, &context, MailingKind::Invitation, ids, &fingerprint).await?);
    }
    Ok(people)
}

/// The person of an invitation to a round, with whether it would go to them at `now`.
pub async fn one(
    db: &Connection,
    round: &Round,
    id: Uuid,
    now: Timestamp,
    fingerprint: impl Fn(&str) -> String,
) -> Result<Option<InvitedRecipient>> {
    if name(db, round, id).await?.is_none() {
        return Ok(None);
    }
    let context = RoundContext::of(db, round, now).await?;
    Ok(these(db, &context, MailingKind::Invitation, &[id], fingerprint).await?.pop())
}

/// Whom a letter about a round would reach, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// How many would get it, by the domain of their address.
    pub domains: BTreeMap<String, u64>,
    /// How many would not, and why.
    pub left_out: BTreeMap<LeftOut, u64>,
}

impl Reach {
    /// How many would get it.
    pub fn wanted(&self) -> u64 {
        self.domains.values().sum()
    }

    /// Whether nobody is on the list of the round.
    pub fn has_nobody(&self) -> bool {
        self.domains.is_empty() && self.left_out.is_empty()
    }
}

/// Counts whom a letter of a kind about a round would reach at `now`, some people at a time. `fingerprint` makes the keyed
/// hash of an address.
pub async fn reach(
    db: &Connection,
    round: &Round,
    kind: MailingKind,
    now: Timestamp,
    fingerprint: impl Fn(&str) -> String,
) -> Result<Reach> {
    let ids = ids(db, &invited(round)).await?;
    let context = RoundContext::of(db, round, now).await?;
    let mut reach = Reach::default();
    for ids in ids.chunks(PIECE) {
        for one in these(db, &context, kind, ids, &fingerprint).await? {
            if let Some(why) = one.left_out {
                *reach.left_out.entry(why).or_default() += 1;
            } else {
                let domain = one.email.rsplit('@').next().unwrap_or_default();
                *reach.domains.entry(domain.to_owned()).or_default() += 1;
            }
        }
    }
    Ok(reach)
}

/// How many of those invited to a round no email was written to, and would get its invitation at `now`.
pub async fn late(
    db: &Connection,
    round: &Round,
    now: Timestamp,
    fingerprint: impl Fn(&str) -> String,
) -> Result<u64> {
    let context = RoundContext::of(db, round, now).await?;
    let written = same(invitation_letter::Column::InvitationId, invitation::Column::Id);
    let select = can_answer(round, now)
        .column((contact::Entity, contact::Column::Id))
        .column((contact::Entity, contact::Column::Email))
        .and_where(exists_where(invitation_letter::Entity, written).not())
        .take();
    Ok(open_to(db, &context, &select, fingerprint).await?.1)
}

/// Whether there is anybody whom an invitation would go to at `now`, and did not yet. Where the first thousand whom nothing
/// was written to want nothing, there may be somebody after them: the page that sends counts them all.
pub async fn is_anybody_left(
    db: &Connection,
    round: &Round,
    now: Timestamp,
    fingerprint: impl Fn(&str) -> String,
) -> Result<bool> {
    let context = RoundContext::of(db, round, now).await?;
    let mut select = without_emails(round, now)
        .column((contact::Entity, contact::Column::Id))
        .column((contact::Entity, contact::Column::Email))
        .order_by((invitation::Entity, invitation::Column::Id), Order::Asc)
        .take();
    // Nearly always one of the first wants it.
    for most in [LOOKED_AT_FIRST, LOOKED_AT] {
        select.limit(most);
        let (looked_at, open) = open_to(db, &context, &select, &fingerprint).await?;
        if open > 0 || looked_at < most {
            return Ok(open > 0);
        }
    }
    Ok(true)
}

/// How many people a query finds by invitation, contact and address, and against how many of them neither their address nor
/// that they did not come stands.
async fn open_to(
    db: &Connection,
    context: &RoundContext,
    select: &SelectStatement,
    fingerprint: impl Fn(&str) -> String,
) -> Result<(u64, u64)> {
    let mut people: Vec<Uuid> = Vec::new();
    let mut hashes: Vec<String> = Vec::new();
    for row in db.query_all(select).await? {
        let email: String = row.try_get_by_index(2)?;
        people.push(row.try_get_by_index(1)?);
        hashes.push(fingerprint(&email.to_lowercase()));
    }
    let closed = context.closed(db, &hashes).await?;
    let is_open = |(person, hash): &(&Uuid, &String)| {
        !closed.stops.contains(*hash)
            && !closed.blocked.contains_key(*hash)
            && !context.absent.contains(*person)
    };
    let open = people.iter().zip(&hashes).filter(is_open).count();
    Ok((people.len() as u64, open as u64))
}

/// Counts those invited to a round. What is noted of an email that became a file begins with `saved`.
pub async fn counts(db: &Connection, round: &Round, saved: &str) -> Result<InvitationCounts> {
    let all = || invitation::Entity::find().filter(invitation::Column::RoundId.eq(round.id));
    let mut counts = InvitationCounts {
        invited: all().count(db).await?,
        used: all().filter(invitation::Column::Used.eq(true)).count(db).await?,
        ..InvitationCounts::default()
    };
    for row in db.query_all(&last_emails(round, saved)).await? {
        let number = |at: usize| -> Result<u64> {
            Ok(u64::try_from(row.try_get_by_index::<i64>(at)?).unwrap_or_default())
        };
        let [all, failed, waiting, cancelled, saved] =
            [number(1)?, number(2)?, number(3)?, number(4)?, number(5)?];
        let sent = all.saturating_sub(failed + waiting + cancelled + saved);
        let kind: KeyColumn<MailingKind> = row.try_get_by_index(0)?;
        match kind.0 {
            MailingKind::Reminder => counts.reminders = sent,
            MailingKind::Invitation => {
                (counts.sent, counts.saved, counts.failed) = (sent, saved, failed);
                (counts.waiting, counts.cancelled) = (waiting, cancelled);
            }
        }
    }
    Ok(counts)
}

/// The emails that are in one of these states.
pub(super) fn in_states(states: &[EmailState]) -> SelectStatement {
    column_where(outbox::Column::Id, outbox::Column::State.is_in(states.iter().copied()))
}

/// The emails that became files. Written out as in the index of those.
pub(super) fn saved_as_files(saved: &str) -> SelectStatement {
    column_where(outbox::Column::Id, Expr::cust(format!("result LIKE '{saved}%'")))
}

/// An invitation that was written to the same person after the one that is looked at.
pub(super) fn later_invitation() -> SelectStatement {
    let letter = |column: invitation_letter::Column| Expr::col((invitation_letter::Entity, column));
    let later = |column: invitation_letter::Column| Expr::col(("later", column));
    Query::select()
        .expr(Expr::val(1))
        .from_as(invitation_letter::Entity, "later")
        .and_where(
            later(invitation_letter::Column::InvitationId)
                .eq(letter(invitation_letter::Column::InvitationId)),
        )
        .and_where(later(invitation_letter::Column::Kind).eq(MailingKind::Invitation.key()))
        .and_where(later(invitation_letter::Column::Seq).gt(letter(invitation_letter::Column::Seq)))
        .take()
}

/// The last invitation to each, and every reminder, by kind: how many, and how many of them failed, wait, were called off and
/// became files. Nearly all are sent, so that the others are picked out and no email is opened.
fn last_emails(round: &Round, saved: &str) -> SelectStatement {
    let letter = |column: invitation_letter::Column| Expr::col((invitation_letter::Entity, column));
    let last = letter(invitation_letter::Column::Kind)
        .eq(MailingKind::Reminder.key())
        .or(Expr::exists(later_invitation()).not());
    let among = |emails: SelectStatement| {
        let is_among = letter(invitation_letter::Column::OutboxId).in_subquery(emails);
        Func::sum(Expr::case(is_among, Expr::cust("1")).finally(Expr::cust("0")))
    };
    let waiting = [EmailState::Queued, EmailState::Sending, EmailState::Deferred];
    Query::select()
        .column((invitation_letter::Entity, invitation_letter::Column::Kind))
        .expr(Expr::cust("COUNT(*)"))
        .expr(among(in_states(&[EmailState::Failed])))
        .expr(among(in_states(&waiting)))
        .expr(among(in_states(&[EmailState::Cancelled])))
        .expr(among(saved_as_files(saved)))
        .from(invitation::Entity)
        .inner_join(
            invitation_letter::Entity,
            letter(invitation_letter::Column::InvitationId)
                .equals((invitation::Entity, invitation::Column::Id)),
        )
        .and_where(Expr::col((invitation::Entity, invitation::Column::RoundId)).eq(round.id))
        .and_where(last)
        .group_by_col((invitation_letter::Entity, invitation_letter::Column::Kind))
        .take()
}

fn invited(round: &Round) -> SelectStatement {
    Query::select()
        .column((invitation::Entity, invitation::Column::Id))
        .from(invitation::Entity)
        .inner_join(contact::Entity, same(contact::Column::Id, invitation::Column::ContactId))
        .and_where(Expr::col((invitation::Entity, invitation::Column::RoundId)).eq(round.id))
        .take()
}

/// Those who can answer still, have an address and were never written to but for what did not leave before a close.
fn without_emails(round: &Round, now: Timestamp) -> SelectStatement {
    let mut closed_first = in_states(&[EmailState::Cancelled]);
    closed_first.and_where(Expr::col(outbox::Column::Result).eq(CLOSED_FIRST));
    let written = same(invitation_letter::Column::InvitationId, invitation::Column::Id)
        .and(invitation_letter::Column::OutboxId.not_in_subquery(closed_first));
    can_answer(round, now).and_where(exists_where(invitation_letter::Entity, written).not()).take()
}

/// Those who can answer still, and have an address.
fn can_answer(round: &Round, now: Timestamp) -> SelectStatement {
    invited(round)
        .and_where(Expr::col((invitation::Entity, invitation::Column::Used)).eq(false))
        .and_where(Expr::col((invitation::Entity, invitation::Column::ExpiresAt)).gt(Instant::from(now)))
        .and_where(Expr::col((contact::Entity, contact::Column::Email)).ne(""))
        .take()
}

async fn ids(db: &Connection, select: &SelectStatement) -> Result<Vec<Uuid>> {
    let rows = db.query_all(select).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

/// The name of whom an invitation to a round is for.
async fn name(db: &Connection, round: &Round, id: Uuid) -> Result<Option<String>> {
    let select = invited(round)
        .clear_selects()
        .column((contact::Entity, contact::Column::Name))
        .and_where(Expr::col((invitation::Entity, invitation::Column::Id)).eq(id))
        .take();
    let rows = db.query_all(&select).await?;
    Ok(rows.first().map(|row| row.try_get_by_index(0)).transpose()?)
}

/// The people of these invitations.
async fn these(
    db: &Connection,
    context: &RoundContext,
    kind: MailingKind,
    ids: &[Uuid],
    fingerprint: impl Fn(&str) -> String,
) -> Result<Vec<InvitedRecipient>> {
    let invitations =
        invitation::Entity::find().filter(invitation::Column::Id.is_in(ids.iter().copied())).all(db).await?;
    let people: Vec<Uuid> = invitations.iter().map(|invitation| invitation.contact_id).collect();
    let contacts = contact::Entity::find().filter(contact::Column::Id.is_in(people)).all(db).await?;
    let contacts = contacts.into_iter().map(|contact| (contact.id, contact)).collect();
    let letters = invitation_letters::of_invitations(db, ids).await?;
    context.recipients(db, kind, (invitations, contacts, letters), fingerprint).await
}
