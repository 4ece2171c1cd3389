//! Who holds a course, and which partners are there.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_all, id, reference, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let trainers = ColumnDef::new(Alias::new("trainers")).text().not_null().default("").take();
        let alter = Table::alter().table(Alias::new("course")).add_column(trainers).take();
        manager.alter_table(alter).await?;

        let key = ["course_id", "partner_id"];
        let mut present = table("course_partner", &key, vec![id("course_id"), id("partner_id")]);
        present.foreign_key(&mut reference("course_partner", "course_id", "course"));
        present.foreign_key(&mut reference("course_partner", "partner_id", "partner"));
        manager.create_table(present).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["course_partner"]).await?;
        let alter = Table::alter().table(Alias::new("course")).drop_column(Alias::new("trainers")).take();
        manager.alter_table(alter).await
    }
}
