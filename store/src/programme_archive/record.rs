//! What a row is in the archive of a programme, and how it becomes a row again.

use sea_orm::{
    DbErr, EntityTrait, ExprTrait, IntoSimpleExpr, Iterable, ModelTrait, PrimaryKeyToColumn, QueryFilter,
    QueryOrder, QuerySelect, Select, sea_query::Expr,
};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use super::{
    departure::{ArchivePage, ArchivePlace, ProgrammeDeparture},
    ids::ArrivingIds,
};
use crate::store::{Result, StoreError, Transaction};

/// Rows read at a time.
const PAGE: u64 = 250;

/// A row of a table as the archive tells it.
pub(super) trait ArchivedRecord: Serialize + DeserializeOwned + Sized {
    /// Whose row it is.
    type Table: EntityTrait;

    /// Whether one that is there already may stand in for it, under another id.
    const IS_MATCHED: bool = false;

    /// The rows of a programme.
    fn of(programme: Uuid) -> Select<Self::Table>;

    /// A row as it is told; none for what stays behind.
    fn told(row: <Self::Table as EntityTrait>::Model, from: &ProgrammeDeparture) -> Option<Self>;

    /// The row that it becomes; none for what is there already.
    fn row(self, ids: &ArrivingIds) -> Result<Option<<Self::Table as EntityTrait>::ActiveModel>, String>;

    /// Its own id, by which others name it.
    fn own_id(&self) -> Option<Uuid> {
        None
    }

    /// Some of the records of a programme.
    async fn page(from: &ProgrammeDeparture, after: Option<&ArchivePlace>) -> Result<ArchivePage> {
        page::<Self>(from, after).await
    }

    /// Looks up what the database has that these records must fit.
    async fn prepare(_: &[Self], _: &mut ArrivingIds, _: &Transaction) -> Result<(), PrepareFault> {
        Ok(())
    }
}

/// Why records do not fit into the database.
pub(super) enum PrepareFault {
    /// One of them, by its place among them, and what is wrong with it.
    Record(usize, String),
    /// The database.
    Store(StoreError),
}

impl From<StoreError> for PrepareFault {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<DbErr> for PrepareFault {
    fn from(error: DbErr) -> Self {
        Self::Store(error.into())
    }
}

/// Some rows of a table as records, in the order of its key.
async fn page<R: ArchivedRecord>(
    from: &ProgrammeDeparture,
    after: Option<&ArchivePlace>,
) -> Result<ArchivePage> {
    let key = <R::Table as EntityTrait>::PrimaryKey::iter().map(PrimaryKeyToColumn::into_column);
    let key: Vec<<R::Table as EntityTrait>::Column> = key.collect();
    let mut select = R::of(from.programme());
    if let Some(ArchivePlace(last)) = after {
        let here = Expr::tuple(key.iter().map(|column| (*column).into_simple_expr()));
        let there = Expr::tuple(last.iter().map(|value| Expr::val(value.clone())));
        select = select.filter(here.gt(there));
    }
    for column in &key {
        select = select.order_by_asc(*column);
    }
    let rows = select.limit(PAGE).all(from.moment()).await?;
    let is_whole = rows.len() as u64 == PAGE;
    let last = rows.last().filter(|_| is_whole);
    let next = last.map(|row| ArchivePlace(key.iter().map(|column| row.get(*column)).collect()));
    let records = rows.into_iter().filter_map(|row| R::told(row, from));
    let lines = records.map(|record| line(&record)).collect::<Result<_>>()?;
    Ok(ArchivePage { lines, next })
}

/// A record as a line.
pub(super) fn line<R: ArchivedRecord>(record: &R) -> Result<Vec<u8>> {
    serde_json::to_vec(record).map_err(|error| StoreError::Damaged(error.to_string()))
}

/// A record with the columns of a table: after the table, in any part of this order, the field that is its own id, the column that
/// names the programme, which no record holds, and a column that is always empty.
macro_rules! archived {
    (
        $(#[$doc:meta])*
        $vis:vis struct $name:ident(
            $table:ident $(, id = $id:ident)? $(, programme = $owner:ident)? $(, empty = $empty:ident)?
        ) {
            $($field:ident: $kind:ty),+ $(,)?
        }
        of |$programme:ident| $scope:expr
    ) => {
        $(#[$doc])*
        #[derive(serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        $vis struct $name {
            $($field: $kind),+
        }

        impl $crate::store::programme_archive::record::ArchivedRecord for $name {
            type Table = $table::Entity;

            fn of($programme: uuid::Uuid) -> sea_orm::Select<Self::Table> {
                sea_orm::QueryFilter::filter(<$table::Entity as sea_orm::EntityTrait>::find(), $scope)
            }

            fn told(
                row: $table::Model,
                _: &$crate::store::programme_archive::departure::ProgrammeDeparture,
            ) -> Option<Self> {
                use $crate::store::programme_archive::cells::ArchivedCell;
                Some(Self { $($field: <$kind as ArchivedCell>::told(row.$field)),+ })
            }

            fn row(
                self,
                ids: &$crate::store::programme_archive::ids::ArrivingIds,
            ) -> Result<Option<$table::ActiveModel>, String> {
                use $crate::store::programme_archive::cells::column;
                Ok(Some($table::ActiveModel {
                    $($field: column(stringify!($field), self.$field, ids)?,)+
                    $($owner: sea_orm::Set(ids.programme.into()),)?
                    $($empty: sea_orm::Set(None),)?
                }))
            }

            $(
                fn own_id(&self) -> Option<uuid::Uuid> {
                    Some(self.$id)
                }
            )?
        }
    };
}
