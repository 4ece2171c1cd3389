//! Courses and the rounds that belong to them.

mod cancel;
mod list;
mod one_form;
mod whole;

use std::collections::HashMap;

use jiff::{Timestamp, tz::TimeZone};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::{
    Connection, Instant, Programme, Result, Round, StoreError, column_where, columns_of, delete_where,
    entity::{course, course_partner, course_round, course_session},
    insert, rounds, set_where,
};

pub use super::entity::{CourseState, RoundPurpose};
pub use cancel::{
    cancel, delete_unanswered, freeze, hold_of_rounds, hold_on, leave_without_summary, lock, plan_again,
    summarise_at,
};
pub use one_form::{by_the_same_link, keep_one_form, with_one_form};

pub use list::{
    CourseCounts, CurrentCourses, counts, current, last_with_summary, latest_answered, next_by_id, page,
    page_with_feedback, with_ids,
};
pub use whole::{WholeCourse, held, whole};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    pub id: Uuid,
    /// The programme it belongs to.
    pub programme: Uuid,
    pub title: String,
    /// Where it is held.
    pub place: String,
    /// When it starts.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// The IANA name of the time zone it is held in.
    pub time_zone: String,
    /// The aims it picked.
    pub aims: Vec<String>,
    /// When the summary is written.
    pub summary_at: Timestamp,
    /// When it was written.
    pub frozen_at: Option<Timestamp>,
    /// Who holds it, in words.
    pub trainers: String,
    /// Where it is in its life.
    pub state: CourseState,
}

/// One day of a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CourseSession {
    pub starts: Timestamp,
    /// Its end, after the start.
    pub ends: Timestamp,
}

impl Course {
    /// The time zone that its times are told in: that of its place, or of its programme where the name of that is unknown.
    pub fn zone(&self, programme: &Programme) -> TimeZone {
        TimeZone::get(&self.time_zone).unwrap_or_else(|_| programme.zone())
    }
}

impl TryFrom<course::Model> for Course {
    type Error = StoreError;

    fn try_from(row: course::Model) -> Result<Self> {
        let damaged = |_| StoreError::Damaged(format!("course {}: aims cannot be read", row.title));
        Ok(Self {
            state: row.state,
            aims: serde_json::from_value(row.aims).map_err(damaged)?,
            id: row.id,
            programme: row.programme_id,
            title: row.title,
            place: row.place,
            starts_at: row.starts_at.time(),
            ends_at: row.ends_at.time(),
            time_zone: row.time_zone,
            summary_at: row.summary_at.time(),
            frozen_at: row.frozen_at.map(Instant::time),
            trainers: row.trainers,
        })
    }
}

fn read(rows: Vec<course::Model>) -> Result<Vec<Course>> {
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Adds a course.
pub async fn add(db: &Connection, new: &Course) -> Result<()> {
    let row = course::ActiveModel {
        id: Set(new.id),
        programme_id: Set(new.programme),
        title: Set(new.title.clone()),
        place: Set(new.place.clone()),
        starts_at: Set(new.starts_at.into()),
        ends_at: Set(new.ends_at.into()),
        time_zone: Set(new.time_zone.clone()),
        aims: Set(serde_json::Value::from(new.aims.clone())),
        state: Set(new.state),
        summary_at: Set(new.summary_at.into()),
        frozen_at: Set(new.frozen_at.map(Into::into)),
        trainers: Set(new.trainers.clone()),
        revision: Set(0),
        one_form: Set(false),
    };
    insert(db, row).await
}

/// What a course is called, where it is, who holds it and what for.
#[derive(Clone, Copy, Debug)]
pub struct CourseDetails<'a> {
    pub title: &'a str,
    /// Where it is held.
    pub place: &'a str,
    /// The IANA name of the time zone it is held in.
    pub time_zone: &'a str,
    /// Who holds it, in words.
    pub trainers: &'a str,
    /// The aims it picked.
    pub aims: &'a [String],
}

