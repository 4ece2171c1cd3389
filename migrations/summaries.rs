//! Summaries of courses: what is in them, and who gets them.

use sea_orm_migration::prelude::*;

use crate::columns::{
    add_column, bytes, drop_all, drop_column, id, id_or_none, index, instant, instant_or_none, json,
    reference, small, table, text, text_or_none, unique, yes_no,
};

step! {
    /// Frozen summaries, their deliveries, and every letter the service sends.
    Summaries = "m20260101_000004_summaries"
}

#[async_trait::async_trait]
impl MigrationTrait for Summaries {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let summary =
            vec![id("id"), id("course_id"), small("revision"), instant("frozen_at"), json("document")];
        let mut summary = table("summary", &["id"], summary);
        summary.foreign_key(&mut reference("summary", "course_id", "course"));
        manager.create_table(summary).await?;
        manager.create_index(unique("summary", &["course_id", "revision"])).await?;

        let outbox = vec![
            id("id"),
            text("kind"),
            // What makes this letter this letter: a second one with the same key is never queued.
            text("unique_key"),
            text("address"),
            text("message_id"),
            bytes("message"),
            text("state"),
            small("attempts"),
            instant("queued_at"),
            instant("next_at"),
            instant_or_none("claimed_until"),
            instant_or_none("sent_at"),
            text("result"),
        ];
        manager.create_table(table("outbox", &["id"], outbox)).await?;
        manager.create_index(unique("outbox", &["unique_key"])).await?;
        manager.create_index(index("outbox", &["state", "next_at"])).await?;

        let delivery =
            vec![id("id"), id("summary_id"), id("person_id"), id("outbox_id"), instant("link_expires_at")];
        let mut delivery = table("delivery", &["id"], delivery);
        delivery.foreign_key(&mut reference("delivery", "summary_id", "summary"));
        delivery.foreign_key(&mut reference("delivery", "person_id", "person"));
        delivery.foreign_key(&mut reference("delivery", "outbox_id", "outbox"));
        manager.create_table(delivery).await?;
        manager.create_index(unique("delivery", &["summary_id", "person_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["summary", "outbox", "delivery"]).await
    }
}

step! {
    /// What trainers add to a summary: themes and cut versions of comments, a note, actions, readers beyond the managers.
    SummaryLetters = "m20260210_000001_summary_letters"
}

#[async_trait::async_trait]
impl MigrationTrait for SummaryLetters {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // The words that may be quoted, where they are not the whole comment.
        add_column(manager, "comment", text_or_none("shown")).await?;
        // One theme on each line.
        add_column(manager, "comment", text("themes").default("").take()).await?;

        let plan = vec![id("course_id"), text("note"), json("left_out")];
        let mut plan = table("summary_plan", &["course_id"], plan);
        plan.foreign_key(&mut reference("summary_plan", "course_id", "course"));
        manager.create_table(plan).await?;

        let action = vec![
            id("id"),
            id("course_id"),
            small("place"),
            text("what"),
            text("who"),
            // Days as ISO 8601; words where somebody wrote words before there were days.
            text("by_when"),
            text_or_none("done_on"),
        ];
        let mut action = table("course_action", &["id"], action);
        action.foreign_key(&mut reference("course_action", "course_id", "course"));
        manager.create_table(action).await?;
        manager.create_index(index("course_action", &["course_id"])).await?;

        let reader = vec![id("id"), id("course_id"), text("name"), text("email")];
        let mut reader = table("reader", &["id"], reader);
        reader.foreign_key(&mut reference("reader", "course_id", "course"));
        manager.create_table(reader).await?;
        manager.create_index(unique("reader", &["course_id", "email"])).await?;

        // A summary also goes to readers who are no persons here. SQLite cannot loosen a column, so the table is
        // made again.
        let delivery = vec![
            id("id"),
            id("summary_id"),
            id_or_none("person_id"),
            id_or_none("reader_id"),
            id("outbox_id"),
            instant("link_expires_at"),
        ];
        let mut delivery = table("delivery_again", &["id"], delivery);
        delivery.foreign_key(&mut reference("delivery_again", "summary_id", "summary"));
        delivery.foreign_key(&mut reference("delivery_again", "person_id", "person"));
        delivery.foreign_key(&mut reference("delivery_again", "reader_id", "reader"));
        delivery.foreign_key(&mut reference("delivery_again", "outbox_id", "outbox"));
        manager.create_table(delivery).await?;
        let columns = "id, summary_id, person_id, outbox_id, link_expires_at";
        replace_delivery(manager, columns).await?;
        manager.create_index(unique("delivery", &["summary_id", "person_id"])).await?;
        manager.create_index(unique("delivery", &["summary_id", "reader_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared("DELETE FROM delivery WHERE person_id IS NULL").await?;
        let delivery =
            vec![id("id"), id("summary_id"), id("person_id"), id("outbox_id"), instant("link_expires_at")];
        let mut delivery = table("delivery_again", &["id"], delivery);
        delivery.foreign_key(&mut reference("delivery_again", "summary_id", "summary"));
        delivery.foreign_key(&mut reference("delivery_again", "person_id", "person"));
        delivery.foreign_key(&mut reference("delivery_again", "outbox_id", "outbox"));
        manager.create_table(delivery).await?;
        replace_delivery(manager, "id, summary_id, person_id, outbox_id, link_expires_at").await?;
        manager.create_index(unique("delivery", &["summary_id", "person_id"])).await?;
        drop_all(manager, &["summary_plan", "course_action", "reader"]).await?;
        for column in ["shown", "themes"] {
            drop_column(manager, "comment", column).await?;
        }
        Ok(())
    }
}

/// Puts `delivery_again` in the place of `delivery`, with what these columns held.
async fn replace_delivery(manager: &SchemaManager<'_>, columns: &str) -> Result<(), DbErr> {
    let db = manager.get_connection();
    db.execute_unprepared(&format!("INSERT INTO delivery_again ({columns}) SELECT {columns} FROM delivery"))
        .await?;
    manager.drop_table(Table::drop().table(Alias::new("delivery")).take()).await?;
    let rename = Table::rename().table(Alias::new("delivery_again"), Alias::new("delivery")).take();
    manager.rename_table(rename).await
}

step! {
    /// What a person must look at in a comment, so that lists are filtered and cut into pages by the database; and who of a
    /// programme wants a copy of each summary.
    Reading = "m20260310_000001_reading"
}

/// Empty until somebody opens the list: the marks are found in the words, which no step of the schema reads.
fn attention() -> ColumnDef {
    ColumnDef::new(Alias::new("attention")).integer().null().take()
}

#[async_trait::async_trait]
impl MigrationTrait for Reading {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let copies = yes_no("summary_copies").default(false).take();
        add_column(manager, "comment", attention()).await?;
        add_column(manager, "membership", copies).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_column(manager, "comment", "attention").await?;
        drop_column(manager, "membership", "summary_copies").await
    }
}

step! {
    /// What the email of a course’s summary says around it, in place of the words of its programme. Empty: as there.
    SummaryTexts = "m20261130_000050_summary_texts"
}

const EMAIL_WORDS: [&str; 3] = ["email_subject", "email_opening", "email_closing"];

#[async_trait::async_trait]
impl MigrationTrait for SummaryTexts {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in EMAIL_WORDS {
            add_column(manager, "summary_plan", text(column).default("").take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in EMAIL_WORDS {
            drop_column(manager, "summary_plan", column).await?;
        }
        Ok(())
    }
}
