//! Every letter the service sends, from queued to sent or failed. A letter is claimed before it is handed to the
//! mail server, and a claim runs out, so a killed worker's letters are found again.

use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    Set,
    sea_query::{Expr, LockBehavior, LockType},
};
use uuid::Uuid;

use super::{
    Backend, Connection, Db, Instant, Result, again, columns_of, counts_by, entity::outbox, insert_once,
    set_where, values_where, webhook_deliveries, write,
};

pub use super::entity::EmailState;

/// A letter as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxEmail {
    pub id: Uuid,
    /// What it is, such as `summary`.
    pub kind: String,
    /// Its one recipient.
    pub address: String,
    /// The same on every try.
    pub message_id: String,
    /// The whole message, RFC 5322.
    pub message: Vec<u8>,
    /// Where it is in its life.
    pub state: EmailState,
    /// How often it was tried.
    pub attempts: i32,
    /// When it was queued.
    pub queued_at: Timestamp,
    /// Until when a worker holds it.
    pub claimed_until: Option<Timestamp>,
}

from_row!(OutboxEmail: outbox { id, kind, address, message_id, message, state, attempts, queued_at, claimed_until });

/// The clocks of two instances differ by less, in milliseconds.
const LARGEST_SKEW: i64 = 5 * 60 * 1_000;
/// No letter is claimed for longer, in milliseconds.
const LONGEST_CLAIM: i64 = 30 * 60 * 1_000;

/// When a letter without words leaves, in milliseconds: in the year 9999, so that nobody claims it, nor an instance of an
/// earlier version that serves beside this one and would send it empty.
pub(super) const NEVER: i64 = 253_370_764_800_000;

/// Kinds of letters that ask people to answer. They are sent at most once, slowly, and after all others.
pub const ASKING: [&str; 2] = ["invitation", "reminder"];

/// A letter to queue.
#[derive(Clone, Debug)]
pub struct NewLetter {
    pub id: Uuid,
    /// What it is, such as `summary`.
    pub kind: &'static str,
    /// What makes it this letter: a second one with the same key is never queued.
    pub unique_key: String,
    /// Its one recipient.
    pub address: String,
    /// The same on every try.
    pub message_id: String,
    /// The whole message, RFC 5322.
    pub message: Vec<u8>,
}

/// Queues a letter. Returns false when one with the same unique key was queued before.
pub async fn enqueue(db: &Connection, letter: NewLetter, now: Timestamp) -> Result<bool> {
    let row = outbox::ActiveModel {
        id: Set(letter.id),
        kind: Set(letter.kind.to_owned()),
        unique_key: Set(letter.unique_key),
        address: Set(letter.address),
        message_id: Set(letter.message_id),
        message: Set(letter.message),
        state: Set(EmailState::Queued),
        attempts: Set(0),
        queued_at: Set(now.into()),
        next_at: Set(now.into()),
        claimed_until: Set(None),
        sent_at: Set(None),
        result: Set(String::new()),
    };
    insert_once(db, row, [outbox::Column::UniqueKey]).await
}

/// Claims up to `most` letters that are due until `until`, those that ask people to answer left aside. A letter
/// whose earlier claim ran out is due again.
pub async fn claim(db: &Db, now: Timestamp, until: Timestamp, most: u64) -> Result<Vec<OutboxEmail>> {
    // A claim that ends in an hour was made before the clock was set back.
    let ended = outbox::Column::ClaimedUntil
        .lte(Instant::from(now))
        .or(outbox::Column::ClaimedUntil.gt(Instant(now.as_millisecond() + LONGEST_CLAIM)));
    let lost = outbox::Column::State.eq(EmailState::Sending).and(ended);
    let due = Condition::all()
        .add(outbox::Column::Kind.is_not_in(ASKING))
        .add(Condition::any().add(is_due(now)).add(lost));
    again(|| take(db, due.clone(), until, most)).await
}

/// Claims one letter that asks somebody to answer and is due, unless it goes to one of these domains. One at a time,
/// so that a crash leaves at most one letter of which nobody knows whether it left.
pub async fn claim_asking(
    db: &Db,
    now: Timestamp,
    until: Timestamp,
    busy_domains: &[String],
) -> Result<Option<OutboxEmail>> {
    let mut due = Condition::all().add(outbox::Column::Kind.is_in(ASKING)).add(is_due(now));
    for domain in busy_domains {
        due = due.add(outbox::Column::Address.not_like(format!("%@{domain}")));
    }
    Ok(again(|| take(db, due.clone(), until, 1)).await?.pop())
}

