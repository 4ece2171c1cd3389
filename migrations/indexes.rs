//! Indexes for what is looked up and listed.

use sea_orm_migration::prelude::*;

use crate::columns::index;

step! {
    /// Indexes for what is looked up by another row's id, which nothing had in order.
    Indexes = "m20260304_000002_indexes"
}

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
impl MigrationTrait for Indexes {
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

step! {
    /// Indexes for the lists of a whole country: each page of a list begins where an index leads, and what is done by itself asks
    /// only for what is left to do.
    Country = "m20261130_000100_country"
}

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
impl MigrationTrait for Country {
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

step! {
    /// Whether anything has run out is asked at every look at the clock.
    ExpiryIndexes = "m20261203_000010_expiry_indexes"
}

/// Tables whose rows run out.
const RUN_OUT: [&str; 4] = ["session", "account_link", "partner_link", "promise_link"];

#[async_trait::async_trait]
impl MigrationTrait for ExpiryIndexes {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in RUN_OUT {
            manager.create_index(index(table, &["expires_at"])).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in RUN_OUT {
            let name = format!("ix_{table}_expires_at");
            manager.drop_index(Index::drop().name(name).table(Alias::new(table)).to_owned()).await?;
        }
        Ok(())
    }
}
