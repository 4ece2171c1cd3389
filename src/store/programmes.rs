//! Programmes.

use jiff::tz::TimeZone;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Instant, Result, StoreError, entity::programme};

/// What a programme says about itself in privacy notices and letters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Who is responsible for the data: the council or library service.
    pub controller: String,
    /// Whom to ask about the survey: a name and how to reach them.
    pub contact: String,
    /// The data protection officer.
    pub data_protection_officer: String,
    /// What answers are for, as the end of “We ask this to …”.
    pub purpose: String,
    /// Who reads single answers and comments: “the trainers of the programme”.
    pub seen_by: String,
    /// Days for which the library keeps its backups.
    pub backup_days: u32,
    /// The IANA name of the time zone that times are told in.
    pub time_zone: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            controller: String::new(),
            contact: String::new(),
            data_protection_officer: String::new(),
            purpose: "plan joint work between the library and its partners".to_owned(),
            seen_by: "the trainers of the programme".to_owned(),
            backup_days: 35,
            time_zone: "Europe/London".to_owned(),
        }
    }
}

impl Settings {
    /// The time zone that times are told in; UTC when its name is unknown.
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC)
    }
}

/// A programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// Its id.
    pub id: Uuid,
    /// Its part of addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it says about itself.
    pub settings: Settings,
}

impl TryFrom<programme::Model> for Programme {
    type Error = StoreError;

    fn try_from(row: programme::Model) -> Result<Self> {
        let settings = serde_json::from_value(row.settings)
            .map_err(|error| StoreError::Damaged(format!("settings of programme {}: {error}", row.slug)))?;
        Ok(Self { id: row.id, slug: row.slug, name: row.name, settings })
    }
}

/// Adds a programme.
///
/// # Errors
/// The database's own words; a slug that is taken is one.
pub async fn add(db: &impl ConnectionTrait, programme: &Programme, now: Instant) -> Result<()> {
    let settings = serde_json::to_value(&programme.settings)
        .map_err(|error| StoreError::Damaged(format!("settings of programme {}: {error}", programme.slug)))?;
    let row = programme::ActiveModel {
        id: Set(programme.id),
        slug: Set(programme.slug.clone()),
        name: Set(programme.name.clone()),
        settings: Set(settings),
        created_at: Set(now),
    };
    programme::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// The programme with this slug.
///
/// # Errors
/// The database's own words.
pub async fn find(db: &impl ConnectionTrait, slug: &str) -> Result<Option<Programme>> {
    let row = programme::Entity::find().filter(programme::Column::Slug.eq(slug)).one(db).await?;
    row.map(TryInto::try_into).transpose()
}

/// The programme with this id.
///
/// # Errors
/// The database's own words, or [`StoreError::Damaged`] when it is missing.
pub async fn get(db: &impl ConnectionTrait, id: Uuid) -> Result<Programme> {
    let row = programme::Entity::find_by_id(id).one(db).await?;
    row.ok_or_else(|| StoreError::Damaged(format!("programme {id} is missing")))?.try_into()
}

/// All programmes by name.
///
/// # Errors
/// The database's own words.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Programme>> {
    let rows = programme::Entity::find().order_by_asc(programme::Column::Name).all(db).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}
