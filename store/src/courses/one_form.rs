//! Courses of both sides that ask them by one link and code, where people first say which side they are on. Each side
//! keeps a round of its own: what it is promised, and from how many people on its figures are told, stays its own.

use std::collections::HashSet;

use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, JoinType, QueryFilter, QuerySelect, RelationDef};
use uuid::Uuid;

use super::rounds as rounds_of_course;
use crate::{
    store::{
        Connection, Result, Round, RoundPurpose,
        entity::{course, course_round},
        set_where, values_where,
    },
    survey::RoundState,
};

/// Keeps whether a course asks both sides by one link.
pub async fn keep_one_form(tx: &Connection, course: Uuid, one_form: bool) -> Result<()> {
    set_where(tx, course::Column::OneForm, one_form, course::Column::Id.eq(course)).await?;
    Ok(())
}

/// Those of these courses that ask both sides by one link.
pub async fn with_one_form(db: &Connection, courses: &[Uuid]) -> Result<HashSet<Uuid>> {
    let these = course::Column::Id.is_in(courses.iter().copied()).and(course::Column::OneForm.eq(true));
    let ids: Vec<Uuid> = values_where(db, course::Column::Id, these).await?;
    Ok(ids.into_iter().collect())
}

/// The round that asks the other side the same at the same time, where one link leads to both.
pub async fn by_the_same_link(db: &Connection, round: &Round) -> Result<Option<Round>> {
    let to_course: RelationDef = course_round::Entity::belongs_to(course::Entity)
        .from(course_round::Column::CourseId)
        .to(course::Column::Id)
        .into();
    let parts: Vec<(Uuid, RoundPurpose)> = course_round::Entity::find()
        .select_only()
        .column(course_round::Column::CourseId)
        .column(course_round::Column::Purpose)
        .join(JoinType::InnerJoin, to_course)
        .filter(course_round::Column::RoundId.eq(round.id))
        .filter(course::Column::OneForm.eq(true))
        .into_tuple()
        .all(db)
        .await?;
    let Some((course, purpose)) = parts.into_iter().find(|(_, purpose)| purpose.is_own()) else {
        return Ok(None);
    };
    let is_other = |(other, beside): &(RoundPurpose, Round)| {
        *other == purpose
            && beside.side != round.side
            && beside.opens_at == round.opens_at
            && beside.audience.has_open_link()
            && beside.state != RoundState::Cancelled
    };
    Ok(rounds_of_course(db, course).await?.into_iter().find(is_other).map(|(_, beside)| beside))
}
