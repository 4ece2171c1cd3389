//! Traces of the order of answers that a closed round leaves behind: SQLite's log holds the old rows until it is emptied,
//! PostgreSQL's tables until they are vacuumed. Each such round has a row in `trace` from the transaction of its close
//! on, which goes only when the database has said that nothing is left. Until then every step of the scheduler tries again,
//! and `check` and the page of the round say so.
//!
//! **SQLite.** One transaction that wrote a large round anew would keep everybody who answers another one waiting for
//! seconds. So the close only notes that its responses still have their old ids; they get new random ids, and with them
//! new places, a thousand at a time, and a service that is killed meanwhile begins again. Then the log is emptied.
//! `wal_checkpoint(TRUNCATE)` does not fail while somebody reads: it answers "busy" in a row. Each try waits for readers
//! for a tenth of a second, since nobody can write meanwhile.
//!
//! **PostgreSQL.** The close writes the responses of its round anew, under new ids and in random order; what is left is to be
//! rid of the old versions. A round that moved there out of a file before its responses had new ids gets them first.
//! `VACUUM (FREEZE)` locks out nobody, and tells for certain what it did: it moves the table's
//! `relfrozenxid` up to the oldest transaction that anybody might still look back to, and removes all versions
//! that were deleted before. Once that is past a transaction begun after the close, the old versions are gone; a
//! reader, a prepared transaction or a replication slot that still needs them holds it back. `VACUUM FULL` would lock
//! the forms of all programmes out for as long as the whole table takes to copy, for little: bytes in the holes of
//! pages, which no statement reads, and which name no person (see [`super::spent`]).

use std::time::Duration;

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set,
    Statement,
    sea_query::{Expr, Func, OnConflict, Query},
};
use uuid::Uuid;

use super::{
    Backend, Connection, Considerate, Db, Result, Transaction,
    entity::{response, round, trace},
    set_where, values_where, write,
};

/// Instead of a transaction, in a file: the responses still have their old ids.
const UNWRITTEN: &str = "unwritten";
/// Responses written anew in one transaction.
const PIECE: u64 = 1_000;

/// How often SQLite's log is tried to be emptied in one sweep, and how long is waited in between.
const TRIES: u32 = 3;
const BETWEEN: Duration = Duration::from_millis(100);

/// The tables in which a close leaves old versions.
const TABLES: &str = "response, comment";

/// A row for which no transaction was noted yet, or one of another server, from which the database was copied.
const NOTE_HORIZON: &str = "UPDATE trace SET horizon = CAST(pg_current_xact_id() AS TEXT) \
    WHERE CASE WHEN horizon = '' THEN TRUE ELSE age(CAST(CAST(horizon AS xid8) AS xid)) < 0 END";

/// The rounds whose transaction is older than everything that the tables, or the long values beside them, still hold for
/// anybody.
const FORGET: &str = "DELETE FROM trace WHERE CASE WHEN horizon = '' THEN FALSE \
    ELSE age(CAST(CAST(horizon AS xid8) AS xid)) > ( \
        SELECT MAX(age(relfrozenxid)) FROM pg_class WHERE oid IN ( \
            SELECT unnest(ARRAY[oid, reltoastrelid]) FROM pg_class \
            WHERE oid IN (to_regclass('response'), to_regclass('comment')))) END";

/// Notes that a round leaves traces. Call it in the transaction that makes them.
pub async fn note(tx: &Connection, round: Uuid) -> Result<()> {
    let row = trace::ActiveModel { round_id: Set(round), horizon: Set(String::new()) };
    let sooner = format!("CASE WHEN trace.horizon = '{UNWRITTEN}' THEN trace.horizon ELSE '' END");
    let anew = OnConflict::column(trace::Column::RoundId)
        .value(trace::Column::Horizon, Expr::cust(sooner))
        .to_owned();
    trace::Entity::insert(row).on_conflict(anew).exec_without_returning(tx).await?;
    Ok(())
}

/// Notes that the responses of a round in a file are to be written anew. Call it in the transaction of its close.
pub(super) async fn note_unwritten(tx: &Connection, round: Uuid) -> Result<()> {
    let row = trace::ActiveModel { round_id: Set(round), horizon: Set(UNWRITTEN.to_owned()) };
    let anew = OnConflict::column(trace::Column::RoundId).update_column(trace::Column::Horizon).to_owned();
    trace::Entity::insert(row).on_conflict(anew).exec_without_returning(tx).await?;
    Ok(())
}

/// Sees that the responses of a closed round have the ids that they keep, before all of them are read in pieces.
pub async fn settle(db: &Db, round: Uuid) -> Result<()> {
    let noted = trace::Entity::find_by_id(round).one(db.read()).await?;
    match noted {
        Some(trace) if trace.horizon == UNWRITTEN => rewrite(db, round).await,
        _ => Ok(()),
    }
}

/// Gives every response of a closed round, which still has its old one, a new random id.
async fn rewrite(db: &Db, round: Uuid) -> Result<()> {
    match db.backend() {
        Backend::Sqlite => rewrite_in_pieces(db, round).await,
        Backend::Postgres => rewrite_what_moved(db, round).await,
    }
}

/// On a server: the round closed in a file, from which everything moved there before this was done.
async fn rewrite_what_moved(db: &Db, round: Uuid) -> Result<()> {
    let tx = write(db).await?;
    // Whoever comes second finds it done.
    let still = trace::Entity::find_by_id(round)
        .filter(trace::Column::Horizon.eq(UNWRITTEN))
        .lock_exclusive()
        .one(&tx)
        .await?;
    if still.is_some() {
        rewrite_at_once(&tx, round).await?;
        note_written(&tx, round).await?;
    }
    tx.commit().await
}

