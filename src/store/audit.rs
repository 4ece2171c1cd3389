//! The audit trail: who did what to which object and when. It never holds an answer, a comment or a secret.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::{Instant, Result, entity::audit, people::Person};

/// One act as it is kept.
pub type Entry = audit::Model;

/// Records that `who` did `act` ("added the partner") to `object` ("Elm House") in a programme. Call it in the
/// transaction of the act itself, so that neither is kept without the other.
///
/// # Errors
/// The database's own words.
pub async fn record(
    tx: &impl ConnectionTrait,
    programme: Option<Uuid>,
    who: &Person,
    act: &str,
    object: &str,
    now: Instant,
) -> Result<()> {
    let row = audit::ActiveModel {
        id: Set(Uuid::new_v4()),
        programme_id: Set(programme),
        person_id: Set(Some(who.id)),
        person: Set(who.email.clone()),
        act: Set(act.to_owned()),
        object: Set(object.to_owned()),
        at: Set(now),
    };
    audit::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The latest acts in a programme, newest first.
///
/// # Errors
/// The database's own words.
pub async fn latest(db: &impl ConnectionTrait, programme: Uuid, most: u64) -> Result<Vec<Entry>> {
    Ok(audit::Entity::find()
        .filter(audit::Column::ProgrammeId.eq(programme))
        .order_by_desc(audit::Column::At)
        .order_by_desc(audit::Column::Id)
        .limit(most)
        .all(db)
        .await?)
}
