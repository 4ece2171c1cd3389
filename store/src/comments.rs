//! Open answers after the close: cut loose from the response they came in, shown only when a person released them.

pub mod list;

use std::collections::BTreeMap;

use rand::seq::SliceRandom;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, Set, Statement,
};
use uuid::Uuid;

use super::{Connection, Result, Transaction, counts_by, entity::comment, set_where};
use crate::survey::Answer;

pub use super::entity::Release;

/// One comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its random id.
    pub id: Uuid,
    /// The round it comes from.
    pub round_id: Uuid,
    /// The group of whoever wrote it.
    pub grp: String,
    /// The key of the item it answers.
    pub item: String,
    /// All of it.
    pub text: String,
    /// What was decided about it.
    pub state: Release,
    /// What may be quoted, where that is not all of it.
    pub shown: Option<String>,
    /// The themes that a reader gave it, one a line.
    pub(super) themes: String,
}

from_row!(Comment: comment { id, round_id, grp, item, text, state, shown, themes });

impl Comment {
    /// The words that may be quoted once it is released: what a person cut from it is left out.
    pub fn words(&self) -> &str {
        self.shown.as_deref().unwrap_or(&self.text)
    }

    /// The themes that a reader gave it.
    pub fn themes(&self) -> impl Iterator<Item = &str> {
        self.themes.lines()
    }
}

/// What is cut loose in one statement: the words of one item, in random order under new ids. Of a round that closed before
/// some are there already: of the same words, so many come no second time.
const CUT_IN_FILE: &str = "
    INSERT INTO comment (id, round_id, grp, item, text, state, themes)
    SELECT randomblob(16), ?1, grp, ?2, words, 'waiting', ''
    FROM (
        SELECT grp, words, newly,
               ROW_NUMBER() OVER (PARTITION BY grp, words ORDER BY newly) AS nth,
               SUM(1 - newly) OVER (PARTITION BY grp, words) AS there
        FROM (SELECT grp, json_extract(answers, ?3) AS words, 1 AS newly FROM response
              WHERE round_id = ?1 AND json_type(answers, ?3) = 'text'
              UNION ALL
              SELECT grp, text, 0 FROM comment WHERE round_id = ?1 AND item = ?2) AS said
    ) AS counted
    WHERE newly = 1 AND nth > 2 * there
    ORDER BY random()";
/// The same in a file where none are there yet. That a document has words somewhere is seen sooner than where.
const CUT_FIRST_IN_FILE: &str = "
    INSERT INTO comment (id, round_id, grp, item, text, state, themes)
    SELECT randomblob(16), ?1, grp, ?2, json_extract(answers, ?3), 'waiting', '' FROM response
    WHERE round_id = ?1 AND instr(answers, '\"text\"') > 0 AND json_type(answers, ?3) = 'text'
    ORDER BY random()";
const CUT_ON_SERVER: &str = "
    INSERT INTO comment (id, round_id, grp, item, text, state, themes)
    SELECT gen_random_uuid(), $1, grp, CAST($2 AS TEXT), words, 'waiting', ''
    FROM (
        SELECT grp, words, newly,
               ROW_NUMBER() OVER (PARTITION BY grp, words ORDER BY newly) AS nth,
               SUM(1 - newly) OVER (PARTITION BY grp, words) AS there
        FROM (SELECT grp, answers -> CAST($2 AS TEXT) ->> 'text' AS words, 1 AS newly FROM response
              WHERE round_id = $1 AND jsonb_typeof(answers -> CAST($2 AS TEXT) -> 'text') = 'string'
              UNION ALL
              SELECT grp, text, 0 FROM comment WHERE round_id = $1 AND item = CAST($2 AS TEXT)) AS said
    ) AS counted
    WHERE newly = 1 AND nth > 2 * there
    ORDER BY random()";

/// Copies the open answers of a round into comments with ids and an order of their own. The database does it by itself:
/// nobody else can store answers meanwhile.
pub(super) async fn extract(tx: &Transaction, round: Uuid, items: &[String]) -> Result<()> {
    let backend = tx.get_database_backend();
    let there = comment::Entity::find().filter(comment::Column::RoundId.eq(round)).one(tx).await?;
    let sql = match (backend, there) {
        (DbBackend::Sqlite, None) => CUT_FIRST_IN_FILE,
        (DbBackend::Sqlite, Some(_)) => CUT_IN_FILE,
        _ => CUT_ON_SERVER,
    };
    for item in items {
        let mut values = vec![round.into(), item.as_str().into()];
        if backend == DbBackend::Sqlite {
            values.push(format!("$.\"{item}\".text").into());
        }
        tx.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    }
    Ok(())
}

