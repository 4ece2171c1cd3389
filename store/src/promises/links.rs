//! Links by which an owner says how a promise stands, and whoever asked for it what they think, both without an account;
//! and whose turn it is to be written to.

use jiff::{Timestamp, civil::Date};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect, sea_query::SimpleExpr,
};
use uuid::Uuid;

use crate::store::{
    Connection, Contact, Instant, Promise, PromiseState, Result, delete_where,
    entity::{contact, membership, person, promise, promise_link},
    handovers, set_where,
};

pub use crate::store::entity::LinkAsks;

/// Who is written to, with their address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenTo {
    /// Their account.
    pub person: Option<Uuid>,
    /// The contact that they are.
    pub contact: Option<Uuid>,
    pub name: String,
    /// Their address.
    pub email: String,
}

/// The promises whose owner is to be written to by `today`, with their programmes: how many emails they got does not hold
/// what is due.
pub async fn to_remind(db: &Connection, today: Date, in_a_week: Date) -> Result<Vec<(Uuid, Uuid)>> {
    // Days are kept as text in which earlier ones come first.
    let due = |number: i32, day: Date| {
        promise::Column::Reminders.lt(number).and(promise::Column::ByWhen.lte(day.to_string()))
    };
    let owned =
        promise::Column::OwnerPersonId.is_not_null().or(promise::Column::OwnerContactId.is_not_null());
    pairs(
        db,
        promise::Column::State
            .eq(PromiseState::Open)
            .and(owned)
            .and(promise::Column::ByWhen.like("2%-%-%"))
            .and(due(1, in_a_week).or(due(2, today))),
    )
    .await
}

/// The promises of which somebody says that they are done, partly done or not possible, and whose asker has not been asked
/// what they think; with their programmes.
pub async fn to_judge(db: &Connection) -> Result<Vec<(Uuid, Uuid)>> {
    pairs(
        db,
        promise::Column::State
            .ne(PromiseState::Open)
            .and(promise::Column::AskerContactId.is_not_null())
            .and(promise::Column::AskedAt.is_null())
            .and(promise::Column::Judgement.is_null()),
    )
    .await
}

async fn pairs(db: &Connection, which: SimpleExpr) -> Result<Vec<(Uuid, Uuid)>> {
    Ok(promise::Entity::find()
        .select_only()
        .column(promise::Column::Id)
        .column(promise::Column::ProgrammeId)
        .filter(which)
        .into_tuple()
        .all(db)
        .await?)
}

/// Notes that the owner got so many emails; `false` if they had got them.
pub async fn reminded(tx: &Connection, id: Uuid, emails: i32) -> Result<bool> {
    let this = promise::Column::Id.eq(id).and(promise::Column::State.eq(PromiseState::Open));
    let this = this.and(promise::Column::Reminders.lt(emails));
    Ok(set_where(tx, promise::Column::Reminders, emails, this).await? > 0)
}

/// Notes that whoever asked was asked what they think; `false` if they had been.
pub async fn asked(tx: &Connection, id: Uuid, now: Timestamp) -> Result<bool> {
    let this = promise::Column::Id.eq(id).and(promise::Column::AskedAt.is_null());
    Ok(set_where(tx, promise::Column::AskedAt, Instant::from(now), this).await? > 0)
}

/// Who keeps a promise, if they can be written to.
pub async fn owner(db: &Connection, promise: &Promise) -> Result<Option<WrittenTo>> {
    if let Some(id) = promise.owner.contact {
        return contact_of(db, id).await;
    }
    let Some(id) = promise.owner.person else { return Ok(None) };
    let found = staff(db, id, promise.programme_id).await?;
    Ok(found.map(|row| WrittenTo { person: Some(row.id), contact: None, name: row.name, email: row.email }))
}

/// Somebody who can sign in and still works in the programme.
async fn staff(db: &Connection, person: Uuid, programme: Uuid) -> Result<Option<person::Model>> {
    if membership::Entity::find_by_id((person, programme)).one(db).await?.is_none() {
        return Ok(None);
    }
    Ok(person::Entity::find_by_id(person).filter(person::Column::Disabled.eq(false)).one(db).await?)
}

