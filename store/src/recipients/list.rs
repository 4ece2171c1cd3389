//! Those invited to a round as a page shows them: some at a time, and counted.

use std::collections::HashMap;

use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    sea_query::{Expr, Func, Order, Query, SelectStatement},
};
use uuid::Uuid;

use super::Standing;
use crate::store::{
    Addressee, Connection, EmailState, Instant, KeyColumn, ListPage, MailingKind, Place, Result, Round,
    column_where,
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
) -> Result<ListPage<Addressee>> {
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
    let standing = Standing::of(db, round, now).await?;
    let mut by_id: HashMap<Uuid, Addressee> = these(db, &standing, &page.rows, fingerprint)
        .await?
        .into_iter()
        .map(|one| (one.invitation, one))
        .collect();
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
) -> Result<Vec<Addressee>> {
    let ids = ids(db, &without_emails(round, now)).await?;
    let standing = Standing::of(db, round, now).await?;
    let mut people = Vec::with_capacity(ids.len());
    for ids in ids.chunks(1_000) {
        people.extend(these(db, &standing, ids, &fingerprint).await?);
    }
    Ok(people)
}

/// Whether there is anybody whom an invitation would go to at `now`, and did not yet. Where the first thousand whom nothing
/// was written to want nothing, there may be somebody after them: the page that sends counts them all.
pub async fn is_anybody_left(
    db: &Connection,
    round: &Round,
    now: Timestamp,
    fingerprint: impl Fn(&str) -> String,
) -> Result<bool> {
    let standing = Standing::of(db, round, now).await?;
    let mut select = without_emails(round, now)
        .column((contact::Entity, contact::Column::Id))
        .column((contact::Entity, contact::Column::Email))
        .order_by((invitation::Entity, invitation::Column::Id), Order::Asc)
        .take();
    // Nearly always one of the first wants it.
    for most in [LOOKED_AT_FIRST, LOOKED_AT] {
        select.limit(most);
        let rows = db.query_all(&select).await?;
        for row in &rows {
            let (person, email): (Uuid, String) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
            let hash = fingerprint(&email.to_lowercase());
            let is_left_out = standing.stops.contains(&hash)
                || standing.blocked.contains_key(&hash)
                || standing.absent.contains(&person);
            if !is_left_out {
                return Ok(true);
            }
        }
        if (rows.len() as u64) < most {
            return Ok(false);
        }
    }
    Ok(true)
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
                (counts.sent, counts.saved, counts.failed, counts.waiting) = (sent, saved, failed, waiting);
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
    invited(round)
        .and_where(Expr::col((invitation::Entity, invitation::Column::Used)).eq(false))
        .and_where(Expr::col((invitation::Entity, invitation::Column::ExpiresAt)).gt(Instant::from(now)))
        .and_where(Expr::col((contact::Entity, contact::Column::Email)).ne(""))
        .and_where(exists_where(invitation_letter::Entity, written).not())
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
    standing: &Standing,
    ids: &[Uuid],
    fingerprint: impl Fn(&str) -> String,
) -> Result<Vec<Addressee>> {
    let invitations =
        invitation::Entity::find().filter(invitation::Column::Id.is_in(ids.iter().copied())).all(db).await?;
    let people: Vec<Uuid> = invitations.iter().map(|invitation| invitation.contact_id).collect();
    let contacts = contact::Entity::find().filter(contact::Column::Id.is_in(people)).all(db).await?;
    let contacts = contacts.into_iter().map(|contact| (contact.id, contact)).collect();
    let letters = invitation_letters::of_invitations(db, ids).await?;
    Ok(standing.addressees(MailingKind::Invitation, (invitations, contacts, letters), fingerprint))
}
