//! Survey versions, courses and rounds.

use sea_orm_migration::prelude::*;

use crate::columns::{
    drop_all, id, index, instant, instant_or_none, json, reference, small, table, text, unique,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
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
