//! What the store asks through: connections, a write under way, or a moment that stands still. It is one type, whichever
//! of them it is, so that each query is compiled once.

use std::time::Duration;

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    prelude::async_trait::async_trait,
};

use super::pool::{self, Asks, Pool};

/// How long PostgreSQL may take over one statement of a write. The longest of them, which move thousands of rows or wait
/// for another write to end, take a few seconds.
const LIMIT: Duration = Duration::from_mins(1);

/// What statements are asked through.
#[derive(Debug)]
pub struct Connection(Way);

#[derive(Debug)]
enum Way {
    /// Each statement by itself.
    Pool(Pool),
    /// Each as a part of a write.
    Write(DatabaseTransaction, Asks),
    /// Each at the same moment, and as long as it takes.
    Moment(DatabaseTransaction),
}

impl Connection {
    /// Each statement by itself.
    pub(super) fn pool(pool: Pool) -> Self {
        Self(Way::Pool(pool))
    }

    /// Each as a part of a write that has begun.
    pub(super) fn write(begun: DatabaseTransaction, asked: Asks) -> Self {
        Self(Way::Write(begun, asked))
    }

    /// Each at the moment at which a transaction began.
    pub(super) fn moment(begun: DatabaseTransaction) -> Self {
        Self(Way::Moment(begun))
    }

    /// Makes what was written last; what was asked by itself does already.
    pub(super) async fn commit(self) -> Result<(), DbErr> {
        let backend = self.get_database_backend();
        match self.0 {
            Way::Pool(_) => Ok(()),
            Way::Write(begun, _) | Way::Moment(begun) => in_time(backend, begun.commit()).await,
        }
    }

    /// Takes back what was written.
    pub(super) async fn rollback(self) -> Result<(), DbErr> {
        let backend = self.get_database_backend();
        match self.0 {
            Way::Pool(_) => Ok(()),
            Way::Write(begun, _) | Way::Moment(begun) => in_time(backend, begun.rollback()).await,
        }
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
impl ConnectionTrait for Connection {
    fn get_database_backend(&self) -> DbBackend {
        match &self.0 {
            Way::Pool(pool) => pool.get_database_backend(),
            Way::Write(begun, _) | Way::Moment(begun) => begun.get_database_backend(),
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match &self.0 {
            Way::Pool(pool) => pool.execute_raw(statement).await,
            Way::Write(begun, asked) => {
                asked.add_one();
                in_time(begun.get_database_backend(), begun.execute_raw(statement)).await
            }
            Way::Moment(begun) => begun.execute_raw(statement).await,
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match &self.0 {
            Way::Pool(pool) => pool.execute_unprepared(sql).await,
            Way::Write(begun, asked) => {
                asked.add_one();
                in_time(begun.get_database_backend(), begun.execute_unprepared(sql)).await
            }
            Way::Moment(begun) => begun.execute_unprepared(sql).await,
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match &self.0 {
            Way::Pool(pool) => pool.query_one_raw(statement).await,
            Way::Write(begun, asked) => {
                asked.add_one();
                let found = in_time(begun.get_database_backend(), begun.query_one_raw(statement)).await?;
                asked.add_found(usize::from(found.is_some()));
                Ok(found)
            }
            Way::Moment(begun) => begun.query_one_raw(statement).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match &self.0 {
            Way::Pool(pool) => pool.query_all_raw(statement).await,
            Way::Write(begun, asked) => {
                asked.add_one();
                let found = in_time(begun.get_database_backend(), begun.query_all_raw(statement)).await?;
                asked.add_found(found.len());
                Ok(found)
            }
            Way::Moment(begun) => begun.query_all_raw(statement).await,
        }
    }
}
