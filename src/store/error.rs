//! What storing can fail with, and whether trying again may help.

use sea_orm::{DbErr, RuntimeErr, sqlx};

/// What storing can fail with.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or could not be reached.
    #[error("database: {0}")]
    Database(#[from] DbErr),
    /// Something stored cannot be understood; names the row.
    #[error("{0}")]
    Damaged(String),
    /// The database could not be reached, or stayed busy, for as long as anybody waits.
    #[error("the database does not answer, or is too busy to")]
    Busy,
    /// The writer is gone: the service is stopping.
    #[error("the service is stopping")]
    Stopping,
}

/// Results of storing.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// SQLSTATE of a conflict with another transaction: serialization failure, deadlock.
const CONFLICTS: [&str; 2] = ["40001", "40P01"];
/// How SQLSTATEs begin that pass: a lost connection, too many of them, a server that stops or starts.
const PASSING_CODES: [&str; 3] = ["08", "53300", "57P"];
/// What is said where there is no SQLSTATE, by SQLite and by a connection that broke.
const PASSING_WORDS: [&str; 7] = [
    "expected to read",
    "Broken pipe",
    "Connection reset",
    "Connection refused",
    "unexpected end of file",
    "got 0 bytes at EOF",
    "database is locked",
];

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(DbErr::Query(RuntimeErr::Internal(error.to_string())))
    }
}

impl StoreError {
    /// Whether trying again may help: a lost connection, or a conflict with another transaction. The database rolled
    /// everything back, or lost it with the connection.
    pub fn may_pass(&self) -> bool {
        let Self::Database(error) = self else { return matches!(self, Self::Busy) };
        match error {
            DbErr::Conn(_) | DbErr::ConnectionAcquire(_) => true,
            DbErr::Exec(inner) | DbErr::Query(inner) => {
                let words = inner.to_string();
                sqlstate(error).map_or_else(
                    || PASSING_WORDS.iter().any(|sign| words.contains(sign)),
                    |code| is_conflict(error) || PASSING_CODES.iter().any(|begin| code.starts_with(begin)),
                )
            }
            _ => false,
        }
    }

    /// Whether another transaction was in the way. Then everything was rolled back, and the same may be done again
    /// at once.
    pub fn is_conflict(&self) -> bool {
        matches!(self, Self::Database(error) if is_conflict(error))
    }
}

/// Whether another transaction was in the way.
pub(super) fn is_conflict(error: &DbErr) -> bool {
    sqlstate(error).is_some_and(|code| CONFLICTS.contains(&&*code))
}

/// The code by which PostgreSQL names what is wrong, in whatever language it speaks. SQLite has numbers in its place.
fn sqlstate(error: &DbErr) -> Option<String> {
    let (DbErr::Exec(RuntimeErr::SqlxError(inner)) | DbErr::Query(RuntimeErr::SqlxError(inner))) = error
    else {
        return None;
    };
    let sqlx::Error::Database(told) = &**inner else { return None };
    told.code().filter(|code| code.len() == 5).map(std::borrow::Cow::into_owned)
}
