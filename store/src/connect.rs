//! Opening the database, and beginning a write.

use std::{path::Path, sync::Arc, time::Duration};

use common_ground_migrations::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, ExprTrait,
    IsolationLevel, SqliteTransactionMode, TransactionOptions,
    sea_query::{Expr, Query},
    sqlx::{
        self, Connection as _,
        sqlite::{SqliteConnection, SqliteJournalMode, SqliteSynchronous},
    },
};
use url::Url;

use super::{
    Connection, Result, StoreError, Transaction, catalogue,
    entity::lease,
    fresh::Fresh,
    pool::{Asks, Pool},
};
use crate::{store::sqlite_writer::Direct, system::own_folder};

/// Connections for reading at one time.
const READERS: u32 = 4;
/// What each of them holds of the file, in kilobytes, and how many prepared statements.
const CACHE_KILOBYTES: u32 = 512;
const STATEMENTS: usize = 64;
/// Connections of one instance to PostgreSQL.
const POSTGRES_POOL: u32 = 16;
/// The key of the lock that lets one instance migrate at a time ("`CommonGr`" as a number).
const MIGRATION_LOCK: i64 = 0x436F_6D6D_6F6E_4772;

/// How often a file is opened and migrated while another process may be at it.
const FILE_TRIES: u32 = 15;
/// The wait between two tries.
const FILE_WAIT: Duration = Duration::from_millis(200);

/// Which database this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// The embedded one.
    Sqlite,
    /// A server.
    Postgres,
}

/// An open database: cheap to clone. SQLite has one writing connection, so writers queue instead of failing,
/// and a few reading ones; PostgreSQL uses one pool for both.
#[derive(Clone, Debug)]
pub struct Db {
    writer: Pool,
    reader: Pool,
    writing: Arc<Connection>,
    reading: Arc<Connection>,
    direct: Option<Arc<Direct>>,
    fresh: Arc<Fresh>,
}

impl Db {
    /// Opens the database at `url` for writing, and brings its schema up to date.
    ///
    /// # Errors
    /// When it cannot be reached, or a step fails.
    pub async fn open(url: &str) -> Result<Self> {
        let db = Self::connect(url).await?;
        db.migrate().await.map_err(|error| db.told(error))?;
        db.can_be_written().await?;
        if let Some(direct) = db.direct.clone() {
            let prepared = tokio::task::spawn_blocking(move || direct.prepare()).await;
            prepared.map_err(|error| DbErr::Custom(error.to_string()))??;
        }
        Ok(db)
    }

    /// Makes a database with the tables that one had after these steps of the schema, and nothing in them.
    ///
    /// # Errors
    /// [`StoreError::Unfit`] when this version of the program has no such moment.
    pub async fn make_as_of(url: &str, steps: &[String]) -> Result<Self> {
        let known = Migrator::migrations();
        let begun = known.iter().take(steps.len());
        let count = u32::try_from(steps.len()).unwrap_or(u32::MAX);
        if steps.is_empty()
            || !begun.map(|step| step.name()).all(|name| steps.iter().any(|step| step == name))
        {
            return Err(StoreError::Unfit(
                "the database is of a version of the program whose tables this one cannot make".to_owned(),
            ));
        }
        let db = Self::connect(url).await?;
        Migrator::up(db.writer.connections(), Some(count)).await?;
        Ok(db)
    }

    /// Opens the database as it stands, without touching its schema.
    pub async fn connect(url: &str) -> Result<Self> {
        if url.starts_with("sqlite:") {
            let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
            let path = path.split_once('?').map_or(path, |(path, _)| path);
            return Self::connect_to(path, url).await.map_err(|error| error.of_file(Path::new(path)));
        }
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(POSTGRES_POOL)
            .acquire_timeout(Duration::from_secs(10))
            .connect_timeout(Duration::from_secs(10))
            .test_before_acquire(false)
            .sqlx_logging(false)
            // A pooler refuses a connection that asks for this, and it is of no use: numbers do not travel as text.
            .map_sqlx_postgres_opts(|postgres| postgres.extra_float_digits(None));
        let fresh = Arc::new(Fresh::default());
        fresh.keep(&mut options);
        let pool = Pool::postgres(Database::connect(options).await?, is_pooled(url)).await?;
        Ok(Self::of(pool.clone(), pool, None, fresh))
    }

