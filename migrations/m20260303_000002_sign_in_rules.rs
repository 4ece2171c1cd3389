//! How signing in works on the whole site, as far as site administrators may set it. One row at most.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_all, index, instant, small, table, yes_no};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
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
