//! Words that contacts are found by.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_all, id, index, reference, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut tags = table("contact_tag", &["contact_id", "tag"], vec![id("contact_id"), text("tag")]);
        tags.foreign_key(&mut reference("contact_tag", "contact_id", "contact"));
        manager.create_table(tags).await?;
        manager.create_index(index("contact_tag", &["tag", "contact_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["contact_tag"]).await
    }
}
