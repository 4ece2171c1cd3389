//! How many answers of a round were typed in from paper. It is a number of the round alone: no answer says how it came.

use sea_orm::{
    EntityTrait, ExprTrait, Set,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;

use super::{Connection, Result, entity::keyed_sheets};

/// Counts one more. It is a statement of its own, after the answer was stored, so that the two are in no transaction
/// together; a crash in between leaves the number one short.
pub async fn count_one(db: &Connection, round: Uuid) -> Result<()> {
    let one_more = Expr::col((keyed_sheets::Entity, keyed_sheets::Column::N)).add(1);
    let row = keyed_sheets::ActiveModel { round_id: Set(round), n: Set(1) };
    let raise =
        OnConflict::column(keyed_sheets::Column::RoundId).value(keyed_sheets::Column::N, one_more).to_owned();
    keyed_sheets::Entity::insert(row).on_conflict(raise).exec_without_returning(db).await?;
    Ok(())
}

/// How many answers of a round came on paper.
pub async fn of_round(db: &Connection, round: Uuid) -> Result<u64> {
    let row = keyed_sheets::Entity::find_by_id(round).one(db).await?;
    Ok(row.map_or(0, |row| u64::try_from(row.n).unwrap_or_default()))
}