/// Copies the open answers of some responses, each with its group, in random order.
pub(super) async fn cut<'a>(
    tx: &Transaction,
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
                    state: Set(Release::Waiting),
                    shown: Set(None),
                    themes: Set(String::new()),
                    attention: Set(None),
                });
            }
        }
    }
    rows.shuffle(&mut rand::rng());
    // The widest row has nine values, and SQLite binds at most 32,766 in a statement.
    while !rows.is_empty() {
        let chunk = rows.split_off(rows.len().saturating_sub(4_000));
        comment::Entity::insert_many(chunk).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Deletes the comments that were cut loose from one response, whose group and answers are these. They keep no link
/// to it, so that they are known by their words; of two that are the same, one goes, and first one that may be quoted.
/// Returns them.
pub(super) async fn forget(
    tx: &Transaction,
    round: Uuid,
    group: &str,
    answers: &serde_json::Value,
) -> Result<Vec<Comment>> {
    let mut gone = Vec::new();
    for item in answers.as_object().into_iter().flat_map(|answers| answers.keys()) {
        let Some(text) = open_text(answers, item) else { continue };
        let same = comment::Entity::find()
            .filter(comment::Column::RoundId.eq(round))
            .filter(comment::Column::Grp.eq(group))
            .filter(comment::Column::Item.eq(item))
            .filter(comment::Column::Text.eq(text))
            // “released” comes before the other words.
            .order_by_asc(comment::Column::State)
            .into_model::<Comment>()
            .one(tx)
            .await?;
        if let Some(same) = same {
            comment::Entity::delete_by_id(same.id).exec(tx).await?;
            gone.push(same);
        }
    }
    Ok(gone)
}

/// The comments of these rounds, in order of their random ids.
pub async fn of_rounds(db: &Connection, rounds: &[Uuid]) -> Result<Vec<Comment>> {
    Ok(comment::Entity::find()
        .filter(comment::Column::RoundId.is_in(rounds.iter().copied()))
        .order_by_asc(comment::Column::Id)
        .into_model()
        .all(db)
        .await?)
}

/// The comment with this id.
pub async fn find(db: &Connection, id: Uuid) -> Result<Option<Comment>> {
    Ok(comment::Entity::find_by_id(id).into_model().one(db).await?)
}

/// How many comments of these rounds nobody has read yet; rounds without any are left out.
pub async fn waiting(db: &Connection, rounds: &[Uuid]) -> Result<BTreeMap<Uuid, u64>> {
    let waiting = comment::Entity::find()
        .filter(comment::Column::RoundId.is_in(rounds.iter().copied()))
        .filter(comment::Column::State.eq(Release::Waiting));
    let rows: Vec<(Uuid, i64)> = counts_by(db, waiting, comment::Column::RoundId).await?;
    Ok(rows.into_iter().map(|(round, n)| (round, u64::try_from(n).unwrap_or_default())).collect())
}

/// Keeps the words of a comment that may be quoted, where they are not all of it, and its themes.
pub async fn edit(db: &Connection, id: Uuid, shown: Option<&str>, themes: &[String]) -> Result<()> {
    let row = comment::ActiveModel {
        id: Set(id),
        shown: Set(shown.map(str::to_owned)),
        attention: Set(None),
        themes: Set(themes.join("\n")),
        ..Default::default()
    };
    comment::Entity::update(row).exec_without_returning(db).await?;
    Ok(())
}

/// Records what a person decided about a comment. Returns false when there is no such comment.
pub async fn decide(db: &Connection, id: Uuid, release: Release) -> Result<bool> {
    Ok(set_where(db, comment::Column::State, release, comment::Column::Id.eq(id)).await? > 0)
}

pub(super) fn open_text(answers: &serde_json::Value, item: &str) -> Option<String> {
    match serde_json::from_value(answers.get(item)?.clone()) {
        Ok(Answer::Text(text)) => Some(text),
        _ => None,
    }
}
