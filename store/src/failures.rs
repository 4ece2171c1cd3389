//! What the scheduler could not do: kept until it could, so that somebody can see it and nothing is tried without pause.

use std::collections::HashMap;

use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Set,
    sea_query::{Alias, Expr, OnConflict, Query, SelectStatement},
};
use uuid::Uuid;

use super::{Connection, Instant, ListPage, Place, Result, entity::failed_step, keyset::KeyOrder, set_where};

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

/// Something about which at least one thing could not be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedSubject {
    /// The round, course or programme; nil for the whole site.
    pub id: Uuid,
    /// What could not be done about it, the longest first.
    pub failures: Vec<StoredFailure>,
}

/// Everything that could not be done, the longest first.
pub async fn all(db: &Connection) -> Result<Vec<StoredFailure>> {
    Ok(failed_step::Entity::find().order_by_asc(failed_step::Column::FirstAt).into_model().all(db).await?)
}

/// What [`subjects`] are called in a statement.
const SUBJECTS: &str = "subjects";

/// One page of what could not be done of a programme and of the whole site, by what it is about: all of one thing stands
/// together, and what has failed for the longest comes first.
pub async fn page(db: &Connection, programme: Uuid, place: Place) -> Result<ListPage<FailedSubject>> {
    let key = match place.row() {
        Some(row) => first_of(db, programme, row).await?,
        None => None,
    };
    let column = |name: &'static str| Expr::col((Alias::new(SUBJECTS), Alias::new(name)));
    let order = KeyOrder { key: column("first_at"), id: column("subject_id"), is_descending: false };
    let mut select = Query::select()
        .expr(column("subject_id"))
        .from_subquery(subjects(programme), Alias::new(SUBJECTS))
        .take();
    let place = order.cut(&mut select, place, key.map(Expr::val));
    let rows = db.query_all(&select).await?;
    let ids = rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect::<Result<Vec<Uuid>>>()?;
    let mut failures: HashMap<Uuid, Vec<StoredFailure>> = HashMap::new();
    let these = failed_step::Entity::find()
        .filter(of(programme))
        .filter(failed_step::Column::SubjectId.is_in(ids.iter().copied()))
        .order_by_asc(failed_step::Column::FirstAt)
        .order_by_asc(failed_step::Column::Step);
    for failure in these.into_model::<StoredFailure>().all(db).await? {
        failures.entry(failure.subject_id).or_default().push(failure);
    }
    let about = |id: Uuid| FailedSubject { id, failures: failures.remove(&id).unwrap_or_default() };
    Ok(ListPage::of(ids.into_iter().map(about).collect(), place, |subject| subject.id))
}

/// When the first of what is about something failed.
async fn first_of(db: &Connection, programme: Uuid, subject: Uuid) -> Result<Option<Instant>> {
    let first: Option<Option<Instant>> = failed_step::Entity::find()
        .select_only()
        .column_as(failed_step::Column::FirstAt.min(), "first_at")
        .filter(of(programme))
        .filter(failed_step::Column::SubjectId.eq(subject))
        .into_tuple()
        .one(db)
        .await?;
    Ok(first.flatten())
}

/// What things that could not be done are about, each with when the first of them failed.
fn subjects(programme: Uuid) -> SelectStatement {
    failed_step::Entity::find()
        .select_only()
        .column(failed_step::Column::SubjectId)
        .column_as(failed_step::Column::FirstAt.min(), "first_at")
        .filter(of(programme))
        .group_by(failed_step::Column::SubjectId)
        .into_query()
}

/// Of a programme and of the whole site.
fn of(programme: Uuid) -> Condition {
    Condition::any()
        .add(failed_step::Column::ProgrammeId.eq(programme))
        .add(failed_step::Column::ProgrammeId.is_null())
}

/// How many things could not be done of a programme and of the whole site.
pub async fn count_of_programme(db: &Connection, programme: Uuid) -> Result<u64> {
    Ok(failed_step::Entity::find().filter(of(programme)).count(db).await?)
}

/// Whether something could not be done that is about one of these.
pub async fn is_any_about(db: &Connection, subjects: &[Uuid]) -> Result<bool> {
    let these = failed_step::Column::SubjectId.is_in(subjects.iter().copied());
    Ok(failed_step::Entity::find().filter(these).count(db).await? > 0)
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
    set_where(db, failed_step::Column::NextAt, now.as_millisecond(), of(programme)).await?;
    Ok(())
}