fn is_due(now: Timestamp) -> Expr {
    let waiting = [EmailState::Queued, EmailState::Deferred];
    // What was queued later than now was queued before the clock was set back. What waits for its words waits all the same.
    let from_ahead = outbox::Column::State
        .eq(EmailState::Queued)
        .and(outbox::Column::QueuedAt.gt(Instant(now.as_millisecond() + LARGEST_SKEW)))
        .and(outbox::Column::NextAt.ne(Instant(NEVER)));
    outbox::Column::State.is_in(waiting).and(outbox::Column::NextAt.lte(Instant::from(now))).or(from_ahead)
}

async fn take(db: &Db, due: Condition, until: Timestamp, most: u64) -> Result<Vec<OutboxEmail>> {
    // Nearly always there is none, and then nobody who writes has to wait; nor while many are looked through.
    let first = outbox::Entity::find().filter(due.clone()).order_by_asc(outbox::Column::NextAt).limit(most);
    let first: Vec<Uuid> = columns_of(db.read(), first, [outbox::Column::Id]).await?;
    if first.is_empty() {
        return Ok(Vec::new());
    }
    let due = match db.backend() {
        Backend::Sqlite => due.add(outbox::Column::Id.is_in(first)),
        // Nobody waits for the search there, and it passes over those that other workers are taking.
        Backend::Postgres => due,
    };
    let tx = write(db).await?;
    // On SQLite the write transaction itself excludes other workers, and the clause is left out.
    let letters = outbox::Entity::find()
        .filter(due)
        .order_by_asc(outbox::Column::NextAt)
        .limit(most)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .into_model::<OutboxEmail>()
        .all(&tx)
        .await?;
    if !letters.is_empty() {
        outbox::Entity::update_many()
            .col_expr(outbox::Column::State, EmailState::Sending.into())
            .col_expr(outbox::Column::ClaimedUntil, until.as_millisecond().into())
            .filter(outbox::Column::Id.is_in(letters.iter().map(|letter| letter.id)))
            .exec(&tx)
            .await?;
    }
    tx.commit().await?;
    Ok(letters)
}

/// Gives up every letter that asks somebody to answer and whose claim ran out: nobody knows whether it left, so a
/// person decides whether to send it again. Returns how many.
pub async fn give_up_lost(db: &Db, now: Timestamp, why: &str) -> Result<u64> {
    let lost = Condition::all()
        .add(outbox::Column::Kind.is_in(ASKING))
        .add(outbox::Column::State.eq(EmailState::Sending))
        .add(outbox::Column::ClaimedUntil.lte(Instant::from(now)));
    // Nearly always there is none, and then nobody who writes has to wait.
    let found = outbox::Entity::find().filter(lost.clone()).limit(1);
    let found: Vec<Uuid> = columns_of(db.read(), found, [outbox::Column::Id]).await?;
    if found.is_empty() {
        return Ok(0);
    }
    let done = outbox::Entity::update_many()
        .col_expr(outbox::Column::State, EmailState::Failed.into())
        .col_expr(outbox::Column::Result, why.into())
        .col_expr(outbox::Column::ClaimedUntil, Option::<i64>::None.into())
        .filter(lost)
        .exec(db.write_one())
        .await?;
    Ok(done.rows_affected)
}

/// The addresses of the letters asking people to answer that left between these moments or are under way. What seems to
/// have left later did so before the clock was set back.
pub async fn asked_between(db: &Connection, since: Timestamp, until: Timestamp) -> Result<Vec<String>> {
    let sent = Condition::any()
        .add(
            outbox::Column::SentAt
                .gt(Instant::from(since))
                .and(outbox::Column::SentAt.lte(Instant::from(until))),
        )
        .add(outbox::Column::State.eq(EmailState::Sending));
    let asking = Condition::all().add(outbox::Column::Kind.is_in(ASKING)).add(sent);
    values_where(db, outbox::Column::Address, asking).await
}

/// Lets no letter that asks people to answer leave before `until`: the mail server asked for less.
pub async fn rest(db: &Connection, until: Timestamp) -> Result<()> {
    let waiting = [EmailState::Queued, EmailState::Deferred];
    let asking = outbox::Column::Kind.is_in(ASKING).and(outbox::Column::State.is_in(waiting));
    let asking = asking.and(outbox::Column::NextAt.lt(Instant::from(until)));
    set_where(db, outbox::Column::NextAt, until.as_millisecond(), asking).await?;
    Ok(())
}

/// Renews the claim on a letter just before it is handed over, and while it is. Returns false when the claim `until` is
/// nobody's any more: it ran out, and another worker has taken the letter or given it up.
pub async fn renew(db: &Connection, id: Uuid, until: Timestamp, longer: Timestamp) -> Result<bool> {
    let claimed = is_claimed(id, until);
    Ok(set_where(db, outbox::Column::ClaimedUntil, longer.as_millisecond(), claimed).await? > 0)
}

