//! What the whole site looks like: the library's name, its logo, its accent, whom to ask. One row at most.

use sea_orm_migration::prelude::*;

use crate::columns::{bytes, drop_all, instant, small, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Empty stands for "not set": the name of the program, its accent, no logo.
        let columns = vec![
            small("id"),
            text("name"),
            text("contact"),
            text("accent"),
            text("logo_kind"),
            bytes("logo"),
            instant("changed_at"),
        ];
        manager.create_table(table("site", &["id"], columns)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["site"]).await
    }
}