    /// Opens the database of one file.
    async fn connect_to(path: &str, url: &str) -> Result<Self> {
        if let Some(folder) = Path::new(path).parent() {
            own_folder::make(folder)
                .map_err(|error| DbErr::Custom(format!("{}: {error}", folder.display())))?;
        }
        for file in [path.to_owned(), format!("{path}-wal"), format!("{path}-shm")] {
            let kept = if file == path { own_folder::keep_file } else { restrict_beside };
            kept(Path::new(&file)).map_err(|error| DbErr::Custom(format!("{file}: {error}")))?;
        }
        let writer = connect_file(url, 1).await?;
        let reader = connect_file(url, READERS).await?;
        let writer = Pool::plain(writer, Asks::default());
        let reader = Pool::plain(reader, writer.asked().clone());
        Ok(Self::of(writer, reader, Some(Arc::new(Direct::to(path))), Arc::default()))
    }

    /// What an error means of this database.
    fn told(&self, error: StoreError) -> StoreError {
        match &self.direct {
            Some(direct) => error.of_file(direct.file()),
            None => error,
        }
    }

    fn of(writer: Pool, reader: Pool, direct: Option<Arc<Direct>>, fresh: Arc<Fresh>) -> Self {
        let writing = Arc::new(Connection::pool(writer.clone()));
        let reading = Arc::new(Connection::pool(reader.clone()));
        Self { writer, reader, writing, reading, direct, fresh }
    }

    async fn migrate(&self) -> Result<()> {
        if self.backend() == Backend::Sqlite {
            return self.migrate_file().await;
        }
        let encoding = catalogue::encoding(&self.reading).await?;
        if encoding != "UTF8" {
            return Err(StoreError::Unfit(format!(
                "its encoding is {encoding}, in which not every name can be written: create it again with \
                 CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0"
            )));
        }
        // Instances that start together take turns. The lock goes with the transaction, so no pooler can leak it.
        let turn = self.writer.begin(TransactionOptions::default()).await?;
        turn.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")).await?;
        Migrator::up(&turn, None).await?;
        Ok(turn.commit().await?)
    }

    /// SQLite has no lock to wait for: another process that migrates the same file makes our step fail as a
    /// whole, and the next try finds it done.
    async fn migrate_file(&self) -> Result<()> {
        for _ in 1..FILE_TRIES {
            if Migrator::up(self.writer.connections(), None).await.is_ok() {
                return Ok(());
            }
            tokio::time::sleep(FILE_WAIT).await;
        }
        Ok(Migrator::up(self.writer.connections(), None).await?)
    }

    /// For reading.
    pub fn read(&self) -> &Connection {
        &self.reading
    }

    /// For single statements that write; several belong in a transaction begun with [`write()`].
    pub fn write_one(&self) -> &Connection {
        &self.writing
    }

    /// Begins to read: every statement sees the same moment of PostgreSQL, or of the file.
    pub(super) async fn moment(&self) -> Result<Connection> {
        let isolation_level = (self.backend() == Backend::Postgres).then_some(IsolationLevel::RepeatableRead);
        let options = TransactionOptions { isolation_level, ..Default::default() };
        Ok(Connection::moment(self.reader.begin(options).await?))
    }

    /// The connections for writing.
    pub(super) fn writer(&self) -> &Pool {
        &self.writer
    }

    /// The connections for reading.
    pub(super) fn reader(&self) -> &Pool {
        &self.reader
    }

    /// How many statements were asked since it was opened, transactions included, and SQLite’s direct writes left out.
    pub fn statements(&self) -> u64 {
        self.writer.asked().count()
    }

    /// How many rows they found.
    pub fn rows_found(&self) -> u64 {
        self.writer.asked().found()
    }

    /// Notes what storing failed with: connections in which nothing can be stored are not used again.
    pub(super) fn failed(&self, error: &StoreError) {
        if error.takes_no_changes() {
            self.fresh.renew();
        }
    }

    /// Calls SQLite directly. Only who holds the connection of [`Self::write_one`] may write here.
    pub(super) fn direct<T>(
        &self,
        work: impl FnOnce(&mut rusqlite::Connection) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        let direct = self.direct.as_ref().ok_or(rusqlite::Error::InvalidQuery)?;
        direct.with(work)
    }

    /// A connection of its own for reading SQLite directly.
    pub(super) fn direct_reader(&self) -> rusqlite::Result<rusqlite::Connection> {
        self.direct.as_ref().ok_or(rusqlite::Error::InvalidQuery)?.reader()
    }

    /// Notes that so many rows were written directly, and has them moved to their places now and then.
    pub(super) fn tidy(&self, rows: usize) {
        if let Some(direct) = &self.direct {
            direct.tidy(rows);
        }
    }

    /// Empties the log of SQLite; false while somebody reads or writes.
    pub(super) async fn truncate_log(&self) -> Result<bool> {
        let Some(direct) = self.direct.clone() else { return Ok(false) };
        let emptied = tokio::task::spawn_blocking(move || direct.truncate_log()).await;
        Ok(emptied.map_err(|error| DbErr::Custom(error.to_string()))??)
    }

