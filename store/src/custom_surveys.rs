//! A programme's own surveys: the draft that is being written, and how it becomes a version.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Set, sea_query::Expr,
};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::{
    store::{
        Connection, Instant, ListPage, PersonRole, Place, Result, StoreError, delete_where,
        entity::{membership, own_survey, own_survey_step, programme},
        insert_once,
        keyset::{KeyOrder, NextIds},
        set_where, surveys,
    },
    survey::{ENGLISH, Side, Survey, Wording, editor::key_stem, templates},
};

/// How many changes of a draft can be undone.
const STEPS: u64 = 20;
/// What no survey can be called: the address of the form for a new one.
const RESERVED: &str = "new";

/// A survey that a programme wrote.
#[derive(Clone, Debug)]
pub struct CustomSurvey {
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

/// What a survey is called, without what it asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyTitle {
    pub key: String,
    /// Its title in English, as the first of its sides reads it.
    pub title: String,
}

/// A change of a draft that can be undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepTaken {
    /// The number of the draft that was changed.
    pub edit: i32,
    /// What was done: “moved “Met a partner” up”.
    pub said: String,
    /// When.
    pub made_at: Timestamp,
}

/// How a change is kept among the steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepHistory {
    /// As a step of its own.
    Step,
    /// Together with the step before, where that did the same: what is saved while somebody types is one change.
    WithTheLast,
}

impl TryFrom<own_survey::Model> for CustomSurvey {
    type Error = StoreError;

    fn try_from(row: own_survey::Model) -> Result<Self> {
        let damaged = |error: String| StoreError::Damaged(format!("survey {}: {error}", row.key));
        let draft =
            Survey::draft(&row.key, &row.definition.to_string()).map_err(|e| damaged(e.to_string()))?;
        let keys = serde_json::from_value(row.item_keys.clone()).map_err(|e| damaged(e.to_string()))?;
        Ok(Self { id: row.id, draft, item_keys: keys, edit: row.edit, published: row.published })
    }
}

/// Adds a survey to a programme; `false` when its key is taken by a survey of any programme.
async fn add(tx: &Connection, (programme, id): (Uuid, Uuid), draft: &Survey, now: Timestamp) -> Result<bool> {
    let row = own_survey::ActiveModel {
        id: Set(id),
        programme_id: Set(programme),
        key: Set(draft.key.clone()),
        definition: Set(json(draft)?),
        item_keys: Set(keys(draft).collect()),
        edit: Set(1),
        published: Set(0),
        changed_at: Set(now.into()),
    };
    insert_once(tx, row, [own_survey::Column::Key]).await
}

/// Adds a survey with this id to a programme under a key made from its title, which no survey has. One with this id that
/// is there already is given back instead.
pub async fn begin(
    tx: &Connection,
    (programme, id): (Uuid, Uuid),
    survey: Survey,
    now: Timestamp,
) -> Result<Survey> {
    if let Some(there) = own_survey::Entity::find_by_id(id).one(tx).await? {
        return Ok(CustomSurvey::try_from(there)?.draft);
    }
    let stem = key_stem(survey.title.read(survey.sides[0], ENGLISH), "survey");
    let mut survey = Survey { key: stem.clone(), version: 1, ..survey };
    let is_taken = stem == RESERVED || templates::find(&stem).is_some();
    if is_taken || !add(tx, (programme, id), &survey, now).await? {
        let chance = Uuid::new_v4().simple().to_string();
        survey.key = format!("{stem}_{}", &chance[..8]);
        add(tx, (programme, id), &survey, now).await?;
    }
    Ok(survey)
}

/// Deletes a survey that was never published, with what can be undone of it. Returns false, and deletes nothing, when it
/// was published or is gone.
pub async fn delete(tx: &Connection, survey: Uuid) -> Result<bool> {
    let draft = own_survey::Column::Id.eq(survey).and(own_survey::Column::Published.eq(0));
    Ok(delete_where(tx, own_survey::Entity, draft).await? > 0)
}

/// A programme's survey of that key.
pub async fn find(db: &Connection, programme: Uuid, key: &str) -> Result<Option<CustomSurvey>> {
    let row = own_survey::Entity::find()
        .filter(own_survey::Column::ProgrammeId.eq(programme))
        .filter(own_survey::Column::Key.eq(key))
        .one(db)
        .await?;
    row.map(TryInto::try_into).transpose()
}

