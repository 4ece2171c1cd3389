//! What the accessibility statement names: who runs the site, and when it was last looked at.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["organisation", "reviewed_on"] {
            let column = ColumnDef::new(Alias::new(name)).text().not_null().default("").to_owned();
            manager
                .alter_table(Table::alter().table(Alias::new("site")).add_column(column).to_owned())
                .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["reviewed_on", "organisation"] {
            let table = Table::alter().table(Alias::new("site")).drop_column(Alias::new(name)).to_owned();
            manager.alter_table(table).await?;
        }
        Ok(())
    }
}