/// On a server: every row gets the same new row version, in random order of its place.
pub(super) async fn rewrite_at_once(tx: &Transaction, round: Uuid) -> Result<()> {
    let sql = "WITH moved AS (DELETE FROM response WHERE round_id = $1 RETURNING grp, answers) \
               INSERT INTO response (round_id, id, grp, answers) \
               SELECT $1, gen_random_uuid(), grp, answers FROM moved ORDER BY random()";
    let backend = tx.get_database_backend();
    tx.execute_raw(Statement::from_sql_and_values(backend, sql, [round.into()])).await?;
    Ok(())
}

/// What is left of the round is in the log or in dead rows alone.
async fn note_written(tx: &Transaction, round: Uuid) -> Result<()> {
    set_where(tx, trace::Column::Horizon, "", trace::Column::RoundId.eq(round)).await?;
    Ok(())
}

/// In a file: the table lies in order of the ids, so that rows move.
async fn rewrite_in_pieces(db: &Db, round: Uuid) -> Result<()> {
    let mut considerate = Considerate::beside_others(db);
    // No id is nil: ours are random.
    let mut after = Uuid::nil();
    loop {
        let tx = write(db).await?;
        let piece: Vec<Uuid> = response::Entity::find()
            .select_only()
            .column(response::Column::Id)
            .filter(response::Column::RoundId.eq(round))
            .filter(response::Column::Id.gt(after))
            .order_by_asc(response::Column::Id)
            .limit(PIECE)
            .into_tuple()
            .all(&tx)
            .await?;
        let Some(last) = piece.last() else {
            note_written(&tx, round).await?;
            return tx.commit().await;
        };
        // One that lands further on is moved once more; none stays where it was.
        response::Entity::update_many()
            .col_expr(response::Column::Id, Func::cust("randomblob").arg(16).into())
            .filter(response::Column::RoundId.eq(round))
            .filter(response::Column::Id.gt(after))
            .filter(response::Column::Id.lte(*last))
            .exec(&tx)
            .await?;
        tx.commit().await?;
        after = *last;
        considerate.pause().await;
    }
}

/// Whether a round may have left traces that are not gone for certain.
pub async fn are_left_of(db: &Connection, round: Uuid) -> Result<bool> {
    Ok(trace::Entity::find_by_id(round).one(db).await?.is_some())
}

/// The codes of the rounds that may have left traces, in order.
pub async fn rounds(db: &Connection) -> Result<Vec<String>> {
    let traced = Query::select().column(trace::Column::RoundId).from(trace::Entity).take();
    let codes = round::Entity::find()
        .filter(round::Column::Id.in_subquery(traced))
        .select_only()
        .column(round::Column::Code);
    let mut codes: Vec<String> = codes.into_tuple().all(db).await?;
    codes.sort();
    Ok(codes)
}

/// Clears what closed rounds left behind, if anything; returns whether nothing is left.
///
/// # Errors
/// When the database fails; then it is tried again in the next step of the scheduler.
pub async fn sweep(db: &Db) -> Result<bool> {
    if trace::Entity::find().count(db.read()).await? == 0 {
        return Ok(true);
    }
    match db.backend() {
        Backend::Sqlite => sweep_file(db).await,
        Backend::Postgres => sweep_server(db).await,
    }
}

/// Writes anew what the close of a round left for later.
async fn rewrite_unwritten(db: &Db) -> Result<()> {
    let without_horizon = trace::Column::Horizon.eq(UNWRITTEN);
    let unwritten: Vec<Uuid> = values_where(db.read(), trace::Column::RoundId, without_horizon).await?;
    for round in unwritten {
        rewrite(db, round).await?;
    }
    Ok(())
}

async fn sweep_file(db: &Db) -> Result<bool> {
    rewrite_unwritten(db).await?;
    // A close after this line is left to the next sweep.
    let with_horizon = trace::Column::Horizon.ne(UNWRITTEN);
    let rounds: Vec<Uuid> = values_where(db.read(), trace::Column::RoundId, with_horizon).await?;
    for again in 0..TRIES {
        if again > 0 {
            tokio::time::sleep(BETWEEN).await;
        }
        if db.truncate_log().await? {
            for rounds in rounds.chunks(1_000) {
                let these = trace::Column::RoundId.is_in(rounds.iter().copied());
                let written = trace::Column::Horizon.ne(UNWRITTEN);
                trace::Entity::delete_many().filter(these).filter(written).exec(db.write_one()).await?;
            }
            return Ok(trace::Entity::find().count(db.read()).await? == 0);
        }
    }
    Ok(false)
}

async fn sweep_server(db: &Db) -> Result<bool> {
    // Before anything else: what is noted of such a round is no transaction, and could not be compared with one.
    rewrite_unwritten(db).await?;
    let db = db.write_one();
    db.execute_unprepared(NOTE_HORIZON).await?;
    // Another instance may be at it: its work counts as ours.
    db.execute_unprepared(&format!("VACUUM (FREEZE, INDEX_CLEANUP ON, SKIP_LOCKED) {TABLES}")).await?;
    db.execute_unprepared(FORGET).await?;
    Ok(trace::Entity::find().count(db).await? == 0)
}

/// The same where nobody waits for it: what is left is logged and tried again by the scheduler.
pub async fn try_to_sweep(db: &Db) {
    match sweep(db).await {
        Ok(true) => {}
        Ok(false) => tracing::info!("a reader holds traces of closed rounds in the database; tried again"),
        Err(error) => tracing::warn!(%error, "traces of closed rounds could not be cleared; tried again"),
    }
}
