//! What a database says of itself: its tables, the steps that made them, its encoding.

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::{Connection, Result};

/// The steps of the schema that ran, in order.
pub(super) async fn steps(db: &Connection) -> Result<Vec<String>> {
    if tables(db).await?.iter().all(|table| table != STEPS) {
        return Ok(Vec::new());
    }
    text(db, "SELECT version AS text FROM seaql_migrations ORDER BY version").await
}

/// Where the steps that ran are kept.
pub(super) const STEPS: &str = "seaql_migrations";

/// The tables that hold something of their own. The full-text tables of SQLite do not: triggers fill them from others.
pub(super) async fn tables(db: &Connection) -> Result<Vec<String>> {
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT name AS text FROM pragma_table_list WHERE schema = 'main' AND type = 'table' \
             AND name NOT LIKE 'sqlite_%'"
        }
        _ => "SELECT CAST(tablename AS TEXT) AS text FROM pg_tables WHERE schemaname = 'public'",
    };
    text(db, sql).await
}

/// The encoding in which a PostgreSQL database keeps text.
pub(super) async fn encoding(db: &Connection) -> Result<String> {
    Ok(text(db, "SHOW server_encoding").await?.concat())
}

/// The first column of every row.
pub(super) async fn text(db: &Connection, sql: &str) -> Result<Vec<String>> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    Ok(rows.into_iter().map(|row| row.try_get_by_index(0)).collect::<std::result::Result<_, _>>()?)
}
