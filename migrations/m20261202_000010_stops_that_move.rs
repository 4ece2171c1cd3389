//! Addresses that unsubscribed are known by the key of the installation, which stays where it is. So each is known by a key of
//! its programme too, and a programme that came from elsewhere has brought that key along.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_all, id, reference, table, text, text_or_none};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // None of those who unsubscribed before: their addresses are not known any more.
        let portable = text_or_none("portable");
        manager.alter_table(Table::alter().table(Alias::new("stop")).add_column(portable).take()).await?;
        // Encrypted with the key of the installation.
        let mut key = table("stop_key", &["programme_id"], vec![id("programme_id"), text("sealed")]);
        key.foreign_key(&mut reference("stop_key", "programme_id", "programme"));
        manager.create_table(key).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["stop_key"]).await?;
        let portable = Alias::new("portable");
        manager.alter_table(Table::alter().table(Alias::new("stop")).drop_column(portable).take()).await
    }
}
