//! What holds for the whole site, and one row at most says.

use sea_orm_migration::prelude::*;

use crate::columns::{add_column, bytes, drop_all, drop_column, index, instant, small, table, text, yes_no};

step! {
    /// What the whole site looks like: the library's name, its logo, its accent, whom to ask. One row at most.
    Site = "m20260208_000001_site"
}

#[async_trait::async_trait]
impl MigrationTrait for Site {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Empty stands for "not set": the name of the program, its accent, no logo.
        let columns = vec![
            small("id"),
            text("name"),
            text("contact"),
            text("accent"),
            text("logo_kind"),
            bytes("logo"),
            instant("changed_at"),
        ];
        manager.create_table(table("site", &["id"], columns)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["site"]).await
    }
}

step! {
    /// The mail server that an administrator set, and the sender of letters. One row at most.
    MailServer = "m20260212_000001_mail_server"
}

#[async_trait::async_trait]
impl MigrationTrait for MailServer {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Empty stands for "not set". The password is encrypted with the key of the installation.
        let columns = vec![
            small("id"),
            text("host"),
            small("port"),
            text("encryption"),
            text("login"),
            text("password"),
            text("sender"),
            instant("changed_at"),
        ];
        manager.create_table(table("mail_server", &["id"], columns)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["mail_server"]).await
    }
}

step! {
    /// How signing in works on the whole site, as far as site administrators may set it. One row at most.
    SignInRules = "m20260303_000002_sign_in_rules"
}

#[async_trait::async_trait]
impl MigrationTrait for SignInRules {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // The second factor: of administrators and trainers. The idle time: in hours.
        let columns = vec![small("id"), small("idle_hours"), yes_no("second_factor"), instant("changed_at")];
        manager.create_table(table("sign_in_rule", &["id"], columns)).await?;
        // The oldest waits go first when there are too many of them.
        manager.create_index(index("wait", &["last_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::drop().name("ix_wait_last_at").table(Alias::new("wait")).to_owned();
        manager.drop_index(index).await?;
        drop_all(manager, &["sign_in_rule"]).await
    }
}

step! {
    /// What the accessibility statement names: who runs the site, and when it was last looked at.
    Statement = "m20261129_000020_statement"
}

#[async_trait::async_trait]
impl MigrationTrait for Statement {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["organisation", "reviewed_on"] {
            let column = ColumnDef::new(Alias::new(name)).text().not_null().default("").to_owned();
            add_column(manager, "site", column).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["reviewed_on", "organisation"] {
            drop_column(manager, "site", name).await?;
        }
        Ok(())
    }
}
