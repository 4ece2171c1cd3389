//! Who people are at the identity provider of the council: its issuer and the name that it has for somebody for good. An
//! address by email is no part of it: addresses change, and pass to somebody else.

use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};
use uuid::Uuid;

use super::{Connection, Result, entity::identity, insert};

/// Whom an identity belongs to.
pub async fn owner(db: &Connection, issuer: &str, subject: &str) -> Result<Option<Uuid>> {
    let found = identity::Entity::find()
        .filter(identity::Column::Issuer.eq(issuer))
        .filter(identity::Column::Subject.eq(subject))
        .one(db)
        .await?;
    Ok(found.map(|found| found.person_id))
}

/// Since when a person has an identity, if they have one.
pub async fn since(db: &Connection, person: Uuid) -> Result<Option<Timestamp>> {
    let found = identity::Entity::find_by_id(person).one(db).await?;
    Ok(found.map(|found| found.since.time()))
}

/// How many people have one of this issuer.
pub async fn count(db: &Connection, issuer: &str) -> Result<u64> {
    Ok(identity::Entity::find().filter(identity::Column::Issuer.eq(issuer)).count(db).await?)
}

/// Gives a person an identity in place of the one that they had.
///
/// # Errors
/// An identity that somebody else has.
pub async fn bind(tx: &Connection, person: Uuid, issuer: &str, subject: &str, now: Timestamp) -> Result<()> {
    remove(tx, person).await?;
    let row = identity::ActiveModel {
        person_id: Set(person),
        issuer: Set(issuer.to_owned()),
        subject: Set(subject.to_owned()),
        since: Set(now.into()),
    };
    insert(tx, row).await
}

/// Takes the identity of a person away; false when they had none.
pub async fn remove(tx: &Connection, person: Uuid) -> Result<bool> {
    let gone = identity::Entity::delete_by_id(person).exec(tx).await?;
    Ok(gone.rows_affected == 1)
}
