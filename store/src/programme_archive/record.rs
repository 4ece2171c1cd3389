//! What a row is in the archive of a programme, and how it becomes a row again.

use sea_orm::{EntityTrait, Select};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use super::{
    arrival::PrepareFault,
    departure::{self, ArchivePage, ArchivePlace, ProgrammeDeparture},
    ids::ArrivingIds,
};
use crate::store::{Result, Transaction};

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
        departure::page::<Self>(from, after).await
    }

    /// Looks up what the database has that these records must fit.
    async fn prepare(_: &[Self], _: &mut ArrivingIds, _: &Transaction) -> Result<(), PrepareFault> {
        Ok(())
    }
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
