//! Rows of tables as the rest of the program knows them.

use jiff::Timestamp;

use super::{Instant, KeyColumn};

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

impl<E> PlainColumn<E> for KeyColumn<E> {
    fn plain(self) -> E {
        self.0
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
