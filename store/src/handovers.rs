//! One contact of a partner takes over from another: named, started, and confirmed line by line.

use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, Set,
    sea_query::{Expr, Order, Query},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Connection, Contact, Instant, PromiseState, Result, StoreError, Transaction,
    agreements::{self, Confirmation},
    column_where, contacts, delete_where,
    entity::{
        contact, course, handover, health_check, health_person, health_round, invitation, participant,
        partner, promise, promise_link,
    },
    invitations, participants, partner_links, same, set_where,
};
use crate::system::secret::SecretKey;

/// Something agreed or promised, and what the successor says of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverLine {
    /// Its heading: “What Elm House offers”.
    pub heading: String,
    /// What it says.
    pub text: String,
    /// Whether it is still right; otherwise they want to talk about it.
    pub right: bool,
}

/// One contact who takes over from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handover {
    pub id: Uuid,
    /// The partner that both are at.
    pub partner_id: Uuid,
    /// Who leaves; none once they are deleted.
    pub former_id: Option<Uuid>,
    /// Who takes over.
    pub successor_id: Uuid,
    /// When they were named.
    pub named_at: Timestamp,
    /// Since when they are the contact; none while the library has not agreed.
    pub started_at: Option<Timestamp>,
    /// When they went through what was agreed.
    pub confirmed_at: Option<Timestamp>,
    /// What they said of each line; empty until then.
    pub lines: Vec<HandoverLine>,
    /// What else they said; may be empty.
    pub wish: String,
}

fn read(row: handover::Model) -> Result<Handover> {
    let lines = serde_json::from_value(row.lines)
        .map_err(|error| StoreError::Damaged(format!("handover {}: {error}", row.id)))?;
    Ok(Handover {
        id: row.id,
        partner_id: row.partner_id,
        former_id: row.former_id,
        successor_id: row.successor_id,
        named_at: row.named_at.time(),
        started_at: row.started_at.map(Instant::time),
        confirmed_at: row.confirmed_at.map(Instant::time),
        lines,
        wish: row.wish,
    })
}

