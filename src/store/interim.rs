//! What may be shown of a round while it is open: for each rating the batch of answers that is shown, and the one that
//! waits for the next. See [`InterimView`] for why.

use std::collections::BTreeMap;

use common_ground_reports::{counts::Counts, small_numbers::InterimView};
use sea_orm::{ConnectionTrait, EntityTrait, Set, sea_query::OnConflict};
use uuid::Uuid;

use super::{Result, StoreError, entity::interim};

/// The views of a round's ratings, by their keys.
pub type Views = BTreeMap<String, InterimView<Counts>>;

/// The views of a round; empty when nothing was ever noted.
///
/// # Errors
/// The database's own words, or views that cannot be read.
pub async fn find(db: &impl ConnectionTrait, round: Uuid) -> Result<Views> {
    let row = interim::Entity::find_by_id(round).one(db).await?;
    let read = |row: interim::Model| {
        serde_json::from_value(row.views).map_err(|error| StoreError::Damaged(error.to_string()))
    };
    row.map_or_else(|| Ok(Views::new()), read)
}

/// Keeps the views of a round.
///
/// # Errors
/// The database's own words.
pub async fn keep(db: &impl ConnectionTrait, round: Uuid, views: &Views) -> Result<()> {
    let json = serde_json::to_value(views).map_err(|error| StoreError::Damaged(error.to_string()))?;
    let newer = OnConflict::column(interim::Column::RoundId).update_column(interim::Column::Views).to_owned();
    let row = interim::ActiveModel { round_id: Set(round), views: Set(json) };
    interim::Entity::insert(row).on_conflict(newer).exec_without_returning(db).await?;
    Ok(())
}

/// Forgets the views of a round: it closed, or somebody's answers were erased from it.
///
/// # Errors
/// The database's own words.
pub async fn forget(db: &impl ConnectionTrait, round: Uuid) -> Result<()> {
    interim::Entity::delete_by_id(round).exec(db).await?;
    Ok(())
}
