//! What a person must look at in a comment, so that lists are filtered and cut into pages by the database; and who of a
//! programme wants a copy of each summary.

use sea_orm_migration::prelude::*;

use crate::columns::yes_no;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Empty until somebody opens the list: the marks are found in the words, which no step of the schema reads.
fn attention() -> ColumnDef {
    ColumnDef::new(Alias::new("attention")).integer().null().take()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let copies = yes_no("summary_copies").default(false).take();
        for (table, column) in [("comment", attention()), ("membership", copies)] {
            manager.alter_table(Table::alter().table(Alias::new(table)).add_column(column).take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in [("comment", "attention"), ("membership", "summary_copies")] {
            let alter = Table::alter().table(Alias::new(table)).drop_column(Alias::new(column)).take();
            manager.alter_table(alter).await?;
        }
        Ok(())
    }
}
