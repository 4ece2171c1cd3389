//! The short way for answers of which nothing but themselves is written, by open link or by personal links of anonymous
//! rounds: nothing is looked up first, and the statements are the same for every batch, so that they are parsed once. A round that is not open and a key that was seen before break a rule, and then nothing
//! of the batch is stored.
//!
//! On SQLite the library is called directly: handing each statement to another thread costs more than running it. On
//! PostgreSQL the whole batch is one statement, since each one costs a way to the server and back.

use std::error::Error;

use rand::seq::SliceRandom;
use rusqlite::{OptionalExtension, TransactionBehavior, types::Type};
use sea_orm::sqlx;

use crate::store::{
    submission::{Backend, Cells, Db, Submission, cells},
    tallies::{by_round, document},
};

/// Stores a batch of submissions, without looking at their links, all of it or nothing; false when something stands against
/// one of them, or the database fails.
pub(super) async fn store(db: &Db, slot: i32, mut batch: Vec<&Submission>) -> bool {
    if db.writer().is_wrapped() {
        // A pooler may hand a statement to another connection than the one that prepared it; and a server that is set to
        // commit without waiting for its disk is told otherwise in each transaction.
        return false;
    }
    batch.shuffle(&mut rand::rng());
    let cells = cells(&batch);
    let stored = match db.backend() {
        Backend::Sqlite => in_file(db, slot, &batch, &cells).await,
        Backend::Postgres => on_server(db, slot, &batch, &cells).await,
    };
    if let Err(error) = &stored {
        tracing::debug!(%error, size = batch.len(), "a batch is not stored at once");
    }
    stored.is_ok()
}

type Done = Result<(), Box<dyn Error + Send + Sync>>;

/// This blocks its thread until the batch is durable; the writer has one of its own.
async fn in_file(db: &Db, slot: i32, batch: &[&Submission], cells: &Cells<'_>) -> Done {
    // Whoever holds the only writing connection writes; everybody else waits their turn as ever.
    let turn = db.writer().connections().get_sqlite_connection_pool().acquire().await?;
    let done = db.direct(|connection| {
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        {
            // The key is refused without a round.
            let mut key = tx.prepare_cached(
                "INSERT INTO submission_key (round_id, key_hash)
                 VALUES ((SELECT id FROM round WHERE id = ?1 AND state = 'open'), ?2)",
            )?;
            let mut response = tx.prepare_cached(
                "INSERT INTO response (round_id, id, grp, answers) VALUES (?1, ?2, ?3, ?4)",
            )?;
            for row in batch {
                let round = row.round.as_bytes();
                key.execute((round, &row.key_hash))?;
                response.execute((round, row.id.as_bytes(), &row.group, &row.answers))?;
            }
        }
        raise_in_file(&tx, slot, cells)?;
        tx.commit()
    });
    drop(turn);
    db.tidy(batch.len());
    Ok(done?)
}

/// Reads one document for each round and writes it raised. Nobody else writes meanwhile: the transaction is the only one.
fn raise_in_file(tx: &rusqlite::Transaction<'_>, slot: i32, cells: &Cells<'_>) -> rusqlite::Result<()> {
    let mut stored =
        tx.prepare_cached("SELECT document FROM tally_document WHERE round_id = ?1 AND slot = ?2")?;
    let mut keep = tx.prepare_cached(
        "INSERT INTO tally_document (round_id, slot, responses, document) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (round_id, slot) DO UPDATE SET responses = excluded.responses, document = excluded.document",
    )?;
    for (round, more) in by_round(cells) {
        let round = round.as_bytes();
        let before: Option<Vec<u8>> = stored.query_row((round, slot), |row| row.get(0)).optional()?;
        let raised = document::raised(before.as_deref(), &more)
            .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, Type::Blob, Box::new(error)))?;
        keep.execute((round, slot, raised.responses, raised.document))?;
    }
    Ok(())
}

/// One statement, which is a transaction of its own. The rows of rounds are held until it ends: a close
/// waits for us, or we see it. Keys and tallies come sorted, so that two instances never wait for each other in a circle.
const ON_SERVER: &str = "
    WITH open AS (
        SELECT id FROM round WHERE id = ANY($1) AND state = 'open' ORDER BY id FOR SHARE
    ), seen AS (
        INSERT INTO submission_key (round_id, key_hash)
        SELECT open.id, given.key_hash
        FROM unnest($1, $2) AS given (round_id, key_hash) LEFT JOIN open ON open.id = given.round_id
        ORDER BY given.round_id, given.key_hash
    ), kept AS (
        INSERT INTO response (round_id, id, grp, answers)
        SELECT round_id, id, grp, answers::jsonb
        FROM unnest($1, $3, $4, $5) AS given (round_id, id, grp, answers)
    )
    INSERT INTO tally (round_id, item, grp, value, slot, n)
    SELECT round_id, item, grp, value, $6, n
    FROM unnest($7, $8, $9, $10, $11) AS given (round_id, item, grp, value, n)
    ON CONFLICT (round_id, item, grp, value, slot) DO UPDATE SET n = tally.n + excluded.n";

async fn on_server(db: &Db, slot: i32, batch: &[&Submission], cells: &Cells<'_>) -> Done {
    fn each<'a, T>(batch: &[&'a Submission], part: impl Fn(&'a Submission) -> T) -> Vec<T> {
        batch.iter().map(|row| part(row)).collect()
    }
    let connections = db.writer().connections();
    sqlx::query(ON_SERVER)
        .bind(each(batch, |row| row.round))
        .bind(each(batch, |row| &*row.key_hash))
        .bind(each(batch, |row| row.id))
        .bind(each(batch, |row| &*row.group))
        .bind(each(batch, |row| &*row.answers))
        .bind(slot)
        .bind(cells.keys().map(|cell| cell.0).collect::<Vec<_>>())
        .bind(cells.keys().map(|cell| cell.1).collect::<Vec<_>>())
        .bind(cells.keys().map(|cell| cell.2).collect::<Vec<_>>())
        .bind(cells.keys().map(|cell| cell.3).collect::<Vec<_>>())
        .bind(cells.values().copied().collect::<Vec<_>>())
        .execute(connections.get_postgres_connection_pool())
        .await?;
    Ok(())
}
