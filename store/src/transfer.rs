//! Moving everything from one database into another, of the same kind or not: read in the order of keys, stored in one
//! transaction, read back, and kept only when every table has the same rows.

mod cell;
mod checksum;
mod pages;
mod schema;

use sea_orm::{ConnectionTrait, DbErr, sea_query::Query};
use serde::Serialize;

use self::{cell::CopiedCell, checksum::Checksum, pages::TablePages, schema::CopiedTable};
use super::{Backend, Connection, Db, Result, StoreError, Transaction, catalogue, snapshot, write};

/// What a table holds, to be compared with the same table elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TableChecksum {
    /// Its name.
    pub table: String,
    pub rows: u64,
    /// One SHA-256 over all of them in the order of their key; the same in both kinds of database.
    pub sha256: String,
}

/// Whether nothing is in a database: it has no tables, or no table has a row.
pub async fn is_empty(db: &Db) -> Result<bool> {
    let contents = snapshot::contents(db.read()).await?;
    Ok(contents.rows.iter().all(|(table, rows)| *rows == 0 || table == catalogue::STEPS))
}

/// What every table holds, by name.
pub async fn checksums(db: &Db) -> Result<Vec<TableChecksum>> {
    let moment = db.moment().await?;
    let mut checksums = Vec::new();
    for table in schema::tables(&moment).await? {
        checksums.push(checksum(&moment, &table, &mut |_| {}).await?);
    }
    checksums.sort_by(|one, other| one.table.cmp(&other.table));
    Ok(checksums)
}

/// Copies every row of `from` into `to`, which must be empty and have the same tables. Nobody may write into either
/// meanwhile. `seen` is told of rows, each of which is read twice: from here, and back from there.
///
/// # Errors
/// Which table differs; then nothing is kept.
pub async fn copy(from: &Db, to: &Db, mut seen: impl FnMut(u64)) -> Result<Vec<TableChecksum>> {
    let moment = from.moment().await?;
    let tables = schema::tables(&moment).await?;
    let tx = write(to).await?;
    same_tables(&tables, schema::tables(&tx).await?)?;
    let mut checksums = Vec::new();
    for table in &tables {
        let mut pages = TablePages::begin(&moment, table).await?;
        let mut checksum = Checksum::default();
        while let Some(rows) = pages.next().await? {
            for row in &rows {
                checksum.add(row);
            }
            seen(rows.len() as u64);
            insert(&tx, table, rows).await?;
        }
        pages.end().await?;
        checksums.push(checksum.of(&table.name));
    }
    compare(&tx, &tables, &checksums, &mut seen).await?;
    tx.commit().await?;
    checksums.sort_by(|one, other| one.table.cmp(&other.table));
    Ok(checksums)
}

/// Puts rows that were read from elsewhere into tables of a database, and keeps all of them or none.
#[derive(Debug)]
pub struct Filling {
    tx: Transaction,
    tables: Vec<CopiedTable>,
}

impl Filling {
    /// Begins to fill a database that has its tables and nothing in them.
    pub async fn begin(db: &Db) -> Result<Self> {
        let tx = write(db).await?;
        // What comes from a file comes in the order of that file; whether all fits together is looked at in the end.
        if db.backend() == Backend::Sqlite {
            tx.execute_unprepared("PRAGMA defer_foreign_keys = ON").await?;
        }
        let tables = schema::tables(&tx).await?;
        Ok(Self { tx, tables })
    }

    /// Stores rows whose values are written as PostgreSQL writes them. The steps of the schema are left out: they are there.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] for a table, a column or a value that cannot be.
    pub async fn store(&self, table: &str, columns: &[String], rows: Vec<Vec<Option<String>>>) -> Result<()> {
        if table == catalogue::STEPS {
            return Ok(());
        }
        let unknown =
            |what: &str| StoreError::Damaged(format!("the backup has {what}, which is unknown here"));
        let known = self.tables.iter().find(|known| known.name == table).ok_or_else(|| unknown(table))?;
        // Where each of our columns is among those that were read.
        let places = known.columns.iter().map(|column| {
            let place = columns.iter().position(|name| *name == column.name);
            place.ok_or_else(|| StoreError::Damaged(format!("the backup lacks {table}.{}", column.name)))
        });
        let places = places.collect::<Result<Vec<usize>>>()?;
        let is_known = |name: &String| {
            known.columns.iter().any(|column| column.name == *name) || schema::is_left_over(table, name)
        };
        if let Some(name) = columns.iter().find(|name| !is_known(name)) {
            return Err(unknown(&format!("{table}.{name}")));
        }
        let row = |values: Vec<Option<String>>| {
            let cells = known.columns.iter().zip(&places).map(|(column, at)| {
                let text = values.get(*at).and_then(Option::as_deref);
                CopiedCell::written(text, column.kind).ok_or_else(|| {
                    StoreError::Damaged(format!("a value of {table}.{} cannot be read", column.name))
                })
            });
            cells.collect::<Result<Vec<CopiedCell>>>()
        };
        let rows = rows.into_iter().map(row).collect::<Result<Vec<_>>>()?;
        insert(&self.tx, known, rows).await
    }

    /// Keeps all of it.
    pub async fn commit(self) -> Result<()> {
        self.tx.commit().await
    }
}

/// The tables of both must be the same, or rows would be left behind.
fn same_tables(here: &[CopiedTable], mut there: Vec<CopiedTable>) -> Result<()> {
    let mut here = here.to_vec();
    here.sort_by(|one, other| one.name.cmp(&other.name));
    there.sort_by(|one, other| one.name.cmp(&other.name));
    if here == there {
        return Ok(());
    }
    let differs = |table: &&CopiedTable| !there.contains(table);
    let lacking = here.iter().find(differs).or(there.first()).map(|table| table.name.clone());
    Err(StoreError::Unfit(format!(
        "the two databases do not have the same tables ({}): let the same version of the program open both",
        lacking.unwrap_or_default()
    )))
}

/// Reads back what was stored, and compares it with what was read.
async fn compare(
    tx: &Transaction,
    tables: &[CopiedTable],
    expected: &[TableChecksum],
    seen: &mut impl FnMut(u64),
) -> Result<()> {
    for (table, expected) in tables.iter().zip(expected) {
        let stored = checksum(tx, table, seen).await?;
        if stored != *expected {
            return Err(StoreError::Damaged(format!(
                "{}: {} rows ({}) were read and {} rows ({}) stored, so nothing was kept",
                table.name, expected.rows, expected.sha256, stored.rows, stored.sha256
            )));
        }
    }
    Ok(())
}

async fn checksum(db: &Connection, table: &CopiedTable, seen: &mut impl FnMut(u64)) -> Result<TableChecksum> {
    let mut pages = TablePages::begin(db, table).await?;
    let mut checksum = Checksum::default();
    while let Some(rows) = pages.next().await? {
        for row in &rows {
            checksum.add(row);
        }
        seen(rows.len() as u64);
    }
    pages.end().await?;
    Ok(checksum.of(&table.name))
}

async fn insert(db: &Connection, table: &CopiedTable, rows: Vec<Vec<CopiedCell>>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut insert = Query::insert();
    insert.into_table(schema::name(&table.name));
    insert.columns(table.columns.iter().map(|column| schema::name(&column.name)));
    for row in rows {
        let values = row.into_iter().zip(&table.columns).map(|(cell, column)| cell.value(column.kind).into());
        insert.values(values).map_err(|error| DbErr::Custom(error.to_string()))?;
    }
    db.execute(&insert).await?;
    Ok(())
}
