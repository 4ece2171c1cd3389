//! Deleting what is no longer needed, as the privacy notices promise.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Span, Timestamp, tz::TimeZone};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, Set,
    sea_query::{Expr, ExprTrait, OnConflict, Query, SelectStatement},
};
use uuid::Uuid;

use super::{
    Comment, Connection, Considerate, Db, EmailState, Instant, ProgrammeSettings, Result, StoreError, again,
    api_tokens, boards, column_where, columns_of, courses, delete_where,
    entity::{
        account_link, audit, bounce, comment, deleted_answers, delivery, invitation, invitation_letter,
        outbox, response, results_wish, round, session, wait,
    },
    invitation_letters, invitations, programmes, promises, quotes, results_wishes, uploads,
    webhook_deliveries, write,
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
/// Rows deleted in one write: nobody who answers meanwhile notices that they wait.
const PIECE: u64 = 500;

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

/// The programmes that have kept something long enough by `now`, asked for all of them at once: nearly always none. One
/// that cannot be read is among them, since [`enforce`] says what is wrong with it.
pub async fn due(db: &Db, now: Timestamp) -> Result<BTreeSet<Uuid>> {
    let (mut due, mut promising) = (BTreeSet::new(), Promising::new());
    for (programme, settings) in programmes::all_settings(db.read()).await? {
        if let Some(settings) = settings.filter(|settings| can_be_told(settings, now)) {
            promising.insert(programme, settings);
        } else {
            due.insert(programme);
        }
    }
    due.extend(with_old_acts(db.read(), &promising, now).await?);
    due.extend(Over::by(db.read(), &promising, now).await?.into_keys());
    Ok(due)
}

/// Deletes what a programme has kept long enough by `now`, some at a time, so that nobody who writes waits for long. Only
/// counts are ever logged.
///
/// # Errors
/// When the database fails; what was deleted before stays deleted, and the next time goes on from there.
pub async fn enforce(db: &Db, programme: Uuid, now: Timestamp) -> Result<Deleted> {
    let programme = programmes::get(db.read(), programme).await?;
    let promising = Promising::from([(programme.id, programme.settings)]);
    forget_acts(db, &promising, now).await?;
    let over = Over::by(db.read(), &promising, now).await?.remove(&programme.id);
    over.unwrap_or_default().delete(db, now).await
}

/// Deletes what belongs to no programme and has been kept long enough by `now`: letters, sessions, links that work once,
/// lists that wait to be imported, access tokens that ended, counted tries.
///
/// # Errors
/// When the database fails; what was deleted before stays deleted, and the next time goes on from there.
pub async fn tidy(db: &Db, now: Timestamp) -> Result<Deleted> {
    let mut deleted = Deleted::default();
    if !is_untidy(db, now).await? {
        return Ok(deleted);
    }
    let mut considerate = Considerate::beside_others(db);
    while let Some(letters) = forget_words(db, now).await? {
        deleted.letters += letters;
        considerate.pause().await;
    }
    while forget_emails(db, now).await? {
        considerate.pause().await;
    }
    again(|| tidy_rest(db, now)).await?;
    Ok(deleted)
}

async fn tidy_rest(db: &Db, now: Timestamp) -> Result<()> {
    let tx = write(db).await?;
    delete_where(&tx, session::Entity, session::Column::ExpiresAt.lt(Instant::from(now))).await?;
    delete_where(&tx, account_link::Entity, account_link::Column::ExpiresAt.lt(days_ago(now, LINK_DAYS)?))
        .await?;
    uploads::forget(&tx, now).await?;
    let (ended, asked) = (days_ago(now, TOKEN_DAYS)?, days_ago(now, REQUEST_DAYS)?);
    api_tokens::tidy(&tx, ended, asked).await?;
    promises::links::tidy(&tx, now).await?;
    webhook_deliveries::tidy(&tx, days_ago(now, WEBHOOK_DAYS)?).await?;
    wait::Entity::delete_many().filter(wait::Column::LastAt.lt(days_ago(now, WAIT_DAYS)?)).exec(&tx).await?;
    tx.commit().await
}

/// Throws the words of some emails away that were kept long enough; how many, none when none are left.
async fn forget_words(db: &Db, now: Timestamp) -> Result<Option<u64>> {
    let old = outbox::Entity::find().filter(old_words(now)?).limit(PIECE);
    let old: Vec<Uuid> = columns_of(db.read(), old, [outbox::Column::Id]).await?;
    if old.is_empty() {
        return Ok(None);
    }
    let done = outbox::Entity::update_many()
        .col_expr(outbox::Column::Message, Expr::val(Vec::<u8>::new()))
        .col_expr(outbox::Column::Address, Expr::val(String::new()))
        .filter(outbox::Column::Id.is_in(old))
        // Somebody may have just sent it anew.
        .filter(old_words(now)?)
        .exec(db.write_one())
        .await?;
    Ok(Some(done.rows_affected))
}

/// Forgets some emails that nothing refers to; whether there were any.
async fn forget_emails(db: &Db, now: Timestamp) -> Result<bool> {
    let old = old_emails(db, now).await?;
    if old.is_empty() {
        return Ok(false);
    }
    let these = outbox::Column::Id.is_in(old);
    outbox::Entity::delete_many()
        .filter(these)
        .filter(left_or_given_up(days_ago(now, EMAIL_DAYS)?))
        .exec(db.write_one())
        .await?;
    Ok(true)
}

/// Emails that left before an instant, or were queued before and will never leave.
fn left_or_given_up(before: Instant) -> Condition {
    let never_left = outbox::Column::State
        .is_in([EmailState::Failed, EmailState::Cancelled])
        .and(outbox::Column::QueuedAt.lt(before));
    Condition::any().add(outbox::Column::SentAt.lt(before)).add(never_left)
}

/// The emails whose words were kept long enough.
fn old_words(now: Timestamp) -> Result<Condition> {
    // Written out, so that the index of those whose words are kept is used.
    let kept = Condition::all().add(Expr::cust("address <> ''"));
    Ok(kept.add(left_or_given_up(days_ago(now, LETTER_DAYS)?)))
}

/// Emails that left or were given up so long ago that not even when is of use, some at a time. What an invitation, a
/// summary or a bounce refers to stays with it.
async fn old_emails(db: &Db, now: Timestamp) -> Result<Vec<Uuid>> {
    let has_none = |table: SelectStatement| outbox::Column::Id.not_in_subquery(table);
    let invited =
        Query::select().column(invitation_letter::Column::OutboxId).from(invitation_letter::Entity).take();
    let delivered = Query::select().column(delivery::Column::OutboxId).from(delivery::Entity).take();
    let bounced = Query::select().column(bounce::Column::OutboxId).from(bounce::Entity).take();
    let wished = column_where(results_wish::Column::OutboxId, results_wish::Column::OutboxId.is_not_null());
    let old = outbox::Entity::find()
        .filter(left_or_given_up(days_ago(now, EMAIL_DAYS)?))
        .filter(has_none(invited))
        .filter(has_none(delivered))
        .filter(has_none(bounced))
        .filter(has_none(wished))
        .limit(PIECE);
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

/// Programmes, by what they promise and promised.
type Promising = BTreeMap<Uuid, ProgrammeSettings>;

/// Until when what was promised so has been kept long enough.
type KeptUntil = fn(Timestamp, Promises) -> Result<Instant>;

fn invitations_until(now: Timestamp, promised: Promises) -> Result<Instant> {
    days_ago(now, promised.invitation_days)
}

fn comments_until(now: Timestamp, promised: Promises) -> Result<Instant> {
    months_ago(now, promised.comment_months)
}

fn answers_until(now: Timestamp, promised: Promises) -> Result<Instant> {
    months_ago(now, promised.answer_months)
}

fn acts_until(now: Timestamp, settings: &ProgrammeSettings) -> Result<Instant> {
    months_ago(now, settings.audit_years.saturating_mul(12))
}

/// Whether there are such times at all: a programme whose numbers are damaged must not stop work for the others.
fn can_be_told(settings: &ProgrammeSettings, now: Timestamp) -> bool {
    let promised = [settings.promises, settings.promised(Timestamp::MIN, 0)];
    let until: [KeptUntil; 3] = [invitations_until, comments_until, answers_until];
    let can = |promised: &Promises| until.iter().all(|until| until(now, *promised).is_ok());
    acts_until(now, settings).is_ok() && promised.iter().all(can)
}

/// Programmes by an instant that each has for itself: those that have the same are asked for together.
fn alike(
    promising: &Promising,
    instant: impl Fn(&ProgrammeSettings) -> Result<Instant>,
) -> Result<BTreeMap<Instant, Vec<Uuid>>> {
    let mut alike: BTreeMap<Instant, Vec<Uuid>> = BTreeMap::new();
    for (programme, settings) in promising {
        alike.entry(instant(settings)?).or_default().push(*programme);
    }
    Ok(alike)
}

/// The same by when the shortest promise of each is over.
fn by_shortest(
    promising: &Promising,
    until: KeptUntil,
    now: Timestamp,
) -> Result<BTreeMap<Instant, Vec<Uuid>>> {
    alike(promising, |settings| until(now, settings.promised(Timestamp::MIN, 0)))
}

/// Acts of the activity log that were kept long enough.
fn old_acts(promising: &Promising, now: Timestamp) -> Result<Condition> {
    let before = alike(promising, |settings| acts_until(now, settings))?.into_iter();
    Ok(before.fold(Condition::any(), |any, (before, programmes)| {
        any.add(audit::Column::ProgrammeId.is_in(programmes).and(audit::Column::At.lt(before)))
    }))
}

async fn with_old_acts(db: &Connection, promising: &Promising, now: Timestamp) -> Result<Vec<Uuid>> {
    if promising.is_empty() {
        return Ok(Vec::new());
    }
    let old = audit::Entity::find().filter(old_acts(promising, now)?).distinct();
    columns_of(db, old, [audit::Column::ProgrammeId]).await
}

/// Deletes acts of the activity log that were kept long enough, some at a time.
async fn forget_acts(db: &Db, promising: &Promising, now: Timestamp) -> Result<()> {
    let old = audit::Entity::find()
        .filter(old_acts(promising, now)?)
        .order_by_asc(audit::Column::At)
        .limit(AT_ONCE as u64);
    let old: Vec<Uuid> = columns_of(db.read(), old, [audit::Column::Id]).await?;
    if !old.is_empty() {
        let these = audit::Column::Id.is_in(old);
        again(|| delete_where(db.write_one(), audit::Entity, these.clone())).await?;
    }
    Ok(())
}

/// The rounds that closed longer ago than was promised when they opened, and of which there is something left to do, each
/// after its programme. Only what closed so long ago that the shortest promise is over, and of which something is left, is
/// looked at: nearly always nothing, however many rounds there were.
async fn long_closed(
    db: &Connection,
    promising: &Promising,
    (until, now): (KeptUntil, Timestamp),
    left: Expr,
) -> Result<Vec<(Uuid, Uuid)>> {
    let before = by_shortest(promising, until, now)?.into_iter();
    let long_ago = before.fold(Condition::any(), |any, (before, programmes)| {
        any.add(round::Column::ProgrammeId.is_in(programmes).and(round::Column::ClosesAt.lt(before)))
    });
    let rounds = round::Entity::find()
        .filter(long_ago)
        .filter(round::Column::State.eq(RoundState::Closed.key()))
        .filter(left)
        .all(db)
        .await?;
    let mut found = Vec::new();
    for round in rounds {
        let Some(settings) = promising.get(&round.programme_id) else { continue };
        if round.closes_at < until(now, settings.promised(round.opens_at.time(), 0))? {
            found.push((round.programme_id, round.id));
        }
    }
    Ok(found)
}

/// Whether a table has rows of a round. The index of the table leads from each round that has any to the next, so that it
/// is not asked for each round of which everything is gone.
fn has_rows(table: &'static str) -> Expr {
    Expr::cust(format!(
        "round.id IN (WITH RECURSIVE kept (round_id) AS (\
             SELECT one.round_id FROM (SELECT round_id FROM {table} ORDER BY round_id LIMIT 1) AS one \
             UNION ALL \
             SELECT (SELECT more.round_id FROM {table} AS more WHERE more.round_id > kept.round_id \
                     ORDER BY more.round_id LIMIT 1) \
             FROM kept WHERE kept.round_id IS NOT NULL) \
         SELECT round_id FROM kept WHERE round_id IS NOT NULL)"
    ))
}

/// What a programme has kept for as long as was promised: rounds and boards, by what is to go.
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
    /// By programme; those that have nothing to delete are left out.
    async fn by(db: &Connection, promising: &Promising, now: Timestamp) -> Result<BTreeMap<Uuid, Self>> {
        let mut over: BTreeMap<Uuid, Self> = BTreeMap::new();
        if promising.is_empty() {
            return Ok(over);
        }
        let programmes = promising.keys().copied().collect();
        let before = days_ago(now, BOARD_DAYS)?;
        for (programme, board) in boards::close::left_open(db, programmes, before).await? {
            over.entry(programme).or_default().left_open.push(board);
        }
        let left = has_rows("invitation");
        for (programme, round) in long_closed(db, promising, (invitations_until, now), left).await? {
            over.entry(programme).or_default().invitations.push(round);
        }
        let left = has_rows("comment");
        for (programme, round) in long_closed(db, promising, (comments_until, now), left).await? {
            over.entry(programme).or_default().comments.push(round);
        }
        // What was said on a board is kept as long as what was said in a comment.
        let before = by_shortest(promising, comments_until, now)?;
        for board in boards::close::with_cards(db, &before).await? {
            let Some(settings) = promising.get(&board.programme) else { continue };
            if Instant::from(board.closed_at) < comments_until(now, settings.promised(board.made_at, 0))? {
                over.entry(board.programme).or_default().boards.push(board.id);
            }
        }
        let known =
            Query::select().column(deleted_answers::Column::RoundId).from(deleted_answers::Entity).take();
        let left = round::Column::Id.not_in_subquery(known).or(has_rows("response"));
        for (programme, round) in long_closed(db, promising, (answers_until, now), left).await? {
            over.entry(programme).or_default().responses.push(round);
        }
        Ok(over)
    }

    /// Deletes it a piece at a time, and leaves others their turn in between. What is not done when the service is killed
    /// is found again: rounds are looked for by what is left of them.
    async fn delete(self, db: &Db, now: Timestamp) -> Result<Deleted> {
        let mut considerate = Considerate::beside_others(db);
        let mut deleted = Deleted::default();
        for round in self.invitations {
            while let Some((letters, invitations)) = again(|| delete_invitations(db, round)).await? {
                deleted.letters += letters;
                deleted.invitations += invitations;
                considerate.pause().await;
            }
        }
        for round in self.comments {
            while let Some(comments) = again(|| delete_comments(db, round, now)).await? {
                deleted.comments += comments;
                considerate.pause().await;
            }
        }
        for board in self.left_open {
            again(|| close_board(db, board, now)).await?;
            considerate.pause().await;
        }
        for board in self.boards {
            deleted.cards += again(|| delete_cards(db, board)).await?;
            considerate.pause().await;
        }
        again(|| remember(db, &self.responses, now)).await?;
        for round in self.responses {
            while let Some(responses) = again(|| delete_responses(db, round)).await? {
                deleted.responses += responses;
                considerate.pause().await;
            }
        }
        Ok(deleted)
    }
}

/// Deletes some invitations of a round with their letters; how many letters and invitations, none when none are left.
async fn delete_invitations(db: &Db, round: Uuid) -> Result<Option<(u64, u64)>> {
    let some = invitation::Entity::find().filter(invitation::Column::RoundId.eq(round)).limit(PIECE);
    let some: Vec<Uuid> = columns_of(db.read(), some, [invitation::Column::Id]).await?;
    if some.is_empty() {
        return Ok(None);
    }
    let these = invitation::Column::Id.is_in(some);
    let tx = write(db).await?;
    // What was counted before the first went stays.
    invitations::keep_counts(&tx, &[round]).await?;
    // First the letters, which hold the addresses of the people invited.
    let invited = column_where(invitation::Column::Id, these.clone());
    let letters = Condition::any()
        .add(outbox::Column::Id.in_subquery(invitation_letters::letters_of(invited.clone())))
        .add(outbox::Column::Id.in_subquery(results_wishes::letters_of(invited)));
    let letters = delete_where(&tx, outbox::Entity, letters).await?;
    let invitations = delete_where(&tx, invitation::Entity, these).await?;
    tx.commit().await?;
    Ok(Some((letters, invitations)))
}

/// Deletes some comments of a round and what quotes them; how many, none when none are left.
async fn delete_comments(db: &Db, round: Uuid, now: Timestamp) -> Result<Option<u64>> {
    if first_comments(db.read(), round).await?.is_empty() {
        return Ok(None);
    }
    let tx = write(db).await?;
    courses::hold_of_rounds(&tx, &[round]).await?;
    let some = first_comments(&tx, round).await?;
    quotes::remove(&tx, &some, now).await?;
    let these = comment::Column::Id.is_in(some.iter().map(|comment| comment.id));
    let deleted = delete_where(&tx, comment::Entity, these).await?;
    tx.commit().await?;
    Ok(Some(deleted))
}

async fn first_comments(db: &Connection, round: Uuid) -> Result<Vec<Comment>> {
    Ok(comment::Entity::find()
        .filter(comment::Column::RoundId.eq(round))
        .order_by_asc(comment::Column::Id)
        .limit(PIECE)
        .into_model()
        .all(db)
        .await?)
}

async fn close_board(db: &Db, board: Uuid, now: Timestamp) -> Result<()> {
    let tx = write(db).await?;
    boards::close::close(&tx, board, now).await?;
    tx.commit().await
}

async fn delete_cards(db: &Db, board: Uuid) -> Result<u64> {
    let tx = write(db).await?;
    let cards = boards::close::delete_cards(&tx, &[board]).await?;
    tx.commit().await?;
    Ok(cards)
}

/// Deletes some responses of a round; how many, none when none are left.
async fn delete_responses(db: &Db, round: Uuid) -> Result<Option<u64>> {
    let of_round = response::Column::RoundId.eq(round);
    let some = response::Entity::find().filter(of_round.clone()).limit(PIECE);
    let some: Vec<Uuid> = columns_of(db.read(), some, [response::Column::Id]).await?;
    if some.is_empty() {
        return Ok(None);
    }
    let these = of_round.and(response::Column::Id.is_in(some));
    Ok(Some(delete_where(db.write_one(), response::Entity, these).await?))
}

/// Writes down which rounds are about to lose their answers. The clock of a later reader may stand earlier, so that
/// the dates alone do not tell it.
async fn remember(db: &Db, rounds: &[Uuid], now: Timestamp) -> Result<()> {
    for chunk in rounds.chunks(AT_ONCE) {
        let rows =
            chunk.iter().map(|id| deleted_answers::ActiveModel { round_id: Set(*id), at: Set(now.into()) });
        let once = OnConflict::column(deleted_answers::Column::RoundId).do_nothing().to_owned();
        let rows = deleted_answers::Entity::insert_many(rows).on_conflict(once).try_insert();
        rows.exec_without_returning(db.write_one()).await?;
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
    ago(now, Span::new().try_days(days))
}

fn months_ago(now: Timestamp, months: u32) -> Result<Instant> {
    ago(now, Span::new().try_months(months))
}

fn ago(now: Timestamp, span: std::result::Result<Span, jiff::Error>) -> Result<Instant> {
    let then = span.and_then(|span| now.to_zoned_datetime(TimeZone::UTC).checked_sub(span));
    Ok(then.map_err(|error| StoreError::Damaged(error.to_string()))?.timestamp().into())
}
