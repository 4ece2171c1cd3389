//! Workshop boards, and what becomes of their cards.

use sea_orm_migration::prelude::*;

use crate::columns::{
    add_column, count, drop_all, drop_column, id, id_or_none, index, instant, instant_or_none, json,
    reference, small, table, text, text_or_none, unique, unordered_table, yes_no,
};

step! {
    /// Workshop boards: prompts, cards, groups, votes, raised hands, and the write-up that comes of them. No table says who
    /// wrote or voted: only keyed hashes of a browser's key, until the board closes.
    Boards = "m20261129_000010_boards"
}

const BOARD_TABLES: [&str; 8] = [
    "board",
    "board_prompt",
    "board_group",
    "board_card",
    "board_vote",
    "board_hands",
    "board_key",
    "board_write_up",
];

#[async_trait::async_trait]
impl MigrationTrait for Boards {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            id("id"),
            id("course_id"),
            text("code"),
            text("state"),
            count("revision"),
            text("last_act"),
            id_or_none("current_id"),
            instant("created_at"),
            instant_or_none("closed_at"),
        ];
        let mut board = table("board", &["id"], columns);
        board.foreign_key(&mut reference("board", "course_id", "course"));
        manager.create_table(board).await?;
        manager.create_index(unique("board", &["code"])).await?;
        manager.create_index(unique("board", &["course_id"])).await?;

        let columns = vec![
            id("id"),
            id("board_id"),
            small("place"),
            text("heading"),
            text("library_wording"),
            text("partner_wording"),
            text("step"),
            instant_or_none("ends_at"),
            yes_no("closes_itself"),
            small("dots"),
            yes_no("counted"),
        ];
        let mut prompt = table("board_prompt", &["id"], columns);
        prompt.foreign_key(&mut reference("board_prompt", "board_id", "board"));
        manager.create_table(prompt).await?;
        manager.create_index(unique("board_prompt", &["board_id", "place"])).await?;

        let columns = vec![id("id"), id("prompt_id"), text("label"), small("rank")];
        let mut group = table("board_group", &["id"], columns);
        group.foreign_key(&mut reference("board_group", "prompt_id", "board_prompt"));
        manager.create_table(group).await?;
        manager.create_index(index("board_group", &["prompt_id"])).await?;

        let columns = vec![
            id("id"),
            id("prompt_id"),
            text("side"),
            text("origin"),
            text("text"),
            text_or_none("clarified"),
            text("table_name"),
            id_or_none("group_id"),
            small("rank"),
            yes_no("withheld"),
            text_or_none("writer_hash"),
        ];
        let mut card = unordered_table(manager, "board_card", &["id"], columns);
        card.foreign_key(&mut reference("board_card", "prompt_id", "board_prompt"));
        let mut of_group = reference("board_card", "group_id", "board_group");
        card.foreign_key(of_group.on_delete(ForeignKeyAction::SetNull));
        manager.create_table(card).await?;
        manager.create_index(index("board_card", &["prompt_id", "writer_hash"])).await?;
        manager.create_index(index("board_card", &["group_id"])).await?;

        let columns = vec![id("prompt_id"), text("voter_hash"), id("target_id"), small("dots")];
        let key = ["prompt_id", "voter_hash", "target_id"];
        let mut vote = unordered_table(manager, "board_vote", &key, columns);
        vote.foreign_key(&mut reference("board_vote", "prompt_id", "board_prompt"));
        manager.create_table(vote).await?;

        let columns = vec![id("prompt_id"), id("target_id"), text("side"), small("hands")];
        let mut hands = table("board_hands", &["prompt_id", "target_id", "side"], columns);
        hands.foreign_key(&mut reference("board_hands", "prompt_id", "board_prompt"));
        manager.create_table(hands).await?;

        let columns = vec![id("board_id"), text("key_hash")];
        let mut keys = unordered_table(manager, "board_key", &["board_id", "key_hash"], columns);
        keys.foreign_key(&mut reference("board_key", "board_id", "board"));
        manager.create_table(keys).await?;

        let columns = vec![
            id("id"),
            id("board_id"),
            small("revision"),
            json("document"),
            text("agreed_by"),
            instant("written_at"),
        ];
        let mut write_up = table("board_write_up", &["id"], columns);
        write_up.foreign_key(&mut reference("board_write_up", "board_id", "board"));
        manager.create_table(write_up).await?;
        manager.create_index(unique("board_write_up", &["board_id", "revision"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &BOARD_TABLES).await
    }
}

step! {
    /// What a trainer chose about cards: those told as examples of their group, and pairs that are not alike.
    BoardChoices = "m20261129_000020_board_choices"
}

#[async_trait::async_trait]
impl MigrationTrait for BoardChoices {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let example = ColumnDef::new(Alias::new("example")).boolean().not_null().default(false).to_owned();
        add_column(manager, "board_card", example).await?;
        let columns = vec![id("prompt_id"), id("one_id"), id("other_id")];
        let mut unlike = table("board_unlike", &["prompt_id", "one_id", "other_id"], columns);
        unlike.foreign_key(&mut reference("board_unlike", "prompt_id", "board_prompt"));
        manager.create_table(unlike).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["board_unlike"]).await?;
        drop_column(manager, "board_card", "example").await
    }
}

step! {
    /// What becomes of the cards of a board: questions that ask them, offers paired with wishes, actions.
    WhatBecomesOfCards = "m20261129_000020_what_becomes_of_cards"
}

#[async_trait::async_trait]
impl MigrationTrait for WhatBecomesOfCards {
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

        add_column(manager, "course_action", id_or_none("card_id")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_column(manager, "course_action", "card_id").await?;
        drop_all(manager, &["board_ledger", "board_pair", "card_item"]).await
    }
}
