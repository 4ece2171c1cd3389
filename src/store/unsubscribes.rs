//! Addresses that want no more mail from a programme. Only their keyed hashes are kept, so that the list can be
//! asked about an address and never read out.

use std::collections::HashSet;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::store::{Result, entity::stop};

/// Those of these hashes whose addresses have stopped.
pub async fn among(
    db: &impl ConnectionTrait,
    programme: Uuid,
    hashes: Vec<String>,
) -> Result<HashSet<String>> {
    let rows = stop::Entity::find()
        .filter(stop::Column::ProgrammeId.eq(programme))
        .filter(stop::Column::AddressHash.is_in(hashes))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.address_hash).collect())
}

/// The hashes of all addresses that have stopped.
pub async fn all(db: &impl ConnectionTrait, programme: Uuid) -> Result<HashSet<String>> {
    let rows = stop::Entity::find().filter(stop::Column::ProgrammeId.eq(programme)).all(db).await?;
    Ok(rows.into_iter().map(|row| row.address_hash).collect())
}

/// Lets an address, known by its hash, be written to again.
pub async fn lift(tx: &impl ConnectionTrait, programme: Uuid, hash: &str) -> Result<()> {
    stop::Entity::delete_by_id((programme, hash.to_owned())).exec(tx).await?;
    Ok(())
}
