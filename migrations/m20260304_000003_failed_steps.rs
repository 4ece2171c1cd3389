//! What the scheduler could not do, until it could.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_all, id, id_or_none, index, instant, reference, small, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            text("step"),
            // The round, course or programme; no reference, since what cannot be read may be anything.
            id("subject_id"),
            // None for what belongs to the whole site.
            id_or_none("programme_id"),
            text("error"),
            instant("first_at"),
            instant("last_at"),
            small("tries"),
            instant("next_at"),
        ];
        let mut failed = table("failed_step", &["step", "subject_id"], columns);
        failed.foreign_key(&mut reference("failed_step", "programme_id", "programme"));
        manager.create_table(failed).await?;
        manager.create_index(index("failed_step", &["programme_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["failed_step"]).await
    }
}
