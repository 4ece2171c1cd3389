//! Cards that look alike, and that a person said are not: they are not suggested again.

use std::collections::HashSet;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use crate::store::{Connection, Result, entity::board_unlike, insert_or_set};

/// Pairs of cards, in either order.
#[derive(Clone, Debug, Default)]
pub struct Unlike(HashSet<(Uuid, Uuid)>);

impl Unlike {
    /// Whether these two are one of the pairs.
    pub fn has(&self, one: Uuid, other: Uuid) -> bool {
        self.0.contains(&(one.min(other), one.max(other)))
    }

    /// How many pairs there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }
}

/// The pairs of a prompt that somebody said are not alike.
pub async fn unlike(db: &Connection, prompt: Uuid) -> Result<Unlike> {
    let of = board_unlike::Column::PromptId.eq(prompt);
    let rows = board_unlike::Entity::find().filter(of).all(db).await?;
    Ok(Unlike(rows.into_iter().map(|row| (row.one_id, row.other_id)).collect()))
}

/// Remembers that two cards of a prompt are not alike. Twice is once.
pub async fn keep_unlike(tx: &Connection, prompt: Uuid, one: Uuid, other: Uuid) -> Result<()> {
    use board_unlike::Column::{OneId, OtherId, PromptId};
    let row = board_unlike::ActiveModel {
        prompt_id: Set(prompt),
        one_id: Set(one.min(other)),
        other_id: Set(one.max(other)),
    };
    insert_or_set(tx, row, [PromptId, OneId, OtherId], [OtherId]).await
}
