//! What the close of a round showed, kept from its reopening on: no later close may differ from it by fewer people than
//! the smallest group.

use sea_orm::{ConnectionTrait, EntityTrait, Set, sea_query::OnConflict};
use uuid::Uuid;

use super::{Result, StoreError, entity::shown_close, tallies::Tally};

/// What was shown of a round that was opened again; none of one that was not.
///
/// # Errors
/// The database's own words, or tallies that cannot be read.
pub async fn find(db: &impl ConnectionTrait, round: Uuid) -> Result<Option<Vec<Tally>>> {
    let row = shown_close::Entity::find_by_id(round).one(db).await?;
    let read = |row: shown_close::Model| {
        serde_json::from_value(row.tallies).map_err(|error| StoreError::Damaged(error.to_string()))
    };
    row.map(read).transpose()
}

/// Keeps what is shown of a closed round, in the transaction that opens it again.
///
/// # Errors
/// The database's own words.
pub async fn keep(tx: &impl ConnectionTrait, round: Uuid, shown: &[Tally]) -> Result<()> {
    let json = serde_json::to_value(shown).map_err(|error| StoreError::Damaged(error.to_string()))?;
    let newer = OnConflict::column(shown_close::Column::RoundId)
        .update_column(shown_close::Column::Tallies)
        .to_owned();
    let row = shown_close::ActiveModel { round_id: Set(round), tallies: Set(json) };
    shown_close::Entity::insert(row).on_conflict(newer).exec_without_returning(tx).await?;
    Ok(())
}

/// Forgets it: somebody's answers were erased from the round.
///
/// # Errors
/// The database's own words.
pub async fn forget(tx: &impl ConnectionTrait, round: Uuid) -> Result<()> {
    shown_close::Entity::delete_by_id(round).exec(tx).await?;
    Ok(())
}
