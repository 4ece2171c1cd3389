//! Storing records of one table.

use sea_orm::{
    ColumnTrait, DbErr, EntityTrait, Iterable, PrimaryKeyToColumn, QueryFilter, QuerySelect, SqlErr,
};
use uuid::Uuid;

use super::{
    ids::ArrivingIds,
    record::{ArchivedRecord, PrepareFault},
};
use crate::store::{Result, StoreError, Transaction};

/// Ids asked about in one statement.
const AT_ONCE: usize = 500;

/// A line of a part.
#[derive(Clone, Debug)]
pub struct ArchiveLine {
    /// Its number, from 1.
    pub number: u64,
    /// A record as JSON.
    pub json: Vec<u8>,
}

/// Why an archive cannot be stored.
#[derive(Debug, thiserror::Error)]
pub enum ArrivalError {
    /// A record of it.
    #[error("line {line}: {what}")]
    Record {
        line: u64,
        /// What is wrong with it.
        what: String,
    },
    /// It holds no programme, or several.
    #[error("it does not hold one programme")]
    NoProgramme,
    /// Another programme has this part of addresses.
    #[error("there is a programme at /programmes/{0} here already")]
    SlugTaken(String),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Reads a record.
pub(super) fn read<R: ArchivedRecord>(json: &[u8]) -> Result<R, String> {
    serde_json::from_slice(json).map_err(|error| {
        let words = error.to_string();
        // The place within the line helps nobody who reads a list of lines.
        words.split_once(" at line ").map_or(words.as_str(), |(words, _)| words).to_owned()
    })
}

/// Stores records of a table.
pub(super) async fn store<R: ArchivedRecord>(
    tx: &Transaction,
    ids: &mut ArrivingIds,
    lines: &[ArchiveLine],
) -> Result<(), ArrivalError> {
    let at = |line: u64| move |what: String| ArrivalError::Record { line, what };
    let mut records = Vec::with_capacity(lines.len());
    for line in lines {
        records.push(read::<R>(&line.json).map_err(at(line.number))?);
    }
    R::prepare(&records, ids, tx).await.map_err(|fault| match fault {
        PrepareFault::Record(place, what) => at(lines.get(place).map_or(0, |line| line.number))(what),
        PrepareFault::Store(error) => error.into(),
    })?;
    let mut rows = Vec::with_capacity(records.len());
    for (record, line) in records.into_iter().zip(lines) {
        rows.extend(record.row(ids).map_err(at(line.number))?);
    }
    let first = lines.first().map_or(0, |line| line.number);
    let stored = <R::Table as EntityTrait>::insert_many(rows).exec_without_returning(tx).await;
    stored.map_err(|error| misfit(first, error))?;
    Ok(())
}

/// What the database says of records that do not fit together.
fn misfit(first: u64, error: DbErr) -> ArrivalError {
    let what = match error.sql_err() {
        Some(SqlErr::ForeignKeyConstraintViolation(_)) => "names something that the archive does not hold",
        Some(SqlErr::UniqueConstraintViolation(_)) => "is in the archive twice",
        _ => return StoreError::from(error).into(),
    };
    ArrivalError::Record { line: first, what: format!("this line, or one of the lines after it, {what}") }
}

/// Whether any of these ids is taken in a table.
pub(super) async fn are_taken<R: ArchivedRecord>(tx: &Transaction, ids: &[Uuid]) -> Result<bool> {
    let mut key = <R::Table as EntityTrait>::PrimaryKey::iter().map(PrimaryKeyToColumn::into_column);
    // An id that is one only together with others is free where they are.
    let (Some(id), None) = (key.next(), key.next()) else { return Ok(false) };
    for ids in ids.chunks(AT_ONCE) {
        let taken = <R::Table as EntityTrait>::find()
            .select_only()
            .column(id)
            .filter(id.is_in(ids.iter().copied()))
            .limit(1)
            .into_tuple::<Uuid>()
            .one(tx)
            .await?;
        if taken.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
