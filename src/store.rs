//! Persistence: the only place that names the database library. Functions take any connection, so a pool and a
//! transaction both fit; [`write()`] is the one way to begin a write.

#[macro_use]
mod row;

mod absentees;
pub mod accounts;
pub mod actions;
pub mod agreements;
pub mod api_requests;
pub mod api_tokens;
pub mod audit;
pub mod boards;
pub mod bounces;
pub mod busy_times;
pub mod candidates;
pub mod check;
pub mod close;
pub mod comments;
mod connect;
mod connection;
pub mod contact_tags;
pub mod contacts;
pub mod course_sessions;
pub mod courses;
pub mod custom_surveys;
pub mod email_choice;
pub mod email_texts;
mod entity;
pub mod erasure;
mod error;
pub mod failures;
mod fresh;
mod give_way;
pub mod handovers;
pub mod health;
pub mod identities;
pub mod invitation_letters;
pub mod invitations;
pub mod keyed_sheets;
pub mod keyset;
pub mod lease;
pub mod links;
pub mod mail_server;
pub mod mailings;
pub mod members;
pub mod outbox;
pub mod participants;
pub mod partner_links;
pub mod partners;
pub mod partnerships;
pub mod people;
mod pool;
pub mod probe;
pub mod programme_archive;
pub mod programmes;
pub mod promises;
pub mod published;
mod quotes;
pub mod recipients;
pub mod reset_requests;
pub mod response_reader;
pub mod responses;
pub mod results_wishes;
pub mod retention;
mod retry;
pub mod rounds;
pub mod search_index;
pub mod second_factors;
mod select;
pub mod sessions;
pub mod sign_in_rules;
pub mod site;
pub mod site_admins;
pub mod snapshot;
pub mod spent;
pub mod spreads;
mod sqlite_log;
mod sqlite_writer;
pub mod submission;
pub mod summaries;
pub mod summary_drafts;
pub mod surveys;
pub mod tallies;
mod text_search;
pub mod throttles;
pub mod timetable;
pub mod traces;
mod transaction;
pub mod transfer;
pub mod unsubscribes;
pub mod uploads;
pub mod webhook_deliveries;
pub mod webhooks;
pub mod writer;

pub use connect::{Backend, Db, write};
pub use connection::Connection;
pub use error::{Result, StoreError};
pub use give_way::Considerate;
pub use retry::again;
pub use row::Instant;
pub use transaction::Transaction;

use select::{
    column_where, columns_of, delete_where, exists_where, insert, insert_once, insert_or_set, same,
    set_where, values_where,
};

/// The rows that nearly everybody who asks the store names, and the words of their columns.
pub use self::{
    accounts::Accounts,
    actions::CourseAction,
    agreements::{AgreementState, AgreementVersion},
    api_tokens::ApiScope,
    boards::{Board, BoardCard, BoardPrompt, BoardState, PromptStep},
    comments::{Comment, Release},
    contacts::Contact,
    courses::{Course, CourseState, RoundPurpose},
    custom_surveys::OwnSurvey,
    email_choice::EmailChoice,
    keyset::{ListPage, Place},
    links::LinkPurpose,
    mailings::{Mailing, MailingKind, MailingState},
    members::ProgrammeMember,
    outbox::{EmailState, NewLetter},
    partners::Partner,
    people::{Person, PersonRole},
    programmes::{Programme, ProgrammeSettings},
    promises::{Asker, Promise, PromiseOrigin, PromiseState},
    recipients::Addressee,
    rounds::Round,
    webhooks::{Webhook, WebhookEvent},
};
