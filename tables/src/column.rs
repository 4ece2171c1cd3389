//! What columns hold: enums by their keys, and instants.

use common_ground_reports::Keyed;
use jiff::Timestamp;
use sea_orm::{
    ColIdx, DbErr, DeriveValueType, QueryResult, TryGetError, TryGetable, Value,
    sea_query::{ArrayType, ColumnType, ValueType, ValueTypeErr},
};
use serde::{Deserialize, Serialize};

/// An enum of the domain in a column. The domain knows no columns, so that its enums cannot stand in one themselves, as
/// those of this crate do by `column!`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyColumn<E>(pub E);

impl<E> From<E> for KeyColumn<E> {
    fn from(value: E) -> Self {
        Self(value)
    }
}

impl<E: Keyed> Keyed for KeyColumn<E> {
    fn word(self) -> &'static str {
        self.0.word()
    }

    fn of_word(word: &str) -> Option<Self> {
        E::of_word(word).map(Self)
    }
}

impl<E: Keyed> From<KeyColumn<E>> for Value {
    fn from(column: KeyColumn<E>) -> Self {
        column.word().into()
    }
}

impl<E: Keyed> TryGetable for KeyColumn<E> {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let key = <String as TryGetable>::try_get_by(row, index)?;
        let unknown = || DbErr::Type(format!("{key:?} is no {}", name::<E>().to_lowercase())).into();
        Self::of_word(&key).ok_or_else(unknown)
    }
}

impl<E: Keyed> ValueType for KeyColumn<E> {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        let key = <String as ValueType>::try_from(value)?;
        Self::of_word(&key).ok_or(ValueTypeErr)
    }

    fn type_name() -> String {
        name::<E>().to_owned()
    }

    fn array_type() -> ArrayType {
        ArrayType::String
    }

    fn column_type() -> ColumnType {
        ColumnType::Text
    }
}

/// What an enum is called in the code.
fn name<E>() -> &'static str {
    std::any::type_name::<E>().rsplit("::").next().unwrap_or_default()
}

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

/// Lets a column hold an enum of this crate itself.
macro_rules! column {
    ($name:ident) => {
        impl From<$name> for sea_orm::Value {
            fn from(value: $name) -> Self {
                $crate::KeyColumn(value).into()
            }
        }

        impl sea_orm::TryGetable for $name {
            fn try_get_by<I: sea_orm::ColIdx>(
                row: &sea_orm::QueryResult,
                index: I,
            ) -> Result<Self, sea_orm::TryGetError> {
                <$crate::KeyColumn<Self> as sea_orm::TryGetable>::try_get_by(row, index)
                    .map(|column| column.0)
            }
        }

        impl sea_orm::sea_query::ValueType for $name {
            fn try_from(value: sea_orm::Value) -> Result<Self, sea_orm::sea_query::ValueTypeErr> {
                <$crate::KeyColumn<Self> as sea_orm::sea_query::ValueType>::try_from(value)
                    .map(|column| column.0)
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