/// One page of the surveys of a programme, the latest changed first.
pub async fn page(db: &Connection, programme: Uuid, place: Place) -> Result<ListPage<CustomSurvey>> {
    let of_programme = || own_survey::Entity::find().filter(own_survey::Column::ProgrammeId.eq(programme));
    let here = match place.row() {
        Some(row) => of_programme().filter(own_survey::Column::Id.eq(row)).one(db).await?,
        None => None,
    };
    let order = KeyOrder {
        key: Expr::col((own_survey::Entity, own_survey::Column::ChangedAt)),
        id: Expr::col((own_survey::Entity, own_survey::Column::Id)),
        is_descending: true,
    };
    let mut select = of_programme();
    let key = here.map(|here| Expr::val(here.changed_at));
    let place = order.cut(QueryTrait::query(&mut select), place, key);
    let rows =
        select.all(db).await?.into_iter().map(TryInto::try_into).collect::<Result<Vec<CustomSurvey>>>()?;
    Ok(ListPage::of(rows, place, |own| own.id))
}

/// The next surveys of a programme in the order of their ids.
pub async fn next_by_id(db: &Connection, programme: Uuid, next: NextIds) -> Result<Vec<CustomSurvey>> {
    let all = own_survey::Entity::find().filter(own_survey::Column::ProgrammeId.eq(programme));
    next.of(all, own_survey::Column::Id).all(db).await?.into_iter().map(TryInto::try_into).collect()
}

/// How many surveys a programme wrote.
pub async fn count(db: &Connection, programme: Uuid) -> Result<u64> {
    let all = own_survey::Entity::find().filter(own_survey::Column::ProgrammeId.eq(programme));
    Ok(all.count(db).await?)
}

/// The titles of all surveys of a programme, those of the latest changed first.
pub async fn titles(db: &Connection, programme: Uuid) -> Result<Vec<SurveyTitle>> {
    let of = titles_where(db, own_survey::Column::ProgrammeId.eq(programme)).await?;
    Ok(of.into_iter().map(|(_, title)| title).collect())
}

/// The titles of the surveys of the other programmes in which a person runs courses, each with the name of its programme, by
/// name.
pub async fn titles_elsewhere(
    db: &Connection,
    person: Uuid,
    here: Uuid,
) -> Result<Vec<(String, SurveyTitle)>> {
    let names = others(db, person, here).await?;
    let of = own_survey::Column::ProgrammeId.is_in(names.keys().copied());
    let titles = titles_where(db, of).await?.into_iter();
    let mut found: Vec<(String, SurveyTitle)> = titles
        .map(|(programme, title)| (names.get(&programme).cloned().unwrap_or_default(), title))
        .collect();
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(found)
}

/// The survey of that key of another programme in which a person runs courses.
pub async fn find_elsewhere(
    db: &Connection,
    person: Uuid,
    here: Uuid,
    key: &str,
) -> Result<Option<CustomSurvey>> {
    let names = others(db, person, here).await?;
    let row = own_survey::Entity::find()
        .filter(own_survey::Column::ProgrammeId.is_in(names.keys().copied()))
        .filter(own_survey::Column::Key.eq(key))
        .one(db)
        .await?;
    row.map(TryInto::try_into).transpose()
}

/// The names of the other programmes in which a person runs courses, by their ids.
async fn others(db: &Connection, person: Uuid, here: Uuid) -> Result<HashMap<Uuid, String>> {
    let members = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(person))
        .filter(membership::Column::ProgrammeId.ne(here))
        .filter(membership::Column::Role.is_in([PersonRole::Admin.key(), PersonRole::Trainer.key()]))
        .all(db)
        .await?;
    let programmes = programme::Entity::find()
        .filter(programme::Column::Id.is_in(members.iter().map(|member| member.programme_id)))
        .all(db)
        .await?;
    Ok(programmes.into_iter().map(|one| (one.id, one.name)).collect())
}

/// The titles of surveys with the ids of their programmes, those of the latest changed first. What they ask is not read.
async fn titles_where(db: &Connection, which: Expr) -> Result<Vec<(Uuid, SurveyTitle)>> {
    let part = |name: &str| Expr::cust(format!("CAST(definition -> '{name}' AS TEXT)"));
    let rows: Vec<(Uuid, String, String, String)> = own_survey::Entity::find()
        .select_only()
        .columns([own_survey::Column::ProgrammeId, own_survey::Column::Key])
        .column_as(part("title"), "title")
        .column_as(part("sides"), "sides")
        .filter(which)
        .order_by_desc(own_survey::Column::ChangedAt)
        .order_by_asc(own_survey::Column::Key)
        .into_tuple()
        .all(db)
        .await?;
    let read = |(programme, key, title, sides): (Uuid, String, String, String)| -> Result<_> {
        let damaged = |error: serde_json::Error| StoreError::Damaged(format!("survey {key}: {error}"));
        let title: Wording = serde_json::from_str(&title).map_err(damaged)?;
        let sides: Vec<Side> = serde_json::from_str(&sides).map_err(damaged)?;
        let side = sides.first().copied().unwrap_or(Side::Partner);
        let title = title.read(side, ENGLISH).to_owned();
        Ok((programme, SurveyTitle { key, title }))
    };
    rows.into_iter().map(read).collect()
}

