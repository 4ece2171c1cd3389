//! Second factors: a secret shared with an app, encrypted before it arrives here, and recovery codes as hashes.

use jiff::Timestamp;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, Set};
use uuid::Uuid;

use super::{
    Connection, Result, delete_where,
    entity::{recovery_code, second_factor},
    set_where,
};

/// A second factor as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondFactor {
    /// The secret, encrypted.
    pub secret: String,
    /// When a first code confirmed it.
    pub confirmed_at: Option<Timestamp>,
}

from_row!(SecondFactor: second_factor { secret, confirmed_at });

/// The second factor of a person, confirmed or not.
pub async fn find(db: &Connection, person: Uuid) -> Result<Option<SecondFactor>> {
    Ok(second_factor::Entity::find_by_id(person).into_model().one(db).await?)
}

/// The second factor with which a person signs in.
pub async fn confirmed(db: &Connection, person: Uuid) -> Result<Option<SecondFactor>> {
    Ok(find(db, person).await?.filter(|factor| factor.confirmed_at.is_some()))
}

/// Keeps a new secret until a first code confirms it. Nothing happens where one is confirmed already.
pub async fn propose(tx: &Connection, person: Uuid, sealed: String) -> Result<()> {
    if confirmed(tx, person).await?.is_some() {
        return Ok(());
    }
    second_factor::Entity::delete_by_id(person).exec(tx).await?;
    let row = second_factor::ActiveModel {
        person_id: Set(person),
        secret: Set(sealed),
        confirmed_at: Set(None),
        last_step: Set(0),
    };
    row.insert(tx).await?;
    Ok(())
}

/// Takes the code of a step; false when a code of this step or a later one was taken before. Of two uses at once only
/// one succeeds.
pub async fn take_step(tx: &Connection, person: Uuid, step: i64) -> Result<bool> {
    let earlier = second_factor::Column::PersonId.eq(person).and(second_factor::Column::LastStep.lt(step));
    Ok(set_where(tx, second_factor::Column::LastStep, step, earlier).await? == 1)
}

/// Turns a proposed second factor on, with these recovery codes and no others.
pub async fn confirm(
    tx: &Connection,
    person: Uuid,
    recovery_hashes: Vec<String>,
    now: Timestamp,
) -> Result<()> {
    let theirs = second_factor::Column::PersonId.eq(person);
    set_where(tx, second_factor::Column::ConfirmedAt, now.as_millisecond(), theirs).await?;
    delete_where(tx, recovery_code::Entity, recovery_code::Column::PersonId.eq(person)).await?;
    let rows = recovery_hashes
        .into_iter()
        .map(|code_hash| recovery_code::ActiveModel { person_id: Set(person), code_hash: Set(code_hash) });
    recovery_code::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Uses a recovery code up; false when the person has no such code.
pub async fn redeem_recovery(tx: &Connection, person: Uuid, code_hash: &str) -> Result<bool> {
    let gone = recovery_code::Entity::delete_by_id((person, code_hash.to_owned())).exec(tx).await?;
    Ok(gone.rows_affected == 1)
}

/// How many recovery codes a person has left.
pub async fn recovery_left(db: &Connection, person: Uuid) -> Result<u64> {
    Ok(recovery_code::Entity::find().filter(recovery_code::Column::PersonId.eq(person)).count(db).await?)
}

/// Turns a second factor off, with its recovery codes; false when there was none.
pub async fn remove(tx: &Connection, person: Uuid) -> Result<bool> {
    delete_where(tx, recovery_code::Entity, recovery_code::Column::PersonId.eq(person)).await?;
    let gone = second_factor::Entity::delete_by_id(person).exec(tx).await?;
    Ok(gone.rows_affected == 1)
}
