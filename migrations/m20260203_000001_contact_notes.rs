//! When a contact was added, and what was last heard from a partner.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_all, id, id_or_none, index, instant, instant_or_none, reference, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Unknown for contacts that were there before.
        let added =
            Table::alter().table(Alias::new("contact")).add_column(instant_or_none("added_at")).take();
        manager.alter_table(added).await?;

        let note = vec![
            id("id"),
            // Both are empty for nobody: a note is about a partner, one of its contacts, or library staff.
            id_or_none("partner_id"),
            id_or_none("contact_id"),
            // The day, at its beginning in UTC.
            instant("day"),
            // Who of the library heard from them.
            text("by"),
            text("about"),
        ];
        let mut note = table("contact_note", &["id"], note);
        note.foreign_key(&mut reference("contact_note", "partner_id", "partner"));
        note.foreign_key(&mut reference("contact_note", "contact_id", "contact"));
        manager.create_table(note).await?;
        manager.create_index(index("contact_note", &["partner_id", "day"])).await?;
        manager.create_index(index("contact_note", &["contact_id"])).await?;
        manager.create_index(index("partner", &["programme_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut of_programme = Index::drop();
        of_programme.name("ix_partner_programme_id").table(Alias::new("partner"));
        manager.drop_index(of_programme).await?;
        drop_all(manager, &["contact_note"]).await?;
        let added = Table::alter().table(Alias::new("contact")).drop_column(Alias::new("added_at")).take();
        manager.alter_table(added).await
    }
}