    /// Whether the log of SQLite was deleted or moved away while this process writes to it. Then what it holds is moved
    /// into the database, by a connection that still has the old one: nothing that was acknowledged is lost so, but the
    /// service must be started anew.
    ///
    /// # Errors
    /// When what the log holds could not be moved.
    pub async fn has_lost_log(&self) -> Result<bool> {
        if !self.direct.as_ref().is_some_and(|direct| direct.has_lost_log()) {
            return Ok(false);
        }
        self.writer.connections().execute_unprepared("PRAGMA wal_checkpoint(FULL)").await?;
        Ok(true)
    }

    /// Which database this is.
    pub fn backend(&self) -> Backend {
        match self.writer.get_database_backend() {
            DbBackend::Sqlite => Backend::Sqlite,
            _ => Backend::Postgres,
        }
    }

    /// Whether every migration that this program knows has run. Those of a later release may have run too: during an
    /// upgrade its instances serve beside ours.
    pub async fn is_current(&self) -> Result<bool> {
        let ran = catalogue::steps(&self.reading).await.map_err(|error| self.told(error))?;
        Ok(Migrator::migrations().iter().all(|known| ran.iter().any(|step| step == known.name())))
    }

    /// Writes to no row: fails where nothing could be kept.
    pub async fn can_be_written(&self) -> Result<()> {
        // That a transaction begins says nothing: both databases let one begin in which nothing can be written.
        let nowhere = Query::update()
            .table(lease::Entity)
            .value(lease::Column::Holder, "")
            .and_where(Expr::col(lease::Column::Name).eq(""))
            .take();
        match self.writer.execute(&nowhere).await {
            Ok(_) => Ok(()),
            Err(error) => Err(self.told(error.into())),
        }
    }

    /// Closes all connections.
    pub async fn close(self) -> Result<()> {
        if let Some(direct) = &self.direct {
            direct.close();
        }
        self.reader.connections().close_by_ref().await?;
        self.writer.connections().close_by_ref().await?;
        Ok(())
    }
}

/// Begins a write. On SQLite the write lock is taken at once, so writers queue instead of failing.
pub async fn write(db: &Db) -> Result<Transaction> {
    let sqlite_transaction_mode = Some(SqliteTransactionMode::Immediate);
    let options = TransactionOptions { sqlite_transaction_mode, ..Default::default() };
    Ok(Transaction::new(db.writer.begin(options).await?, db.writer.asked().clone()))
}

/// Whether the address says that a pooler stands before the server: one that keeps no prepared statements.
fn is_pooled(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else { return false };
    url.query_pairs().any(|(name, value)| name == "statement-cache-capacity" && value == "0")
}

/// Opens a file. Turning its log on waits for nobody: while another process does so, this is tried again.
async fn connect_file(url: &str, connections: u32) -> Result<DatabaseConnection, DbErr> {
    for _ in 1..FILE_TRIES {
        match Database::connect(sqlite(url, connections)).await {
            Err(error) if error.to_string().contains("database is locked") => {
                tokio::time::sleep(FILE_WAIT).await;
            }
            done => return done,
        }
    }
    Database::connect(sqlite(url, connections)).await
}

fn sqlite(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        // An idle connection costs nothing; a new one costs its prepared statements.
        .idle_timeout(None::<Duration>)
        .max_lifetime(None::<Duration>)
        .acquire_timeout(Duration::from_secs(30))
        // There is no server that could have gone away meanwhile.
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_pool_opts(|pool| pool.after_release(|connection, _| Box::pin(has_ended(connection))))
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                // An answer is acknowledged only when it would survive a power cut.
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(10))
                // Each connection holds pages of its own, of a file that the system holds already.
                .pragma("cache_size", format!("-{CACHE_KILOBYTES}"))
                .statement_cache_capacity(STATEMENTS)
                // What is deleted is overwritten: an anonymous round's old rows must not linger in free pages.
                .pragma("secure_delete", "ON")
        });
    options
}

/// Whether a connection may be used again. On a full disk SQLite ends a transaction by itself, or does not, and the
/// driver loses count of it: everything after would be done within a transaction that nobody commits, thanked for and
/// lost. Such a connection is closed, which rolls back whatever it holds.
async fn has_ended(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    if connection.is_in_transaction() {
        // A rollback may still be under way; this waits behind it.
        connection.ping().await?;
    }
    Ok(!connection.is_in_transaction())
}

/// Sees to the files that an earlier version left beside the database for others to read.
fn restrict_beside(file: &Path) -> std::io::Result<()> {
    own_folder::restrict(file, 0o600)
}
