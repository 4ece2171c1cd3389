//! What the email of a course’s summary says around it, in place of the words of its programme. Empty: as there.

use sea_orm_migration::prelude::*;

use crate::columns::text;

#[derive(DeriveMigrationName)]
pub struct Migration;

const COLUMNS: [&str; 3] = ["email_subject", "email_opening", "email_closing"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in COLUMNS {
            let column = text(column).default("").take();
            let alter = Table::alter().table(Alias::new("summary_plan")).add_column(column).take();
            manager.alter_table(alter).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in COLUMNS {
            let alter =
                Table::alter().table(Alias::new("summary_plan")).drop_column(Alias::new(column)).take();
            manager.alter_table(alter).await?;
        }
        Ok(())
    }
}
