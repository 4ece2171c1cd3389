//! Who somebody is at the identity provider of the council: one account there for one person here. Which sessions began
//! there, and who alone may still sign in with a password where all others need such an account.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_all, id, id_or_none, instant, reference, table, text, unique, yes_no};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![id("person_id"), text("issuer"), text("subject"), instant("since")];
        let mut identity = table("identity", &["person_id"], columns);
        identity.foreign_key(&mut reference("identity", "person_id", "person"));
        manager.create_table(identity).await?;
        manager.create_index(unique("identity", &["issuer", "subject"])).await?;
        let began = yes_no("single_sign_on").default(false).take();
        manager.alter_table(Table::alter().table(Alias::new("session")).add_column(began).take()).await?;
        let keeper = id_or_none("password_keeper_id");
        manager.alter_table(Table::alter().table(Alias::new("sign_in_rule")).add_column(keeper).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in [("sign_in_rule", "password_keeper_id"), ("session", "single_sign_on")] {
            let alter = Table::alter().table(Alias::new(table)).drop_column(Alias::new(column)).take();
            manager.alter_table(alter).await?;
        }
        drop_all(manager, &["identity"]).await
    }
}
