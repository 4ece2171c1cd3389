//! Persistence: the only place that names the database library. Functions take any connection, so a pool and a
//! transaction both fit; [`write()`] is the one way to begin a write.

pub mod audit;
pub mod check;
pub mod close;
pub mod comments;
mod connect;
pub mod contacts;
pub mod courses;
pub mod entity;
pub mod erasure;
mod instant;
pub mod invitations;
pub mod outbox;
pub mod partners;
pub mod people;
pub mod programmes;
pub mod responses;
pub mod retention;
pub mod rounds;
pub mod stops;
pub mod submission;
pub mod summaries;
pub mod surveys;
pub mod tallies;
pub mod writer;

pub use connect::{Backend, Db, write};
pub use instant::Instant;
/// A write under way.
pub use sea_orm::DatabaseTransaction as Transaction;

/// What storing can fail with.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or could not be reached.
    #[error("database: {0}")]
    Database(#[from] sea_orm::DbErr),
    /// Something stored cannot be understood; names the row.
    #[error("{0}")]
    Damaged(String),
    /// The writer is gone: the service is stopping.
    #[error("the service is stopping")]
    Stopping,
}

/// Results of storing.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;
