//! One value of a row on its way from one kind of database to the other.

use data_encoding::HEXLOWER_PERMISSIVE;
use sea_orm::{DbBackend, DbErr, QueryResult, Value};
use serde_json::Value as Json;
use uuid::Uuid;

/// What a column holds, whatever each database calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CopiedKind {
    /// An id.
    Uuid,
    /// A whole number.
    Int,
    /// Yes or no.
    Bool,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// A JSON document.
    Json,
}

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum CopiedCell {
    /// None.
    Null,
    /// An id.
    Uuid(Uuid),
    /// A whole number.
    Int(i64),
    /// Yes or no.
    Bool(bool),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A JSON document.
    Json(Json),
}

impl CopiedKind {
    /// The kind behind the name of a type, in either database.
    pub(super) fn of_type(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        // In this order: SQLite knows a `uuid_text` and a `jsonb_text`.
        let kinds = [
            ("uuid", Self::Uuid),
            ("json", Self::Json),
            ("bool", Self::Bool),
            ("blob", Self::Bytes),
            ("bytea", Self::Bytes),
            ("int", Self::Int),
            ("text", Self::Text),
            ("char", Self::Text),
        ];
        kinds.into_iter().find(|(part, _)| name.contains(part)).map(|(_, kind)| kind)
    }

    /// A column as it is selected, so that both databases answer alike.
    pub(super) fn selected(self, column: &str) -> String {
        match self {
            Self::Json => format!("CAST({column} AS TEXT)"),
            Self::Int => format!("CAST({column} AS BIGINT)"),
            Self::Uuid | Self::Bool | Self::Text | Self::Bytes => column.to_owned(),
        }
    }

    /// A column as rows are put in order by it: both databases compare bytes.
    pub(super) fn ordered(self, column: &str, backend: DbBackend) -> String {
        match (self, backend) {
            (Self::Text, DbBackend::Postgres) => format!("{column} COLLATE \"C\""),
            _ => column.to_owned(),
        }
    }
}

impl CopiedCell {
    /// The value at a place of a row.
    pub(super) fn read(row: &QueryResult, at: usize, kind: CopiedKind) -> Result<Self, DbErr> {
        let cell = match kind {
            CopiedKind::Uuid => row.try_get_by_index::<Option<Uuid>>(at)?.map(Self::Uuid),
            CopiedKind::Int => row.try_get_by_index::<Option<i64>>(at)?.map(Self::Int),
            CopiedKind::Bool => row.try_get_by_index::<Option<bool>>(at)?.map(Self::Bool),
            CopiedKind::Text => row.try_get_by_index::<Option<String>>(at)?.map(Self::Text),
            CopiedKind::Bytes => row.try_get_by_index::<Option<Vec<u8>>>(at)?.map(Self::Bytes),
            CopiedKind::Json => {
                let text: Option<String> = row.try_get_by_index(at)?;
                let document = text.map(|text| serde_json::from_str(&text)).transpose();
                document.map_err(|error| DbErr::Json(error.to_string()))?.map(Self::Json)
            }
        };
        Ok(cell.unwrap_or(Self::Null))
    }

    /// A value as PostgreSQL writes it in a file; nothing for one that cannot be read.
    pub(super) fn written(text: Option<&str>, kind: CopiedKind) -> Option<Self> {
        let Some(text) = text else { return Some(Self::Null) };
        match kind {
            CopiedKind::Uuid => Uuid::parse_str(text).ok().map(Self::Uuid),
            CopiedKind::Int => text.parse().ok().map(Self::Int),
            CopiedKind::Bool => match text {
                "t" => Some(Self::Bool(true)),
                "f" => Some(Self::Bool(false)),
                _ => None,
            },
            CopiedKind::Text => Some(Self::Text(text.to_owned())),
            CopiedKind::Bytes => {
                let hex = text.strip_prefix("\\x")?;
                HEXLOWER_PERMISSIVE.decode(hex.as_bytes()).ok().map(Self::Bytes)
            }
            CopiedKind::Json => serde_json::from_str(text).ok().map(Self::Json),
        }
    }

    /// As it is handed to a database; where there is none, the kind says what there is none of.
    pub(super) fn value(self, kind: CopiedKind) -> Value {
        match self {
            Self::Uuid(id) => id.into(),
            Self::Int(number) => number.into(),
            Self::Bool(yes) => yes.into(),
            Self::Text(text) => text.into(),
            Self::Bytes(bytes) => bytes.into(),
            Self::Json(document) => document.into(),
            Self::Null => match kind {
                CopiedKind::Uuid => Value::Uuid(None),
                CopiedKind::Int => Value::BigInt(None),
                CopiedKind::Bool => Value::Bool(None),
                CopiedKind::Text => Value::String(None),
                CopiedKind::Bytes => Value::Bytes(None),
                CopiedKind::Json => Value::Json(None),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_types_of_both_databases_are_known() {
        for (sqlite, postgres, kind) in [
            ("uuid_text", "uuid", CopiedKind::Uuid),
            ("jsonb_text", "jsonb", CopiedKind::Json),
            ("boolean", "boolean", CopiedKind::Bool),
            ("blob", "bytea", CopiedKind::Bytes),
            ("bigint", "bigint", CopiedKind::Int),
            ("integer", "integer", CopiedKind::Int),
            ("text", "text", CopiedKind::Text),
            ("varchar", "character varying", CopiedKind::Text),
        ] {
            assert_eq!(CopiedKind::of_type(sqlite), Some(kind), "{sqlite}");
            assert_eq!(CopiedKind::of_type(postgres), Some(kind), "{postgres}");
        }
        assert_eq!(CopiedKind::of_type("real"), None);
    }

    #[test]
    fn values_are_read_as_postgresql_writes_them() {
        let read = |text, kind| CopiedCell::written(Some(text), kind);
        assert_eq!(read("\\x00ff", CopiedKind::Bytes), Some(CopiedCell::Bytes(vec![0, 255])));
        assert_eq!(read("t", CopiedKind::Bool), Some(CopiedCell::Bool(true)));
        assert_eq!(read("-7", CopiedKind::Int), Some(CopiedCell::Int(-7)));
        assert_eq!(read("{", CopiedKind::Json), None);
        assert_eq!(CopiedCell::written(None, CopiedKind::Uuid), Some(CopiedCell::Null));
    }
}
