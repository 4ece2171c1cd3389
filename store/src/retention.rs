//! Deleting what is no longer needed, as the privacy notices promise.

use std::collections::HashSet;

use jiff::{Timestamp, ToSpan, tz::TimeZone};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, Set,
    sea_query::{Alias, Expr, ExprTrait, IntoCondition, Query, SelectStatement},
};
use uuid::Uuid;

use super::{
    Connection, Db, EmailState, Instant, Result, StoreError, api_tokens, boards, column_where, columns_of,
    comments, courses, delete_where,
    entity::{
        account_link, audit, bounce, comment, deleted_answers, delivery, invitation, invitation_letter,
        outbox, response, results_wish, round, session, wait,
    },
    invitation_letters, invitations, programmes, promises, quotes, uploads, webhook_deliveries, write,
};
use crate::survey::{RoundState, promises::Promises};

/// Days that a letter is kept after it left.
pub const LETTER_DAYS: u32 = 90;
/// Days for which a one-time link that ran out can still say so.
const LINK_DAYS: u32 = 30;
/// Days after which it is forgotten that an email left which nothing refers to.
const EMAIL_DAYS: u32 = 2 * 365;
/// Days for which an access token that ended is still listed.
const TOKEN_DAYS: u32 = 30;
/// Days for which the answer to a request of a program is kept, to be given again.
const REQUEST_DAYS: u32 = 1;
/// Days for which it is kept what was told to webhooks.
const WEBHOOK_DAYS: u32 = 30;
/// Days after which wrong tries to sign in count no more.
const WAIT_DAYS: u32 = 2;

/// Days after a course at which its workshop board closes, where nobody closed it: the keys of phones go then.
const BOARD_DAYS: u32 = 30;

/// Rounds named in one statement: far below what a database takes.
const AT_ONCE: usize = 500;

/// How much went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deleted {
    /// Invitations.
    pub invitations: u64,
    /// Comments.
    pub comments: u64,
    /// Cards of workshop boards.
    pub cards: u64,
    /// Responses.
    pub responses: u64,
    /// The words of letters; that others than invitations were sent, and when, stays.
    pub letters: u64,
}

/// Deletes what a programme has kept long enough by `now`. Only counts are ever logged.
///
/// # Errors
/// When the database fails; then nothing is deleted.
pub async fn enforce(db: &Db, programme: Uuid, now: Timestamp) -> Result<Deleted> {
    let programme = programmes::get(db.read(), programme).await?;
    forget_acts(db, &programme, now).await?;
    let over = Over::by(db, &programme, now).await?;
    let mut deleted = Deleted::default();
    if over.is_empty() {
        return Ok(deleted);
    }
    let tx = write(db).await?;
    for rounds in over.invitations.chunks(AT_ONCE) {
        invitations::keep_counts(&tx, rounds).await?;
        // First the letters, which hold the addresses of the people invited.
        deleted.letters += invitation_letters::delete(&tx, rounds).await?;
        let these = invitation::Column::RoundId.is_in(rounds.iter().copied());
        deleted.invitations += invitation::Entity::delete_many().filter(these).exec(&tx).await?.rows_affected;
    }
    for rounds in over.comments.chunks(AT_ONCE) {
        // Nearly always there are none left.
        if !comments::of_rounds(&tx, rounds).await?.is_empty() {
            courses::hold_of_rounds(&tx, rounds).await?;
            quotes::remove(&tx, &comments::of_rounds(&tx, rounds).await?, now).await?;
        }
        let these = comment::Column::RoundId.is_in(rounds.iter().copied());
        deleted.comments += comment::Entity::delete_many().filter(these).exec(&tx).await?.rows_affected;
    }
    for board in &over.left_open {
        boards::close::close(&tx, *board, now).await?;
    }
    for boards in over.boards.chunks(AT_ONCE) {
        deleted.cards += boards::close::delete_cards(&tx, boards).await?;
    }
    remember(&tx, &over.responses, now).await?;
    for rounds in over.responses.chunks(AT_ONCE) {
        let these = response::Column::RoundId.is_in(rounds.iter().copied());
        deleted.responses += response::Entity::delete_many().filter(these).exec(&tx).await?.rows_affected;
    }
    tx.commit().await?;
    Ok(deleted)
}

