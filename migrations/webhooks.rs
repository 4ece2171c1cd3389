//! Webhooks: where a programme tells other programs what happened, and what became of each telling.

use sea_orm_migration::prelude::*;

use crate::columns::{
    count, drop_all, id, id_or_none, index, instant, instant_or_none, reference, small, table, text,
    text_or_none, unique,
};

step! {
    Webhooks = "m20261201_000020_webhooks"
}

#[async_trait::async_trait]
impl MigrationTrait for Webhooks {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            id("id"),
            id("programme_id"),
            id_or_none("owner_id"),
            text("name"),
            text("kind"),
            text("host"),
            text("address"),
            text("secret"),
            text_or_none("former_secret"),
            instant_or_none("former_until"),
            text("events"),
            text("state"),
            instant("created_at"),
            instant_or_none("failing_since"),
            instant_or_none("warned_at"),
        ];
        let mut webhook = table("webhook", &["id"], columns);
        webhook.foreign_key(&mut reference("webhook", "programme_id", "programme"));
        let mut owner = reference("webhook", "owner_id", "person");
        webhook.foreign_key(owner.on_delete(ForeignKeyAction::SetNull));
        manager.create_table(webhook).await?;
        manager.create_index(index("webhook", &["programme_id"])).await?;
        manager.create_index(index("webhook", &["owner_id"])).await?;
        let columns = vec![
            id("id"),
            id("webhook_id"),
            text("event"),
            text("subject"),
            text("unique_key"),
            instant("at"),
            text("state"),
            small("attempts"),
            instant("next_at"),
            instant_or_none("tried_at"),
            small("status"),
            count("milliseconds"),
            text("answer"),
        ];
        let mut delivery = table("webhook_delivery", &["id"], columns);
        delivery.foreign_key(&mut reference("webhook_delivery", "webhook_id", "webhook"));
        manager.create_table(delivery).await?;
        manager.create_index(unique("webhook_delivery", &["webhook_id", "unique_key"])).await?;
        manager.create_index(index("webhook_delivery", &["state", "next_at"])).await?;
        manager.create_index(index("webhook_delivery", &["at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["webhook", "webhook_delivery"]).await
    }
}
