//! Indexes for the lists of a whole country: each page of a list begins where an index leads, and what is done by itself asks
//! only for what is left to do.

use sea_orm_migration::prelude::*;

use crate::columns::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Tables with the columns that their lists are ordered and looked up by.
const LISTED: [(&str, &[&str]); 5] = [
    ("course", &["programme_id", "starts_at", "id"]),
    ("round", &["programme_id", "state", "closes_at", "id"]),
    ("comment", &["state", "round_id"]),
    ("contact_note", &["contact_id", "day"]),
    ("health_round", &["round_id"]),
];

/// Indexes over expressions or over some rows alone, with their tables.
const OTHERS: [(&str, &str, &str); 4] = [
    ("ix_partner_name", "partner", "(programme_id, LOWER(name), id)"),
    ("ix_contact_name", "contact", "(programme_id, LOWER(name), id)"),
    ("ix_contact_of_partner_name", "contact", "(programme_id, partner_id, LOWER(name), id)"),
    // Emails whose words are kept still.
    ("ix_outbox_kept", "outbox", "(sent_at) WHERE address <> ''"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, columns) in LISTED {
            manager.create_index(index(table, columns)).await?;
        }
        for (name, table, over) in OTHERS {
            let create = format!("CREATE INDEX {name} ON {table} {over}");
            manager.get_connection().execute_unprepared(&create).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, columns) in LISTED {
            let name = format!("ix_{table}_{}", columns.join("_"));
            manager.drop_index(Index::drop().name(name).table(Alias::new(table)).to_owned()).await?;
        }
        for (name, table, _) in OTHERS {
            manager.drop_index(Index::drop().name(name).table(Alias::new(table)).to_owned()).await?;
        }
        Ok(())
    }
}
