//! A whole database as it is at one moment: a copy of it, what is in it, and room for it to be put back.

use std::{collections::BTreeMap, path::Path};

use common_ground_migrations::{Migrator, MigratorTrait};
use jiff::Timestamp;
use sea_orm::{
    AccessMode, ConnectionTrait, DbBackend, DbErr, IsolationLevel, Statement, TransactionOptions,
    TransactionTrait,
};
use serde::{Deserialize, Serialize};

use super::{
    Backend, Connection, Db, Result, StoreError,
    catalogue::{steps, tables, text},
    pool::{Asks, Pool},
};

/// What is in a database: the steps of its schema, and how many rows each table has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatabaseContents {
    /// The steps that made its tables, in order.
    pub steps: Vec<String>,
    /// Rows by table.
    pub rows: BTreeMap<String, u64>,
}

impl DatabaseContents {
    /// The first step that this version of the program does not know: the database is of a later one.
    pub fn unknown_step(&self) -> Option<&str> {
        let known = Migrator::migrations();
        let is_known = |step: &str| known.iter().any(|known| known.name() == step);
        self.steps.iter().map(String::as_str).find(|step| !is_known(step))
    }

    /// The tables whose rows differ: their name, rows here, rows there.
    pub fn differences(&self, other: &Self) -> Vec<(String, u64, u64)> {
        let mut tables: Vec<&String> = self.rows.keys().chain(other.rows.keys()).collect();
        tables.sort();
        tables.dedup();
        let rows = |contents: &Self, table: &String| contents.rows.get(table).copied().unwrap_or_default();
        tables
            .into_iter()
            .map(|table| (table.clone(), rows(self, table), rows(other, table)))
            .filter(|(_, here, there)| here != there)
            .collect()
    }
}

/// What SQLite finds wrong with its file, in its own words: pages that cannot be read as what they are. Such a page may
/// lie unread for months, and each backup would be as damaged. PostgreSQL looks after its own.
///
/// # Errors
/// When it is too damaged to be looked at.
pub async fn damage(db: &Db) -> Result<Vec<String>> {
    if db.backend() == Backend::Postgres {
        return Ok(Vec::new());
    }
    let look = Statement::from_string(DbBackend::Sqlite, "PRAGMA quick_check(5)");
    let said = db.read().query_all_raw(look).await?;
    let lines: Vec<String> = said.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
    Ok(lines.into_iter().filter(|line| line != "ok").collect())
}

/// What PostgreSQL is set to leave out of making a commit last, by the names of its settings. Asked of what a session
/// begins with, since our transactions set some of it themselves.
pub async fn left_out(db: &Db) -> Result<Vec<String>> {
    if db.backend() == Backend::Sqlite {
        return Ok(Vec::new());
    }
    let sql = "SELECT CAST(name AS TEXT) AS text FROM pg_settings \
               WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND reset_val = 'off' ORDER BY name";
    text(db.read(), sql).await
}

/// Whether the log of an SQLite database was taken away under whoever has it open: the file beside it that the log is
/// shared by is there, and the log is not. Both come and go together.
pub fn lost_its_log(file: &Path) -> bool {
    let beside = |ending: &str| Path::new(&format!("{}{ending}", file.display())).exists();
    file.exists() && beside("-shm") && !beside("-wal")
}

/// How many restores of another process are at work in a PostgreSQL database: one that was killed leaves its `pg_restore`
/// behind for a moment.
pub async fn restores_under_way(db: &Db) -> Result<u64> {
    let sql = "SELECT CAST(COUNT(*) AS TEXT) AS text FROM pg_stat_activity \
               WHERE datname = current_database() AND application_name = 'pg_restore'";
    let count = text(db.read(), sql).await?.first().and_then(|count| count.parse().ok());
    Ok(count.unwrap_or_default())
}

/// Copies an SQLite database into a new file, whole and of one moment, while others write.
///
/// # Errors
/// A file that is there already.
pub async fn copy_file(db: &Db, to: &Path) -> Result<()> {
    let to = to.to_str().ok_or_else(|| DbErr::Custom(format!("{} is no text", to.display())))?;
    let vacuum = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [to.into()]);
    db.write_one().execute_raw(vacuum).await?;
    Ok(())
}

