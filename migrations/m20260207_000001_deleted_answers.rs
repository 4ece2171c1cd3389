//! Which rounds have lost their single answers because they were kept long enough. Their tallies stay, and cannot be
//! counted again.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_all, id, instant, reference, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![id("round_id"), instant("at")];
        let mut deleted = table("deleted_answers", &["round_id"], columns);
        deleted.foreign_key(&mut reference("deleted_answers", "round_id", "round"));
        manager.create_table(deleted).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["deleted_answers"]).await
    }
}
