//! Courses with everything that belongs to them, in as many statements for all of them as for one.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{rounds_of, with_one_form};
use crate::store::{
    Connection, Course, CourseSession, Result, Round, RoundPurpose,
    entity::{course_partner, course_session},
};

/// A course with everything that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholeCourse {
    pub course: Course,
    /// Its days in order: one for most.
    pub days: Vec<CourseSession>,
    /// The partners who will be there.
    pub partners: Vec<Uuid>,
    /// Its rounds with what each is for.
    pub rounds: Vec<(RoundPurpose, Round)>,
    /// Whether both sides are asked by one link.
    pub one_form: bool,
}

/// Reads what belongs to courses; they stay in their order.
///
/// # Errors
/// [`StoreError::Damaged`](crate::store::StoreError::Damaged) where a round is missing.
pub async fn whole(db: &Connection, courses: Vec<Course>) -> Result<Vec<WholeCourse>> {
    let ids: Vec<Uuid> = courses.iter().map(|course| course.id).collect();
    let mut days: HashMap<Uuid, Vec<CourseSession>> = HashMap::new();
    let rows = course_session::Entity::find()
        .filter(course_session::Column::CourseId.is_in(ids.iter().copied()))
        .order_by_asc(course_session::Column::StartsAt)
        .all(db)
        .await?;
    for row in rows {
        let day = CourseSession { starts: row.starts_at.time(), ends: row.ends_at.time() };
        days.entry(row.course_id).or_default().push(day);
    }
    let mut partners: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    let rows = course_partner::Entity::find()
        .filter(course_partner::Column::CourseId.is_in(ids.iter().copied()))
        .order_by_asc(course_partner::Column::PartnerId)
        .all(db)
        .await?;
    for row in rows {
        partners.entry(row.course_id).or_default().push(row.partner_id);
    }
    let (mut rounds, with_one_form) = (rounds_of(db, &ids).await?, with_one_form(db, &ids).await?);
    let whole = |course: Course| WholeCourse {
        days: days
            .remove(&course.id)
            .unwrap_or_else(|| vec![CourseSession { starts: course.starts_at, ends: course.ends_at }]),
        partners: partners.remove(&course.id).unwrap_or_default(),
        rounds: rounds.remove(&course.id).unwrap_or_default(),
        one_form: with_one_form.contains(&course.id),
        course,
    };
    Ok(courses.into_iter().map(whole).collect())
}

/// The course with this id and everything that belongs to it; nobody else changes it until the transaction ends.
///
/// # Errors
/// [`StoreError::Damaged`](crate::store::StoreError::Damaged) where a round is missing.
pub async fn held(tx: &Connection, id: Uuid) -> Result<Option<WholeCourse>> {
    super::lock(tx, id).await?;
    let found = super::find(tx, id).await?;
    Ok(whole(tx, found.into_iter().collect()).await?.pop())
}
