//! How many answers of a round were typed in from paper: a number of the round, and no mark on an answer.

use sea_orm_migration::prelude::*;

use crate::columns::{count, drop_all, id, reference, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut keyed = table("keyed_sheets", &["round_id"], vec![id("round_id"), count("n")]);
        keyed.foreign_key(&mut reference("keyed_sheets", "round_id", "round"));
        manager.create_table(keyed).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["keyed_sheets"]).await
    }
}
