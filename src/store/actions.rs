//! What was agreed after a course, and what of it is done. A frozen summary holds its own copy.

use std::collections::HashMap;

use jiff::civil::Date;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{Result, StoreError, entity::course_action};

/// Something that was agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// Its id.
    pub id: Uuid,
    /// What is to be done.
    pub what: String,
    /// Who does it; may be empty.
    pub who: String,
    /// By when: a day as ISO 8601, or words where somebody wrote words before there were days. May be empty.
    pub by: String,
    /// When it was done.
    pub done_on: Option<Date>,
    /// The card or group of the course’s workshop board that it came from.
    pub card: Option<Uuid>,
}

impl Action {
    /// The day by which it should be done, where it is known as a day.
    pub fn due(&self) -> Option<Date> {
        self.by.parse().ok()
    }

    /// By when in words: “30 June 2026”.
    pub fn by_in_words(&self) -> String {
        self.due().map_or_else(|| self.by.clone(), |day| day.strftime("%-d %B %Y").to_string())
    }
}

/// The actions of a course in their order.
///
/// # Errors
/// [`StoreError::Damaged`] for a day that is none.
pub async fn of_course(db: &impl ConnectionTrait, course: Uuid) -> Result<Vec<Action>> {
    let rows = course_action::Entity::find()
        .filter(course_action::Column::CourseId.eq(course))
        .order_by_asc(course_action::Column::Place)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// The actions of several courses, by course.
///
/// # Errors
/// [`StoreError::Damaged`] for a day that is none.
pub async fn of_courses(
    db: &impl ConnectionTrait,
    courses: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Vec<Action>>> {
    let rows = course_action::Entity::find()
        .filter(course_action::Column::CourseId.is_in(courses))
        .order_by_asc(course_action::Column::Place)
        .all(db)
        .await?;
    let mut actions: HashMap<Uuid, Vec<Action>> = HashMap::new();
    for row in rows {
        actions.entry(row.course_id).or_default().push(read(row)?);
    }
    Ok(actions)
}

fn read(row: course_action::Model) -> Result<Action> {
    let day = |text: String| {
        text.parse().map_err(|_| StoreError::Damaged(format!("action {}: {text} is no day", row.id)))
    };
    Ok(Action {
        id: row.id,
        what: row.what,
        who: row.who,
        by: row.by_when,
        done_on: row.done_on.map(day).transpose()?,
        card: row.card_id,
    })
}

/// Keeps these as the actions of a course, in this order, in place of all others.
pub async fn replace(tx: &impl ConnectionTrait, course: Uuid, actions: &[Action]) -> Result<()> {
    course_action::Entity::delete_many().filter(course_action::Column::CourseId.eq(course)).exec(tx).await?;
    for (place, action) in (0..).zip(actions) {
        let row = course_action::ActiveModel {
            id: Set(action.id),
            course_id: Set(course),
            place: Set(place),
            what: Set(action.what.clone()),
            who: Set(action.who.clone()),
            by_when: Set(action.by.clone()),
            done_on: Set(action.done_on.map(|day| day.to_string())),
            card_id: Set(action.card),
        };
        course_action::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}
