//! Courses as pages list them: a page at a time, those that somebody has to know of now, and counted.

use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select,
    sea_query::{Expr, Query, SelectStatement},
};
use uuid::Uuid;

use super::read;
use crate::{
    store::{
        Connection, Course, CourseState, EmailState, Instant, ListPage, Place, PromiseState, Release, Result,
        RoundPurpose, column_where, columns_of,
        entity::{comment, course, course_round, delivery, outbox, participant, promise, round, summary},
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

/// The courses that somebody who runs them has to know of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CurrentCourses {
    /// The first of those that are news, and of those that somebody has to do something for; the latest first.
    pub courses: Vec<Course>,
    /// How many are news: those to come, those that ask people still, and those that ended, or whose summary was written,
    /// lately or with an email that failed.
    pub news: u64,
    /// How many are under way: they have begun, or ask people, and no summary is written.
    pub under_way: u64,
}

/// The courses that somebody who runs them has to know of at a moment: a page of those that are news of the time since another, by
/// when their summary is written, `with_actions`, and so many at most of those that something else is to be done for.
pub async fn current(
    db: &Connection,
    programme: Uuid,
    (now, since): (Timestamp, Timestamp),
    with_actions: &[Uuid],
    most: u64,
) -> Result<CurrentCourses> {
    let of = |which: Condition| {
        course::Entity::find().filter(course::Column::ProgrammeId.eq(programme)).filter(which)
    };
    let news = of(news(programme, now, since));
    let failed = course::Column::Id.in_subquery(with_failed_emails(programme));
    let failed = Condition::all().add(course::Column::FrozenAt.gte(Instant::from(since))).add(failed);
    let commented = Condition::all().add(course::Column::Id.in_subquery(with_comments()));
    let others = [failed, commented, without_people(now)].map(|which| (of(which), most));
    let lists = [(news.clone(), PAGE as u64)].into_iter().chain(others);
    let mut ids = with_actions.to_vec();
    for (list, most) in lists {
        let first = list.order_by_asc(course::Column::SummaryAt).order_by_asc(course::Column::Id).limit(most);
        ids.extend(columns_of::<_, Uuid>(db, first, [course::Column::Id]).await?);
    }
    let mut courses = with_ids(db, ids.into_iter()).await?;
    courses.sort_by_key(|course| std::cmp::Reverse((course.starts_at, course.id)));
    let under_way = of(under_way(now)).count(db).await?;
    Ok(CurrentCourses { courses, news: news.count(db).await?, under_way })
}

fn news(programme: Uuid, now: Timestamp, since: Timestamp) -> Condition {
    let since = Instant::from(since);
    let open = [RoundState::Planned.key(), RoundState::Open.key()];
    let asking = of_rounds(Expr::col((round::Entity, round::Column::State)).is_in(open));
    let without = course::Column::State.is_in([CourseState::Cancelled, CourseState::WithoutSummary]);
    let to_look_at = Condition::any()
        .add(course::Column::EndsAt.gte(since))
        .add(course::Column::Id.in_subquery(asking))
        .add(course::Column::Id.in_subquery(with_open_actions(programme)))
        .add(course::Column::Id.in_subquery(with_comments()));
    Condition::any()
        .add(course::Column::State.eq(CourseState::Planned))
        .add(course::Column::FrozenAt.gte(since))
        .add(course::Column::Id.in_subquery(asking_at(now)))
        .add(course::Column::Id.in_subquery(with_failed_emails(programme)))
        .add(Condition::all().add(without).add(to_look_at))
}

fn under_way(now: Timestamp) -> Condition {
    let moment = Instant::from(now);
    let has_begun = || course::Column::StartsAt.lte(moment);
    let goes_on = has_begun().and(course::Column::EndsAt.gt(moment));
    let is_under_way = Condition::any()
        .add(course::Column::Id.in_subquery(asking_at(now)))
        .add(course::Column::State.eq(CourseState::Planned).and(has_begun()))
        .add(course::Column::State.eq(CourseState::WithoutSummary).and(goes_on));
    Condition::all().add(course::Column::State.ne(CourseState::Cancelled)).add(is_under_way)
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

/// The courses that ask people about themselves at a moment.
fn asking_at(now: Timestamp) -> SelectStatement {
    of_own(now, Expr::col((round::Entity, round::Column::State)).eq(RoundState::Open.key()))
}

/// The courses with rounds about themselves that close after a moment.
fn of_own(now: Timestamp, state: Expr) -> SelectStatement {
    let own = [RoundPurpose::Before, RoundPurpose::Feedback, RoundPurpose::FollowUp];
    let closes = Expr::col((round::Entity, round::Column::ClosesAt));
    let mut rounds = of_rounds(state.and(closes.gt(Instant::from(now))));
    rounds.and_where(Expr::col((course_round::Entity, course_round::Column::Purpose)).is_in(own));
    rounds
}

/// The courses that ask people, or will, and have nobody on their list.
fn without_people(now: Timestamp) -> Condition {
    let open = [RoundState::Planned.key(), RoundState::Open.key()];
    let asking = of_own(now, Expr::col((round::Entity, round::Column::State)).is_in(open));
    let with_people = Query::select().column(participant::Column::CourseId).from(participant::Entity).take();
    Condition::all()
        .add(course::Column::State.ne(CourseState::Cancelled))
        .add(course::Column::Id.in_subquery(asking))
        .add(course::Column::Id.not_in_subquery(with_people))
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

/// The courses of a programme with a summary that an email of did not arrive.
fn with_failed_emails(programme: Uuid) -> SelectStatement {
    Query::select()
        .column((summary::Entity, summary::Column::CourseId))
        .from(outbox::Entity)
        .inner_join(delivery::Entity, same(delivery::Column::OutboxId, outbox::Column::Id))
        .inner_join(summary::Entity, same(summary::Column::Id, delivery::Column::SummaryId))
        .inner_join(course::Entity, same(course::Column::Id, summary::Column::CourseId))
        .and_where(Expr::col((course::Entity, course::Column::ProgrammeId)).eq(programme))
        .and_where(Expr::col((outbox::Entity, outbox::Column::State)).eq(EmailState::Failed))
        .take()
}
