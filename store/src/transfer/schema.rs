//! What tables a database has, as far as rows that move need to know: asked of the database itself, so that no table can
//! be forgotten.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, DbBackend, Statement, sea_query::Alias};

use super::cell::CopiedKind;
use crate::store::{Connection, Result, StoreError, catalogue};

/// A table whose rows move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CopiedTable {
    pub(super) name: String,
    /// Its columns, by name.
    pub(super) columns: Vec<CopiedColumn>,
    /// Which of them are its key, in the order of the key.
    pub(super) key: Vec<usize>,
}

/// A column of such a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CopiedColumn {
    pub(super) name: String,
    /// What it holds.
    pub(super) kind: CopiedKind,
}

/// Columns that PostgreSQL alone still has, each with a default: instances of an earlier release name them, and nothing
/// reads them.
const LEFT_OVER: [(&str, &str); 1] = [("course", "next_action")];

/// Whether nothing reads a column any more, so that it stays where it is.
pub(super) fn is_left_over(table: &str, column: &str) -> bool {
    LEFT_OVER.contains(&(table, column))
}

const SQLITE_COLUMNS: &str =
    "SELECT name, CAST(type AS TEXT), CAST(pk AS TEXT) FROM pragma_table_info(?) ORDER BY name";

/// The places in a key count from 0 or 1; those outside of it have none.
const POSTGRES_COLUMNS: &str = "SELECT CAST(a.attname AS TEXT), CAST(format_type(a.atttypid, NULL) AS TEXT), \
    CAST(COALESCE(array_position(CAST(i.indkey AS INT2[]), a.attnum) + 1, 0) AS TEXT) FROM pg_attribute a \
    LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary \
    WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped";

const SQLITE_REFERENCES: &str = "SELECT m.name, f.\"table\" FROM sqlite_schema AS m \
    JOIN pragma_foreign_key_list(m.name) AS f WHERE m.type = 'table'";

const POSTGRES_REFERENCES: &str = "SELECT CAST(c.relname AS TEXT), CAST(p.relname AS TEXT) FROM pg_constraint f \
    JOIN pg_class c ON c.oid = f.conrelid JOIN pg_class p ON p.oid = f.confrelid \
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE f.contype = 'f' AND n.nspname = 'public'";

/// All tables but that of the steps of the schema, each after those that it points at.
pub(super) async fn tables(db: &Connection) -> Result<Vec<CopiedTable>> {
    let mut waiting = Vec::new();
    for name in catalogue::tables(db).await?.into_iter().filter(|name| name != catalogue::STEPS) {
        waiting.push(table(db, name).await?);
    }
    waiting.sort_by(|one, other| one.name.cmp(&other.name));
    in_order(waiting, &references(db).await?)
}

/// A name as it is written in statements.
pub(super) fn name(name: &str) -> Alias {
    Alias::new(name)
}

async fn table(db: &Connection, name: String) -> Result<CopiedTable> {
    let backend = db.get_database_backend();
    let (sql, named) = match backend {
        DbBackend::Sqlite => (SQLITE_COLUMNS, name.clone()),
        _ => (POSTGRES_COLUMNS, format!("public.\"{name}\"")),
    };
    let rows = db.query_all_raw(Statement::from_sql_and_values(backend, sql, [named.into()])).await?;
    let mut columns = Vec::new();
    for row in rows {
        let [column, kind, place]: [String; 3] =
            [row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?];
        if is_left_over(&name, &column) {
            continue;
        }
        let kind = CopiedKind::of_type(&kind).ok_or_else(|| {
            StoreError::Unfit(format!("{name}.{column} is of the type {kind}, which cannot be copied"))
        })?;
        columns.push((CopiedColumn { name: column, kind }, place.parse::<u32>().unwrap_or_default()));
    }
    columns.sort_by(|(one, _), (other, _)| one.name.cmp(&other.name));
    let mut key: Vec<usize> = (0..columns.len()).filter(|at| columns[*at].1 > 0).collect();
    key.sort_by_key(|at| columns[*at].1);
    if key.is_empty() {
        return Err(StoreError::Unfit(format!("the table {name} has no key to copy it by")));
    }
    Ok(CopiedTable { name, columns: columns.into_iter().map(|(column, _)| column).collect(), key })
}

/// Which table points at which.
async fn references(db: &Connection) -> Result<BTreeSet<(String, String)>> {
    let backend = db.get_database_backend();
    let sql = match backend {
        DbBackend::Sqlite => SQLITE_REFERENCES,
        _ => POSTGRES_REFERENCES,
    };
    let rows = db.query_all_raw(Statement::from_string(backend, sql)).await?;
    let pairs = rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?)));
    pairs.collect()
}

/// Each table after those that it points at.
fn in_order(
    mut waiting: Vec<CopiedTable>,
    references: &BTreeSet<(String, String)>,
) -> Result<Vec<CopiedTable>> {
    let mut ordered: Vec<CopiedTable> = Vec::new();
    while !waiting.is_empty() {
        let names: BTreeSet<String> = waiting.iter().map(|table| table.name.clone()).collect();
        let must_wait = |table: &CopiedTable| {
            references.iter().any(|(from, to)| *from == table.name && from != to && names.contains(to))
        };
        let (later, now): (Vec<_>, Vec<_>) = waiting.into_iter().partition(must_wait);
        if now.is_empty() {
            let names: Vec<String> = names.into_iter().collect();
            return Err(StoreError::Unfit(format!("these tables point at each other: {}", names.join(", "))));
        }
        ordered.extend(now);
        waiting = later;
    }
    Ok(ordered)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> CopiedTable {
        CopiedTable { name: name.to_owned(), columns: Vec::new(), key: Vec::new() }
    }

    #[test]
    fn a_table_comes_after_those_that_it_points_at() {
        let pairs = [("delivery", "summary"), ("summary", "course"), ("course", "course")];
        let references = pairs.into_iter().map(|(from, to)| (from.to_owned(), to.to_owned())).collect();
        let tables = vec![named("delivery"), named("course"), named("summary")];
        let ordered: Vec<String> =
            in_order(tables, &references).unwrap().into_iter().map(|table| table.name).collect();
        assert_eq!(ordered, ["course", "summary", "delivery"]);
    }

    #[test]
    fn tables_that_point_at_each_other_are_named() {
        let pairs = [("one", "other"), ("other", "one")];
        let references = pairs.into_iter().map(|(from, to)| (from.to_owned(), to.to_owned())).collect();
        let refused = in_order(vec![named("one"), named("other")], &references).unwrap_err();
        assert!(refused.to_string().contains("one, other"), "{refused}");
    }
}
