//! Accounts: how people sign in, what they administer, and which emails they get.

use sea_orm_migration::prelude::*;

use crate::columns::{
    add_column, count, drop_all, drop_column, id, id_or_none, index, instant, instant_or_none, reference,
    small, table, text, text_or_none, unique, yes_no,
};

step! {
    /// What accounts need beyond a password: one-time links, second factors, waits after wrong tries, and sessions that
    /// can be told apart.
    Accounts = "m20260202_000001_accounts"
}

#[async_trait::async_trait]
impl MigrationTrait for Accounts {
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

        for (name, column) in added_to_sessions_and_memberships() {
            add_column(manager, name, column).await?;
        }
        manager.create_index(index("session", &["person_id"])).await?;
        manager.create_index(index("audit", &["programme_id", "at", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, index) in [("audit", "ix_audit_programme_id_at_id"), ("session", "ix_session_person_id")]
        {
            manager.drop_index(Index::drop().name(index).table(Alias::new(table)).to_owned()).await?;
        }
        for (name, column) in added_to_sessions_and_memberships() {
            drop_column(manager, name, &column.get_column_name()).await?;
        }
        drop_all(manager, &["account_link", "second_factor", "recovery_code", "wait"]).await
    }
}

/// Empty for what was there before.
fn added_to_sessions_and_memberships() -> [(&'static str, ColumnDef); 3] {
    [
        // In words, such as "Firefox on Windows".
        ("session", text_or_none("browser")),
        // To the hour.
        ("session", instant_or_none("used_at")),
        ("membership", instant_or_none("since")),
    ]
}

step! {
    /// Who administers the site: what holds for every programme is theirs to set.
    SiteAdministrators = "m20260303_000001_site_administrators"
}

/// Of an installation that has people, one administrator is named: the earliest account that can sign in. One and not
/// all, because whoever sets the mail server can read what others are sent; the rest is a person's decision.
const FIRST_ADMINISTRATOR: &str = "UPDATE person SET site_admin = TRUE WHERE id = (\
    SELECT person.id FROM person JOIN membership ON membership.person_id = person.id \
    WHERE membership.role = 'admin' AND NOT person.disabled AND person.password_hash IS NOT NULL \
    ORDER BY person.created_at, person.id LIMIT 1)";

#[async_trait::async_trait]
impl MigrationTrait for SiteAdministrators {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = yes_no("site_admin").default(false).take();
        add_column(manager, "person", column).await?;
        manager.get_connection().execute_unprepared(FIRST_ADMINISTRATOR).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_column(manager, "person", "site_admin").await
    }
}

step! {
    /// Wishes for another password that wait for their email. They are kept alike whether or not the address has an
    /// account, so that keeping them tells nothing.
    ResetRequests = "m20260304_000004_reset_requests"
}

#[async_trait::async_trait]
impl MigrationTrait for ResetRequests {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![id("id"), text("email"), instant("at")];
        manager.create_table(table("reset_request", &["id"], columns)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["reset_request"]).await
    }
}

step! {
    /// Which emails about courses a member gets, in place of whether they get copies. Nothing is chosen where managers get
    /// every summary and others none.
    EmailChoices = "m20261129_000021_email_choices"
}

#[async_trait::async_trait]
impl MigrationTrait for EmailChoices {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add_column(manager, "membership", text_or_none("summary_emails")).await?;
        let keep = "UPDATE membership SET summary_emails = 'each_course' WHERE summary_copies";
        manager.get_connection().execute_unprepared(keep).await?;
        drop_column(manager, "membership", "summary_copies").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add_column(manager, "membership", yes_no("summary_copies").default(false).take()).await?;
        let keep = "UPDATE membership SET summary_copies = TRUE WHERE summary_emails = 'each_course'";
        manager.get_connection().execute_unprepared(keep).await?;
        drop_column(manager, "membership", "summary_emails").await
    }
}

step! {
    /// Who somebody is at the identity provider of the council: one account there for one person here. Which sessions began
    /// there, and who alone may still sign in with a password where all others need such an account.
    IdentityProvider = "m20261201_000010_identity_provider"
}

#[async_trait::async_trait]
impl MigrationTrait for IdentityProvider {
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
        add_column(manager, "session", began).await?;
        add_column(manager, "sign_in_rule", id_or_none("password_keeper_id")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_column(manager, "sign_in_rule", "password_keeper_id").await?;
        drop_column(manager, "session", "single_sign_on").await?;
        drop_all(manager, &["identity"]).await
    }
}
