//! The agreement with a partner, in versions, and who is asked to confirm each.

use sea_orm_migration::prelude::*;

use crate::columns::{
    drop_all, id, id_or_none, index, instant, instant_or_none, json, reference, small, table, text,
    text_or_none,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: [&str; 2] = ["agreement", "agreement_confirmation"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
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
        drop_all(manager, &TABLES).await
    }
}
