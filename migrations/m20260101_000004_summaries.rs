//! Frozen summaries, their deliveries, and every letter the service sends.

use sea_orm_migration::prelude::*;

use crate::columns::{
    bytes, drop_all, id, index, instant, instant_or_none, json, reference, small, table, text, unique,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let summary =
            vec![id("id"), id("course_id"), small("revision"), instant("frozen_at"), json("document")];
        let mut summary = table("summary", &["id"], summary);
        summary.foreign_key(&mut reference("summary", "course_id", "course"));
        manager.create_table(summary).await?;
        manager.create_index(unique("summary", &["course_id", "revision"])).await?;

        let outbox = vec![
            id("id"),
            text("kind"),
            // What makes this letter this letter: a second one with the same key is never queued.
            text("unique_key"),
            text("address"),
            text("message_id"),
            bytes("message"),
            text("state"),
            small("attempts"),
            instant("queued_at"),
            instant("next_at"),
            instant_or_none("claimed_until"),
            instant_or_none("sent_at"),
            text("result"),
        ];
        manager.create_table(table("outbox", &["id"], outbox)).await?;
        manager.create_index(unique("outbox", &["unique_key"])).await?;
        manager.create_index(index("outbox", &["state", "next_at"])).await?;

        let delivery =
            vec![id("id"), id("summary_id"), id("person_id"), id("outbox_id"), instant("link_expires_at")];
        let mut delivery = table("delivery", &["id"], delivery);
        delivery.foreign_key(&mut reference("delivery", "summary_id", "summary"));
        delivery.foreign_key(&mut reference("delivery", "person_id", "person"));
        delivery.foreign_key(&mut reference("delivery", "outbox_id", "outbox"));
        manager.create_table(delivery).await?;
        manager.create_index(unique("delivery", &["summary_id", "person_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["summary", "outbox", "delivery"]).await
    }
}