/// Every handover at a partner, the latest first.
pub async fn of_partner(db: &Connection, partner: Uuid) -> Result<Vec<Handover>> {
    let rows = handover::Entity::find()
        .filter(handover::Column::PartnerId.eq(partner))
        .order_by_desc(handover::Column::NamedAt)
        .order_by_asc(handover::Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// The handovers in which these contacts took over.
pub async fn of_successors(db: &Connection, contacts: &[Uuid]) -> Result<Vec<Handover>> {
    let rows = handover::Entity::find()
        .filter(handover::Column::SuccessorId.is_in(contacts.iter().copied()))
        .order_by_desc(handover::Column::NamedAt)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Notes that a contact is to take over from another; nothing else happens until it is started.
pub async fn name(
    tx: &Transaction,
    partner: Uuid,
    (former, successor): (Uuid, Uuid),
    now: Timestamp,
) -> Result<Handover> {
    let row = handover::ActiveModel {
        id: Set(Uuid::new_v4()),
        partner_id: Set(partner),
        former_id: Set(Some(former)),
        successor_id: Set(successor),
        named_at: Set(now.into()),
        started_at: Set(None),
        confirmed_at: Set(None),
        lines: Set(serde_json::json!([])),
        wish: Set(String::new()),
    };
    read(handover::Entity::insert(row).exec_with_returning(tx).await?)
}

/// Starts a handover: whoever took over is the contact from now on. Every link of who left ends, and what waited for them
/// waits for the successor: agreements to confirm, which are given, promises, surveys, and places on courses to come.
/// Nothing where it was started before, or is gone. Callers hold the partners of the programme.
pub async fn start(
    tx: &Transaction,
    secret: &SecretKey,
    handover: &Handover,
    successor: &Contact,
    now: Timestamp,
) -> Result<Option<Vec<Confirmation>>> {
    let this = handover::Column::Id.eq(handover.id).and(handover::Column::StartedAt.is_null());
    if set_where(tx, handover::Column::StartedAt, Instant::from(now), this).await? == 0 {
        return Ok(None);
    }
    contacts::leave(tx, successor.id, None).await?;
    let Some(former) = handover.former_id else { return Ok(Some(Vec::new())) };
    contacts::leave(tx, former, Some(now)).await?;
    partner_links::end_of(tx, former).await?;
    promises(tx, former, successor).await?;
    health_checks(tx, former, successor).await?;
    for round in invitations::withdraw(tx, former, now).await? {
        invitations::invite_people(tx, secret, &round, &[successor.id]).await?;
    }
    for course in places(tx, former, now).await? {
        participants::add(tx, course, &[successor.id]).await?;
        participants::sync(tx, secret, course).await?;
    }
    Ok(Some(agreements::hand_over(tx, former, successor).await?))
}

/// What the former contact has promised and not said to be done, the successor keeps; what waits for their opinion waits for
/// the successor’s.
async fn promises(tx: &Transaction, former: Uuid, successor: &Contact) -> Result<()> {
    use promise::Column;
    promise_link::Entity::delete_many().filter(promise_link::Column::ContactId.eq(former)).exec(tx).await?;
    promise::Entity::update_many()
        .col_expr(Column::OwnerContactId, Expr::val(successor.id))
        .col_expr(Column::Who, Expr::val(successor.name.clone()))
        .col_expr(Column::Reminders, Expr::val(0))
        .filter(Column::OwnerContactId.eq(former))
        .filter(Column::State.eq(PromiseState::Open))
        .exec(tx)
        .await?;
    promise::Entity::update_many()
        .col_expr(Column::AskerContactId, Expr::val(successor.id))
        .col_expr(Column::AskedAt, Expr::val(Option::<Instant>::None))
        .filter(Column::AskerContactId.eq(former))
        .filter(Column::Judgement.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// In the health checks that are sealed the successor is asked, beside the former contact if they have sent a part of it.
async fn health_checks(tx: &Transaction, former: Uuid, successor: &Contact) -> Result<()> {
    let sealed = column_where(health_check::Column::Id, health_check::Column::UnsealedAt.is_null());
    let asked = health_person::Entity::find()
        .filter(health_person::Column::ContactId.is_in([former, successor.id]))
        .filter(health_person::Column::CheckId.in_subquery(sealed))
        .all(tx)
        .await?;
    // A partnership has one check at a time.
    let Some(old) = asked.iter().find(|one| one.contact_id == Some(former)) else { return Ok(()) };
    let rounds = column_where(health_round::Column::RoundId, health_round::Column::CheckId.eq(old.check_id));
    let sent = invitation::Entity::find()
        .filter(invitation::Column::ContactId.eq(former))
        .filter(invitation::Column::Used.eq(true))
        .filter(invitation::Column::RoundId.in_subquery(rounds))
        .one(tx)
        .await?;
    if sent.is_none() {
        health_person::Entity::delete_by_id(old.id).exec(tx).await?;
    }
    if asked.iter().all(|one| one.contact_id != Some(successor.id)) {
        let row = health_person::ActiveModel {
            id: Set(Uuid::new_v4()),
            check_id: Set(old.check_id),
            side: Set(old.side),
            contact_id: Set(Some(successor.id)),
            name: Set(successor.name.clone()),
            answered: Set(false),
            is_new: Set(false),
        };
        health_person::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Takes a contact off the lists of courses to come; gives those.
async fn places(tx: &Transaction, former: Uuid, now: Timestamp) -> Result<Vec<Uuid>> {
    let to_come = column_where(course::Column::Id, course::Column::StartsAt.gt(Instant::from(now)));
    let places = participant::Entity::find()
        .filter(participant::Column::ContactId.eq(former))
        .filter(participant::Column::CourseId.in_subquery(to_come))
        .all(tx)
        .await?;
    let courses: Vec<Uuid> = places.into_iter().map(|place| place.course_id).collect();
    let theirs = participant::Column::ContactId.eq(former);
    let theirs = theirs.and(participant::Column::CourseId.is_in(courses.iter().copied()));
    delete_where(tx, participant::Entity, theirs).await?;
    Ok(courses)
}

/// Forgets a handover that was not started; `false` if it was.
pub async fn decline(tx: &Transaction, id: Uuid) -> Result<bool> {
    let this = handover::Column::Id.eq(id).and(handover::Column::StartedAt.is_null());
    Ok(delete_where(tx, handover::Entity, this).await? > 0)
}

/// Keeps what the successor said of each line; `false` if they had before.
pub async fn confirm(
    tx: &Transaction,
    id: Uuid,
    lines: &[HandoverLine],
    wish: &str,
    now: Timestamp,
) -> Result<bool> {
    let lines = serde_json::to_value(lines).map_err(|error| StoreError::Damaged(error.to_string()))?;
    let done = handover::Entity::update_many()
        .col_expr(handover::Column::Lines, Expr::val(lines))
        .col_expr(handover::Column::Wish, Expr::val(wish))
        .col_expr(handover::Column::ConfirmedAt, Expr::val(Instant::from(now)))
        .filter(handover::Column::Id.eq(id))
        .filter(handover::Column::StartedAt.is_not_null())
        .filter(handover::Column::ConfirmedAt.is_null())
        .exec(tx)
        .await?;
    Ok(done.rows_affected > 0)
}

/// Who is the contact now in place of one who left; none while nobody took over from them.
pub async fn successor_of(db: &Connection, partner: Uuid, former: Uuid) -> Result<Option<Contact>> {
    let all = of_partner(db, partner).await?;
    let mut now = None;
    // The oldest first: whoever took over from the successor comes after them.
    for one in all.iter().rev().filter(|one| one.started_at.is_some()) {
        if one.former_id == Some(now.unwrap_or(former)) {
            now = Some(one.successor_id);
        }
    }
    let Some(id) = now else { return Ok(None) };
    Ok(contact::Entity::find_by_id(id).into_model().one(db).await?)
}

/// Somebody whom a partner named, and whom the library has not agreed to yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedSuccessor {
    /// The handover.
    pub id: Uuid,
    /// The partner.
    pub partner_id: Uuid,
    /// Its name.
    pub partner: String,
    /// Who is to take over.
    pub successor: String,
}

/// The handovers of a programme that wait for the library, the longest first; at most so many.
pub async fn waiting(db: &Connection, programme: Uuid, most: u64) -> Result<Vec<NamedSuccessor>> {
    let select = Query::select()
        .column((handover::Entity, handover::Column::Id))
        .column((partner::Entity, partner::Column::Id))
        .column((partner::Entity, partner::Column::Name))
        .column((contact::Entity, contact::Column::Name))
        .from(handover::Entity)
        .inner_join(partner::Entity, same(partner::Column::Id, handover::Column::PartnerId))
        .inner_join(contact::Entity, same(contact::Column::Id, handover::Column::SuccessorId))
        .and_where(Expr::col((partner::Entity, partner::Column::ProgrammeId)).eq(programme))
        .and_where(Expr::col((handover::Entity, handover::Column::StartedAt)).is_null())
        .order_by((handover::Entity, handover::Column::NamedAt), Order::Asc)
        .order_by((handover::Entity, handover::Column::Id), Order::Asc)
        .limit(most)
        .take();
    let mut named = Vec::new();
    for row in db.query_all(&select).await? {
        named.push(NamedSuccessor {
            id: row.try_get_by_index(0)?,
            partner_id: row.try_get_by_index(1)?,
            partner: row.try_get_by_index(2)?,
            successor: row.try_get_by_index(3)?,
        });
    }
    Ok(named)
}

/// Moves the handovers of a partner to another.
pub(super) async fn move_to(tx: &Transaction, from: Uuid, into: Uuid) -> Result<()> {
    set_where(tx, handover::Column::PartnerId, into, handover::Column::PartnerId.eq(from)).await?;
    Ok(())
}

/// Takes out who left. Those in which a contact took over go with them.
pub(super) async fn forget(tx: &Connection, former: Uuid) -> Result<()> {
    set_where(tx, handover::Column::FormerId, Option::<Uuid>::None, handover::Column::FormerId.eq(former))
        .await?;
    Ok(())
}
