//! Survey versions. A version is never changed: a changed survey is a new version.

use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Set};
use serde_json::Value as Json;
use uuid::Uuid;

use super::{
    Connection, Result, Round, StoreError,
    entity::{own_survey, survey_version},
    insert_once, same,
};
use crate::survey::{Survey, templates};

/// The id of a survey version, added if it is not there yet.
///
/// # Errors
/// [`StoreError::Damaged`] when the version is there with another definition: its number must be raised.
pub async fn keep(
    db: &Connection,
    key: &str,
    version: i32,
    definition: Json,
    now: Timestamp,
) -> Result<Uuid> {
    let found = || {
        survey_version::Entity::find()
            .filter(survey_version::Column::Key.eq(key))
            .filter(survey_version::Column::Version.eq(version))
            .one(db)
    };
    let mut row = found().await?;
    if row.is_none() {
        let new = survey_version::ActiveModel {
            id: Set(Uuid::new_v4()),
            key: Set(key.to_owned()),
            version: Set(version),
            definition: Set(definition.clone()),
            created_at: Set(now.into()),
        };
        // Somebody else may keep the same at this moment: then theirs is the one.
        let pair = [survey_version::Column::Key, survey_version::Column::Version];
        insert_once(db, new, pair).await?;
        row = found().await?;
    }
    match row {
        Some(row) if row.definition == definition => Ok(row.id),
        _ => Err(StoreError::Damaged(format!(
            "survey {key}, version {version} is stored with other words; raise the version of the changed survey"
        ))),
    }
}

/// A version of a survey, without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    pub id: Uuid,
    /// The key of the survey.
    pub key: String,
    pub number: i32,
}

/// The versions with these ids.
pub async fn versions(db: &Connection, ids: &[Uuid]) -> Result<Vec<Version>> {
    let rows: Vec<(Uuid, String, i32)> = survey_version::Entity::find()
        .select_only()
        .columns([survey_version::Column::Id, survey_version::Column::Key, survey_version::Column::Version])
        .filter(survey_version::Column::Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(id, key, number)| Version { id, key, number }).collect())
}

/// A version of a survey as it was published.
pub async fn published(db: &Connection, key: &str, number: i32) -> Result<Option<Survey>> {
    let row = survey_version::Entity::find()
        .filter(survey_version::Column::Key.eq(key))
        .filter(survey_version::Column::Version.eq(number))
        .one(db)
        .await?;
    let read = |row: survey_version::Model| Survey::parse(key, &row.definition.to_string());
    row.map(read).transpose().map_err(|error| StoreError::Damaged(error.to_string()))
}

/// The surveys that a programme wrote itself, each as it was published last: those that were changed last first.
pub async fn published_by(db: &Connection, programme: Uuid) -> Result<Vec<Survey>> {
    let is_latest = same(survey_version::Column::Key, own_survey::Column::Key)
        .and(same(survey_version::Column::Version, own_survey::Column::Published));
    let mut latest = survey_version::Entity::find();
    QueryTrait::query(&mut latest).inner_join(own_survey::Entity, is_latest);
    let rows = latest
        .filter(own_survey::Column::ProgrammeId.eq(programme))
        .order_by_desc(own_survey::Column::ChangedAt)
        .order_by_asc(own_survey::Column::Key)
        .all(db)
        .await?;
    let read = |row: survey_version::Model| {
        let survey = Survey::parse(&row.key, &row.definition.to_string());
        survey.map_err(|error| StoreError::Damaged(error.to_string()))
    };
    rows.into_iter().map(read).collect()
}

/// The definition of a survey version.
///
/// # Errors
/// [`StoreError::Damaged`] when it is missing.
pub async fn definition(db: &Connection, id: Uuid) -> Result<Json> {
    let row = survey_version::Entity::find_by_id(id).one(db).await?;
    Ok(row.ok_or_else(|| StoreError::Damaged(format!("survey version {id} is missing")))?.definition)
}

/// A survey version with the items of all its aims.
///
/// # Errors
/// [`StoreError::Damaged`] when the definition is missing or cannot be read.
pub async fn whole(db: &Connection, id: Uuid) -> Result<Survey> {
    let (definition, name) = (definition(db, id).await?, format!("survey version {id}"));
    let mut survey = Survey::parse(&name, &definition.to_string())
        .map_err(|error| StoreError::Damaged(error.to_string()))?;
    templates::mark_describing(&mut survey);
    Ok(survey)
}

/// The survey that a round asks, without the items of aims that its course did not pick.
pub async fn asked(db: &Connection, round: &Round) -> Result<Survey> {
    let survey = whole(db, round.survey_version).await?;
    if round.aims.is_empty() {
        return Ok(survey);
    }
    let aims: Vec<&str> = round.aims.iter().map(String::as_str).collect();
    Ok(survey.for_aims(&aims))
}