/// Gives back a letter that was claimed and not handed over, as it was before.
pub async fn give_back(db: &Connection, letter: &OutboxEmail, until: Timestamp) -> Result<()> {
    outbox::Entity::update_many()
        .col_expr(outbox::Column::State, letter.state.into())
        .col_expr(outbox::Column::ClaimedUntil, letter.claimed_until.map(Timestamp::as_millisecond).into())
        .filter(is_claimed(letter.id, until))
        .exec(db)
        .await?;
    Ok(())
}

pub(super) fn is_claimed(id: Uuid, until: Timestamp) -> Condition {
    Condition::all()
        .add(outbox::Column::Id.eq(id))
        .add(outbox::Column::State.eq(EmailState::Sending))
        .add(outbox::Column::ClaimedUntil.eq(Instant::from(until)))
}

/// Calls a letter off.
pub async fn cancel(db: &Connection, id: Uuid, why: &str) -> Result<()> {
    outbox::Entity::update_many()
        .col_expr(outbox::Column::State, EmailState::Cancelled.into())
        .col_expr(outbox::Column::Result, why.into())
        .col_expr(outbox::Column::ClaimedUntil, Option::<i64>::None.into())
        .filter(outbox::Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// The letter with this id.
pub async fn find(db: &Connection, id: Uuid) -> Result<Option<OutboxEmail>> {
    Ok(outbox::Entity::find_by_id(id).into_model().one(db).await?)
}

/// What a try came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tried {
    /// The mail server took it.
    Sent,
    /// Try again then.
    Again(Timestamp),
    /// Give up.
    Failed,
}

/// Records what a try came to, and in whose words.
pub async fn record(db: &Db, id: Uuid, tried: &Tried, words: &str, now: Timestamp) -> Result<()> {
    let state = match tried {
        Tried::Sent => EmailState::Sent,
        Tried::Again(_) => EmailState::Deferred,
        Tried::Failed => EmailState::Failed,
    };
    let mut update = outbox::Entity::update_many()
        .col_expr(outbox::Column::State, state.into())
        .col_expr(outbox::Column::Result, words.into())
        .col_expr(outbox::Column::ClaimedUntil, Option::<i64>::None.into())
        .col_expr(outbox::Column::Attempts, Expr::col(outbox::Column::Attempts).add(1))
        .filter(outbox::Column::Id.eq(id));
    match tried {
        Tried::Sent => update = update.col_expr(outbox::Column::SentAt, now.as_millisecond().into()),
        Tried::Again(next) => update = update.col_expr(outbox::Column::NextAt, next.as_millisecond().into()),
        Tried::Failed => {}
    }
    if *tried != Tried::Failed {
        update.exec(db.write_one()).await?;
        return Ok(());
    }
    again(|| async {
        let tx = write(db).await?;
        update.clone().exec(&tx).await?;
        webhook_deliveries::of_email(&tx, id, now).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Throws the words of a letter away; that it was sent stays.
pub async fn forget_words(db: &Db, id: Uuid) -> Result<()> {
    set_where(db.write_one(), outbox::Column::Message, Vec::<u8>::new(), outbox::Column::Id.eq(id)).await?;
    Ok(())
}

/// Queues a letter that was given up once more, written anew to whatever its address is now. Returns false when it
/// was not given up: then it is on its way already.
pub async fn try_anew(
    tx: &Connection,
    id: Uuid,
    address: &str,
    message: Vec<u8>,
    now: Timestamp,
) -> Result<bool> {
    let done = outbox::Entity::update_many()
        .col_expr(outbox::Column::State, EmailState::Queued.into())
        .col_expr(outbox::Column::Address, address.into())
        .col_expr(outbox::Column::Message, message.into())
        .col_expr(outbox::Column::Attempts, 0.into())
        .col_expr(outbox::Column::QueuedAt, now.as_millisecond().into())
        .col_expr(outbox::Column::NextAt, now.as_millisecond().into())
        .col_expr(outbox::Column::Result, "".into())
        .filter(outbox::Column::Id.eq(id))
        .filter(outbox::Column::State.eq(EmailState::Failed))
        .exec(tx)
        .await?;
    Ok(done.rows_affected > 0)
}

/// How many letters are in each state.
pub async fn by_state(db: &Connection) -> Result<Vec<(String, i64)>> {
    let rows: Vec<(String, i64)> = counts_by(db, outbox::Entity::find(), outbox::Column::State).await?;
    // A state without letters is told of too, so that the first letter that fails is seen as one more.
    let count = |state: &str| rows.iter().find(|(found, _)| found == state).map_or(0, |(_, n)| *n);
    Ok(EmailState::ALL.iter().map(|state| (state.key().to_owned(), count(state.key()))).collect())
}

/// How many letters still wait for a try.
pub async fn waiting(db: &Connection) -> Result<u64> {
    let unfinished = [EmailState::Queued, EmailState::Deferred, EmailState::Sending];
    Ok(outbox::Entity::find().filter(outbox::Column::State.is_in(unfinished)).count(db).await?)
}
