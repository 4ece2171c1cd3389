//! What the service keeps of its own work.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_all, id, id_or_none, index, instant, reference, small, table, text};

step! {
    /// Who did what to which object and when. Never what anybody answered.
    Audit = "m20260201_000001_audit"
}

#[async_trait::async_trait]
impl MigrationTrait for Audit {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            id("id"),
            // Neither points at a table: the trail outlives people and programmes.
            id_or_none("programme_id"),
            id_or_none("person_id"),
            text("person"),
            text("act"),
            text("object"),
            instant("at"),
        ];
        manager.create_table(table("audit", &["id"], columns)).await?;
        manager.create_index(index("audit", &["programme_id", "at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["audit"]).await
    }
}

step! {
    /// Who does, among several instances, what only one may do at a time, and until when.
    Lease = "m20260209_000001_lease"
}

#[async_trait::async_trait]
impl MigrationTrait for Lease {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![text("name"), text("holder"), instant("until")];
        manager.create_table(table("lease", &["name"], columns)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["lease"]).await
    }
}

step! {
    /// What the scheduler could not do, until it could.
    FailedSteps = "m20260304_000003_failed_steps"
}

#[async_trait::async_trait]
impl MigrationTrait for FailedSteps {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            text("step"),
            // The round, course or programme; no reference, since what cannot be read may be anything.
            id("subject_id"),
            // None for what belongs to the whole site.
            id_or_none("programme_id"),
            text("error"),
            instant("first_at"),
            instant("last_at"),
            small("tries"),
            instant("next_at"),
        ];
        let mut failed = table("failed_step", &["step", "subject_id"], columns);
        failed.foreign_key(&mut reference("failed_step", "programme_id", "programme"));
        manager.create_table(failed).await?;
        manager.create_index(index("failed_step", &["programme_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["failed_step"]).await
    }
}
