//! SQLite without a thread in between, for the one place where that counts: the batches of the writer.

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, Result};

/// A connection of its own to the file, opened when it is first needed.
pub(super) struct Direct {
    file: PathBuf,
    connection: Mutex<Option<Connection>>,
}

impl Direct {
    pub(super) fn to(file: impl AsRef<Path>) -> Self {
        Self { file: file.as_ref().to_owned(), connection: Mutex::default() }
    }

    /// Does something with the connection; a transaction that is not committed changes nothing.
    pub(super) fn with<T>(&self, work: impl FnOnce(&mut Connection) -> Result<T>) -> Result<T> {
        let mut held = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        match &mut *held {
            Some(connection) => work(connection),
            none => work(none.insert(open(&self.file)?)),
        }
    }

    pub(super) fn close(&self) {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

impl std::fmt::Debug for Direct {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Direct").field(&self.file).finish()
    }
}

/// As every writing connection is: durable, with foreign keys, and without leaving behind what is deleted.
fn open(file: &Path) -> Result<Connection> {
    let connection = Connection::open(file)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.pragma_update(None, "secure_delete", "ON")?;
    // Ids are random, so each response lands on another page: 8 MB of them are held, and 16 MB wait in the log before
    // they are moved to their places, many changes of a page in one.
    connection.pragma_update(None, "cache_size", -8_192)?;
    connection.pragma_update(None, "wal_autocheckpoint", 4_000)?;
    Ok(connection)
}
