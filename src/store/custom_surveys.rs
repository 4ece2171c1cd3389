//! A programme's own surveys: the draft that is being written, and how it becomes a version.

use std::collections::BTreeSet;

use jiff::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set, sea_query::Expr};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::store::{Result, StoreError, entity::own_survey, surveys};
use crate::survey::definition::Survey;

/// A survey that a programme wrote.
#[derive(Clone, Debug)]
pub struct OwnSurvey {
    /// Its id.
    pub id: Uuid,
    /// The draft. Its version is the one it will be published as.
    pub draft: Survey,
    /// Every item key that it ever had.
    pub item_keys: BTreeSet<String>,
    /// Raised with every change.
    pub edit: i32,
    /// The newest version published; 0 before the first.
    pub published: i32,
}

impl TryFrom<own_survey::Model> for OwnSurvey {
    type Error = StoreError;

    fn try_from(row: own_survey::Model) -> Result<Self> {
        let damaged = |error: String| StoreError::Damaged(format!("survey {}: {error}", row.key));
        let draft =
            Survey::parse(&row.key, &row.definition.to_string()).map_err(|e| damaged(e.to_string()))?;
        let keys = serde_json::from_value(row.item_keys.clone()).map_err(|e| damaged(e.to_string()))?;
        Ok(Self { id: row.id, draft, item_keys: keys, edit: row.edit, published: row.published })
    }
}

/// Adds a survey to a programme. Its key must not be taken by any survey of any programme.
pub async fn add(tx: &impl ConnectionTrait, programme: Uuid, draft: &Survey, now: Timestamp) -> Result<()> {
    let row = own_survey::ActiveModel {
        id: Set(Uuid::new_v4()),
        programme_id: Set(programme),
        key: Set(draft.key.clone()),
        definition: Set(json(draft)?),
        item_keys: Set(keys(draft).collect()),
        edit: Set(1),
        published: Set(0),
        changed_at: Set(now.into()),
    };
    own_survey::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// A programme's survey of that key.
///
/// # Errors
/// A draft that cannot be read.
pub async fn find(db: &impl ConnectionTrait, programme: Uuid, key: &str) -> Result<Option<OwnSurvey>> {
    let row = own_survey::Entity::find()
        .filter(own_survey::Column::ProgrammeId.eq(programme))
        .filter(own_survey::Column::Key.eq(key))
        .one(db)
        .await?;
    row.map(TryInto::try_into).transpose()
}

/// All surveys of a programme, the latest changed first.
///
/// # Errors
/// A draft that cannot be read.
pub async fn of_programme(db: &impl ConnectionTrait, programme: Uuid) -> Result<Vec<OwnSurvey>> {
    let rows = own_survey::Entity::find()
        .filter(own_survey::Column::ProgrammeId.eq(programme))
        .order_by_desc(own_survey::Column::ChangedAt)
        .order_by_asc(own_survey::Column::Key)
        .all(db)
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Puts a changed draft in the place of the one that was read; `false` when somebody else changed it in between.
pub async fn change(
    tx: &impl ConnectionTrait,
    read: &OwnSurvey,
    draft: &Survey,
    now: Timestamp,
) -> Result<bool> {
    let all: BTreeSet<String> = read.item_keys.iter().cloned().chain(keys(draft)).collect();
    let done = own_survey::Entity::update_many()
        .col_expr(own_survey::Column::Definition, Expr::value(json(draft)?))
        .col_expr(own_survey::Column::ItemKeys, Expr::value(Json::from_iter(all)))
        .col_expr(own_survey::Column::Edit, Expr::value(read.edit.saturating_add(1)))
        .col_expr(own_survey::Column::ChangedAt, Expr::value(now.as_millisecond()))
        .filter(own_survey::Column::Id.eq(read.id))
        .filter(own_survey::Column::Edit.eq(read.edit))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Publishes the draft as the next version, which never changes again; what is written from now on becomes the one
/// after. `false` when somebody else changed the draft since it was read.
pub async fn publish(tx: &impl ConnectionTrait, read: &OwnSurvey, now: Timestamp) -> Result<bool> {
    let version = i32::try_from(read.draft.version).unwrap_or(i32::MAX);
    let next = Survey { version: read.draft.version.saturating_add(1), ..read.draft.clone() };
    if !change(tx, read, &next, now).await? {
        return Ok(false);
    }
    surveys::keep(tx, &read.draft.key, version, json(&read.draft)?, now).await?;
    own_survey::Entity::update_many()
        .col_expr(own_survey::Column::Published, Expr::value(version))
        .filter(own_survey::Column::Id.eq(read.id))
        .exec(tx)
        .await?;
    Ok(true)
}

fn keys(survey: &Survey) -> impl Iterator<Item = String> + '_ {
    survey.items().map(|item| item.key.clone())
}

/// A definition as it is stored.
///
/// # Errors
/// [`StoreError::Damaged`] when it is no JSON, which nothing that was read here can be.
pub fn json(survey: &Survey) -> Result<Json> {
    serde_json::from_str(&survey.to_json()).map_err(|error| StoreError::Damaged(error.to_string()))
}
