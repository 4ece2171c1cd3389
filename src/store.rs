//! Persistence: the only place that names the database library. Functions take any connection, so a pool and a
//! transaction both fit; [`write()`] is the one way to begin a write.

pub mod actions;
pub mod addressees;
pub mod audit;
pub mod bounces;
pub mod check;
pub mod close;
pub mod comments;
mod connect;
pub mod contacts;
pub mod courses;
mod direct;
pub mod entity;
pub mod erasure;
mod instant;
pub mod interim;
pub mod invitation_letters;
pub mod invitations;
pub mod lease;
pub mod links;
pub mod mail_server;
pub mod mailings;
pub mod members;
pub mod outbox;
pub mod own_surveys;
pub mod participants;
pub mod partners;
pub mod people;
pub mod plans;
pub mod programmes;
pub mod responses;
pub mod retention;
pub mod rounds;
pub mod second_factors;
pub mod sessions;
pub mod shown_close;
pub mod site;
pub mod snapshot;
pub mod stops;
pub mod submission;
pub mod summaries;
pub mod surveys;
pub mod tallies;
pub mod timetable;
pub mod waits;
pub mod writer;

pub use connect::{Backend, Db, write};
pub use instant::Instant;
/// A write under way, begun with [`write()`]. Dropped without a commit, it changes nothing.
pub use sea_orm::DatabaseTransaction as Transaction;

use sea_orm::DbErr;

/// What storing can fail with.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or could not be reached.
    #[error("database: {0}")]
    Database(#[from] sea_orm::DbErr),
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

impl StoreError {
    /// Whether trying again may help: a lost connection, or a conflict with another transaction. The database rolled
    /// everything back, or lost it with the connection.
    pub fn may_pass(&self) -> bool {
        let error = match self {
            Self::Database(error) => error,
            Self::Busy => return true,
            _ => return false,
        };
        match error {
            DbErr::Conn(_) | DbErr::ConnectionAcquire(_) => true,
            DbErr::Exec(inner) | DbErr::Query(inner) => {
                let words = inner.to_string();
                PASSING.iter().any(|sign| words.contains(sign))
            }
            _ => false,
        }
    }
}

/// What databases say when trying again may help: SQLSTATE classes where they are named, and words where not.
const PASSING: [&str; 13] = [
    "40001",
    "40P01",
    "57P01",
    "could not serialize",
    "deadlock",
    "terminating connection",
    "expected to read",
    "Broken pipe",
    "Connection reset",
    "Connection refused",
    "unexpected end of file",
    "the database system is",
    "database is locked",
];
