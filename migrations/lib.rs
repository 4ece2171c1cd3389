//! The database schema, step by step, the steps of one noun in one file. Steps name tables by string and never see the
//! service's entities: an old step must keep meaning what it meant when the entities change.
//!
//! Conventions: ids are random UUIDs; instants are `BIGINT` Unix milliseconds (SQLite keeps time stamps as
//! text that does not sort); states are short strings; nothing defaults to the time of writing.

pub use sea_orm_migration::prelude::*;

/// A step, and the name by which databases remember that they have taken it. The name never changes, wherever its step stands.
macro_rules! step {
    ($(#[$about:meta])* $step:ident = $name:literal) => {
        $(#[$about])*
        pub struct $step;

        impl sea_orm_migration::MigrationName for $step {
            fn name(&self) -> &str {
                $name
            }
        }
    };
}

mod accounts;
mod api_tokens;
mod boards;
mod columns;
mod contacts;
mod courses;
mod emails;
mod health;
mod indexes;
mod partners;
mod programmes;
mod promises;
mod published_tables;
mod responses;
mod search;
mod service;
mod site;
mod summaries;
mod surveys;
mod webhooks;

/// Runs all steps in order. A new one is entered at the end.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(programmes::Programmes),
            Box::new(surveys::Surveys),
            Box::new(responses::Responses),
            Box::new(summaries::Summaries),
            Box::new(service::Audit),
            Box::new(emails::LettersOfRounds),
            Box::new(accounts::Accounts),
            Box::new(contacts::ContactNotes),
            Box::new(courses::CoursesInFull),
            Box::new(emails::Bounces),
            Box::new(surveys::OwnSurveys),
            Box::new(responses::DeletedAnswers),
            Box::new(site::Site),
            Box::new(service::Lease),
            Box::new(summaries::SummaryLetters),
            Box::new(published_tables::Interim),
            Box::new(site::MailServer),
            Box::new(published_tables::ShownCloses),
            Box::new(published_tables::PublishedTables),
            Box::new(responses::Traces),
            Box::new(accounts::SiteAdministrators),
            Box::new(site::SignInRules),
            Box::new(contacts::OneContact),
            Box::new(indexes::Indexes),
            Box::new(service::FailedSteps),
            Box::new(accounts::ResetRequests),
            Box::new(responses::KeyedSheets),
            Box::new(courses::OneListOfActions),
            Box::new(summaries::Reading),
            Box::new(courses::CourseDays),
            Box::new(contacts::Uploads),
            Box::new(courses::CourseRevision),
            Box::new(emails::EmailTexts),
            Box::new(surveys::StepsOfDrafts),
            Box::new(boards::Boards),
            Box::new(boards::BoardChoices),
            Box::new(boards::WhatBecomesOfCards),
            Box::new(accounts::EmailChoices),
            Box::new(contacts::ContactTags),
            Box::new(site::Statement),
            Box::new(partners::Agreements),
            Box::new(partners::PartnerLinks),
            Box::new(promises::Promises),
            Box::new(health::Health),
            Box::new(partners::Handovers),
            Box::new(emails::ResultsWishes),
            Box::new(summaries::SummaryTexts),
            Box::new(courses::OneForm),
            Box::new(indexes::Country),
            Box::new(api_tokens::ApiTokens),
            Box::new(accounts::IdentityProvider),
            Box::new(webhooks::Webhooks),
            Box::new(search::Search),
            Box::new(responses::TallyDocuments),
            Box::new(emails::StopsThatMove),
            Box::new(health::RepliesThatWait),
            Box::new(indexes::ExpiryIndexes),
        ]
    }
}