/// Deletes what belongs to no programme and has been kept long enough by `now`: letters, sessions, links that work once,
/// lists that wait to be imported, access tokens that ended, counted tries.
///
/// # Errors
/// When the database fails; then nothing is deleted.
pub async fn tidy(db: &Db, now: Timestamp) -> Result<Deleted> {
    if !is_untidy(db, now).await? {
        return Ok(Deleted::default());
    }
    let tx = write(db).await?;
    let letters = outbox::Entity::update_many()
        .col_expr(outbox::Column::Message, Expr::val(Vec::<u8>::new()))
        .col_expr(outbox::Column::Address, Expr::val(String::new()))
        .filter(old_words(now)?)
        .exec(&tx)
        .await?;
    let emails = old_emails(db, now).await?;
    outbox::Entity::delete_many().filter(outbox::Column::Id.is_in(emails)).exec(&tx).await?;
    delete_where(&tx, session::Entity, session::Column::ExpiresAt.lt(Instant::from(now))).await?;
    delete_where(&tx, account_link::Entity, account_link::Column::ExpiresAt.lt(days_ago(now, LINK_DAYS)?))
        .await?;
    uploads::forget(&tx, now).await?;
    let (ended, asked) = (days_ago(now, TOKEN_DAYS)?, days_ago(now, REQUEST_DAYS)?);
    api_tokens::tidy(&tx, ended, asked).await?;
    promises::links::tidy(&tx, now).await?;
    webhook_deliveries::tidy(&tx, days_ago(now, WEBHOOK_DAYS)?).await?;
    wait::Entity::delete_many().filter(wait::Column::LastAt.lt(days_ago(now, WAIT_DAYS)?)).exec(&tx).await?;
    tx.commit().await?;
    Ok(Deleted { letters: letters.rows_affected, ..Deleted::default() })
}

/// The emails whose words were kept long enough.
fn old_words(now: Timestamp) -> Result<Condition> {
    let long_ago = days_ago(now, LETTER_DAYS)?;
    let never_left = outbox::Column::State
        .is_in([EmailState::Failed, EmailState::Cancelled])
        .and(outbox::Column::QueuedAt.lt(long_ago));
    let gone_or_given_up = Condition::any().add(outbox::Column::SentAt.lt(long_ago)).add(never_left);
    // Written out, so that the index of those whose words are kept is used.
    Ok(Condition::all().add(Expr::cust("address <> ''")).add(gone_or_given_up))
}

/// Emails that left so long ago that not even when they left is of use, some at a time. What an invitation, a summary or a
/// bounce refers to stays with it.
async fn old_emails(db: &Db, now: Timestamp) -> Result<Vec<Uuid>> {
    let has_none = |table: SelectStatement| outbox::Column::Id.not_in_subquery(table);
    let invited =
        Query::select().column(invitation_letter::Column::OutboxId).from(invitation_letter::Entity).take();
    let delivered = Query::select().column(delivery::Column::OutboxId).from(delivery::Entity).take();
    let bounced = Query::select().column(bounce::Column::OutboxId).from(bounce::Entity).take();
    let wished = column_where(results_wish::Column::OutboxId, results_wish::Column::OutboxId.is_not_null());
    let old = outbox::Entity::find()
        .filter(outbox::Column::SentAt.lt(days_ago(now, EMAIL_DAYS)?))
        .filter(has_none(invited))
        .filter(has_none(delivered))
        .filter(has_none(bounced))
        .filter(has_none(wished))
        .limit(AT_ONCE as u64);
    columns_of(db.read(), old, [outbox::Column::Id]).await
}

/// Whether there is anything to tidy; asked without keeping anybody from writing.
async fn is_untidy(db: &Db, now: Timestamp) -> Result<bool> {
    let read = db.read();
    let sessions = session::Column::ExpiresAt.lt(Instant::from(now));
    let links = account_link::Column::ExpiresAt.lt(days_ago(now, LINK_DAYS)?);
    let waits = wait::Column::LastAt.lt(days_ago(now, WAIT_DAYS)?);
    Ok(session::Entity::find().filter(sessions).one(read).await?.is_some()
        || account_link::Entity::find().filter(links).one(read).await?.is_some()
        || wait::Entity::find().filter(waits).one(read).await?.is_some()
        || uploads::are_forgettable(read, now).await?
        || api_tokens::are_untidy(read, days_ago(now, TOKEN_DAYS)?, days_ago(now, REQUEST_DAYS)?).await?
        || promises::links::are_untidy(read, now).await?
        || webhook_deliveries::are_untidy(read, days_ago(now, WEBHOOK_DAYS)?).await?
        || has_one(
            read,
            outbox::Entity::find().filter(old_words(now)?).select_only().column(outbox::Column::Id),
        )
        .await?
        || !old_emails(db, now).await?.is_empty())
}

async fn has_one<E: EntityTrait>(db: &Connection, rows: Select<E>) -> Result<bool> {
    Ok(rows.limit(1).into_tuple::<Uuid>().one(db).await?.is_some())
}

/// Deletes acts of the activity log of a programme that were kept long enough, some at a time.
async fn forget_acts(db: &Db, programme: &programmes::Programme, now: Timestamp) -> Result<()> {
    let before = months_ago(now, programme.settings.audit_years.saturating_mul(12))?;
    let old = audit::Entity::find()
        .filter(audit::Column::ProgrammeId.eq(programme.id))
        .filter(audit::Column::At.lt(before))
        .order_by_asc(audit::Column::At)
        .limit(AT_ONCE as u64);
    let old: Vec<Uuid> = columns_of(db.read(), old, [audit::Column::Id]).await?;
    if !old.is_empty() {
        delete_where(db.write_one(), audit::Entity, audit::Column::Id.is_in(old)).await?;
    }
    Ok(())
}

