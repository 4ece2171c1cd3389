//! The audit trail: who did what to which object and when. It never holds an answer, a comment or a secret.

use jiff::Timestamp;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, Set};
use uuid::Uuid;

use super::{
    Connection, Instant, Person, Result,
    entity::{audit, membership},
    programmes,
};

/// Who acts by commands: whoever may use them there, who has no name here.
const COMMAND_LINE: &str = "the command line";

/// One act as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    pub id: Uuid,
    /// Who acted; none for the command line.
    pub person_id: Option<Uuid>,
    /// Their address then.
    pub person: String,
    /// What they did: “added the partner”.
    pub act: String,
    /// To what.
    pub object: String,
    /// When.
    pub at: Timestamp,
}

from_row!(AuditEntry: audit { id, person_id, person, act, object, at });

/// Records an act of the command line in a programme. Call it in the transaction of the act itself.
pub async fn record_command(
    tx: &Connection,
    programme: Uuid,
    act: &str,
    object: &str,
    now: Timestamp,
) -> Result<()> {
    insert(tx, Some(programme), (None, COMMAND_LINE), act, object, now).await
}

/// Records an act of the command line that concerns the whole service, such as a backup, in every programme.
pub async fn record_command_everywhere(
    tx: &Connection,
    act: &str,
    object: &str,
    now: Timestamp,
) -> Result<()> {
    for programme in programmes::all(tx).await? {
        record_command(tx, programme.id, act, object, now).await?;
    }
    Ok(())
}

/// Records an act of the command line upon an account, such as a password reset, in every programme that the person
/// belongs to.
pub async fn record_command_about(tx: &Connection, whom: &Person, act: &str, now: Timestamp) -> Result<()> {
    let members = membership::Entity::find().filter(membership::Column::PersonId.eq(whom.id)).all(tx).await?;
    for member in &members {
        record_command(tx, member.programme_id, act, &whom.email, now).await?;
    }
    if members.is_empty() {
        insert(tx, None, (None, COMMAND_LINE), act, &whom.email, now).await?;
    }
    Ok(())
}

/// Records that `who` did `act` ("added the partner") to `object` ("Elm House") in a programme. Call it in the
/// transaction of the act itself, so that neither is kept without the other.
pub async fn record(
    tx: &Connection,
    programme: Option<Uuid>,
    who: &Person,
    act: &str,
    object: &str,
    now: Timestamp,
) -> Result<()> {
    insert(tx, programme, (Some(who.id), &who.email), act, object, now).await
}

async fn insert(
    tx: &Connection,
    programme: Option<Uuid>,
    (person, name): (Option<Uuid>, &str),
    act: &str,
    object: &str,
    now: Timestamp,
) -> Result<()> {
    let row = audit::ActiveModel {
        id: Set(Uuid::new_v4()),
        programme_id: Set(programme),
        person_id: Set(person),
        person: Set(name.to_owned()),
        act: Set(act.to_owned()),
        object: Set(object.to_owned()),
        at: Set(now.into()),
    };
    audit::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The latest acts in a programme, newest first.
pub async fn latest(db: &Connection, programme: Uuid, most: u64) -> Result<Vec<AuditEntry>> {
    Ok(newest_first(programme).limit(most).into_model().all(db).await?)
}

/// Records an act that concerns the person and no single programme, such as a sign-in, in every programme that they
/// belong to.
pub async fn record_everywhere(
    tx: &Connection,
    who: &Person,
    act: &str,
    object: &str,
    now: Timestamp,
) -> Result<()> {
    let members = membership::Entity::find().filter(membership::Column::PersonId.eq(who.id)).all(tx).await?;
    for member in &members {
        record(tx, Some(member.programme_id), who, act, object, now).await?;
    }
    if members.is_empty() {
        record(tx, None, who, act, object, now).await?;
    }
    Ok(())
}

/// The acts in a programme that come after `last` in the order of [`latest`].
pub async fn older(
    db: &Connection,
    programme: Uuid,
    last: (Timestamp, Uuid),
    most: u64,
) -> Result<Vec<AuditEntry>> {
    let (at, id) = last;
    let before = Condition::any()
        .add(audit::Column::At.lt(Instant::from(at)))
        .add(Condition::all().add(audit::Column::At.eq(Instant::from(at))).add(audit::Column::Id.lt(id)));
    Ok(newest_first(programme).filter(before).limit(most).into_model().all(db).await?)
}

fn newest_first(programme: Uuid) -> Select<audit::Entity> {
    audit::Entity::find()
        .filter(audit::Column::ProgrammeId.eq(programme))
        .order_by_desc(audit::Column::At)
        .order_by_desc(audit::Column::Id)
}
