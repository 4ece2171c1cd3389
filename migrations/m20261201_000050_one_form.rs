//! Whether a course of both sides asks them by one link and code, where people first say which side they are on.

use sea_orm_migration::prelude::*;

use crate::columns::yes_no;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let one_form = yes_no("one_form").default(false).take();
        manager.alter_table(Table::alter().table(Alias::new("course")).add_column(one_form).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let alter = Table::alter().table(Alias::new("course")).drop_column(Alias::new("one_form")).take();
        manager.alter_table(alter).await
    }
}
