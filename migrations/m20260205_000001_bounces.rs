//! Letters that came back.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_all, id, index, instant, reference, table, text, unique, yes_no};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let bounce = vec![
            id("id"),
            id("programme_id"),
            // Known by its keyed hash, so that mending an address is enough to be written to again.
            text("address_hash"),
            // No reference: what is known of an address outlives the letter that told it.
            id("outbox_id"),
            yes_no("hard"),
            text("status"),
            instant("at"),
        ];
        let mut bounce = table("bounce", &["id"], bounce);
        bounce.foreign_key(&mut reference("bounce", "programme_id", "programme"));
        manager.create_table(bounce).await?;
        // A report that is read twice counts once.
        manager.create_index(unique("bounce", &["outbox_id", "hard"])).await?;
        manager.create_index(index("bounce", &["programme_id", "address_hash"])).await?;
        // How many letters left in the last minute is asked before each.
        manager.create_index(index("outbox", &["sent_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::drop().name("ix_outbox_sent_at").table(Alias::new("outbox")).to_owned();
        manager.drop_index(index).await?;
        drop_all(manager, &["bounce"]).await
    }
}
