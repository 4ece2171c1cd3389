//! Lists that wait to be imported: kept under the hash of a random key for whoever sent them, sealed, for an hour.

use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::{Connection, Instant, Result, columns_of, delete_where, entity::upload, insert};

/// Milliseconds that a list waits.
const LASTS: i64 = 60 * 60 * 1000;
/// The most lists of one person that wait.
const MOST: u64 = 10;

/// Whose a list is, and for which programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    /// Who sent it.
    pub person: Uuid,
    /// Where it is for.
    pub programme: Uuid,
}

/// A list that waits.
#[derive(Clone, Debug)]
pub struct WaitingList {
    /// The name of its file.
    pub name: String,
    /// Its bytes, sealed for whoever sent it.
    pub sealed: String,
}

/// Keeps a list. Of the person's lists only the latest few stay.
pub async fn keep(
    tx: &Connection,
    key_hash: &str,
    owner: Owner,
    upload: WaitingList,
    now: Timestamp,
) -> Result<()> {
    let stay = upload::Entity::find()
        .filter(upload::Column::PersonId.eq(owner.person))
        .order_by_desc(upload::Column::CreatedAt)
        .limit(MOST - 1);
    let stay: Vec<String> = columns_of(tx, stay, [upload::Column::KeyHash]).await?;
    let gone = upload::Column::PersonId.eq(owner.person).and(upload::Column::KeyHash.is_not_in(stay));
    delete_where(tx, upload::Entity, gone).await?;
    let row = upload::ActiveModel {
        key_hash: Set(key_hash.to_owned()),
        person_id: Set(owner.person),
        programme_id: Set(owner.programme),
        name: Set(upload.name),
        sealed: Set(upload.sealed),
        created_at: Set(now.into()),
    };
    insert(tx, row).await
}

/// The list under this key, if it is theirs and its hour is not over at `now`.
pub async fn find(
    db: &Connection,
    key_hash: &str,
    owner: Owner,
    now: Timestamp,
) -> Result<Option<WaitingList>> {
    let row = upload::Entity::find_by_id(key_hash.to_owned())
        .filter(upload::Column::PersonId.eq(owner.person))
        .filter(upload::Column::ProgrammeId.eq(owner.programme))
        .filter(upload::Column::CreatedAt.gt(an_hour_before(now)))
        .one(db)
        .await?;
    Ok(row.map(|row| WaitingList { name: row.name, sealed: row.sealed }))
}

/// Deletes a list that was used. Returns false when somebody was quicker.
pub async fn remove(tx: &Connection, key_hash: &str) -> Result<bool> {
    Ok(upload::Entity::delete_by_id(key_hash.to_owned()).exec(tx).await?.rows_affected > 0)
}

/// Whether the hour of any list is over at `now`.
pub(super) async fn are_forgettable(db: &Connection, now: Timestamp) -> Result<bool> {
    let over = upload::Column::CreatedAt.lte(an_hour_before(now));
    let keys: Vec<String> =
        columns_of(db, upload::Entity::find().filter(over).limit(1), [upload::Column::KeyHash]).await?;
    Ok(!keys.is_empty())
}

/// Deletes the lists whose hour is over at `now`.
pub async fn forget(tx: &Connection, now: Timestamp) -> Result<()> {
    delete_where(tx, upload::Entity, upload::Column::CreatedAt.lte(an_hour_before(now))).await?;
    Ok(())
}

fn an_hour_before(now: Timestamp) -> Instant {
    Instant(Instant::from(now).0 - LASTS)
}
