//! Links that work once: to set the service up, to come in for the first time, to set another password. Only the hash
//! of a token is kept. A used or old link stays for a while, so that its page can say what became of it.

use std::collections::HashSet;

use jiff::Timestamp;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use super::{Connection, Instant, Result, entity::account_link, insert, set_where, values_where};

pub use super::entity::LinkPurpose;

/// A link as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneTimeLink {
    /// Whose; none before there is anybody.
    pub person_id: Option<Uuid>,
    /// When it runs out.
    pub expires_at: Timestamp,
    /// When it did its work.
    pub used_at: Option<Timestamp>,
}

from_row!(OneTimeLink: account_link { person_id, expires_at, used_at });

/// The status of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkStatus {
    /// It works.
    Good,
    /// It did its work.
    Used,
    /// It ran out, or a newer one replaced it.
    Old,
}

impl OneTimeLink {
    /// Its status at `now`.
    pub fn status(&self, now: Timestamp) -> LinkStatus {
        match self.used_at {
            Some(_) => LinkStatus::Used,
            None if self.expires_at <= now => LinkStatus::Old,
            None => LinkStatus::Good,
        }
    }
}

/// Keeps a new link. Earlier ones of the same purpose for the same person stop working.
pub async fn make(
    tx: &Connection,
    token_hash: &str,
    purpose: LinkPurpose,
    person: Option<Uuid>,
    now: Timestamp,
    until: Timestamp,
) -> Result<()> {
    end(tx, purpose, person, now).await?;
    let row = account_link::ActiveModel {
        token_hash: Set(token_hash.to_owned()),
        purpose: Set(purpose),
        person_id: Set(person),
        created_at: Set(now.into()),
        expires_at: Set(until.into()),
        used_at: Set(None),
    };
    insert(tx, row).await
}

/// Ends every link of a purpose for a person.
pub async fn end(tx: &Connection, purpose: LinkPurpose, person: Option<Uuid>, now: Timestamp) -> Result<()> {
    let whose = match person {
        Some(person) => account_link::Column::PersonId.eq(person),
        None => account_link::Column::PersonId.is_null(),
    };
    let working = Condition::all()
        .add(account_link::Column::Purpose.eq(purpose))
        .add(account_link::Column::UsedAt.is_null())
        .add(account_link::Column::ExpiresAt.gt(Instant::from(now)));
    set_where(tx, account_link::Column::ExpiresAt, now.as_millisecond(), working.add(whose)).await?;
    Ok(())
}

/// The link with this token, whether it still works or not.
pub async fn find(db: &Connection, token_hash: &str, purpose: LinkPurpose) -> Result<Option<OneTimeLink>> {
    let found = account_link::Entity::find_by_id(token_hash.to_owned());
    Ok(found.filter(account_link::Column::Purpose.eq(purpose)).into_model().one(db).await?)
}

/// Uses a link up; false when it was used or had run out by `now`. Of two uses at once only one succeeds.
pub async fn redeem(tx: &Connection, token_hash: &str, now: Timestamp) -> Result<bool> {
    let working = Condition::all()
        .add(account_link::Column::TokenHash.eq(token_hash))
        .add(account_link::Column::UsedAt.is_null())
        .add(account_link::Column::ExpiresAt.gt(Instant::from(now)));
    Ok(set_where(tx, account_link::Column::UsedAt, now.as_millisecond(), working).await? == 1)
}

/// Those of these people for whom a link of this purpose still works.
pub async fn waiting(
    db: &Connection,
    purpose: LinkPurpose,
    people: &[Uuid],
    now: Timestamp,
) -> Result<HashSet<Uuid>> {
    let working = Condition::all()
        .add(account_link::Column::PersonId.is_in(people.iter().copied()))
        .add(account_link::Column::Purpose.eq(purpose))
        .add(account_link::Column::UsedAt.is_null())
        .add(account_link::Column::ExpiresAt.gt(Instant::from(now)));
    let found: Vec<Uuid> = values_where(db, account_link::Column::PersonId, working).await?;
    Ok(found.into_iter().collect())
}
