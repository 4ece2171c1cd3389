//! Instants as columns hold them.

use jiff::Timestamp;
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

/// An instant as the database keeps it: in Unix milliseconds, which sort the same on every database, which SQLite's textual
/// time stamps do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType)]
pub struct Instant(pub i64);

impl Instant {
    /// The same instant for calculating with.
    pub fn time(self) -> Timestamp {
        Timestamp::from_millisecond(self.0).unwrap_or_default()
    }
}

impl From<Timestamp> for Instant {
    fn from(time: Timestamp) -> Self {
        Self(time.as_millisecond())
    }
}
