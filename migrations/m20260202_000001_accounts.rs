//! What accounts need beyond a password: one-time links, second factors, waits after wrong tries, and sessions that
//! can be told apart.

use sea_orm_migration::prelude::*;

use crate::columns::{
    count, drop_all, id, id_or_none, index, instant, instant_or_none, reference, small, table, text,
    text_or_none,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let link = vec![
            text("token_hash"),
            // set-up, welcome, reset
            text("purpose"),
            // Nobody yet, for the link that makes the first administrator.
            id_or_none("person_id"),
            instant("created_at"),
            instant("expires_at"),
            instant_or_none("used_at"),
        ];
        let mut link = table("account_link", &["token_hash"], link);
        link.foreign_key(&mut reference("account_link", "person_id", "person"));
        manager.create_table(link).await?;
        manager.create_index(index("account_link", &["person_id", "purpose"])).await?;

        let factor = vec![
            id("person_id"),
            // Encrypted with the installation's key.
            text("secret"),
            // Empty until a first code has shown that the app holds the secret.
            instant_or_none("confirmed_at"),
            // The step of the last code taken: a code counts once.
            count("last_step"),
        ];
        let mut factor = table("second_factor", &["person_id"], factor);
        factor.foreign_key(&mut reference("second_factor", "person_id", "person"));
        manager.create_table(factor).await?;

        let key = ["person_id", "code_hash"];
        let mut code = table("recovery_code", &key, vec![id("person_id"), text("code_hash")]);
        code.foreign_key(&mut reference("recovery_code", "person_id", "person"));
        manager.create_table(code).await?;

        // Keyed hashes of accounts and network addresses, never the addresses themselves.
        let wait = vec![text("key_hash"), small("tries"), instant("last_at"), instant("until")];
        manager.create_table(table("wait", &["key_hash"], wait)).await?;

        for (name, column) in added() {
            manager.alter_table(Table::alter().table(Alias::new(name)).add_column(column).take()).await?;
        }
        manager.create_index(index("session", &["person_id"])).await?;
        manager.create_index(index("audit", &["programme_id", "at", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, index) in [("audit", "ix_audit_programme_id_at_id"), ("session", "ix_session_person_id")]
        {
            manager.drop_index(Index::drop().name(index).table(Alias::new(table)).to_owned()).await?;
        }
        for (name, column) in added() {
            let column = Alias::new(column.get_column_name());
            manager.alter_table(Table::alter().table(Alias::new(name)).drop_column(column).take()).await?;
        }
        drop_all(manager, &["account_link", "second_factor", "recovery_code", "wait"]).await
    }
}

/// Empty for what was there before this step.
fn added() -> [(&'static str, ColumnDef); 3] {
    [
        // In words, such as "Firefox on Windows".
        ("session", text_or_none("browser")),
        // To the hour.
        ("session", instant_or_none("used_at")),
        ("membership", instant_or_none("since")),
    ]
}
