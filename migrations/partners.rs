//! What is arranged with a partner: agreements, their own page, who takes over, when they are busy.

use sea_orm_migration::prelude::*;

use crate::columns::{
    add_column, drop_all, drop_column, id, id_or_none, index, instant, instant_or_none, json, reference,
    small, table, text, text_or_none, unique, yes_no,
};

step! {
    /// The agreement with a partner, in versions, and who is asked to confirm each.
    Agreements = "m20261130_000001_agreements"
}

#[async_trait::async_trait]
impl MigrationTrait for Agreements {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            id("id"),
            id("partner_id"),
            small("version"),
            small("revision"),
            text("state"),
            json("document"),
            text_or_none("review_on"),
            instant("changed_at"),
            instant_or_none("confirmed_at"),
            instant_or_none("reminded_at"),
        ];
        let mut agreement = table("agreement", &["id"], columns);
        agreement.foreign_key(&mut reference("agreement", "partner_id", "partner"));
        manager.create_table(agreement).await?;
        manager.create_index(index("agreement", &["partner_id", "version"])).await?;
        manager.create_index(index("agreement", &["state", "review_on"])).await?;

        let columns = vec![
            id("id"),
            id("agreement_id"),
            text("side"),
            id_or_none("contact_id"),
            text("name"),
            text("email"),
            text("objection"),
            instant_or_none("confirmed_at"),
        ];
        let mut confirmation = table("agreement_confirmation", &["id"], columns);
        confirmation.foreign_key(&mut reference("agreement_confirmation", "agreement_id", "agreement"));
        manager.create_table(confirmation).await?;
        manager.create_index(index("agreement_confirmation", &["agreement_id"])).await?;
        manager.create_index(index("agreement_confirmation", &["contact_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["agreement", "agreement_confirmation"]).await
    }
}

step! {
    /// Links to a partner's own page, and wishes for one that wait for their email. Wishes are kept alike whether or not the
    /// address is known, so that keeping them tells nothing.
    PartnerLinks = "m20261130_000002_partner_links"
}

#[async_trait::async_trait]
impl MigrationTrait for PartnerLinks {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns =
            vec![id("id"), id("contact_id"), text("token_hash"), instant("made_at"), instant("expires_at")];
        let mut link = table("partner_link", &["id"], columns);
        link.foreign_key(&mut reference("partner_link", "contact_id", "contact"));
        manager.create_table(link).await?;
        manager.create_index(unique("partner_link", &["token_hash"])).await?;
        manager.create_index(index("partner_link", &["contact_id"])).await?;
        let columns = vec![id("id"), text("email"), instant("at")];
        manager.create_table(table("partner_link_request", &["id"], columns)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["partner_link", "partner_link_request"]).await
    }
}

step! {
    /// One contact of a partner takes over from another, and the times at which a partner is busy.
    Handovers = "m20261130_000030_handovers"
}

#[async_trait::async_trait]
impl MigrationTrait for Handovers {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // None of everybody who was there before: they are still there.
        add_column(manager, "contact", instant_or_none("left_at")).await?;

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
        drop_column(manager, "contact", "left_at").await
    }
}
