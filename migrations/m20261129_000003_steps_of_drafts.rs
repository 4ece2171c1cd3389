//! The last changes of a survey that is being written, each with what it was before, so that they can be undone.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_all, id, instant, json, reference, small, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns =
            vec![id("survey_id"), small("edit"), text("said"), json("definition"), instant("made_at")];
        let mut steps = table("own_survey_step", &["survey_id", "edit"], columns);
        steps.foreign_key(&mut reference("own_survey_step", "survey_id", "own_survey"));
        manager.create_table(steps).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["own_survey_step"]).await
    }
}