/// Who asked for it, if they can be written to.
pub async fn asker(db: &Connection, promise: &Promise) -> Result<Option<WrittenTo>> {
    match promise.asker_contact_id {
        Some(id) => contact_of(db, id).await,
        None => Ok(None),
    }
}

async fn contact_of(db: &Connection, id: Uuid) -> Result<Option<WrittenTo>> {
    let mut found: Option<Contact> = contact::Entity::find_by_id(id).into_model().one(db).await?;
    // Whoever left is not written to; whoever took over is.
    if let Some((partner, _)) = found.as_ref().and_then(|one| one.partner_id.zip(one.left_at)) {
        found = handovers::successor_of(db, partner, id).await?;
    }
    Ok(found.map(|row| WrittenTo { person: None, contact: Some(row.id), name: row.name, email: row.email }))
}

/// Makes a link for somebody; gives its id, which its token carries.
pub async fn add(
    tx: &Connection,
    promise: Uuid,
    asks: LinkAsks,
    to: &WrittenTo,
    until: Timestamp,
) -> Result<Uuid> {
    let id = Uuid::new_v4();
    let row = promise_link::ActiveModel {
        id: Set(id),
        promise_id: Set(promise),
        asks: Set(asks),
        person_id: Set(to.person),
        contact_id: Set(to.contact),
        expires_at: Set(until.into()),
    };
    promise_link::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(id)
}

/// The promise that a link is for and what it asks, while the link works.
pub async fn find(db: &Connection, link: Uuid, now: Timestamp) -> Result<Option<(Promise, LinkAsks)>> {
    let found = promise_link::Entity::find_by_id(link)
        .filter(promise_link::Column::ExpiresAt.gt(Instant::from(now)))
        .one(db)
        .await?;
    let Some(found) = found else { return Ok(None) };
    let promise =
        promise::Entity::find_by_id(found.promise_id).one(db).await?.map(super::read).transpose()?;
    let Some(promise) = promise else { return Ok(None) };
    if let Some(person) = found.person_id
        && staff(db, person, promise.programme_id).await?.is_none()
    {
        return Ok(None);
    }
    Ok(Some((promise, found.asks)))
}

/// Ends the links of a promise that ask this.
pub async fn end(tx: &Connection, promise: Uuid, asks: LinkAsks) -> Result<u64> {
    let these = promise_link::Column::PromiseId.eq(promise).and(promise_link::Column::Asks.eq(asks));
    delete_where(tx, promise_link::Entity, these).await
}

/// Ends the links of several promises that ask this.
pub(crate) async fn end_all(tx: &Connection, promises: Vec<Uuid>, asks: LinkAsks) -> Result<()> {
    let these = promise_link::Column::PromiseId.is_in(promises).and(promise_link::Column::Asks.eq(asks));
    delete_where(tx, promise_link::Entity, these).await?;
    Ok(())
}

/// How many links of a promise work.
pub async fn working(db: &Connection, promise: Uuid, now: Timestamp) -> Result<u64> {
    use sea_orm::PaginatorTrait;
    Ok(promise_link::Entity::find()
        .filter(promise_link::Column::PromiseId.eq(promise))
        .filter(promise_link::Column::ExpiresAt.gt(Instant::from(now)))
        .count(db)
        .await?)
}

/// Whether any link has run out.
pub(crate) async fn are_untidy(db: &Connection, now: Timestamp) -> Result<bool> {
    let over = promise_link::Column::ExpiresAt.lte(Instant::from(now));
    Ok(promise_link::Entity::find().filter(over).one(db).await?.is_some())
}

/// Deletes links that have run out.
pub async fn tidy(db: &Connection, now: Timestamp) -> Result<()> {
    delete_where(db, promise_link::Entity, promise_link::Column::ExpiresAt.lte(Instant::from(now))).await?;
    Ok(())
}
