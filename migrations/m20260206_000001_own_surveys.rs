//! A programme's own surveys while they are written. What was published is in `survey_version` and never changes.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_all, id, index, instant, json, reference, small, table, text, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            id("id"),
            id("programme_id"),
            text("key"),
            json("definition"),
            // Every item key there ever was: a key is never given to another question.
            json("item_keys"),
            // Raised with every change, so that two people do not undo each other's work unseen.
            small("edit"),
            // The newest version published; 0 before the first.
            small("published"),
            instant("changed_at"),
        ];
        let mut own = table("own_survey", &["id"], columns);
        own.foreign_key(&mut reference("own_survey", "programme_id", "programme"));
        manager.create_table(own).await?;
        // Versions of all programmes are kept by key and number.
        manager.create_index(unique("own_survey", &["key"])).await?;
        manager.create_index(index("own_survey", &["programme_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["own_survey"]).await
    }
}
