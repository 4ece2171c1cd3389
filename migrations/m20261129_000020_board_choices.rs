//! What a trainer chose about cards: those told as examples of their group, and pairs that are not alike.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_all, id, reference, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let example = ColumnDef::new(Alias::new("example")).boolean().not_null().default(false).to_owned();
        manager
            .alter_table(Table::alter().table(Alias::new("board_card")).add_column(example).to_owned())
            .await?;
        let columns = vec![id("prompt_id"), id("one_id"), id("other_id")];
        let mut unlike = table("board_unlike", &["prompt_id", "one_id", "other_id"], columns);
        unlike.foreign_key(&mut reference("board_unlike", "prompt_id", "board_prompt"));
        manager.create_table(unlike).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["board_unlike"]).await?;
        let example = Alias::new("example");
        manager
            .alter_table(Table::alter().table(Alias::new("board_card")).drop_column(example).to_owned())
            .await
    }
}
