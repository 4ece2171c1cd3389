//! The surveys that a programme wrote, and every version of a survey that it asked. Versions belong to no programme: one that is
//! where the programme arrives, in the same words, is used; a survey whose key is taken there gets another.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::Timestamp;
use sea_orm::{ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, Select, Set};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use uuid::Uuid;

use super::{
    ArchivedCell, CheckedDocument,
    departure::ProgrammeDeparture,
    ids::ArrivingIds,
    record::{ArchivedRecord, PrepareFault},
    scope,
};
use crate::{
    store::{
        Transaction, custom_surveys,
        entity::{own_survey, own_survey_step, survey_version},
        values_where,
    },
    survey::{Survey, templates},
};

/// The most letters that are kept of a key which is taken: with what tells it from the other, it is no longer than a key may be.
const LONGEST_STEM: usize = 55;

/// A definition under the key that its survey has here.
fn keyed(mut definition: Json, ids: &ArrivingIds) -> Json {
    if let Some(Json::String(key)) = definition.get_mut("key") {
        let here = ids.key(key).to_owned();
        *key = here;
    }
    definition
}

/// A survey that the programme wrote, as it stands.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArchivedSurvey {
    id: Uuid,
    key: String,
    definition: Json,
    item_keys: CheckedDocument<BTreeSet<String>>,
    edit: i32,
    published: i32,
    changed_at: Timestamp,
}

impl ArchivedRecord for ArchivedSurvey {
    type Table = own_survey::Entity;

    fn of(programme: Uuid) -> Select<Self::Table> {
        own_survey::Entity::find().filter(own_survey::Column::ProgrammeId.eq(programme))
    }

    fn told(row: own_survey::Model, _: &ProgrammeDeparture) -> Option<Self> {
        Some(Self {
            id: row.id,
            key: row.key,
            definition: row.definition,
            item_keys: CheckedDocument::told(row.item_keys),
            edit: row.edit,
            published: row.published,
            changed_at: row.changed_at.time(),
        })
    }

    fn row(self, ids: &ArrivingIds) -> Result<Option<own_survey::ActiveModel>, String> {
        let key = ids.key(&self.key).to_owned();
        let definition = keyed(self.definition, ids);
        Survey::draft(&key, &definition.to_string()).map_err(|error| error.to_string())?;
        Ok(Some(own_survey::ActiveModel {
            id: Set(ids.of(self.id)),
            programme_id: Set(ids.programme),
            key: Set(key),
            definition: Set(definition),
            item_keys: Set(self.item_keys.column(ids)?),
            edit: Set(self.edit),
            published: Set(self.published),
            changed_at: Set(self.changed_at.into()),
        }))
    }

    fn own_id(&self) -> Option<Uuid> {
        Some(self.id)
    }

    async fn prepare(records: &[Self], ids: &mut ArrivingIds, tx: &Transaction) -> Result<(), PrepareFault> {
        let keys = || records.iter().map(|record| record.key.clone());
        let key = own_survey::Column::Key;
        let drafts: Vec<String> = values_where(tx, key, key.is_in(keys())).await?;
        let key = survey_version::Column::Key;
        let versions: Vec<String> = values_where(tx, key, key.is_in(keys())).await?;
        let taken: HashSet<String> = drafts.into_iter().chain(versions).collect();
        for record in records {
            if taken.contains(&record.key) || templates::find(&record.key).is_some() {
                let stem: String = record.key.chars().take(LONGEST_STEM).collect();
                let chance = Uuid::new_v4().simple().to_string();
                ids.rename(&record.key, format!("{stem}_{}", &chance[..8]));
            }
        }
        Ok(())
    }
}

/// A change of such a survey that can be undone.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArchivedStep {
    survey_id: Uuid,
    edit: i32,
    said: String,
    definition: Json,
    made_at: Timestamp,
}

impl ArchivedRecord for ArchivedStep {
    type Table = own_survey_step::Entity;

    fn of(programme: Uuid) -> Select<Self::Table> {
        let of_surveys = own_survey_step::Column::SurveyId.in_subquery(scope::custom_surveys(programme));
        own_survey_step::Entity::find().filter(of_surveys)
    }

    fn told(row: own_survey_step::Model, _: &ProgrammeDeparture) -> Option<Self> {
        let (survey_id, definition, made_at) = (row.survey_id, row.definition, row.made_at.time());
        Some(Self { survey_id, edit: row.edit, said: row.said, definition, made_at })
    }

