//! Links to a partner's own page, and wishes for one that wait for their email. Wishes are kept alike whether or not the
//! address is known, so that keeping them tells nothing.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_all, id, index, instant, reference, table, text, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
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
