//! What storing can fail with, and whether trying again may help.

use std::path::Path;

use sea_orm::{DbErr, RuntimeErr, SqlErr, sqlx};

use crate::system::own_folder;

/// What storing can fail with.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or could not be reached.
    #[error("database: {}", told(.0))]
    Database(#[from] DbErr),
    /// Something stored cannot be understood; names the row.
    #[error("{0}")]
    Damaged(String),
    /// A database that cannot hold what people write; says how to make one.
    #[error("{0}")]
    Unfit(String),
    /// A database of one file, named here, on a disk that takes no changes from anybody.
    #[error(
        "the disk of {0} is mounted read-only (look at what the system logged of it and mount it so that it can be written, \
         or move the data folder to another disk and name it in COMMON_GROUND_DATA_DIR; then start the service again)"
    )]
    ReadOnlyDisk(String),
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

/// What SQLite says of a file that is no database any more.
const DAMAGED_WORDS: [&str; 2] = ["file is not a database", "database disk image is malformed"];
/// What an administrator can mend: the SQLSTATE, or the words of SQLite, and how.
const REMEDIES: [(&str, &str); 11] = [
    ("53100", NO_SPACE),
    ("database or disk is full", NO_SPACE),
    ("25006", "this server takes no changes: name the one that does in COMMON_GROUND_DATABASE_URL"),
    ("attempt to write a readonly database", NOT_OURS),
    ("unable to open database file", NOT_OURS),
    (DAMAGED_WORDS[0], PUT_BACK),
    (DAMAGED_WORDS[1], PUT_BACK),
    ("disk I/O error", "look at the disk, and at what the system logged of it"),
    (
        "42501",
        "the user of COMMON_GROUND_DATABASE_URL must be allowed to make tables: let it own the database",
    ),
    ("53300", NO_CONNECTION),
    ("timed out", NO_CONNECTION),
];
const NO_CONNECTION: &str = "see that the server runs, that COMMON_GROUND_DATABASE_URL leads to it, and that others leave connections free";
const NO_SPACE: &str = "free space on the disk of the database: the service then goes on by itself";
const NOT_OURS: &str =
    "let the user of the service own the data folder and all that is in it, then start it again";
const PUT_BACK: &str =
    "the file is damaged: stop the service, then put a backup back by `common-ground restore --replace`";

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(DbErr::Query(RuntimeErr::Internal(error.to_string())))
    }
}

/// What is said where nothing can be stored at all, whatever is asked: the SQLSTATEs of a server that takes no changes and
/// of full disks, and the words of SQLite.
const NOTHING_STORED: [&str; 5] =
    ["25006", "53100", "readonly database", "database or disk is full", "disk I/O error"];

impl StoreError {
    /// What an error means of a database in this file: what the owner of a file may do says nothing where its disk is
    /// mounted read-only.
    pub(super) fn of_file(self, file: &Path) -> Self {
        if matches!(self, Self::Database(_)) && own_folder::is_on_read_only_disk(file) {
            return Self::ReadOnlyDisk(file.display().to_string());
        }
        self
    }

    /// Whether nothing at all can be stored just now: the database is read-only, its disk is full, or it does not answer.
    /// What was sent is as good as before, and may be sent again.
    pub fn stores_nothing(&self) -> bool {
        if self.may_pass() || matches!(self, Self::ReadOnlyDisk(_)) {
            return true;
        }
        let Self::Database(error) = self else { return false };
        let (code, words) = (sqlstate(error), error.to_string());
        NOTHING_STORED
            .iter()
            .any(|sign| code.as_ref().map_or_else(|| words.contains(sign), |code| code == sign))
    }

    /// Whether PostgreSQL takes no changes on this connection.
    pub(super) fn takes_no_changes(&self) -> bool {
        matches!(self, Self::Database(error) if sqlstate(error).as_deref() == Some("25006"))
    }

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

    /// Whether the file of the database is damaged.
    pub fn is_damaged(&self) -> bool {
        let words = self.to_string();
        DAMAGED_WORDS.iter().any(|sign| words.contains(sign))
    }

    /// Whether the words of this error say how to mend it.
    pub fn has_remedy(&self) -> bool {
        match self {
            Self::Database(error) => remedy(error).is_some(),
            Self::ReadOnlyDisk(_) => true,
            _ => false,
        }
    }

    /// Whether a row with the same unique key was there: somebody else was quicker, and nothing was changed.
    pub fn is_duplicate(&self) -> bool {
        let Self::Database(error) = self else { return false };
        matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
    }

    /// Whether another transaction was in the way. Then everything was rolled back, and the same may be done again
    /// at once.
    pub fn is_conflict(&self) -> bool {
        matches!(self, Self::Database(error) if is_conflict(error))
    }
}

/// How an administrator mends this, where we know.
fn remedy(error: &DbErr) -> Option<&'static str> {
    let (code, words) = (sqlstate(error), error.to_string());
    let known = REMEDIES
        .iter()
        .find(|(sign, _)| code.as_ref().map_or_else(|| words.contains(sign), |code| code == sign));
    known.map(|(_, remedy)| *remedy)
}

/// What the database said, and how to mend it behind that.
fn told(error: &DbErr) -> String {
    remedy(error).map_or_else(|| error.to_string(), |remedy| format!("{error} ({remedy})"))
}

/// Whether another transaction was in the way.
pub(super) fn is_conflict(error: &DbErr) -> bool {
    sqlstate(error).is_some_and(|code| CONFLICTS.contains(&&*code))
}

/// The code by which PostgreSQL names what is wrong, in whatever language it speaks. SQLite has numbers in its place.
fn sqlstate(error: &DbErr) -> Option<String> {
    let (DbErr::Exec(RuntimeErr::SqlxError(inner))
    | DbErr::Query(RuntimeErr::SqlxError(inner))
    | DbErr::Conn(RuntimeErr::SqlxError(inner))) = error
    else {
        return None;
    };
    let sqlx::Error::Database(told) = &**inner else { return None };
    told.code().filter(|code| code.len() == 5).map(std::borrow::Cow::into_owned)
}
