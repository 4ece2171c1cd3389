//! The life of a course: planned, its summary written or left out, called off and planned again.

use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter,
    sea_query::{Expr, SimpleExpr},
};
use uuid::Uuid;

use crate::store::{
    Connection, CourseState, Result,
    entity::{course, course_round},
    round_removal, set_where,
};

/// Changes a course that is in one of the states `from`. Returns false when it is in none of them any more.
async fn change<const N: usize>(
    tx: &Connection,
    course: Uuid,
    from: &[CourseState],
    changes: [(course::Column, SimpleExpr); N],
) -> Result<bool> {
    let mut update = course::Entity::update_many()
        .filter(course::Column::Id.eq(course))
        .filter(course::Column::State.is_in(from.iter().copied()));
    for (column, value) in changes {
        update = update.col_expr(column, value);
    }
    Ok(update.exec(tx).await?.rows_affected > 0)
}

/// What calendars that hold the course must learn of it.
fn revised() -> (course::Column, SimpleExpr) {
    (course::Column::Revision, Expr::col(course::Column::Revision).add(1))
}

fn to(state: CourseState) -> (course::Column, SimpleExpr) {
    (course::Column::State, Expr::val(state))
}

/// Marks a course as frozen. Returns false when it was frozen before: then somebody else wrote its summary.
pub async fn freeze(tx: &Connection, course: Uuid, now: Timestamp) -> Result<bool> {
    let at = (course::Column::FrozenAt, Expr::val(now.as_millisecond()));
    change(tx, course, &[CourseState::Planned], [to(CourseState::Frozen), at]).await
}

/// Makes others that write about the same course wait until this transaction ends. Returns whether its summary is
/// still to be written.
pub async fn lock(tx: &Connection, course: Uuid) -> Result<bool> {
    set_where(tx, course::Column::State, Expr::col(course::Column::State), course::Column::Id.eq(course))
        .await?;
    let row = course::Entity::find_by_id(course).one(tx).await?;
    Ok(row.is_some_and(|row| row.state == CourseState::Planned))
}

/// Makes whoever freezes a course of these rounds wait until this transaction ends.
pub async fn hold_of_rounds(tx: &Connection, rounds: &[Uuid]) -> Result<()> {
    let parts = course_round::Entity::find()
        .filter(course_round::Column::RoundId.is_in(rounds.iter().copied()))
        .all(tx)
        .await?;
    let mut courses: Vec<Uuid> = parts.into_iter().map(|part| part.course_id).collect();
    // In one order, so that nobody waits for somebody who waits for them.
    courses.sort_unstable();
    courses.dedup();
    for course in courses {
        lock(tx, course).await?;
    }
    Ok(())
}

/// Calls a course off. Returns false when its summary is written, or it was called off before.
pub async fn cancel(tx: &Connection, course: Uuid) -> Result<bool> {
    change(
        tx,
        course,
        &[CourseState::Planned, CourseState::WithoutSummary],
        [to(CourseState::Cancelled), revised()],
    )
    .await
}

/// Leaves the summary of a course out. Returns false when it is written, or the course called off.
pub async fn leave_without_summary(tx: &Connection, course: Uuid) -> Result<bool> {
    change(tx, course, &[CourseState::Planned], [to(CourseState::WithoutSummary)]).await
}

/// Plans a course again that was called off, or whose summary was left out, with its summary at `summary`. Returns
/// false when it was neither.
pub async fn plan_again(tx: &Connection, course: Uuid, summary: Timestamp) -> Result<bool> {
    let at = (course::Column::SummaryAt, Expr::val(summary.as_millisecond()));
    change(
        tx,
        course,
        &[CourseState::Cancelled, CourseState::WithoutSummary],
        [to(CourseState::Planned), at, revised()],
    )
    .await
}

/// Moves the summary of a course. Returns false when it is no longer to come.
pub async fn summarise_at(tx: &Connection, course: Uuid, at: Timestamp) -> Result<bool> {
    let at = (course::Column::SummaryAt, Expr::val(at.as_millisecond()));
    change(tx, course, &[CourseState::Planned], [at]).await
}

/// Holds a course at other times, with its summary at `summary`. Returns false when its summary is no longer to come.
pub async fn hold_on(
    tx: &Connection,
    course: Uuid,
    (starts, ends): (Timestamp, Timestamp),
    summary: Timestamp,
) -> Result<bool> {
    let at = |time: Timestamp| Expr::val(time.as_millisecond());
    let times = [
        (course::Column::StartsAt, at(starts)),
        (course::Column::EndsAt, at(ends)),
        (course::Column::SummaryAt, at(summary)),
        revised(),
    ];
    change(tx, course, &[CourseState::Planned, CourseState::WithoutSummary], times).await
}

/// Deletes a course and those rounds of its own that `rounds` names, with everything that hangs on them. Returns false,
/// and deletes nothing, when anybody has answered.
pub async fn delete_unanswered(tx: &Connection, course: Uuid, rounds: &[Uuid]) -> Result<bool> {
    if !round_removal::delete_unanswered(tx, rounds).await? {
        return Ok(false);
    }
    course::Entity::delete_by_id(course).exec(tx).await?;
    Ok(true)
}
