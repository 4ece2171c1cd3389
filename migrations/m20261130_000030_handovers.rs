//! One contact of a partner takes over from another, and the times at which a partner is busy.

use sea_orm_migration::prelude::*;

use crate::columns::{
    drop_all, id, id_or_none, index, instant, instant_or_none, json, reference, table, text, yes_no,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // None of everybody who was there before: they are still there.
        let left = Table::alter().table(Alias::new("contact")).add_column(instant_or_none("left_at")).take();
        manager.alter_table(left).await?;

        let columns = vec![
            id("id"),
            id("partner_id"),
            // None once the one who left is deleted.
            id_or_none("former_id"),
            id("successor_id"),
            instant("named_at"),
            instant_or_none("started_at"),
            instant_or_none("confirmed_at"),
            json("lines"),
            text("wish"),
        ];
        let mut handover = table("handover", &["id"], columns);
        handover.foreign_key(&mut reference("handover", "partner_id", "partner"));
        handover.foreign_key(&mut reference("handover", "successor_id", "contact"));
        manager.create_table(handover).await?;
        manager.create_index(index("handover", &["partner_id"])).await?;
        manager.create_index(index("handover", &["successor_id"])).await?;

        let columns = vec![
            id("id"),
            id("partner_id"),
            text("starts_on"),
            text("ends_on"),
            yes_no("every_year"),
            text("why"),
        ];
        let mut busy = table("busy_time", &["id"], columns);
        busy.foreign_key(&mut reference("busy_time", "partner_id", "partner"));
        manager.create_table(busy).await?;
        manager.create_index(index("busy_time", &["partner_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["handover", "busy_time"]).await?;
        let left = Table::alter().table(Alias::new("contact")).drop_column(Alias::new("left_at")).take();
        manager.alter_table(left).await
    }
}
