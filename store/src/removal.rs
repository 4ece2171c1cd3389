//! Deleting a contact or a partner, with all that goes with them.

use sea_orm::{ColumnTrait, EntityTrait};
use uuid::Uuid;

use super::{
    Connection, Result, agreements, api_requests, column_where,
    entity::{contact, partner},
    handovers, health, promises, values_where,
};

/// Deletes a contact with their invitations, their places on lists of courses and the notes about them, and what programs were
/// answered who added them.
pub async fn contact(tx: &Connection, id: Uuid) -> Result<()> {
    let programme = column_where(contact::Column::ProgrammeId, contact::Column::Id.eq(id));
    api_requests::forget(tx, programme, &[id]).await?;
    agreements::forget(tx, id).await?;
    handovers::forget(tx, id).await?;
    health::forget(tx, id).await?;
    promises::forget(tx, id).await?;
    contact::Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}

/// Deletes a partner with its contacts, and with them their invitations and notes, and with its health checks. Other answers
/// stay; those of confidential rounds can then no longer be told from others.
pub async fn partner(tx: &Connection, id: Uuid) -> Result<()> {
    let programme = column_where(partner::Column::ProgrammeId, partner::Column::Id.eq(id));
    let mut gone: Vec<Uuid> =
        values_where(tx, contact::Column::Id, contact::Column::PartnerId.eq(id)).await?;
    gone.push(id);
    api_requests::forget(tx, programme, &gone).await?;
    health::remove_rounds(tx, id).await?;
    promises::let_go(tx, id).await?;
    partner::Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}