/// Puts a changed draft in the place of the one that was read, and keeps what it was before, so that it can be undone;
/// `false` when somebody else changed it in between. `said` is what was done.
pub async fn change(
    tx: &Connection,
    read: &CustomSurvey,
    draft: &Survey,
    (said, kept): (&str, StepHistory),
    now: Timestamp,
) -> Result<bool> {
    if !put(tx, read, draft, now).await? {
        return Ok(false);
    }
    let steps = steps(tx, read.id).await?;
    if kept == StepHistory::WithTheLast && steps.first().is_some_and(|last| last.said == said) {
        return Ok(true);
    }
    let step = own_survey_step::ActiveModel {
        survey_id: Set(read.id),
        edit: Set(read.edit),
        said: Set(said.to_owned()),
        definition: Set(json(&read.draft)?),
        made_at: Set(now.into()),
    };
    own_survey_step::Entity::insert(step).exec_without_returning(tx).await?;
    // With the new one there is one more than are kept.
    if let Some(oldest) = usize::try_from(STEPS).ok().and_then(|most| steps.get(most.checked_sub(1)?)) {
        let own = own_survey_step::Column::SurveyId.eq(read.id);
        let old = own.and(own_survey_step::Column::Edit.lte(oldest.edit));
        delete_where(tx, own_survey_step::Entity, old).await?;
    }
    Ok(true)
}

/// The changes of a draft that can be undone, the newest first.
pub async fn steps(db: &Connection, survey: Uuid) -> Result<Vec<StepTaken>> {
    let rows: Vec<(i32, String, Instant)> = own_survey_step::Entity::find()
        .select_only()
        .columns([
            own_survey_step::Column::Edit,
            own_survey_step::Column::Said,
            own_survey_step::Column::MadeAt,
        ])
        .filter(own_survey_step::Column::SurveyId.eq(survey))
        .order_by_desc(own_survey_step::Column::Edit)
        .limit(STEPS)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(edit, said, at)| StepTaken { edit, said, made_at: at.time() }).collect())
}

/// Puts back what the draft was before its last change; its version and its keys stay. Gives what was undone and the
/// draft as it is now, or `None` when there is nothing to undo or somebody else changed it in between.
pub async fn undo(tx: &Connection, read: &CustomSurvey, now: Timestamp) -> Result<Option<(String, Survey)>> {
    let step = own_survey_step::Entity::find()
        .filter(own_survey_step::Column::SurveyId.eq(read.id))
        .order_by_desc(own_survey_step::Column::Edit)
        .one(tx)
        .await?;
    let Some(step) = step else { return Ok(None) };
    let before = Survey::draft(&read.draft.key, &step.definition.to_string())
        .map_err(|error| StoreError::Damaged(error.to_string()))?;
    let before = Survey { version: read.draft.version, ..before };
    if !put(tx, read, &before, now).await? {
        return Ok(None);
    }
    own_survey_step::Entity::delete_by_id((step.survey_id, step.edit)).exec(tx).await?;
    Ok(Some((step.said, before)))
}

/// Puts another draft in the place of the one that was read; `false` when somebody else changed it in between.
async fn put(tx: &Connection, read: &CustomSurvey, draft: &Survey, now: Timestamp) -> Result<bool> {
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
pub async fn publish(tx: &Connection, read: &CustomSurvey, now: Timestamp) -> Result<bool> {
    let version = i32::try_from(read.draft.version).unwrap_or(i32::MAX);
    let next = Survey { version: read.draft.version.saturating_add(1), ..read.draft.clone() };
    if !put(tx, read, &next, now).await? {
        return Ok(false);
    }
    surveys::keep(tx, &read.draft.key, version, json(&read.draft)?, now).await?;
    set_where(tx, own_survey::Column::Published, version, own_survey::Column::Id.eq(read.id)).await?;
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
