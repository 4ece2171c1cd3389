//! Deleting what is no longer needed, as the privacy notices promise.

use jiff::{Timestamp, ToSpan, tz::TimeZone};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};

use super::{
    Db, Instant, Result, StoreError,
    entity::{account_link, comment, invitation, outbox, response, round, session, wait},
    invitation_letters,
    outbox::State,
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
/// Days for which a one-time link that ran out can still say so.
const LINK_DAYS: u32 = 30;
/// Days after which wrong tries to sign in count no more.
const WAIT_DAYS: u32 = 2;

/// How much went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deleted {
    /// Invitations.
    pub invitations: u64,
    /// Comments.
    pub comments: u64,
    /// Responses.
    pub responses: u64,
    /// The words of letters; that others than invitations were sent, and when, stays.
    pub letters: u64,
}

/// Deletes what has been kept long enough by `now`. Only counts are ever logged.
///
/// # Errors
/// The database's own words; then nothing is deleted.
pub async fn enforce(db: &Db, now: Timestamp) -> Result<Deleted> {
    let tx = write(db).await?;
    // First the letters, which hold the addresses of the people invited.
    let asking = invitation_letters::delete(&tx, closed_before(days_ago(now, INVITATION_DAYS)?)).await?;
    let invitations = invitation::Entity::delete_many()
        .filter(invitation::Column::RoundId.in_subquery(closed_before(days_ago(now, INVITATION_DAYS)?)))
        .exec(&tx)
        .await?;
    let comments = comment::Entity::delete_many()
        .filter(comment::Column::RoundId.in_subquery(closed_before(months_ago(now, COMMENT_MONTHS)?)))
        .exec(&tx)
        .await?;
    let responses = response::Entity::delete_many()
        .filter(response::Column::RoundId.in_subquery(closed_before(months_ago(now, ANSWER_MONTHS)?)))
        .exec(&tx)
        .await?;
    let long_ago = days_ago(now, LETTER_DAYS)?;
    let never_left = outbox::Column::State
        .is_in([State::Failed.key(), State::Cancelled.key()])
        .and(outbox::Column::QueuedAt.lt(long_ago));
    let gone_or_given_up = Condition::any().add(outbox::Column::SentAt.lt(long_ago)).add(never_left);
    let letters = outbox::Entity::update_many()
        .col_expr(outbox::Column::Message, Expr::val(Vec::<u8>::new()))
        .col_expr(outbox::Column::Address, Expr::val(String::new()))
        .filter(gone_or_given_up)
        .filter(outbox::Column::Address.ne(""))
        .exec(&tx)
        .await?;
    session::Entity::delete_many()
        .filter(session::Column::ExpiresAt.lt(Instant::from(now)))
        .exec(&tx)
        .await?;
    account_link::Entity::delete_many()
        .filter(account_link::Column::ExpiresAt.lt(days_ago(now, LINK_DAYS)?))
        .exec(&tx)
        .await?;
    wait::Entity::delete_many().filter(wait::Column::LastAt.lt(days_ago(now, WAIT_DAYS)?)).exec(&tx).await?;
    tx.commit().await?;
    Ok(Deleted {
        invitations: invitations.rows_affected,
        comments: comments.rows_affected,
        responses: responses.rows_affected,
        letters: asking + letters.rows_affected,
    })
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
