//! Courses as pages list them: a page at a time, those that somebody has to know of now, and counted.

use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, Query, SelectStatement},
};
use uuid::Uuid;

use super::read;
use crate::{
    store::{
        Connection, Course, CourseState, EmailState, Instant, ListPage, Place, PromiseState, Release, Result,
        RoundPurpose, column_where,
        entity::{comment, course, course_round, delivery, outbox, promise, round, summary},
        keyset::{KeyOrder, NextIds, PAGE},
        same,
    },
    survey::RoundState,
};

/// What is counted of the courses of a programme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CourseCounts {
    /// All of them.
    pub all: u64,
    /// Those with a summary.
    pub frozen: u64,
}

/// Counts the courses of a programme.
pub async fn counts(db: &Connection, programme: Uuid) -> Result<CourseCounts> {
    let counts: Option<(i64, i64)> = course::Entity::find()
        .select_only()
        .column_as(course::Column::Id.count(), "courses")
        .column_as(course::Column::FrozenAt.count(), "frozen")
        .filter(course::Column::ProgrammeId.eq(programme))
        .into_tuple()
        .one(db)
        .await?;
    let (all, frozen) = counts.unwrap_or_default();
    let number = |count| u64::try_from(count).unwrap_or_default();
    Ok(CourseCounts { all: number(all), frozen: number(frozen) })
}

/// One page of the courses of a programme, or of those with a summary; the latest first.
pub async fn page(
    db: &Connection,
    programme: Uuid,
    only_frozen: bool,
    place: Place,
) -> Result<ListPage<Course>> {
    let mut select = course::Entity::find().filter(course::Column::ProgrammeId.eq(programme));
    if only_frozen {
        select = select.filter(course::Column::FrozenAt.is_not_null());
    }
    cut(db, programme, select, place, PAGE).await
}

/// The next courses of a programme, or of those with a summary, in the order of their ids.
pub async fn next_by_id(
    db: &Connection,
    programme: Uuid,
    only_frozen: bool,
    next: NextIds,
) -> Result<Vec<Course>> {
    let mut all = course::Entity::find().filter(course::Column::ProgrammeId.eq(programme));
    if only_frozen {
        all = all.filter(course::Column::FrozenAt.is_not_null());
    }
    read(next.of(all, course::Column::Id).all(db).await?)
}

/// One page of so many courses of a programme with a summary and feedback that has closed; the latest first.
pub async fn page_with_feedback(
    db: &Connection,
    programme: Uuid,
    place: Place,
    size: usize,
) -> Result<ListPage<Course>> {
    let closed = Expr::col((round::Entity, round::Column::State)).eq(RoundState::Closed.key());
    let is_feedback =
        Expr::col((course_round::Entity, course_round::Column::Purpose)).eq(RoundPurpose::Feedback);
    let select = course::Entity::find()
        .filter(course::Column::ProgrammeId.eq(programme))
        .filter(course::Column::FrozenAt.is_not_null())
        .filter(course::Column::Id.in_subquery(of_rounds(closed.and(is_feedback))));
    cut(db, programme, select, place, size).await
}

async fn cut(
    db: &Connection,
    programme: Uuid,
    mut select: Select<course::Entity>,
    place: Place,
    size: usize,
) -> Result<ListPage<Course>> {
    let here = match place.row() {
        Some(row) => course::Entity::find_by_id(row).one(db).await?,
        None => None,
    };
    let key = here.filter(|here| here.programme_id == programme).map(|here| Expr::val(here.starts_at));
    let order = KeyOrder {
        key: Expr::col((course::Entity, course::Column::StartsAt)),
        id: Expr::col((course::Entity, course::Column::Id)),
        is_descending: true,
    };
    let place = order.cut_to(size, QueryTrait::query(&mut select), place, key);
    Ok(ListPage::of_size(size, read(select.all(db).await?)?, place, |course| course.id))
}

