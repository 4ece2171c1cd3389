//! A write under way. Each of its statements is waited for no longer than a person waits for a page: a server that dies
//! without a word leaves a connection on which the system would wait for a quarter of an hour.

use std::time::Duration;

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    prelude::async_trait::async_trait,
};

use super::pool::{self, Asks};

/// How long PostgreSQL may take over one statement of a write. The longest of them, which move thousands of rows or wait
/// for another write to end, take a few seconds.
const LIMIT: Duration = Duration::from_mins(1);

/// A write under way, begun with [`write()`](crate::store::write()). Dropped without a commit, it changes nothing.
#[derive(Debug)]
pub struct Transaction {
    begun: DatabaseTransaction,
    asked: Asks,
}

impl Transaction {
    pub(super) fn new(begun: DatabaseTransaction, asked: Asks) -> Self {
        Self { begun, asked }
    }

    /// Makes all of it last. Where no answer came in time, nobody knows whether it does.
    pub async fn commit(self) -> Result<(), DbErr> {
        let backend = self.begun.get_database_backend();
        in_time(backend, self.begun.commit()).await
    }

    /// Takes all of it back.
    pub async fn rollback(self) -> Result<(), DbErr> {
        let backend = self.begun.get_database_backend();
        in_time(backend, self.begun.rollback()).await
    }

    async fn in_time<T>(&self, work: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
        self.asked.add_one();
        in_time(self.begun.get_database_backend(), work).await
    }
}

/// What is done on a file of this machine ends, or fails, by itself.
async fn in_time<T>(backend: DbBackend, work: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
    match backend {
        DbBackend::Sqlite => work.await,
        _ => pool::in_time(LIMIT, work).await,
    }
}

#[async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        self.begun.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.in_time(self.begun.execute_raw(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.in_time(self.begun.execute_unprepared(sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let found = self.in_time(self.begun.query_one_raw(statement)).await?;
        self.asked.add_found(usize::from(found.is_some()));
        Ok(found)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let found = self.in_time(self.begun.query_all_raw(statement)).await?;
        self.asked.add_found(found.len());
        Ok(found)
    }
}
