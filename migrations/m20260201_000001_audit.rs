//! Who did what to which object and when. Never what anybody answered.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_all, id, id_or_none, index, instant, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            id("id"),
            // Neither points at a table: the trail outlives people and programmes.
            id_or_none("programme_id"),
            id_or_none("person_id"),
            text("person"),
            text("act"),
            text("object"),
            instant("at"),
        ];
        manager.create_table(table("audit", &["id"], columns)).await?;
        manager.create_index(index("audit", &["programme_id", "at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["audit"]).await
    }
}
