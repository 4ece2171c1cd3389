//! Closed anonymous rounds whose old rows may still be read in the log of the database, or in its dead rows.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_all, id, reference, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // What must be over before the traces are gone: a transaction of PostgreSQL, empty until the first look.
        let columns = vec![id("round_id"), text("horizon")];
        let mut trace = table("trace", &["round_id"], columns);
        trace.foreign_key(&mut reference("trace", "round_id", "round"));
        manager.create_table(trace).await?;
        // Nobody looked whether those of earlier closes went.
        let earlier = "INSERT INTO trace (round_id, horizon) \
                       SELECT id, '' FROM round WHERE state = 'closed' AND privacy = 'anonymous'";
        manager.get_connection().execute_unprepared(earlier).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["trace"]).await
    }
}
