//! Courses of several days, and who came.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_all, id, instant, reference, small, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![id("course_id"), small("place"), instant("starts_at"), instant("ends_at")];
        let mut days = table("course_session", &["course_id", "place"], columns);
        days.foreign_key(&mut reference("course_session", "course_id", "course"));
        manager.create_table(days).await?;

        let came = ColumnDef::new(Alias::new("came")).boolean().null().take();
        let alter = Table::alter().table(Alias::new("participant")).add_column(came).take();
        manager.alter_table(alter).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["course_session"]).await?;
        let alter = Table::alter().table(Alias::new("participant")).drop_column(Alias::new("came")).take();
        manager.alter_table(alter).await
    }
}
