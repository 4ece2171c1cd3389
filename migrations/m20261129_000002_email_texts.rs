//! The words of a round's emails in place of those of its programme.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_all, id, reference, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let words = ["kind", "language", "subject", "opening", "closing"].map(text);
        let columns = std::iter::once(id("round_id")).chain(words).collect();
        let mut texts = table("email_text", &["round_id", "kind", "language"], columns);
        texts.foreign_key(&mut reference("email_text", "round_id", "round"));
        manager.create_table(texts).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["email_text"]).await
    }
}
