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
mod m20260202_000001_accounts;
mod m20260203_000001_contact_notes;
mod m20260204_000001_courses_in_full;
mod m20260205_000001_bounces;
mod m20260206_000001_own_surveys;
mod m20260207_000001_deleted_answers;
mod m20260208_000001_site;
mod m20260209_000001_lease;
mod m20260210_000001_summary_letters;
mod m20260211_000001_interim;
mod m20260212_000001_mail_server;
mod m20260213_000001_shown_closes;
mod m20260301_000001_published_tables;
mod m20260302_000001_traces;
mod m20260303_000001_site_administrators;
mod m20260303_000002_sign_in_rules;
mod m20260304_000001_one_contact;
mod m20260304_000002_indexes;
mod m20260304_000003_failed_steps;
mod m20260304_000004_reset_requests;
mod m20260306_000001_keyed_sheets;
mod m20260307_000001_course_days;
mod m20260307_000001_one_list_of_actions;
mod m20260310_000001_reading;
mod m20260311_000001_uploads;
mod m20261129_000001_course_revision;
mod m20261129_000002_email_texts;
mod m20261129_000003_steps_of_drafts;
mod m20261129_000010_boards;
mod m20261129_000020_board_choices;
mod m20261129_000020_contact_tags;
mod m20261129_000020_statement;
mod m20261129_000020_what_becomes_of_cards;
mod m20261129_000021_email_choices;
mod m20261130_000001_agreements;
mod m20261130_000002_partner_links;
mod m20261130_000010_promises;
mod m20261130_000020_health;
mod m20261130_000030_handovers;
mod m20261130_000040_results_wishes;
mod m20261130_000050_summary_texts;
mod m20261130_000100_country;
mod m20261130_000120_api_tokens;
mod m20261201_000010_identity_provider;
mod m20261201_000020_webhooks;
mod m20261201_000050_one_form;
mod m20261202_000001_search;
mod m20261202_000010_stops_that_move;
mod m20261202_000010_tally_documents;

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
            Box::new(m20260202_000001_accounts::Migration),
            Box::new(m20260203_000001_contact_notes::Migration),
            Box::new(m20260204_000001_courses_in_full::Migration),
            Box::new(m20260205_000001_bounces::Migration),
            Box::new(m20260206_000001_own_surveys::Migration),
            Box::new(m20260207_000001_deleted_answers::Migration),
            Box::new(m20260208_000001_site::Migration),
            Box::new(m20260209_000001_lease::Migration),
            Box::new(m20260210_000001_summary_letters::Migration),
            Box::new(m20260211_000001_interim::Migration),
            Box::new(m20260212_000001_mail_server::Migration),
            Box::new(m20260213_000001_shown_closes::Migration),
            Box::new(m20260301_000001_published_tables::Migration),
            Box::new(m20260302_000001_traces::Migration),
            Box::new(m20260303_000001_site_administrators::Migration),
            Box::new(m20260303_000002_sign_in_rules::Migration),
            Box::new(m20260304_000001_one_contact::Migration),
            Box::new(m20260304_000002_indexes::Migration),
            Box::new(m20260304_000003_failed_steps::Migration),
            Box::new(m20260304_000004_reset_requests::Migration),
            Box::new(m20260306_000001_keyed_sheets::Migration),
            Box::new(m20260307_000001_one_list_of_actions::Migration),
            Box::new(m20260310_000001_reading::Migration),
            Box::new(m20260307_000001_course_days::Migration),
            Box::new(m20260311_000001_uploads::Migration),
            Box::new(m20261129_000001_course_revision::Migration),
            Box::new(m20261129_000002_email_texts::Migration),
            Box::new(m20261129_000003_steps_of_drafts::Migration),
            Box::new(m20261129_000010_boards::Migration),
            Box::new(m20261129_000020_board_choices::Migration),
            Box::new(m20261129_000020_what_becomes_of_cards::Migration),
            Box::new(m20261129_000021_email_choices::Migration),
            Box::new(m20261129_000020_contact_tags::Migration),
            Box::new(m20261129_000020_statement::Migration),
            Box::new(m20261130_000001_agreements::Migration),
            Box::new(m20261130_000002_partner_links::Migration),
            Box::new(m20261130_000010_promises::Migration),
            Box::new(m20261130_000020_health::Migration),
            Box::new(m20261130_000030_handovers::Migration),
            Box::new(m20261130_000040_results_wishes::Migration),
            Box::new(m20261130_000050_summary_texts::Migration),
            Box::new(m20261201_000050_one_form::Migration),
            Box::new(m20261130_000100_country::Migration),
            Box::new(m20261130_000120_api_tokens::Migration),
            Box::new(m20261201_000010_identity_provider::Migration),
            Box::new(m20261201_000020_webhooks::Migration),
            Box::new(m20261202_000001_search::Migration),
            Box::new(m20261202_000010_tally_documents::Migration),
            Box::new(m20261202_000010_stops_that_move::Migration),
        ]
    }
}