    fn row(self, ids: &ArrivingIds) -> Result<Option<own_survey_step::ActiveModel>, String> {
        let definition = keyed(self.definition, ids);
        Survey::draft("a step", &definition.to_string()).map_err(|error| error.to_string())?;
        Ok(Some(own_survey_step::ActiveModel {
            survey_id: Set(ids.of(self.survey_id)),
            edit: Set(self.edit),
            said: Set(self.said),
            definition: Set(definition),
            made_at: Set(self.made_at.into()),
        }))
    }
}

/// A version of a survey as people answered it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArchivedVersion {
    id: Uuid,
    key: String,
    version: i32,
    definition: Json,
    created_at: Timestamp,
}

impl ArchivedRecord for ArchivedVersion {
    type Table = survey_version::Entity;

    const IS_MATCHED: bool = true;

    fn of(programme: Uuid) -> Select<Self::Table> {
        let asked_or_own = Condition::any()
            .add(survey_version::Column::Id.in_subquery(scope::asked_versions(programme)))
            .add(survey_version::Column::Key.in_subquery(scope::own_keys(programme)));
        survey_version::Entity::find().filter(asked_or_own)
    }

    fn told(row: survey_version::Model, _: &ProgrammeDeparture) -> Option<Self> {
        let (definition, created_at) = (row.definition, row.created_at.time());
        Some(Self { id: row.id, key: row.key, version: row.version, definition, created_at })
    }

    fn row(self, ids: &ArrivingIds) -> Result<Option<survey_version::ActiveModel>, String> {
        let (key, definition) = (ids.key(&self.key).to_owned(), keyed(self.definition, ids));
        Survey::parse(&key, &definition.to_string()).map_err(|error| error.to_string())?;
        let Some(id) = ids.version(self.id).filter(|_| !ids.has_version(self.id)) else { return Ok(None) };
        Ok(Some(survey_version::ActiveModel {
            id: Set(id),
            key: Set(key),
            version: Set(self.version),
            definition: Set(definition),
            created_at: Set(self.created_at.into()),
        }))
    }

    fn own_id(&self) -> Option<Uuid> {
        Some(self.id)
    }

    async fn prepare(records: &[Self], ids: &mut ArrivingIds, tx: &Transaction) -> Result<(), PrepareFault> {
        let keys: Vec<String> = records.iter().map(|record| ids.key(&record.key).to_owned()).collect();
        let here = survey_version::Entity::find().filter(survey_version::Column::Key.is_in(keys.clone()));
        let here: HashMap<(String, i32), (Uuid, Json)> = here
            .all(tx)
            .await?
            .into_iter()
            .map(|row| ((row.key, row.version), (row.id, row.definition)))
            .collect();
        let elsewhere = own_survey::Column::Key.is_in(keys.clone());
        let elsewhere = elsewhere.and(own_survey::Column::ProgrammeId.ne(ids.programme));
        let of_others: Vec<String> = values_where(tx, own_survey::Column::Key, elsewhere).await?;
        let of_others: HashSet<String> = of_others.into_iter().collect();
        for (place, (record, key)) in records.iter().zip(keys).enumerate() {
            let definition = keyed(record.definition.clone(), ids);
            let is_other = if let Some((id, known)) = here.get(&(key.clone(), record.version)) {
                ids.put_version(record.id, *id, true);
                *known != definition
            } else {
                ids.put_version(record.id, ids.of(record.id), false);
                differs_from_template(&key, record.version, &definition)?
            };
            let version = record.version;
            if of_others.contains(&key) {
                let what = format!("the survey {key} belongs to another programme here");
                return Err(PrepareFault::Record(place, what));
            }
            if templates::find(&key).is_some_and(|known| i64::from(version) > i64::from(known.version)) {
                let what = format!(
                    "version {version} of the survey {key} is newer than this program: update this site first"
                );
                return Err(PrepareFault::Record(place, what));
            }
            if is_other {
                let what = format!(
                    "version {version} of the survey {key} has other words here: update both sites first"
                );
                return Err(PrepareFault::Record(place, what));
            }
        }
        Ok(())
    }
}

/// Whether a version of a ready-made survey, not used here yet, would have other words here.
fn differs_from_template(key: &str, version: i32, definition: &Json) -> Result<bool, PrepareFault> {
    let Some(template) = templates::find(key).filter(|known| i32::try_from(known.version) == Ok(version))
    else {
        return Ok(false);
    };
    Ok(custom_surveys::json(template)? != *definition)
}
