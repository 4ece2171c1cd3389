//! A write under way. Each of its statements is waited for no longer than a person waits for a page: a server that dies
//! without a word leaves a connection on which the system would wait for a quarter of an hour.

use std::ops::Deref;

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    prelude::async_trait::async_trait,
};

use super::{Result, connection::Connection, pool::Asks};

/// A write under way, begun with [`write()`](crate::store::write()). Dropped without a commit, it changes nothing.
#[derive(Debug)]
pub struct Transaction(Connection);

impl Transaction {
    pub(super) fn new(begun: DatabaseTransaction, asked: Asks) -> Self {
        Self(Connection::write(begun, asked))
    }

    /// Makes all of it last. Where no answer came in time, nobody knows whether it does.
    pub async fn commit(self) -> Result<()> {
        Ok(self.0.commit().await?)
    }

    /// Takes all of it back.
    pub async fn rollback(self) -> Result<()> {
        Ok(self.0.rollback().await?)
    }
}

impl Deref for Transaction {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.0
    }
}

#[async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        self.0.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.0.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.0.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.0.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.0.query_all_raw(statement).await
    }
}
