//! Indexes for what is looked up by another row's id, which nothing had in order.

use sea_orm_migration::prelude::*;

use crate::columns::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Tables, and the column that leads to each of their rows.
const LOOKED_UP: [(&str, &str); 8] = [
    ("course", "programme_id"),
    ("round", "programme_id"),
    ("course_round", "round_id"),
    ("membership", "programme_id"),
    ("invitation", "contact_id"),
    ("participant", "contact_id"),
    ("delivery", "outbox_id"),
    ("contact", "partner_id"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in LOOKED_UP {
            manager.create_index(index(table, &[column])).await?;
        }
        // Addresses are asked for however their letters are written.
        let address = "CREATE INDEX ix_outbox_lower_address ON outbox (LOWER(address))";
        manager.get_connection().execute_unprepared(address).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in LOOKED_UP {
            let name = format!("ix_{table}_{column}");
            manager.drop_index(Index::drop().name(name).table(Alias::new(table)).to_owned()).await?;
        }
        let index = Index::drop().name("ix_outbox_lower_address").table(Alias::new("outbox")).to_owned();
        manager.drop_index(index).await
    }
}
