//! The connections of one instance to its database. What is asked by itself, outside a transaction, is asked again
//! when another transaction was in its way; what belongs together begins with [`begin`](Pool::begin).

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseExecutor, DatabaseTransaction, DbBackend, DbErr, ExecResult,
    QueryResult, RuntimeErr, Statement, TransactionOptions, TransactionTrait,
    prelude::async_trait::async_trait,
};

use tokio::time::timeout;

use super::error::is_conflict;
use crate::store::retry::tried;

/// Every transaction sees what was committed before each of its statements, and holds the rows that it rests on. That
/// is what the service is written for, whatever the server does when nothing is said.
const READ_COMMITTED: &str = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED";
/// A commit is told of only when it would survive a power cut. Said where the server, the database or the role is set
/// otherwise, in every transaction, since nothing is set for a session.
const DURABLE: &str = "SET LOCAL synchronous_commit TO ON";
/// Statements that another program prepared on this connection, under names that ours use too.
const FORGET_PREPARED: &str = "DEALLOCATE ALL";

/// How long PostgreSQL may take over a statement that is asked by itself; what takes longer is a transaction.
const LIMIT: Duration = Duration::from_secs(30);

/// Connections to a database: cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Pool {
    connections: DatabaseConnection,
    /// Said first in every transaction.
    first: Arc<str>,
    /// Whether a pooler may hand each transaction to another connection of its own.
    pooled: bool,
    /// Whether a statement by itself is done within a transaction, so that what is said first holds for it too.
    wrapped: bool,
    asked: Asks,
}

/// How many statements were asked, and how many rows they found.
#[derive(Clone, Debug, Default)]
pub(super) struct Asks(Arc<Counted>);

#[derive(Debug, Default)]
struct Counted {
    asked: AtomicU64,
    found: AtomicU64,
}

impl Asks {
    pub(super) fn add_one(&self) {
        self.0.asked.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn add_found(&self, rows: usize) {
        self.0.found.fetch_add(rows as u64, Ordering::Relaxed);
    }

    pub(super) fn count(&self) -> u64 {
        self.0.asked.load(Ordering::Relaxed)
    }

    pub(super) fn found(&self) -> u64 {
        self.0.found.load(Ordering::Relaxed)
    }
}

impl Pool {
    /// Connections that are ours alone, of a database whose transactions are as they should be.
    pub(super) fn plain(connections: DatabaseConnection, asked: Asks) -> Self {
        Self { connections, first: Arc::default(), pooled: false, wrapped: false, asked }
    }

    /// Connections to PostgreSQL, behind a pooler or not. Asks the server how its transactions are.
    pub(super) async fn postgres(connections: DatabaseConnection, pooled: bool) -> Result<Self, DbErr> {
        let first = if pooled { first_words(&[READ_COMMITTED, FORGET_PREPARED]) } else { Arc::default() };
        let unknown = Self { connections, first, pooled, wrapped: pooled, asked: Asks::default() };
        let sql =
            "SELECT current_setting('default_transaction_isolation'), current_setting('synchronous_commit')";
        let told = unknown.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
        let setting = |at| told.as_ref().map(|row| row.try_get_by_index::<String>(at)).transpose();
        let (isolation, commit) = (setting(0)?, setting(1)?);
        let mut said = Vec::new();
        said.extend((isolation.as_deref() != Some("read committed")).then_some(READ_COMMITTED));
        let hasty = commit.as_deref() == Some("off");
        said.extend(hasty.then_some(DURABLE));
        said.extend(pooled.then_some(FORGET_PREPARED));
        Ok(Self { first: first_words(&said), wrapped: pooled || hasty, ..unknown })
    }

    pub(super) async fn begin(&self, options: TransactionOptions) -> Result<DatabaseTransaction, DbErr> {
        let tx = self.connections.begin_with_options(options).await?;
        if !self.first.is_empty() {
            tx.execute_unprepared(&self.first).await?;
        }
        Ok(tx)
    }

    /// How many statements were asked through these connections, and through what was begun on them.
    pub(super) fn asked(&self) -> &Asks {
        &self.asked
    }

    pub(super) fn connections(&self) -> &DatabaseConnection {
        &self.connections
    }

    pub(super) fn is_pooled(&self) -> bool {
        self.pooled
    }

    /// Whether a statement by itself is done within a transaction.
    pub(super) fn is_wrapped(&self) -> bool {
        self.wrapped
    }

    async fn ask<T>(&self, statement: Statement, how: How<T>) -> Result<T, DbErr> {
        self.asked.add_one();
        if self.get_database_backend() == DbBackend::Sqlite {
            return how(&DatabaseExecutor::Connection(&self.connections), statement).await;
        }
        tried(is_conflict, || self.ask_in_time(statement.clone(), how)).await
    }

    /// One statement, waited for no longer than anybody waits for a page: a server that is gone does not say so.
    async fn ask_in_time<T>(&self, statement: Statement, how: How<T>) -> Result<T, DbErr> {
        in_time(LIMIT, self.ask_once(statement, how)).await
    }

    /// A statement is prepared and then run, which a pooler may hand to two connections unless they are one transaction;
    /// and only in a transaction something can be said first.
    async fn ask_once<T>(&self, statement: Statement, how: How<T>) -> Result<T, DbErr> {
        if !self.wrapped {
            return how(&DatabaseExecutor::Connection(&self.connections), statement).await;
        }
        let tx = self.begin(TransactionOptions::default()).await?;
        let answer = how(&DatabaseExecutor::Transaction(&tx), statement).await?;
        tx.commit().await?;
        Ok(answer)
    }
}

/// What was asked, or that no answer came in time.
pub(super) async fn in_time<T>(
    limit: Duration,
    asked: impl Future<Output = Result<T, DbErr>>,
) -> Result<T, DbErr> {
    let late = |_| Err(DbErr::Conn(RuntimeErr::Internal("no answer came in time".to_owned())));
    timeout(limit, asked).await.unwrap_or_else(late)
}

fn first_words(said: &[&str]) -> Arc<str> {
    said.join("; ").into()
}

/// One of the ways to ask.
type How<T> = for<'c> fn(&'c DatabaseExecutor<'c>, Statement) -> Asked<'c, T>;
type Asked<'c, T> = std::pin::Pin<Box<dyn Future<Output = Result<T, DbErr>> + Send + 'c>>;

#[async_trait]
impl ConnectionTrait for Pool {
    fn get_database_backend(&self) -> DbBackend {
        self.connections.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.ask(statement, |db, statement| db.execute_raw(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.asked.add_one();
        self.connections.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let found = self.ask::<Option<QueryResult>>(statement, |db, one| db.query_one_raw(one)).await?;
        self.asked.add_found(usize::from(found.is_some()));
        Ok(found)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let found = self.ask::<Vec<QueryResult>>(statement, |db, one| db.query_all_raw(one)).await?;
        self.asked.add_found(found.len());
        Ok(found)
    }
}
