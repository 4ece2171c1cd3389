//! What may be shown of a round while it is open. It goes at the close, when everything may.

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
        // By item: the batch that is shown, and the one that is held until the next is full.
        let columns = vec![id("round_id"), json("views")];
        let mut interim = table("interim", &["round_id"], columns);
        interim.foreign_key(&mut reference("interim", "round_id", "round"));
        manager.create_table(interim).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["interim"]).await
    }
}
