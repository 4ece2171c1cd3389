//! The days of a course that is held on several.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::{Connection, Course, CourseSession, Result, delete_where, entity::course_session};

/// The days of a course in order: one for most.
pub async fn of_course(db: &Connection, course: &Course) -> Result<Vec<CourseSession>> {
    let rows = course_session::Entity::find()
        .filter(course_session::Column::CourseId.eq(course.id))
        .order_by_asc(course_session::Column::StartsAt)
        .all(db)
        .await?;
    if rows.is_empty() {
        return Ok(vec![CourseSession { starts: course.starts_at, ends: course.ends_at }]);
    }
    Ok(rows
        .into_iter()
        .map(|row| CourseSession { starts: row.starts_at.time(), ends: row.ends_at.time() })
        .collect())
}

/// Gives a course these days. The times of the course itself, from the first start to the last end, are kept with it;
/// a course of one day needs no more.
pub async fn set(tx: &Connection, course: Uuid, days: &[CourseSession]) -> Result<()> {
    delete_where(tx, course_session::Entity, course_session::Column::CourseId.eq(course)).await?;
    let row = |(place, day): (i32, &CourseSession)| course_session::ActiveModel {
        course_id: Set(course),
        place: Set(place),
        starts_at: Set(day.starts.into()),
        ends_at: Set(day.ends.into()),
    };
    if days.len() > 1 {
        course_session::Entity::insert_many((1..).zip(days).map(row)).exec_without_returning(tx).await?;
    }
    Ok(())
}
