//! Lists that wait to be imported; and contacts without an address, of whom a programme may have several.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_all, id, index, instant, reference, table, text, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The name of the index that held addresses apart.
const OF_ADDRESSES: &str = "ix_contact_programme_id_email";
/// The name of the index that does so where there is one.
const OF_KNOWN_ADDRESSES: &str = "ix_contact_programme_id_known_email";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            text("key_hash"),
            id("person_id"),
            id("programme_id"),
            text("name"),
            text("sealed"),
            instant("created_at"),
        ];
        let mut upload = table("upload", &["key_hash"], columns);
        upload.foreign_key(&mut reference("upload", "person_id", "person"));
        upload.foreign_key(&mut reference("upload", "programme_id", "programme"));
        manager.create_table(upload).await?;
        manager.create_index(index("upload", &["person_id"])).await?;
        manager.create_index(index("upload", &["programme_id"])).await?;

        manager.drop_index(Index::drop().name(OF_ADDRESSES).table(Alias::new("contact")).to_owned()).await?;
        manager.create_index(index("contact", &["programme_id", "email"])).await?;
        let unique_where_known = format!(
            "CREATE UNIQUE INDEX {OF_KNOWN_ADDRESSES} ON contact (programme_id, email) WHERE email <> ''"
        );
        manager.get_connection().execute_unprepared(&unique_where_known).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in [OF_KNOWN_ADDRESSES, OF_ADDRESSES] {
            manager.drop_index(Index::drop().name(name).table(Alias::new("contact")).to_owned()).await?;
        }
        // The version before knows nobody without an address.
        manager.get_connection().execute_unprepared("DELETE FROM contact WHERE email = ''").await?;
        manager.create_index(unique("contact", &["programme_id", "email"])).await?;
        drop_all(manager, &["upload"]).await
    }
}
