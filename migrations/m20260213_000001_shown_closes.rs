//! What the close of a round showed, kept when it takes answers again: what is shown later is held against it.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_all, id, json, reference, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![id("round_id"), json("tallies")];
        let mut shown = table("shown_close", &["round_id"], columns);
        shown.foreign_key(&mut reference("shown_close", "round_id", "round"));
        manager.create_table(shown).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["shown_close"]).await
    }
}