/// The courses that somebody who runs them has to know of: those to come, those that ask people still, those that ended or
/// whose summary was written since a moment, and those that somebody has to do something for. The latest first.
pub async fn current(db: &Connection, programme: Uuid, since: Timestamp) -> Result<Vec<Course>> {
    let since = Instant::from(since);
    let open = [RoundState::Planned.key(), RoundState::Open.key()];
    let asking = of_rounds(Expr::col((round::Entity, round::Column::State)).is_in(open));
    let is_current = Condition::any()
        .add(course::Column::State.eq(CourseState::Planned))
        .add(course::Column::FrozenAt.gte(since))
        .add(course::Column::EndsAt.gte(since))
        .add(course::Column::Id.in_subquery(asking))
        .add(course::Column::Id.in_subquery(with_open_actions(programme)))
        .add(course::Column::Id.in_subquery(with_comments()))
        .add(course::Column::Id.in_subquery(with_failed_emails()));
    let rows = course::Entity::find()
        .filter(course::Column::ProgrammeId.eq(programme))
        .filter(is_current)
        .order_by_desc(course::Column::StartsAt)
        .all(db)
        .await?;
    read(rows)
}

/// The latest courses of a programme with a round about them that has closed.
pub async fn latest_answered(db: &Connection, programme: Uuid, most: u64) -> Result<Vec<Course>> {
    let own = [RoundPurpose::Before, RoundPurpose::Feedback, RoundPurpose::FollowUp];
    let mut closed = of_rounds(Expr::col((round::Entity, round::Column::State)).eq(RoundState::Closed.key()));
    closed.and_where(Expr::col((course_round::Entity, course_round::Column::Purpose)).is_in(own));
    let rows = course::Entity::find()
        .filter(course::Column::ProgrammeId.eq(programme))
        .filter(course::Column::Id.in_subquery(closed))
        .order_by_desc(course::Column::StartsAt)
        .limit(most)
        .all(db)
        .await?;
    read(rows)
}

/// The latest course of a programme with a summary that began before another did.
pub async fn last_with_summary(
    db: &Connection,
    programme: Uuid,
    before: Timestamp,
) -> Result<Option<Course>> {
    let row = course::Entity::find()
        .filter(course::Column::ProgrammeId.eq(programme))
        .filter(course::Column::FrozenAt.is_not_null())
        .filter(course::Column::StartsAt.lt(Instant::from(before)))
        .order_by_desc(course::Column::StartsAt)
        .order_by_desc(course::Column::Id)
        .one(db)
        .await?;
    row.map(TryInto::try_into).transpose()
}

/// The courses with these ids.
pub async fn with_ids(db: &Connection, ids: impl Iterator<Item = Uuid>) -> Result<Vec<Course>> {
    read(course::Entity::find().filter(course::Column::Id.is_in(ids)).all(db).await?)
}

/// The courses of rounds.
fn of_rounds(which: Expr) -> SelectStatement {
    Query::select()
        .column((course_round::Entity, course_round::Column::CourseId))
        .from(course_round::Entity)
        .inner_join(round::Entity, same(round::Column::Id, course_round::Column::RoundId))
        .and_where(which)
        .take()
}

fn with_open_actions(programme: Uuid) -> SelectStatement {
    column_where(
        promise::Column::CourseId,
        promise::Column::ProgrammeId
            .eq(programme)
            .and(promise::Column::State.eq(PromiseState::Open))
            .and(promise::Column::CourseId.is_not_null()),
    )
}

fn with_comments() -> SelectStatement {
    let waiting = column_where(comment::Column::RoundId, comment::Column::State.eq(Release::Waiting));
    column_where(course_round::Column::CourseId, course_round::Column::RoundId.in_subquery(waiting))
}

/// The courses with a summary that an email of did not arrive.
fn with_failed_emails() -> SelectStatement {
    Query::select()
        .column((summary::Entity, summary::Column::CourseId))
        .from(outbox::Entity)
        .inner_join(delivery::Entity, same(delivery::Column::OutboxId, outbox::Column::Id))
        .inner_join(summary::Entity, same(summary::Column::Id, delivery::Column::SummaryId))
        .and_where(Expr::col((outbox::Entity, outbox::Column::State)).eq(EmailState::Failed))
        .take()
}
