//! Open answers after the close: cut loose from the response they came in, shown only when a person released them.

use rand::seq::SliceRandom;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::{Result, entity::comment, responses};
use crate::survey::answer::Answer;

/// What a person decided about a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Release {
    /// Nobody has read it yet.
    Waiting,
    /// It may be quoted.
    Released,
    /// It stays with the trainers.
    Withheld,
}

impl Release {
    /// The word in the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Released => "released",
            Self::Withheld => "withheld",
        }
    }
}

/// One comment.
pub type Comment = comment::Model;

/// Copies the open answers of a round into comments with ids and an order of their own.
pub(super) async fn cut_loose(tx: &DatabaseTransaction, round: Uuid, items: &[String]) -> Result<()> {
    let mut after = None;
    loop {
        let page = responses::page(tx, round, after).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.id);
        let answers = page.iter().map(|response| (&*response.grp, &response.answers));
        cut(tx, round, answers, items).await?;
    }
}

/// Copies the open answers of some responses, each with its group, in random order.
pub(super) async fn cut<'a>(
    tx: &DatabaseTransaction,
    round: Uuid,
    answers: impl Iterator<Item = (&'a str, &'a serde_json::Value)>,
    items: &[String],
) -> Result<()> {
    let mut rows = Vec::new();
    for (group, answers) in answers {
        for item in items {
            if let Some(text) = open_text(answers, item) {
                rows.push(comment::ActiveModel {
                    id: Set(Uuid::new_v4()),
                    round_id: Set(round),
                    grp: Set(group.to_owned()),
                    item: Set(item.clone()),
                    text: Set(text),
                    state: Set(Release::Waiting.key().to_owned()),
                });
            }
        }
    }
    rows.shuffle(&mut rand::rng());
    // The widest row has six values, and SQLite binds at most 32,766 in a statement.
    while !rows.is_empty() {
        let chunk = rows.split_off(rows.len().saturating_sub(4_000));
        comment::Entity::insert_many(chunk).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Deletes the comments that were cut loose from one response, whose group and answers are these. They keep no link
/// to it, so that they are known by their words; of two that are the same, one goes.
pub(super) async fn forget(
    tx: &DatabaseTransaction,
    round: Uuid,
    group: &str,
    answers: &serde_json::Value,
) -> Result<u64> {
    let mut gone = 0;
    for item in answers.as_object().into_iter().flat_map(|answers| answers.keys()) {
        let Some(text) = open_text(answers, item) else { continue };
        let same = comment::Entity::find()
            .filter(comment::Column::RoundId.eq(round))
            .filter(comment::Column::Grp.eq(group))
            .filter(comment::Column::Item.eq(item))
            .filter(comment::Column::Text.eq(text))
            .one(tx)
            .await?;
        if let Some(same) = same {
            comment::Entity::delete_by_id(same.id).exec(tx).await?;
            gone += 1;
        }
    }
    Ok(gone)
}

/// The comments of these rounds, in order of their random ids.
///
/// # Errors
/// The database's own words.
pub async fn of_rounds(db: &impl ConnectionTrait, rounds: &[Uuid]) -> Result<Vec<Comment>> {
    Ok(comment::Entity::find()
        .filter(comment::Column::RoundId.is_in(rounds.iter().copied()))
        .order_by_asc(comment::Column::Id)
        .all(db)
        .await?)
}

/// Records what a person decided about a comment. Returns false when there is no such comment.
///
/// # Errors
/// The database's own words.
pub async fn decide(db: &impl ConnectionTrait, id: Uuid, release: Release) -> Result<bool> {
    let done = comment::Entity::update_many()
        .col_expr(comment::Column::State, release.key().into())
        .filter(comment::Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(done.rows_affected > 0)
}

fn open_text(answers: &serde_json::Value, item: &str) -> Option<String> {
    match serde_json::from_value(answers.get(item)?.clone()) {
        Ok(Answer::Text(text)) => Some(text),
        _ => None,
    }
}
