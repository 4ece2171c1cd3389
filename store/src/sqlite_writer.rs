//! SQLite without a thread in between, for the two places where that counts: the batches of the writer, and reading
//! whole rounds.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, Result};
use tokio::task::spawn_blocking;

use super::sqlite_log::SqliteLog;

/// Ids are random, so each response lands on another page; so many kilobytes of them are held.
const CACHE_KILOBYTES: i32 = 2_048;
/// Whoever reads a whole round comes by each page once: few are held, which stay near the processor.
const READER_KILOBYTES: i32 = 512;
/// After so many rows, what waits in the write-ahead log is moved to its places, beside the writer.
const ROWS_TO_MOVE: usize = 1_000;
/// With so many pages in the log (64 MB) the writer moves what is left itself, and begins the log anew. That can only
/// be done while nobody writes.
const PAGES_TO_STOP_AT: i32 = 16_000;

/// How long another process is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long readers are waited for when the log is emptied. Nobody can write meanwhile.
const PATIENCE_WITH_READERS: Duration = Duration::from_millis(100);

/// Connections of its own to the file, opened when they are first needed.
pub(super) struct Direct {
    file: PathBuf,
    writer: Mutex<Option<Connection>>,
    mover: Mutex<Option<Connection>>,
    rows: AtomicUsize,
    moving: AtomicBool,
    log: SqliteLog,
}

impl Direct {
    pub(super) fn to(file: impl AsRef<Path>) -> Self {
        Self {
            log: SqliteLog::beside(file.as_ref()),
            file: file.as_ref().to_owned(),
            writer: Mutex::default(),
            mover: Mutex::default(),
            rows: AtomicUsize::default(),
            moving: AtomicBool::default(),
        }
    }

    /// The file that they are connections to.
    pub(super) fn file(&self) -> &Path {
        &self.file
    }

    /// Does something with the writing connection; a transaction that is not committed changes nothing.
    pub(super) fn with<T>(&self, work: impl FnOnce(&mut Connection) -> Result<T>) -> Result<T> {
        with(&self.writer, || open(&self.file), work)
    }

    /// Opens the writing connection before it is needed, and notes which file the log is: a connection that is opened
    /// after the log was taken away would begin another.
    pub(super) fn prepare(&self) -> Result<()> {
        self.with(|connection| connection.query_row("SELECT COUNT(*) FROM sqlite_schema", (), |_| Ok(())))?;
        self.log.is_lost();
        Ok(())
    }

    /// Whether the log was taken away while it is written.
    pub(super) fn has_lost_log(&self) -> bool {
        self.log.is_lost()
    }

    /// A connection that reads, for whoever asked for it.
    pub(super) fn reader(&self) -> Result<Connection> {
        let connection = Connection::open_with_flags(
            &self.file,
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        connection.busy_timeout(PATIENCE)?;
        connection.pragma_update(None, "cache_size", -READER_KILOBYTES)?;
        Ok(connection)
    }

    /// Notes that so many rows were written.
    pub(super) fn tidy(self: &Arc<Self>, rows: usize) {
        let waiting = self.rows.fetch_add(rows, Ordering::Relaxed) + rows;
        if waiting < ROWS_TO_MOVE || self.moving.swap(true, Ordering::Relaxed) {
            return;
        }
        self.rows.store(0, Ordering::Relaxed);
        let direct = Arc::clone(self);
        spawn_blocking(move || {
            let moved = with(
                &direct.mover,
                || open(&direct.file),
                |connection| {
                    // Passive: it waits for nobody and holds nobody up.
                    connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", (), |_| Ok(()))
                },
            );
            if let Err(error) = moved {
                tracing::warn!(%error, "the log of the database could not be tidied; it is tried again");
            }
            direct.moving.store(false, Ordering::Relaxed);
        });
    }

    /// Moves everything out of the log and empties it; false while somebody reads or writes. This blocks its thread.
    pub(super) fn truncate_log(&self) -> Result<bool> {
        with(
            &self.mover,
            || open(&self.file),
            |connection| {
                connection.busy_timeout(PATIENCE_WITH_READERS)?;
                // Whether it was hindered is told in a row, not by an error.
                let hindered: Result<i64> =
                    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |row| row.get(0));
                connection.busy_timeout(PATIENCE)?;
                Ok(hindered? == 0)
            },
        )
    }

    pub(super) fn close(&self) {
        for held in [&self.writer, &self.mover] {
            held.lock().unwrap_or_else(PoisonError::into_inner).take();
        }
    }
}

impl std::fmt::Debug for Direct {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Direct").field(&self.file).finish()
    }
}

fn with<T>(
    held: &Mutex<Option<Connection>>,
    open: impl FnOnce() -> Result<Connection>,
    work: impl FnOnce(&mut Connection) -> Result<T>,
) -> Result<T> {
    let mut held = held.lock().unwrap_or_else(PoisonError::into_inner);
    match &mut *held {
        Some(connection) => work(connection),
        none => work(none.insert(open()?)),
    }
}

/// As every writing connection is: durable, with foreign keys, and without leaving behind what is deleted.
fn open(file: &Path) -> Result<Connection> {
    let connection = Connection::open(file)?;
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.pragma_update(None, "secure_delete", "ON")?;
    connection.pragma_update(None, "cache_size", -CACHE_KILOBYTES)?;
    connection.pragma_update(None, "wal_autocheckpoint", PAGES_TO_STOP_AT)?;
    Ok(connection)
}
