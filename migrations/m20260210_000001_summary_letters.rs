//! What trainers add to a summary: themes and cut versions of comments, a note, actions, readers beyond the managers.

use sea_orm_migration::prelude::*;

use crate::columns::{
    drop_all, id, id_or_none, index, instant, json, reference, small, table, text, text_or_none, unique,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
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
            let drop = Table::alter().table(Alias::new("comment")).drop_column(Alias::new(column)).take();
            manager.alter_table(drop).await?;
        }
        Ok(())
    }
}

async fn add_column(manager: &SchemaManager<'_>, table: &str, column: ColumnDef) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(Alias::new(table)).add_column(column).take()).await
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
