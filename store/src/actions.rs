//! What was agreed after a course: its promises, in the order of its list. A frozen summary holds its own copy.

use std::collections::HashMap;

use jiff::civil::Date;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::OnConflict,
};
use uuid::Uuid;

use super::{
    Asker, Connection, PromiseOrigin, PromiseState, Result, StoreError, delete_where,
    entity::{course, promise},
    promises::{
        in_words,
        links::{self, LinkAsks},
    },
};

/// Something that was agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourseAction {
    /// Its id: that of the promise.
    pub id: Uuid,
    /// What is to be done.
    pub what: String,
    /// Who does it; may be empty.
    pub who: String,
    /// By when: a day as ISO 8601, or words where somebody wrote words before there were days. May be empty.
    pub by: String,
    /// How it stands.
    pub state: PromiseState,
    /// What was done, or why it is not possible; may be empty.
    pub outcome: String,
    /// When it was said to stand so.
    pub settled_on: Option<Date>,
    /// The card or group of the course’s workshop board that it came from.
    pub card: Option<Uuid>,
}

impl CourseAction {
    /// The day by which it should be done, where it is known as a day.
    pub fn due(&self) -> Option<Date> {
        self.by.parse().ok()
    }

    /// By when in words: “30 June 2026”.
    pub fn by_in_words(&self) -> String {
        in_words(&self.by)
    }

    /// Whether there is something left to do.
    pub fn is_open(&self) -> bool {
        self.state == PromiseState::Open
    }
}

/// The actions of a course in their order.
pub async fn of_course(db: &Connection, course: Uuid) -> Result<Vec<CourseAction>> {
    let rows = promise::Entity::find()
        .filter(promise::Column::CourseId.eq(course))
        .order_by_asc(promise::Column::Place)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// The actions of several courses, by course.
pub async fn of_courses(
    db: &Connection,
    courses: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Vec<CourseAction>>> {
    let rows = promise::Entity::find()
        .filter(promise::Column::CourseId.is_in(courses))
        .order_by_asc(promise::Column::Place)
        .all(db)
        .await?;
    let mut actions: HashMap<Uuid, Vec<CourseAction>> = HashMap::new();
    for row in rows {
        if let Some(course) = row.course_id {
            actions.entry(course).or_default().push(read(row)?);
        }
    }
    Ok(actions)
}

fn read(row: promise::Model) -> Result<CourseAction> {
    let day = |text: String| {
        text.parse().map_err(|_| StoreError::Damaged(format!("action {}: {text} is no day", row.id)))
    };
    Ok(CourseAction {
        id: row.id,
        what: row.what,
        who: row.who,
        by: row.by_when,
        state: row.state,
        outcome: row.outcome,
        settled_on: row.settled_on.map(day).transpose()?,
        card: row.card_id,
    })
}

/// Keeps these as the actions of a course, in this order, in place of all others. Those that stay keep what else is known
/// of them as promises; whose owner or day is another is reminded anew, of an owner by that name and no account.
pub async fn replace(tx: &Connection, course: Uuid, actions: &[CourseAction]) -> Result<()> {
    let before: HashMap<Uuid, promise::Model> = promise::Entity::find()
        .filter(promise::Column::CourseId.eq(course))
        .all(tx)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let kept = actions.iter().map(|action| action.id);
    let gone = promise::Column::CourseId.eq(course).and(promise::Column::Id.is_not_in(kept));
    delete_where(tx, promise::Entity, gone).await?;
    if actions.is_empty() {
        return Ok(());
    }
    let programme: Option<Uuid> = course::Entity::find_by_id(course)
        .select_only()
        .column(course::Column::ProgrammeId)
        .into_tuple()
        .one(tx)
        .await?;
    let Some(programme) = programme else { return Ok(()) };
    let changed = |is_other: fn(&promise::Model, &CourseAction) -> bool| -> Vec<Uuid> {
        let is_changed =
            |action: &&CourseAction| before.get(&action.id).is_some_and(|old| is_other(old, action));
        actions.iter().filter(is_changed).map(|action| action.id).collect()
    };
    links::end_all(tx, changed(|old, new| old.who != new.who), LinkAsks::Owner).await?;
    links::end_all(tx, changed(|old, new| old.state != new.state), LinkAsks::Asker).await?;
    let rows = (0..).zip(actions);
    let rows = rows.map(|(place, action)| row((programme, course, place), action, before.get(&action.id)));
    let mut again = OnConflict::column(promise::Column::Id);
    again.update_columns([
        promise::Column::Place,
        promise::Column::What,
        promise::Column::Who,
        promise::Column::OwnerPersonId,
        promise::Column::OwnerContactId,
        promise::Column::ByWhen,
        promise::Column::State,
        promise::Column::Outcome,
        promise::Column::SettledOn,
        promise::Column::Released,
        promise::Column::Judgement,
        promise::Column::AskedAt,
        promise::Column::JudgedAt,
        promise::Column::Reminders,
    ]);
    promise::Entity::insert_many(rows).on_conflict(again).exec_without_returning(tx).await?;
    Ok(())
}

/// What is kept of an action: what else was known of it stays as far as it still fits.
fn row(
    (programme, course, place): (Uuid, Uuid, i32),
    action: &CourseAction,
    old: Option<&promise::Model>,
) -> promise::ActiveModel {
    let same_owner = old.filter(|old| old.who == action.who);
    let reminded = same_owner.filter(|old| old.by_when == action.by);
    let same_state = old.filter(|old| old.state == action.state);
    let came_from_card = action.card.is_some();
    let origin = if came_from_card { PromiseOrigin::Card } else { PromiseOrigin::Course };
    let asker = if came_from_card { Asker::Room } else { Asker::Nobody };
    promise::ActiveModel {
        id: Set(action.id),
        programme_id: Set(programme),
        origin: Set(old.map_or(origin, |old| old.origin)),
        about: Set(old.map(|old| old.about.clone()).unwrap_or_default()),
        asked: Set(old.map(|old| old.asked.clone()).unwrap_or_default()),
        course_id: Set(Some(course)),
        partner_id: Set(old.and_then(|old| old.partner_id)),
        health_round_id: Set(old.and_then(|old| old.health_round_id)),
        card_id: Set(action.card),
        place: Set(place),
        what: Set(action.what.clone()),
        who: Set(action.who.clone()),
        owner_person_id: Set(same_owner.and_then(|old| old.owner_person_id)),
        owner_contact_id: Set(same_owner.and_then(|old| old.owner_contact_id)),
        by_when: Set(action.by.clone()),
        asker: Set(old.map_or(asker, |old| old.asker)),
        asker_contact_id: Set(old.and_then(|old| old.asker_contact_id)),
        state: Set(action.state),
        outcome: Set(action.outcome.clone()),
        settled_on: Set(action.settled_on.map(|day| day.to_string())),
        // Other words were released by nobody.
        released: Set(same_state
            .is_some_and(|old| old.released && old.what == action.what && old.outcome == action.outcome)),
        judgement: Set(same_state.and_then(|old| old.judgement.clone())),
        asked_at: Set(same_state.and_then(|old| old.asked_at)),
        judged_at: Set(same_state.and_then(|old| old.judged_at)),
        reminders: Set(reminded.map_or(0, |old| old.reminders)),
    }
}
