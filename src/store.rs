//! Persistence: the only place that names the database library. Functions take any connection, so a pool and a
//! transaction both fit; [`write()`] is the one way to begin a write.

#[macro_use]
mod row;

pub mod actions;
pub mod audit;
pub mod bounces;
pub mod candidates;
pub mod check;
pub mod close;
pub mod comments;
mod connect;
pub mod contacts;
pub mod course_sessions;
pub mod courses;
pub mod custom_surveys;
pub mod email_texts;
mod entity;
pub mod erasure;
mod error;
pub mod failures;
mod fresh;
mod instant;
pub mod invitation_letters;
pub mod invitations;
pub mod keyed_sheets;
pub mod lease;
pub mod links;
pub mod mail_server;
pub mod mailings;
pub mod members;
pub mod outbox;
pub mod participants;
pub mod partners;
pub mod people;
mod pool;
pub mod probe;
pub mod programmes;
pub mod published;
mod quotes;
pub mod recipients;
pub mod reset_requests;
pub mod response_reader;
pub mod responses;
pub mod retention;
mod retry;
pub mod rounds;
pub mod second_factors;
pub mod sessions;
pub mod sign_in_rules;
pub mod site;
pub mod site_admins;
pub mod snapshot;
pub mod spent;
mod sqlite_writer;
pub mod submission;
pub mod summaries;
pub mod summary_drafts;
pub mod surveys;
pub mod tallies;
pub mod throttles;
pub mod timetable;
pub mod traces;
pub mod unsubscribes;
pub mod uploads;
pub mod writer;

pub use connect::{Backend, Db, write};
pub use error::{Result, StoreError};
pub use instant::Instant;
pub use pool::Pool;
pub use retry::again;
/// A write under way, begun with [`write()`]. Dropped without a commit, it changes nothing.
pub use sea_orm::DatabaseTransaction as Transaction;
