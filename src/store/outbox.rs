//! Every letter the service sends, from queued to sent or failed. A letter is claimed before it is handed to the
//! mail server, and a claim runs out, so a killed worker's letters are found again.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Set,
    sea_query::{Expr, LockBehavior, LockType, OnConflict},
};
use uuid::Uuid;

use super::{Db, Instant, Result, entity::outbox, write};

/// A letter as it is kept.
pub type Letter = outbox::Model;

/// The life of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Waits for its first try.
    Queued,
    /// Is being handed over.
    Sending,
    /// The mail server took it.
    Sent,
    /// Will be tried again.
    Deferred,
    /// Will not be tried again.
    Failed,
    /// Is not wanted any more.
    Cancelled,
}

impl State {
    /// All states, in the order of a letter's life.
    pub const ALL: [Self; 6] =
        [Self::Queued, Self::Sending, Self::Sent, Self::Deferred, Self::Failed, Self::Cancelled];

    /// The word in the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Deferred => "deferred",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }
}

/// A letter to queue.
#[derive(Clone, Debug)]
pub struct NewLetter {
    /// Its id.
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

/// Queues a letter.
///
/// # Errors
/// The database's own words; a letter with the same unique key is one.
pub async fn enqueue(db: &impl ConnectionTrait, letter: NewLetter, now: Instant) -> Result<()> {
    let row = outbox::ActiveModel {
        id: Set(letter.id),
        kind: Set(letter.kind.to_owned()),
        unique_key: Set(letter.unique_key),
        address: Set(letter.address),
        message_id: Set(letter.message_id),
        message: Set(letter.message),
        state: Set(State::Queued.key().to_owned()),
        attempts: Set(0),
        queued_at: Set(now),
        next_at: Set(now),
        claimed_until: Set(None),
        sent_at: Set(None),
        result: Set(String::new()),
    };
    let once = OnConflict::column(outbox::Column::UniqueKey).do_nothing().to_owned();
    outbox::Entity::insert(row).on_conflict(once).try_insert().exec_without_returning(db).await?;
    Ok(())
}

/// Claims up to `most` letters that are due until `until`. A letter whose earlier claim ran out is due again.
///
/// # Errors
/// The database's own words.
pub async fn claim(db: &Db, now: Instant, until: Instant, most: u64) -> Result<Vec<Letter>> {
    let tx = write(db).await?;
    let waiting = [State::Queued.key(), State::Deferred.key()];
    let due = Condition::any()
        .add(outbox::Column::State.is_in(waiting).and(outbox::Column::NextAt.lte(now)))
        .add(outbox::Column::State.eq(State::Sending.key()).and(outbox::Column::ClaimedUntil.lte(now)));
    // On SQLite the write transaction itself excludes other workers, and the clause is left out.
    let letters = outbox::Entity::find()
        .filter(due)
        .order_by_asc(outbox::Column::NextAt)
        .limit(most)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .all(&tx)
        .await?;
    if !letters.is_empty() {
        outbox::Entity::update_many()
            .col_expr(outbox::Column::State, State::Sending.key().into())
            .col_expr(outbox::Column::ClaimedUntil, until.0.into())
            .filter(outbox::Column::Id.is_in(letters.iter().map(|letter| letter.id)))
            .exec(&tx)
            .await?;
    }
    tx.commit().await?;
    Ok(letters)
}

/// What a try came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tried {
    /// The mail server took it.
    Sent,
    /// Try again then.
    Again(Instant),
    /// Give up.
    Failed,
}

/// Records what a try came to, and in whose words.
///
/// # Errors
/// The database's own words.
pub async fn record(db: &Db, id: Uuid, tried: &Tried, words: &str, now: Instant) -> Result<()> {
    let state = match tried {
        Tried::Sent => State::Sent,
        Tried::Again(_) => State::Deferred,
        Tried::Failed => State::Failed,
    };
    let mut update = outbox::Entity::update_many()
        .col_expr(outbox::Column::State, state.key().into())
        .col_expr(outbox::Column::Result, words.into())
        .col_expr(outbox::Column::ClaimedUntil, Option::<i64>::None.into())
        .col_expr(outbox::Column::Attempts, Expr::col(outbox::Column::Attempts).add(1))
        .filter(outbox::Column::Id.eq(id));
    match tried {
        Tried::Sent => update = update.col_expr(outbox::Column::SentAt, now.0.into()),
        Tried::Again(next) => update = update.col_expr(outbox::Column::NextAt, next.0.into()),
        Tried::Failed => {}
    }
    update.exec(db.write_one()).await?;
    Ok(())
}

/// Queues a letter that was given up once more, written anew to whatever its address is now. Returns false when it
/// was not given up: then it is on its way already.
///
/// # Errors
/// The database's own words.
pub async fn try_anew(
    tx: &impl ConnectionTrait,
    id: Uuid,
    address: &str,
    message: Vec<u8>,
    now: Instant,
) -> Result<bool> {
    let done = outbox::Entity::update_many()
        .col_expr(outbox::Column::State, State::Queued.key().into())
        .col_expr(outbox::Column::Address, address.into())
        .col_expr(outbox::Column::Message, message.into())
        .col_expr(outbox::Column::Attempts, 0.into())
        .col_expr(outbox::Column::QueuedAt, now.0.into())
        .col_expr(outbox::Column::NextAt, now.0.into())
        .col_expr(outbox::Column::Result, "".into())
        .filter(outbox::Column::Id.eq(id))
        .filter(outbox::Column::State.eq(State::Failed.key()))
        .exec(tx)
        .await?;
    Ok(done.rows_affected > 0)
}

#[derive(FromQueryResult)]
struct StateCount {
    state: String,
    n: i64,
}

/// How many letters are in each state.
///
/// # Errors
/// The database's own words.
pub async fn by_state(db: &impl ConnectionTrait) -> Result<Vec<(String, i64)>> {
    let rows = outbox::Entity::find()
        .select_only()
        .column(outbox::Column::State)
        .column_as(outbox::Column::Id.count(), "n")
        .group_by(outbox::Column::State)
        .into_model::<StateCount>()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.state, row.n)).collect())
}

/// How many letters still wait for a try.
///
/// # Errors
/// The database's own words.
pub async fn waiting(db: &impl ConnectionTrait) -> Result<u64> {
    let unfinished = [State::Queued, State::Deferred, State::Sending].map(State::key);
    Ok(outbox::Entity::find().filter(outbox::Column::State.is_in(unfinished)).count(db).await?)
}
