//! Deleting what is no longer needed, as the privacy notices promise.

use jiff::{Timestamp, ToSpan, tz::TimeZone};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use uuid::Uuid;

use super::{
    Db, Instant, Result, StoreError,
    entity::{comment, deleted_answers, invitation, outbox, response, round, session},
    write,
};

/// Days from the close of a round until its invitations go.
pub const INVITATION_DAYS: u32 = 30;
/// Months from the close of a round until its comments go.
pub const COMMENT_MONTHS: u32 = 12;
/// Months from the close of a round until its single answers go; the tallies stay.
pub const ANSWER_MONTHS: u32 = 24;
/// Days that a letter is kept after it left.
pub const LETTER_DAYS: u32 = 90;

/// How much went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deleted {
    /// Invitations.
    pub invitations: u64,
    /// Comments.
    pub comments: u64,
    /// Responses.
    pub responses: u64,
    /// The words of letters; that they were sent, and when, stays.
    pub letters: u64,
}

/// Deletes what has been kept long enough by `now`. Only counts are ever logged.
///
/// # Errors
/// The database's own words; then nothing is deleted.
pub async fn enforce(db: &Db, now: Timestamp) -> Result<Deleted> {
    let tx = write(db).await?;
    let invitations = invitation::Entity::delete_many()
        .filter(invitation::Column::RoundId.in_subquery(closed_before(days_ago(now, INVITATION_DAYS)?)))
        .exec(&tx)
        .await?;
    let comments = comment::Entity::delete_many()
        .filter(comment::Column::RoundId.in_subquery(closed_before(months_ago(now, COMMENT_MONTHS)?)))
        .exec(&tx)
        .await?;
    remember(&tx, now).await?;
    let responses = response::Entity::delete_many()
        .filter(response::Column::RoundId.in_subquery(closed_before(months_ago(now, ANSWER_MONTHS)?)))
        .exec(&tx)
        .await?;
    let letters = outbox::Entity::update_many()
        .col_expr(outbox::Column::Message, Expr::val(Vec::<u8>::new()))
        .col_expr(outbox::Column::Address, Expr::val(String::new()))
        .filter(outbox::Column::SentAt.lt(days_ago(now, LETTER_DAYS)?))
        .filter(outbox::Column::Address.ne(""))
        .exec(&tx)
        .await?;
    session::Entity::delete_many()
        .filter(session::Column::ExpiresAt.lt(Instant::from(now)))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(Deleted {
        invitations: invitations.rows_affected,
        comments: comments.rows_affected,
        responses: responses.rows_affected,
        letters: letters.rows_affected,
    })
}

/// Writes down which rounds are about to lose their answers. The clock of a later reader may stand earlier, so that
/// the dates alone do not tell it.
async fn remember(tx: &impl ConnectionTrait, now: Timestamp) -> Result<()> {
    let known = Query::select().column(deleted_answers::Column::RoundId).from(deleted_answers::Entity).take();
    let going: Vec<Uuid> = round::Entity::find()
        .select_only()
        .column(round::Column::Id)
        .filter(round::Column::Id.in_subquery(closed_before(months_ago(now, ANSWER_MONTHS)?)))
        .filter(round::Column::Id.not_in_subquery(known))
        .into_tuple()
        .all(tx)
        .await?;
    for chunk in going.chunks(1_000) {
        let rows =
            chunk.iter().map(|id| deleted_answers::ActiveModel { round_id: Set(*id), at: Set(now.into()) });
        deleted_answers::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The rounds whose single answers were deleted; only their tallies are kept.
///
/// # Errors
/// The database's own words.
pub async fn without_answers(db: &impl ConnectionTrait) -> Result<Vec<Uuid>> {
    let rows = deleted_answers::Entity::find().all(db).await?;
    Ok(rows.into_iter().map(|row| row.round_id).collect())
}

/// Whether the single answers of a round that closed at `closed` are still there at `now`; only its tallies are
/// kept for longer.
///
/// # Errors
/// [`StoreError::Damaged`] for a time before the calendar begins.
pub fn keeps_answers(closed: Timestamp, now: Timestamp) -> Result<bool> {
    Ok(Instant::from(closed) >= months_ago(now, ANSWER_MONTHS)?)
}

fn closed_before(time: Instant) -> SelectStatement {
    Query::select()
        .column(round::Column::Id)
        .from(round::Entity)
        .and_where(Expr::col(round::Column::State).eq("closed"))
        .and_where(Expr::col(round::Column::ClosesAt).lt(time.0))
        .take()
}

fn days_ago(now: Timestamp, days: u32) -> Result<Instant> {
    ago(now, i64::from(days).days())
}

fn months_ago(now: Timestamp, months: u32) -> Result<Instant> {
    ago(now, i64::from(months).months())
}

fn ago(now: Timestamp, span: jiff::Span) -> Result<Instant> {
    let then = now.to_zoned_datetime(TimeZone::UTC).checked_sub(span);
    Ok(then.map_err(|error| StoreError::Damaged(error.to_string()))?.timestamp().into())
}