/// Describes a course anew. Returns false when it is called off, or gone.
pub async fn describe(tx: &Connection, course: Uuid, about: CourseDetails<'_>) -> Result<bool> {
    let row = course::ActiveModel {
        title: Set(about.title.to_owned()),
        place: Set(about.place.to_owned()),
        time_zone: Set(about.time_zone.to_owned()),
        trainers: Set(about.trainers.to_owned()),
        aims: Set(serde_json::Value::from(about.aims.to_vec())),
        ..Default::default()
    };
    let done = course::Entity::update_many()
        .set(row)
        .filter(course::Column::Id.eq(course))
        .filter(course::Column::State.ne(CourseState::Cancelled))
        .exec(tx)
        .await?;
    Ok(done.rows_affected > 0)
}

/// Puts a round into a course.
pub async fn attach(db: &Connection, course: Uuid, round: Uuid, purpose: RoundPurpose) -> Result<()> {
    let row =
        course_round::ActiveModel { course_id: Set(course), round_id: Set(round), purpose: Set(purpose) };
    insert(db, row).await
}

/// The course with this id, whatever its programme.
pub async fn find(db: &Connection, id: Uuid) -> Result<Option<Course>> {
    course::Entity::find_by_id(id).one(db).await?.map(TryInto::try_into).transpose()
}

/// The course with this id, if it belongs to the programme.
pub async fn in_programme(db: &Connection, programme: Uuid, id: Uuid) -> Result<Option<Course>> {
    let row =
        course::Entity::find_by_id(id).filter(course::Column::ProgrammeId.eq(programme)).one(db).await?;
    row.map(TryInto::try_into).transpose()
}

/// Whether a round asks about the course itself, and so the people who take part in it.
pub async fn asks_about(db: &Connection, course: Uuid, round: Uuid) -> Result<bool> {
    let part = course_round::Entity::find_by_id((course, round)).one(db).await?;
    Ok(part.is_some_and(|part| part.purpose.is_own()))
}

/// How often the day of a course was changed.
pub async fn revision(db: &Connection, course: Uuid) -> Result<i32> {
    Ok(course::Entity::find_by_id(course).one(db).await?.map_or(0, |row| row.revision))
}

/// The rounds of a course with what each is for.
pub async fn rounds(db: &Connection, course: Uuid) -> Result<Vec<(RoundPurpose, Round)>> {
    Ok(rounds_of(db, &[course]).await?.remove(&course).unwrap_or_default())
}

/// The rounds of each of these courses with what each is for; a course without rounds is left out.
pub async fn rounds_of(
    db: &Connection,
    courses: &[Uuid],
) -> Result<HashMap<Uuid, Vec<(RoundPurpose, Round)>>> {
    let parts = course_round::Entity::find()
        .filter(course_round::Column::CourseId.is_in(courses.iter().copied()))
        .all(db)
        .await?;
    let rounds = rounds::with_ids(db, parts.iter().map(|part| part.round_id)).await?;
    let mut found: HashMap<Uuid, Vec<(RoundPurpose, Round)>> = HashMap::new();
    for part in parts {
        let missing = || StoreError::Damaged(format!("course {}: a round is missing", part.course_id));
        let round = rounds.get(&part.round_id).ok_or_else(missing)?.clone();
        found.entry(part.course_id).or_default().push((part.purpose, round));
    }
    for rounds in found.values_mut() {
        rounds.sort_by_key(|(purpose, round)| (*purpose, round.opens_at));
    }
    Ok(found)
}

/// Which course each of these rounds is part of, and what for; a round may be part of several.
pub async fn of_rounds(db: &Connection, rounds: &[Uuid]) -> Result<Vec<(Uuid, Uuid, RoundPurpose)>> {
    let parts = course_round::Entity::find()
        .filter(course_round::Column::RoundId.is_in(rounds.iter().copied()))
        .all(db)
        .await?;
    Ok(parts.into_iter().map(|part| (part.course_id, part.round_id, part.purpose)).collect())
}

/// The course that a round belongs to, if it belongs to one; the earliest where several share it.
pub async fn of_round(db: &Connection, round: Uuid) -> Result<Option<Course>> {
    let parts = course_round::Entity::find().filter(course_round::Column::RoundId.eq(round)).all(db).await?;
    let row = course::Entity::find()
        .filter(course::Column::Id.is_in(parts.iter().map(|part| part.course_id)))
        .order_by_asc(course::Column::StartsAt)
        .one(db)
        .await?;
    row.map(TryInto::try_into).transpose()
}

