//! Indexes for what runs out.

use sea_orm_migration::prelude::*;

use crate::columns::index;

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