/// The closed rounds of a programme that closed before a moment, and of which there is something left to do.
async fn closed_before(
    db: &Db,
    programme: Uuid,
    before: Instant,
    left: impl IntoCondition,
) -> Result<Vec<round::Model>> {
    Ok(round::Entity::find()
        .filter(round::Column::ProgrammeId.eq(programme))
        .filter(round::Column::State.eq(RoundState::Closed.key()))
        .filter(round::Column::ClosesAt.lt(before))
        .filter(left)
        .all(db.read())
        .await?)
}

/// Whether a table has rows of a round.
fn has_rows(table: &'static str) -> Expr {
    let of_round = Expr::col((Alias::new(table), Alias::new("round_id")));
    let rows = Query::select()
        .expr(Expr::val(1))
        .from(Alias::new(table))
        .and_where(of_round.equals((round::Entity, round::Column::Id)))
        .take();
    Expr::exists(rows)
}

/// Rounds whose promised time is over, by what is to go.
#[derive(Debug, Default)]
struct Over {
    invitations: Vec<Uuid>,
    comments: Vec<Uuid>,
    boards: Vec<Uuid>,
    /// Boards that are to be closed.
    left_open: Vec<Uuid>,
    responses: Vec<Uuid>,
}

impl Over {
    fn is_empty(&self) -> bool {
        self.invitations.is_empty()
            && self.comments.is_empty()
            && self.boards.is_empty()
            && self.left_open.is_empty()
            && self.responses.is_empty()
    }

    /// Only what closed so long ago that the shortest promise is over, and of which something is left, is looked at: nearly
    /// always nothing, however many rounds there were.
    async fn by(db: &Db, programme: &programmes::Programme, now: Timestamp) -> Result<Self> {
        let id = programme.id;
        let promised = |opened: Timestamp| programme.settings.promised(opened, 0);
        let shortest = promised(Timestamp::MIN);
        let left_open = boards::close::left_open(db.read(), id, days_ago(now, BOARD_DAYS)?).await?;
        let mut over = Self { left_open, ..Self::default() };
        let before = days_ago(now, shortest.invitation_days)?;
        for round in closed_before(db, id, before, has_rows("invitation")).await? {
            if round.closes_at < days_ago(now, promised(round.opens_at.time()).invitation_days)? {
                over.invitations.push(round.id);
            }
        }
        let before = months_ago(now, shortest.comment_months)?;
        for round in closed_before(db, id, before, has_rows("comment")).await? {
            if round.closes_at < months_ago(now, promised(round.opens_at.time()).comment_months)? {
                over.comments.push(round.id);
            }
        }
        for board in boards::close::with_cards(db.read(), id, before).await? {
            // What was said on a board is kept as long as what was said in a comment.
            let closed = board.closed_at.unwrap_or(board.created_at);
            if Instant::from(closed) < months_ago(now, promised(board.created_at).comment_months)? {
                over.boards.push(board.id);
            }
        }
        let before = months_ago(now, shortest.answer_months)?;
        let known =
            Query::select().column(deleted_answers::Column::RoundId).from(deleted_answers::Entity).take();
        let left = round::Column::Id.not_in_subquery(known).or(has_rows("response"));
        for round in closed_before(db, id, before, left).await? {
            if !keeps_answers(round.closes_at.time(), promised(round.opens_at.time()), now)? {
                over.responses.push(round.id);
            }
        }
        Ok(over)
    }
}

/// Writes down which rounds are about to lose their answers. The clock of a later reader may stand earlier, so that
/// the dates alone do not tell it.
async fn remember(tx: &Connection, rounds: &[Uuid], now: Timestamp) -> Result<()> {
    let known: HashSet<Uuid> = without_answers(tx).await?.into_iter().collect();
    let going: Vec<&Uuid> = rounds.iter().filter(|round| !known.contains(round)).collect();
    for chunk in going.chunks(AT_ONCE) {
        let rows =
            chunk.iter().map(|id| deleted_answers::ActiveModel { round_id: Set(**id), at: Set(now.into()) });
        deleted_answers::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The rounds whose single answers were deleted; only their tallies are kept.
pub async fn without_answers(db: &Connection) -> Result<Vec<Uuid>> {
    let rows = deleted_answers::Entity::find().all(db).await?;
    Ok(rows.into_iter().map(|row| row.round_id).collect())
}

/// Whether the single answers of a round that closed at `closed` are still there at `now`, by what was promised;
/// only its tallies are kept for longer.
///
/// # Errors
/// [`StoreError::Damaged`] for a time before the calendar begins.
pub fn keeps_answers(closed: Timestamp, promises: Promises, now: Timestamp) -> Result<bool> {
    Ok(Instant::from(closed) >= months_ago(now, promises.answer_months)?)
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