/// The course that a round asks about; none where it asks about the partnership as a whole.
pub async fn asked_about(db: &Connection, round: Uuid) -> Result<Option<Course>> {
    let parts = of_rounds(db, &[round]).await?;
    match parts.iter().find(|(.., purpose)| purpose.is_own()) {
        Some((course, ..)) => find(db, *course).await,
        None => Ok(None),
    }
}

/// The time zone of a round that asks about this course, or about the partnership as a whole: its times are told and its emails
/// leave by that clock.
pub fn zone_of_round(course: Option<&Course>, programme: &Programme) -> TimeZone {
    course.map_or_else(|| programme.zone(), |course| course.zone(programme))
}

/// The titles of the courses that each of these rounds asks about, by round; not of rounds that ask about the partnership
/// as a whole, which several courses share.
pub async fn titles_by_round(db: &Connection, rounds: &[Uuid]) -> Result<HashMap<Uuid, String>> {
    let mut parts = of_rounds(db, rounds).await?;
    parts.retain(|(.., purpose)| purpose.is_own());
    let courses: Vec<Uuid> = parts.iter().map(|(course, ..)| *course).collect();
    let titles = titles(db, &courses).await?;
    let title = |(course, round, _)| Some((round, titles.get(&course)?.clone()));
    Ok(parts.into_iter().filter_map(title).collect())
}

/// The titles of these courses.
pub async fn titles(db: &Connection, courses: &[Uuid]) -> Result<HashMap<Uuid, String>> {
    let these = course::Entity::find().filter(course::Column::Id.is_in(courses.iter().copied()));
    let titles: Vec<(Uuid, String)> =
        columns_of(db, these, [course::Column::Id, course::Column::Title]).await?;
    Ok(titles.into_iter().collect())
}

/// The courses whose summary is due and not yet written.
pub async fn due_for_summary(db: &Connection, now: Timestamp) -> Result<Vec<(Uuid, Uuid)>> {
    Ok(course::Entity::find()
        .select_only()
        .columns([course::Column::Id, course::Column::ProgrammeId])
        .filter(course::Column::State.eq(CourseState::Planned))
        .filter(course::Column::SummaryAt.lte(Instant::from(now)))
        .order_by_asc(course::Column::SummaryAt)
        .into_tuple()
        .all(db)
        .await?)
}

/// Notes which partners are at a course, in the place of those noted before.
pub async fn set_partners(tx: &Connection, course: Uuid, partners: &[Uuid]) -> Result<()> {
    delete_where(tx, course_partner::Entity, course_partner::Column::CourseId.eq(course)).await?;
    for partner in partners {
        let row = course_partner::ActiveModel { course_id: Set(course), partner_id: Set(*partner) };
        insert(tx, row).await?;
    }
    Ok(())
}

/// Notes that a partner was wherever another was.
pub(super) async fn move_partner(tx: &Connection, from: Uuid, into: Uuid) -> Result<()> {
    let known = column_where(course_partner::Column::CourseId, course_partner::Column::PartnerId.eq(into));
    let others = course_partner::Column::CourseId.not_in_subquery(known);
    let moved = others.and(course_partner::Column::PartnerId.eq(from));
    set_where(tx, course_partner::Column::PartnerId, into, moved).await?;
    Ok(())
}

/// The ids of the partners at a course.
pub async fn partner_ids(db: &Connection, course: Uuid) -> Result<Vec<Uuid>> {
    let rows =
        course_partner::Entity::find().filter(course_partner::Column::CourseId.eq(course)).all(db).await?;
    Ok(rows.into_iter().map(|row| row.partner_id).collect())
}

/// The days of a course in order: one for most.
pub async fn sessions(db: &Connection, course: &Course) -> Result<Vec<CourseSession>> {
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
pub async fn set_sessions(tx: &Connection, course: Uuid, days: &[CourseSession]) -> Result<()> {
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
