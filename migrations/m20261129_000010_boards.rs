//! Workshop boards: prompts, cards, groups, votes, raised hands, and the write-up that comes of them. No table says who
//! wrote or voted: only keyed hashes of a browser's key, until the board closes.

use sea_orm_migration::prelude::*;

use crate::columns::{
    count, drop_all, id, id_or_none, index, instant, instant_or_none, json, reference, small, table, text,
    text_or_none, unique, unordered_table, yes_no,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: [&str; 8] = [
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
impl MigrationTrait for Migration {
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
        drop_all(manager, &TABLES).await
    }
}
