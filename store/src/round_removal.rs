//! Deleting rounds with everything that hangs on them.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};
use uuid::Uuid;

use super::{
    Connection, Result,
    entity::{response, round},
    invitation_letters, set_where,
};
use crate::survey::RoundState;

/// Deletes rounds with everything that hangs on them: invitations, emails, answers, comments, tables.
pub async fn delete(tx: &Connection, rounds: &[Uuid]) -> Result<()> {
    invitation_letters::delete(tx, rounds).await?;
    round::Entity::delete_many().filter(round::Column::Id.is_in(rounds.iter().copied())).exec(tx).await?;
    Ok(())
}

/// Deletes rounds that nobody has answered. Returns false, and deletes nothing, when somebody has: then the
/// transaction must not be kept.
pub async fn delete_unanswered(tx: &Connection, rounds: &[Uuid]) -> Result<bool> {
    let (ids, to) = (rounds.iter().copied(), Expr::val(RoundState::Closed.key()));
    // From here on nothing more is stored: batches under way hold the rows shared, later ones see the state.
    set_where(tx, round::Column::State, to, round::Column::Id.is_in(ids.clone())).await?;
    if response::Entity::find().filter(response::Column::RoundId.is_in(ids)).count(tx).await? > 0 {
        return Ok(false);
    }
    delete(tx, rounds).await?;
    Ok(true)
}
