//! What the scheduler could not do: kept until it could, so that somebody can see it and nothing is tried without pause.

use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Set, sea_query::OnConflict,
};
use uuid::Uuid;

use super::{Connection, Result, entity::failed_step, set_where};

/// Something that could not be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFailure {
    /// Which step of the scheduler, by its key.
    pub step: String,
    /// The round, course or programme.
    pub subject_id: Uuid,
    /// The programme; none for the whole site.
    pub programme_id: Option<Uuid>,
    /// What went wrong.
    pub error: String,
    /// When it first failed.
    pub first_at: Timestamp,
    /// When it failed last.
    pub last_at: Timestamp,
    /// How often it was tried.
    pub tries: i32,
    /// When it is tried again.
    pub next_at: Timestamp,
}

from_row!(StoredFailure: failed_step { step, subject_id, programme_id, error, first_at, last_at, tries, next_at });

/// Everything that could not be done, the longest first.
pub async fn all(db: &Connection) -> Result<Vec<StoredFailure>> {
    Ok(failed_step::Entity::find().order_by_asc(failed_step::Column::FirstAt).into_model().all(db).await?)
}

/// What could not be done of a programme and of the whole site, the longest first.
pub async fn of_programme(db: &Connection, programme: Uuid) -> Result<Vec<StoredFailure>> {
    let theirs = Condition::any()
        .add(failed_step::Column::ProgrammeId.eq(programme))
        .add(failed_step::Column::ProgrammeId.is_null());
    let found = failed_step::Entity::find().filter(theirs).order_by_asc(failed_step::Column::FirstAt);
    Ok(found.into_model().all(db).await?)
}

/// How many things could not be done.
pub async fn count(db: &Connection) -> Result<u64> {
    Ok(failed_step::Entity::find().count(db).await?)
}

/// Keeps a failure, in the place of an earlier one of the same step and subject.
pub async fn keep(db: &Connection, failure: StoredFailure) -> Result<()> {
    let newer = OnConflict::columns([failed_step::Column::Step, failed_step::Column::SubjectId])
        .update_columns([
            failed_step::Column::ProgrammeId,
            failed_step::Column::Error,
            failed_step::Column::LastAt,
            failed_step::Column::Tries,
            failed_step::Column::NextAt,
        ])
        .to_owned();
    let row = failed_step::ActiveModel {
        step: Set(failure.step),
        subject_id: Set(failure.subject_id),
        programme_id: Set(failure.programme_id),
        error: Set(failure.error),
        first_at: Set(failure.first_at.into()),
        last_at: Set(failure.last_at.into()),
        tries: Set(failure.tries),
        next_at: Set(failure.next_at.into()),
    };
    failed_step::Entity::insert(row).on_conflict(newer).exec_without_returning(db).await?;
    Ok(())
}

/// Forgets a failure: it was done, or there is nothing left to do.
pub async fn clear(db: &Connection, step: &str, subject: Uuid) -> Result<()> {
    failed_step::Entity::delete_by_id((step.to_owned(), subject)).exec(db).await?;
    Ok(())
}

/// Lets what failed of a programme and of the whole site be tried at once.
pub async fn try_now(db: &Connection, programme: Uuid, now: Timestamp) -> Result<()> {
    let theirs = Condition::any()
        .add(failed_step::Column::ProgrammeId.eq(programme))
        .add(failed_step::Column::ProgrammeId.is_null());
    set_where(db, failed_step::Column::NextAt, now.as_millisecond(), theirs).await?;
    Ok(())
}
