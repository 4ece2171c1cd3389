//! Persistence: the only place that names the database library. Functions take any connection, so a pool and a
//! transaction both fit; [`write()`] is the one way to begin a write.

pub mod actions;
pub mod addressees;
mod again;
pub mod audit;
pub mod bounces;
pub mod check;
pub mod close;
pub mod comments;
mod connect;
pub mod contacts;
pub mod courses;
mod direct;
pub mod documents;
pub mod entity;
pub mod erasure;
mod error;
mod instant;
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
mod pool;
pub mod programmes;
pub mod published;
pub mod responses;
pub mod retention;
pub mod rounds;
pub mod second_factors;
pub mod sessions;
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

pub use again::again;
pub use connect::{Backend, Db, write};
pub use error::{Result, StoreError};
pub use instant::Instant;
pub use pool::Pool;
/// A write under way, begun with [`write()`]. Dropped without a commit, it changes nothing.
pub use sea_orm::DatabaseTransaction as Transaction;
