//! Who wants to be told when the results of a round are out, and the email that told them. Of anonymous rounds there are
//! none. When somebody asked for it is not kept: it would be when they answered.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_all, id, id_or_none, index, reference, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![id("invitation_id"), id_or_none("outbox_id")];
        let mut wish = table("results_wish", &["invitation_id"], columns);
        wish.foreign_key(&mut reference("results_wish", "invitation_id", "invitation"));
        wish.foreign_key(&mut reference("results_wish", "outbox_id", "outbox"));
        manager.create_table(wish).await?;
        manager.create_index(index("results_wish", &["outbox_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["results_wish"]).await
    }
}
