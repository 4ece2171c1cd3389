//! Which emails about courses a member gets, in place of whether they get copies. Nothing is chosen where managers get
//! every summary and others none.

use sea_orm_migration::prelude::*;

use crate::columns::{text_or_none, yes_no};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, text_or_none("summary_emails")).await?;
        let keep = "UPDATE membership SET summary_emails = 'each_course' WHERE summary_copies";
        manager.get_connection().execute_unprepared(keep).await?;
        drop(manager, "summary_copies").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, yes_no("summary_copies").default(false).take()).await?;
        let keep = "UPDATE membership SET summary_copies = TRUE WHERE summary_emails = 'each_course'";
        manager.get_connection().execute_unprepared(keep).await?;
        drop(manager, "summary_emails").await
    }
}

async fn add(manager: &SchemaManager<'_>, column: ColumnDef) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(Alias::new("membership")).add_column(column).take()).await
}

async fn drop(manager: &SchemaManager<'_>, column: &str) -> Result<(), DbErr> {
    let alter = Table::alter().table(Alias::new("membership")).drop_column(Alias::new(column)).take();
    manager.alter_table(alter).await
}
