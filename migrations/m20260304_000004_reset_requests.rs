//! Wishes for another password that wait for their email. They are kept alike whether or not the address has an
//! account, so that keeping them tells nothing.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_all, id, instant, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![id("id"), text("email"), instant("at")];
        manager.create_table(table("reset_request", &["id"], columns)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["reset_request"]).await
    }
}
