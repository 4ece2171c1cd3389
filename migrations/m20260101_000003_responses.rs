//! Invitations, responses and their tallies. No column here may let anybody tell who gave an anonymous answer:
//! no times, no numbers in order of arrival, no shared key.

use sea_orm_migration::prelude::*;

use crate::columns::{
    count, drop_all, id, id_or_none, index, instant, json, reference, small, table, text, unique,
    unordered_table, yes_no,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let invitation = vec![
            id("id"),
            id("round_id"),
            id("contact_id"),
            text("token_hash"),
            yes_no("used"),
            // Filled in confidential rounds only.
            id_or_none("response_id"),
            instant("expires_at"),
        ];
        let mut invitation = table("invitation", &["id"], invitation);
        invitation.foreign_key(&mut reference("invitation", "round_id", "round"));
        invitation.foreign_key(&mut reference("invitation", "contact_id", "contact"));
        manager.create_table(invitation).await?;
        manager.create_index(unique("invitation", &["token_hash"])).await?;
        manager.create_index(unique("invitation", &["round_id", "contact_id"])).await?;

        let mut draft = table("draft", &["invitation_id"], vec![id("invitation_id"), json("answers")]);
        draft.foreign_key(&mut reference("draft", "invitation_id", "invitation"));
        manager.create_table(draft).await?;

        let response = vec![id("round_id"), id("id"), text("grp"), json("answers")];
        let mut response = unordered_table(manager, "response", &["round_id", "id"], response);
        response.foreign_key(&mut reference("response", "round_id", "round"));
        manager.create_table(response).await?;

        let key = vec![id("round_id"), text("key_hash")];
        let mut key = unordered_table(manager, "submission_key", &["round_id", "key_hash"], key);
        key.foreign_key(&mut reference("submission_key", "round_id", "round"));
        manager.create_table(key).await?;

        let tally = vec![id("round_id"), text("item"), text("grp"), text("value"), small("slot"), count("n")];
        let tally_key = ["round_id", "item", "grp", "value", "slot"];
        let mut tally = unordered_table(manager, "tally", &tally_key, tally);
        tally.foreign_key(&mut reference("tally", "round_id", "round"));
        manager.create_table(tally).await?;

        let comment = vec![id("id"), id("round_id"), text("grp"), text("item"), text("text"), text("state")];
        let mut comment = unordered_table(manager, "comment", &["id"], comment);
        comment.foreign_key(&mut reference("comment", "round_id", "round"));
        manager.create_table(comment).await?;
        manager.create_index(index("comment", &["round_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = ["invitation", "draft", "response", "submission_key", "tally", "comment"];
        drop_all(manager, &tables).await
    }
}
