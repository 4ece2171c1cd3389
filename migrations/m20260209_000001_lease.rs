//! Who does, among several instances, what only one may do at a time, and until when.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_all, instant, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![text("name"), text("holder"), instant("until")];
        manager.create_table(table("lease", &["name"], columns)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["lease"]).await
    }
}
