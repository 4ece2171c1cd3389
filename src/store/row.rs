//! Rows of tables as the rest of the program knows them, and words of tables as the enums that they stand for.

use jiff::Timestamp;
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

use crate::survey::{Audience, PrivacyMode, RoundState, Side, mailing::MailingKind};

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

/// What a column holds, out of the database's types.
pub(super) trait PlainColumn<T> {
    fn plain(self) -> T;
}

impl<T> PlainColumn<T> for T {
    fn plain(self) -> T {
        self
    }
}

impl PlainColumn<Timestamp> for Instant {
    fn plain(self) -> Timestamp {
        self.time()
    }
}

impl PlainColumn<Option<Timestamp>> for Option<Instant> {
    fn plain(self) -> Option<Timestamp> {
        self.map(Instant::time)
    }
}

/// Lets a struct be read from a table: made from its row field by field, or the way that is written out where no fields
/// are named.
macro_rules! from_row {
    ($name:ident: $table:ident { $($field:ident),+ $(,)? }) => {
        impl From<$table::Model> for $name {
            fn from(row: $table::Model) -> Self {
                Self { $($field: $crate::store::row::PlainColumn::plain(row.$field)),+ }
            }
        }

        from_row!($name: $table);
    };
    ($name:ident: $table:ident) => {
        impl sea_orm::FromQueryResult for $name {
            fn from_query_result(row: &sea_orm::QueryResult, prefix: &str) -> Result<Self, sea_orm::DbErr> {
                <$table::Model as sea_orm::FromQueryResult>::from_query_result(row, prefix).map(Self::from)
            }
        }
    };
}

/// Lets a column hold an enum by its keys.
macro_rules! column {
    ($name:ident) => {
        impl From<$name> for sea_orm::Value {
            fn from(value: $name) -> Self {
                value.key().into()
            }
        }

        impl sea_orm::TryGetable for $name {
            fn try_get_by<I: sea_orm::ColIdx>(
                row: &sea_orm::QueryResult,
                index: I,
            ) -> Result<Self, sea_orm::TryGetError> {
                let key = <String as sea_orm::TryGetable>::try_get_by(row, index)?;
                let unknown = || {
                    sea_orm::DbErr::Type(format!("{key:?} is no {}", stringify!($name).to_lowercase())).into()
                };
                Self::from_key(&key).ok_or_else(unknown)
            }
        }

        impl sea_orm::sea_query::ValueType for $name {
            fn try_from(value: sea_orm::Value) -> Result<Self, sea_orm::sea_query::ValueTypeErr> {
                let key = <String as sea_orm::sea_query::ValueType>::try_from(value)?;
                Self::from_key(&key).ok_or(sea_orm::sea_query::ValueTypeErr)
            }

            fn type_name() -> String {
                stringify!($name).to_owned()
            }

            fn array_type() -> sea_orm::sea_query::ArrayType {
                sea_orm::sea_query::ArrayType::String
            }

            fn column_type() -> sea_orm::sea_query::ColumnType {
                sea_orm::sea_query::ColumnType::Text
            }
        }
    };
}

column!(Side);
column!(PrivacyMode);
column!(RoundState);
column!(Audience);
column!(MailingKind);
