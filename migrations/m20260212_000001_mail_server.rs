//! The mail server that an administrator set, and the sender of letters. One row at most.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_all, instant, small, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Empty stands for "not set". The password is encrypted with the key of the installation.
        let columns = vec![
            small("id"),
            text("host"),
            small("port"),
            text("encryption"),
            text("login"),
            text("password"),
            text("sender"),
            instant("changed_at"),
        ];
        manager.create_table(table("mail_server", &["id"], columns)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["mail_server"]).await
    }
}
