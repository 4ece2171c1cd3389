//! The database schema, step by step. Steps name tables by string and never see the service's entities: an
//! old step must keep meaning what it meant when the entities change.
//!
//! Conventions: ids are random UUIDs; instants are `BIGINT` Unix milliseconds (SQLite keeps time stamps as
//! text that does not sort); states are short strings; nothing defaults to the time of writing.

pub use sea_orm_migration::prelude::*;

mod columns;
mod m20260101_000001_programmes;
mod m20260101_000002_surveys;
mod m20260101_000003_responses;
mod m20260101_000004_summaries;
mod m20260201_000001_audit;
mod m20260201_000002_letters_of_rounds;
mod m20260203_000001_contact_notes;

/// Runs all steps in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20260101_000001_programmes::Migration),
            Box::new(m20260101_000002_surveys::Migration),
            Box::new(m20260101_000003_responses::Migration),
            Box::new(m20260101_000004_summaries::Migration),
            Box::new(m20260201_000001_audit::Migration),
            Box::new(m20260201_000002_letters_of_rounds::Migration),
            Box::new(m20260203_000001_contact_notes::Migration),
        ]
    }
}
