//! The values of records: what each is in a file, and what its column holds.

use std::marker::PhantomData;

use common_ground_reports::Keyed;
use jiff::Timestamp;
use sea_orm::{ActiveValue, Set, Value};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{DeserializeOwned, Error},
};
use serde_json::Value as Json;
use uuid::Uuid;

use super::ids::ArrivingIds;
use crate::store::Instant;

/// A value of a record.
pub(super) trait ArchivedCell: Sized {
    /// What the column holds.
    type Column;

    /// As the file tells it.
    fn told(column: Self::Column) -> Self;

    /// As the column is to hold it.
    fn column(self, ids: &ArrivingIds) -> Result<Self::Column, String>;
}

/// The value of a field on its way into its column.
///
/// # Errors
/// What is wrong with it, in words that name the field.
pub(super) fn column<C>(field: &str, cell: C, ids: &ArrivingIds) -> Result<ActiveValue<C::Column>, String>
where
    C: ArchivedCell,
    C::Column: Into<Value>,
{
    cell.column(ids).map(Set).map_err(|what| format!("{field}: {what}"))
}

macro_rules! plain_cells {
    ($($kind:ty),+ $(,)?) => {
        $(
            impl ArchivedCell for $kind {
                type Column = Self;

                fn told(column: Self) -> Self {
                    column
                }

                fn column(self, _: &ArrivingIds) -> Result<Self, String> {
                    Ok(self)
                }
            }
        )+
    };
}

plain_cells!(String, bool, i32, i64);

impl ArchivedCell for Timestamp {
    type Column = Instant;

    fn told(column: Instant) -> Self {
        column.time()
    }

    fn column(self, _: &ArrivingIds) -> Result<Instant, String> {
        Ok(self.into())
    }
}

/// The id of something that the archive holds.
impl ArchivedCell for Uuid {
    type Column = Self;

    fn told(column: Self) -> Self {
        column
    }

    fn column(self, ids: &ArrivingIds) -> Result<Self, String> {
        Ok(ids.of(self))
    }
}

impl<C: ArchivedCell> ArchivedCell for Option<C> {
    type Column = Option<C::Column>;

    fn told(column: Option<C::Column>) -> Self {
        column.map(C::told)
    }

    fn column(self, ids: &ArrivingIds) -> Result<Option<C::Column>, String> {
        self.map(|cell| cell.column(ids)).transpose()
    }
}

/// An account, where it is that of a member of the programme.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct MemberRef(Option<Uuid>);

impl ArchivedCell for MemberRef {
    type Column = Option<Uuid>;

    fn told(column: Option<Uuid>) -> Self {
        Self(column)
    }

    fn column(self, ids: &ArrivingIds) -> Result<Option<Uuid>, String> {
        Ok(self.0.and_then(|id| ids.person(id)))
    }
}

/// A version of a survey.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct VersionRef(Uuid);

impl ArchivedCell for VersionRef {
    type Column = Uuid;

    fn told(column: Uuid) -> Self {
        Self(column)
    }

    fn column(self, ids: &ArrivingIds) -> Result<Uuid, String> {
        ids.version(self.0).ok_or_else(|| format!("no survey version has the id {}", self.0))
    }
}

/// Ids of people or contacts that a column holds as a list.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct IdList(Vec<Uuid>);

impl ArchivedCell for IdList {
    type Column = Json;

    fn told(column: Json) -> Self {
        // What is no list of ids chooses nobody on any page either.
        Self(serde_json::from_value(column).unwrap_or_default())
    }

    fn column(self, ids: &ArrivingIds) -> Result<Json, String> {
        Ok(self.0.into_iter().map(|id| ids.named(id).to_string()).collect())
    }
}

/// A document, kept as it is, that can be read as what it is for.
pub(super) struct CheckedDocument<T> {
    json: Json,
    kind: PhantomData<fn() -> T>,
}

impl<T> ArchivedCell for CheckedDocument<T> {
    type Column = Json;

    fn told(column: Json) -> Self {
        Self { json: column, kind: PhantomData }
    }

    fn column(self, _: &ArrivingIds) -> Result<Json, String> {
        Ok(self.json)
    }
}

impl<T> Serialize for CheckedDocument<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json.serialize(serializer)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for CheckedDocument<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Json::deserialize(deserializer)?;
        T::deserialize(&json).map_err(D::Error::custom)?;
        Ok(Self { json, kind: PhantomData })
    }
}

/// One of a few words, of a column that knows them.
pub(super) struct KeyWord<E>(pub(super) E);

impl<E> ArchivedCell for KeyWord<E> {
    type Column = E;

    fn told(column: E) -> Self {
        Self(column)
    }

    fn column(self, _: &ArrivingIds) -> Result<E, String> {
        Ok(self.0)
    }
}

impl<E: Keyed> Serialize for KeyWord<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.word())
    }
}

impl<'de, E: Keyed> Deserialize<'de> for KeyWord<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        known(&String::deserialize(deserializer)?).map(Self)
    }
}

/// One of a few words, of a column that holds any text.
pub(super) struct KeyText<E> {
    text: String,
    kind: PhantomData<fn() -> E>,
}

impl<E> ArchivedCell for KeyText<E> {
    type Column = String;

    fn told(column: String) -> Self {
        Self { text: column, kind: PhantomData }
    }

    fn column(self, _: &ArrivingIds) -> Result<String, String> {
        Ok(self.text)
    }
}

impl<E> Serialize for KeyText<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de, E: Keyed> Deserialize<'de> for KeyText<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        known::<E, D::Error>(&text)?;
        Ok(Self { text, kind: PhantomData })
    }
}

fn known<E: Keyed, F: Error>(word: &str) -> Result<E, F> {
    E::of_word(word).ok_or_else(|| F::custom(format!("unknown word {word:?}")))
}