/// One moment of a PostgreSQL database, under a name that `pg_dump` takes. It lasts as long as the transaction.
pub async fn hold_moment(db: &Db) -> Result<(Connection, String)> {
    let options = TransactionOptions {
        isolation_level: Some(IsolationLevel::RepeatableRead),
        access_mode: Some(AccessMode::ReadOnly),
        ..Default::default()
    };
    if db.reader().is_pooled() {
        let words =
            "a backup cannot be made through a pooler: name the server itself in COMMON_GROUND_DATABASE_URL";
        return Err(DbErr::Custom(words.to_owned()).into());
    }
    let tx = Connection::moment(db.reader().connections().begin_with_options(options).await?);
    let name = text(&tx, "SELECT pg_export_snapshot() AS text").await?;
    let name = name.into_iter().next().ok_or_else(|| StoreError::Damaged("no snapshot".to_owned()))?;
    Ok((tx, name))
}

/// Refuses to go on where a pooler stands in between: the programs of PostgreSQL set up their session, and would leave it
/// so to whoever gets that connection next.
///
/// # Errors
/// [`StoreError::Damaged`] with what to do instead.
pub fn reached_directly(db: &Db) -> Result<()> {
    if db.reader().is_pooled() {
        let words = "whole databases cannot be copied through a pooler: name the server itself, without \
                     statement-cache-capacity=0, in COMMON_GROUND_DATABASE_URL for this command";
        return Err(StoreError::Damaged(words.to_owned()));
    }
    Ok(())
}

/// What is in a database.
pub async fn contents(db: &Connection) -> Result<DatabaseContents> {
    let mut contents = DatabaseContents { steps: steps(db).await?, ..DatabaseContents::default() };
    for table in tables(db).await? {
        let count = format!("SELECT CAST(COUNT(*) AS TEXT) AS text FROM \"{}\"", table.replace('"', "\"\""));
        let rows = text(db, &count).await?.first().and_then(|rows| rows.parse().ok()).unwrap_or_default();
        contents.rows.insert(table, rows);
    }
    Ok(contents)
}

/// How many others are connected to a PostgreSQL database: all that do not go by the same application name.
pub async fn others_connected(db: &Db) -> Result<u64> {
    let sql = "SELECT CAST(COUNT(*) AS TEXT) AS text FROM pg_stat_activity WHERE datname = current_database() \
               AND backend_type = 'client backend' AND application_name <> current_setting('application_name')";
    let count = text(db.read(), sql).await?.first().and_then(|count| count.parse().ok());
    Ok(count.unwrap_or_default())
}

/// Moves the tables of a PostgreSQL database aside, into a schema named for the time, and returns its name.
///
/// # Errors
/// When the database fails; then nothing is moved.
pub async fn move_aside(db: &Db, now: Timestamp) -> Result<String> {
    let aside = format!("replaced_{}", now.strftime("%Y%m%d_%H%M%S"));
    let tx = super::write(db).await?;
    tx.execute_unprepared(&format!("ALTER SCHEMA public RENAME TO {aside}")).await?;
    tx.execute_unprepared("CREATE SCHEMA public").await?;
    tx.commit().await?;
    Ok(aside)
}

/// Moves them back, in place of what is there now.
///
/// # Errors
/// When the database fails; then nothing is moved.
pub async fn move_back(db: &Db, aside: &str) -> Result<()> {
    let tx = super::write(db).await?;
    tx.execute_unprepared("DROP SCHEMA public CASCADE").await?;
    tx.execute_unprepared(&format!("ALTER SCHEMA {aside} RENAME TO public")).await?;
    tx.commit().await?;
    Ok(())
}

/// Sees that nobody else has an SQLite database open, and folds its journal into it, so that the file alone is whole.
///
/// # Errors
/// “database is locked” while somebody has it open.
pub async fn fold_journal(path: &Path) -> Result<()> {
    let url = format!("sqlite://{}?mode=rw", path.display());
    let mut options = sea_orm::ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    let here = |error: StoreError| error.of_file(path);
    let db = sea_orm::Database::connect(options).await.map_err(|error| here(error.into()))?;
    // Leaving the write-ahead journal needs the file for oneself.
    let alone = Connection::pool(Pool::plain(db.clone(), Asks::default()));
    let mode = text(&alone, "PRAGMA journal_mode = DELETE").await;
    db.close().await?;
    mode.map(drop).map_err(here)
}

// The word in a manifest.
keys!(Backend { Sqlite = "sqlite", Postgres = "postgres" });
