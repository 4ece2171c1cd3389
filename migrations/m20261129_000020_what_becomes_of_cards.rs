//! What becomes of the cards of a board: questions that ask them, offers paired with wishes, actions.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_all, id, id_or_none, index, reference, table, text, yes_no};

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: [&str; 3] = ["board_ledger", "board_pair", "card_item"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![id("board_id"), id_or_none("offered_id"), id_or_none("wanted_id")];
        let mut ledger = table("board_ledger", &["board_id"], columns);
        ledger.foreign_key(&mut reference("board_ledger", "board_id", "board"));
        for column in ["offered_id", "wanted_id"] {
            let mut prompt = reference("board_ledger", column, "board_prompt");
            ledger.foreign_key(prompt.on_delete(ForeignKeyAction::SetNull));
        }
        manager.create_table(ledger).await?;

        let columns =
            vec![id("prompt_id"), id("offered_id"), id("wanted_id"), text("offering"), yes_no("confirmed")];
        let mut pair = table("board_pair", &["offered_id", "wanted_id", "offering"], columns);
        pair.foreign_key(&mut reference("board_pair", "prompt_id", "board_prompt"));
        manager.create_table(pair).await?;
        manager.create_index(index("board_pair", &["prompt_id"])).await?;

        let columns = vec![id("survey_id"), text("item_key"), id("prompt_id"), id("target_id")];
        let mut item = table("card_item", &["survey_id", "item_key"], columns);
        item.foreign_key(&mut reference("card_item", "survey_id", "own_survey"));
        item.foreign_key(&mut reference("card_item", "prompt_id", "board_prompt"));
        manager.create_table(item).await?;
        manager.create_index(index("card_item", &["prompt_id"])).await?;

        let card = id_or_none("card_id");
        let add = Table::alter().table(Alias::new("course_action")).add_column(card).take();
        manager.alter_table(add).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let drop =
            Table::alter().table(Alias::new("course_action")).drop_column(Alias::new("card_id")).take();
        manager.alter_table(drop).await?;
        drop_all(manager, &TABLES).await
    }
}
