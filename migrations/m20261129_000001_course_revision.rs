//! How often the day of a course was changed: calendars that hold an earlier state take the later one.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let revision = ColumnDef::new(Alias::new("revision")).integer().not_null().default(0).to_owned();
        manager.alter_table(Table::alter().table(Alias::new("course")).add_column(revision).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .alter_table(
                Table::alter().table(Alias::new("course")).drop_column(Alias::new("revision")).to_owned(),
            )
            .await
    }
}
