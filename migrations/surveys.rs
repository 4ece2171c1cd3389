//! Surveys with their courses and rounds, and a programme’s own surveys while they are written.

use sea_orm_migration::prelude::*;

use crate::columns::{
    drop_all, id, index, instant, instant_or_none, json, reference, small, table, text, unique,
};

step! {
    /// Survey versions, courses and rounds.
    Surveys = "m20260101_000002_surveys"
}

#[async_trait::async_trait]
impl MigrationTrait for Surveys {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let version =
            vec![id("id"), text("key"), small("version"), json("definition"), instant("created_at")];
        manager.create_table(table("survey_version", &["id"], version)).await?;
        manager.create_index(unique("survey_version", &["key", "version"])).await?;

        let course = vec![
            id("id"),
            id("programme_id"),
            text("title"),
            text("place"),
            instant("starts_at"),
            instant("ends_at"),
            text("time_zone"),
            json("aims"),
            json("next_action"),
            text("state"),
            instant("summary_at"),
            instant_or_none("frozen_at"),
        ];
        let mut course = table("course", &["id"], course);
        course.foreign_key(&mut reference("course", "programme_id", "programme"));
        manager.create_table(course).await?;
        manager.create_index(index("course", &["state", "summary_at"])).await?;

        let round = vec![
            id("id"),
            id("programme_id"),
            id("survey_version_id"),
            text("code"),
            text("side"),
            text("privacy"),
            text("audience"),
            json("aims"),
            text("state"),
            instant("opens_at"),
            instant("closes_at"),
        ];
        let mut round = table("round", &["id"], round);
        round.foreign_key(&mut reference("round", "programme_id", "programme"));
        round.foreign_key(&mut reference("round", "survey_version_id", "survey_version"));
        manager.create_table(round).await?;
        manager.create_index(unique("round", &["code"])).await?;
        manager.create_index(index("round", &["state"])).await?;

        let part = vec![id("course_id"), id("round_id"), text("purpose")];
        let mut part = table("course_round", &["course_id", "round_id"], part);
        part.foreign_key(&mut reference("course_round", "course_id", "course"));
        part.foreign_key(&mut reference("course_round", "round_id", "round"));
        manager.create_table(part).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["survey_version", "course", "round", "course_round"]).await
    }
}

step! {
    /// A programme's own surveys while they are written. What was published is in `survey_version` and never changes.
    OwnSurveys = "m20260206_000001_own_surveys"
}

#[async_trait::async_trait]
impl MigrationTrait for OwnSurveys {
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

step! {
    /// The last changes of a survey that is being written, each with what it was before, so that they can be undone.
    StepsOfDrafts = "m20261129_000003_steps_of_drafts"
}

#[async_trait::async_trait]
impl MigrationTrait for StepsOfDrafts {
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
