//! Links that work once: to set the service up, to come in for the first time, to set another password. Only the hash
//! of a token is kept. A used or old link stays for a while, so that its page can say what became of it.

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, Set, sea_query::Expr};
use uuid::Uuid;

use super::{Instant, Result, entity::account_link};

/// A link as it is kept.
pub type Link = account_link::Model;

/// What a link is good for. A link of one purpose never serves another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Makes the first programme and its administrator.
    SetUp,
    /// Sets the first password of a person who was invited.
    Welcome,
    /// Sets another password.
    Reset,
}

impl Purpose {
    fn key(self) -> &'static str {
        match self {
            Self::SetUp => "set-up",
            Self::Welcome => "welcome",
            Self::Reset => "reset",
        }
    }
}

/// Where a link stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It works.
    Good,
    /// It did its work.
    Used,
    /// It ran out, or a newer one replaced it.
    Old,
}

impl Link {
    /// Where it stands at `now`.
    pub fn standing(&self, now: Instant) -> Standing {
        match self.used_at {
            Some(_) => Standing::Used,
            None if self.expires_at <= now => Standing::Old,
            None => Standing::Good,
        }
    }
}

/// Keeps a new link. Earlier ones of the same purpose for the same person stop working.
pub async fn make(
    tx: &impl ConnectionTrait,
    token_hash: &str,
    purpose: Purpose,
    person: Option<Uuid>,
    now: Instant,
    until: Instant,
) -> Result<()> {
    end(tx, purpose, person, now).await?;
    let row = account_link::ActiveModel {
        token_hash: Set(token_hash.to_owned()),
        purpose: Set(purpose.key().to_owned()),
        person_id: Set(person),
        created_at: Set(now),
        expires_at: Set(until),
        used_at: Set(None),
    };
    account_link::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Ends every link of a purpose for a person.
pub async fn end(
    tx: &impl ConnectionTrait,
    purpose: Purpose,
    person: Option<Uuid>,
    now: Instant,
) -> Result<()> {
    let whose = match person {
        Some(person) => account_link::Column::PersonId.eq(person),
        None => account_link::Column::PersonId.is_null(),
    };
    account_link::Entity::update_many()
        .col_expr(account_link::Column::ExpiresAt, Expr::val(now.0))
        .filter(
            Condition::all()
                .add(account_link::Column::Purpose.eq(purpose.key()))
                .add(account_link::Column::UsedAt.is_null())
                .add(account_link::Column::ExpiresAt.gt(now))
                .add(whose),
        )
        .exec(tx)
        .await?;
    Ok(())
}

/// The link with this token, whether it still works or not.
pub async fn find(db: &impl ConnectionTrait, token_hash: &str, purpose: Purpose) -> Result<Option<Link>> {
    let row = account_link::Entity::find_by_id(token_hash.to_owned()).one(db).await?;
    Ok(row.filter(|row| row.purpose == purpose.key()))
}

/// Uses a link up; false when it was used or had run out by `now`. Of two uses at once only one succeeds.
pub async fn spend(tx: &impl ConnectionTrait, token_hash: &str, now: Instant) -> Result<bool> {
    let spent = account_link::Entity::update_many()
        .col_expr(account_link::Column::UsedAt, Expr::val(now.0))
        .filter(account_link::Column::TokenHash.eq(token_hash))
        .filter(account_link::Column::UsedAt.is_null())
        .filter(account_link::Column::ExpiresAt.gt(now))
        .exec(tx)
        .await?;
    Ok(spent.rows_affected == 1)
}

/// Whether a link of this purpose still works for a person.
pub async fn waits(db: &impl ConnectionTrait, purpose: Purpose, person: Uuid, now: Instant) -> Result<bool> {
    let found = account_link::Entity::find()
        .filter(account_link::Column::PersonId.eq(person))
        .filter(account_link::Column::Purpose.eq(purpose.key()))
        .filter(account_link::Column::UsedAt.is_null())
        .filter(account_link::Column::ExpiresAt.gt(now))
        .one(db)
        .await?;
    Ok(found.is_some())
}
