//! Whether an answer could be stored now: something small is stored, the way answers are.

use std::time::Duration;

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use tokio::{task::spawn_blocking, time::timeout};

use super::{Backend, Db, Result, StoreError};

/// How long PostgreSQL may take over it. On SQLite whoever asks decides.
const PATIENCE: Duration = Duration::from_secs(2);
/// Rows of the probe: as many as instances that rarely meet each other's.
const ROWS: u8 = 16;
/// What is stored has the size of a few pages, so that it needs room on the disk as an answer does.
const BYTES: usize = 12_000;

const IN_FILE: &str = "INSERT INTO lease (name, holder, until) VALUES (?1, ?2, 0)
                       ON CONFLICT (name) DO UPDATE SET holder = excluded.holder";
const ON_SERVER: &str = "INSERT INTO lease (name, holder, until) VALUES ($1, $2, 0)
                         ON CONFLICT (name) DO UPDATE SET holder = excluded.holder";

/// Stores a few pages in the place of an earlier probe. A lease nobody holds: the row says nothing.
///
/// # Errors
/// [`StoreError::Busy`] when it takes too long.
pub async fn store(db: &Db) -> Result<()> {
    let name = format!("probe {}", rand::random_range(0..ROWS));
    // Never the same, so that it is written each time.
    let filling = format!("{:032x}", rand::random::<u128>()).repeat(BYTES / 32);
    let stored = match db.backend() {
        Backend::Sqlite => in_file(db.clone(), name, filling).await,
        Backend::Postgres => on_server(db, &name, &filling).await,
    };
    if let Err(error) = &stored {
        db.failed(error);
    }
    stored
}

async fn in_file(db: Db, name: String, filling: String) -> Result<()> {
    // Behind whoever writes, as every answer is.
    let turn = db.writer().connections().get_sqlite_connection_pool().acquire().await;
    let turn = turn.map_err(|_| StoreError::Busy)?;
    let written = spawn_blocking(move || {
        let done = db.direct(|connection| connection.execute(IN_FILE, (&name, &filling)));
        drop(turn);
        done
    });
    written.await.map_err(|_| StoreError::Stopping)??;
    Ok(())
}

async fn on_server(db: &Db, name: &str, filling: &str) -> Result<()> {
    let values = [name.into(), filling.into()];
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, ON_SERVER, values);
    match timeout(PATIENCE, db.write_one().execute_raw(statement)).await {
        Ok(done) => Ok(done.map(drop)?),
        Err(_) => Err(StoreError::Busy),
    }
}
