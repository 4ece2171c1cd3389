//! Answers, what is counted of them, and what becomes of them.

use sea_orm_migration::prelude::*;

use crate::columns::{
    bytes, count, drop_all, id, id_or_none, index, instant, json, reference, small, table, text, unique,
    unordered_table, yes_no,
};

step! {
    /// Invitations, responses and their tallies. No column here may let anybody tell who gave an anonymous answer:
    /// no times, no numbers in order of arrival, no shared key.
    Responses = "m20260101_000003_responses"
}

#[async_trait::async_trait]
impl MigrationTrait for Responses {
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

step! {
    /// Which rounds have lost their single answers because they were kept long enough. Their tallies stay, and cannot be
    /// counted again.
    DeletedAnswers = "m20260207_000001_deleted_answers"
}

#[async_trait::async_trait]
impl MigrationTrait for DeletedAnswers {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![id("round_id"), instant("at")];
        let mut deleted = table("deleted_answers", &["round_id"], columns);
        deleted.foreign_key(&mut reference("deleted_answers", "round_id", "round"));
        manager.create_table(deleted).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["deleted_answers"]).await
    }
}

step! {
    /// Closed anonymous rounds whose old rows may still be read in the log of the database, or in its dead rows.
    Traces = "m20260302_000001_traces"
}

#[async_trait::async_trait]
impl MigrationTrait for Traces {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // What must be over before the traces are gone: a transaction of PostgreSQL, empty until the first look.
        let columns = vec![id("round_id"), text("horizon")];
        let mut trace = table("trace", &["round_id"], columns);
        trace.foreign_key(&mut reference("trace", "round_id", "round"));
        manager.create_table(trace).await?;
        // Nobody looked whether those of earlier closes went.
        let earlier = "INSERT INTO trace (round_id, horizon) \
                       SELECT id, '' FROM round WHERE state = 'closed' AND privacy = 'anonymous'";
        manager.get_connection().execute_unprepared(earlier).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["trace"]).await
    }
}

step! {
    /// How many answers of a round were typed in from paper: a number of the round, and no mark on an answer.
    KeyedSheets = "m20260306_000001_keyed_sheets"
}

#[async_trait::async_trait]
impl MigrationTrait for KeyedSheets {
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

step! {
    /// The tallies of a round as one document for each slot. Those that are rows stay rows: whoever reads sums both, and an
    /// instance of the release before goes on adding rows. The number of responses stands before the document, so that it is
    /// read without it.
    TallyDocuments = "m20261202_000010_tally_documents"
}

#[async_trait::async_trait]
impl MigrationTrait for TallyDocuments {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![id("round_id"), small("slot"), count("responses"), bytes("document")];
        let mut documents = unordered_table(manager, "tally_document", &["round_id", "slot"], columns);
        documents.foreign_key(&mut reference("tally_document", "round_id", "round"));
        manager.create_table(documents).await
    }

    /// What the documents counted is counted anew from the answers by `common-ground check --repair`.
    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["tally_document"]).await
    }
}
