//! The tallies of a round as one document for each slot. Those that are rows stay rows: whoever reads sums both, and an
//! instance of the release before goes on adding rows. The number of responses stands before the document, so that it is
//! read without it.

use sea_orm_migration::prelude::*;

use crate::columns::{bytes, count, drop_all, id, reference, small, unordered_table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![id("round_id"), small("slot"), count("responses"), bytes("document")];
        let mut documents = unordered_table(manager, "tally_document", &["round_id", "slot"], columns);
        documents.foreign_key(&mut reference("tally_document", "round_id", "round"));
        manager.create_table(documents).await
    }

    /// What the documents counted is counted anew from the answers by `common-ground check --repair`.
    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["tally_document"]).await
    }
}
