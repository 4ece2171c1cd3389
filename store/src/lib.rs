//! Persistence: the only place, with its tables, that names the database library. Functions take any connection, so a pool and a
//! transaction both fit; [`write()`] is the one way to begin a write. The service names this crate `store`.

#[macro_use(keys)]
extern crate common_ground_reports;

#[macro_use]
mod row;

mod absentees;
pub mod access;
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
mod catalogue;
pub mod check;
pub mod close;
pub mod comments;
mod connect;
mod connection;
pub mod contact_tags;
pub mod contacts;
pub mod courses;
pub mod custom_surveys;
pub mod email_choice;
pub mod email_texts;
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
pub mod keyset;
pub mod lease;
pub mod links;
pub mod mail_server;
pub mod mailings;
pub mod members;
pub mod outbox;
pub mod participants;
pub mod partner_links;
pub mod partner_merge;
pub mod partners;
pub mod partnerships;
pub mod people;
mod pool;
pub mod probe;
pub mod programme_archive;
pub mod programmes;
pub mod promises;
pub mod published;
pub mod quotes;
pub mod recipients;
pub mod removal;
pub mod reset_requests;
pub mod response_reader;
pub mod responses;
pub mod results_wishes;
pub mod retention;
mod retry;
pub mod round_removal;
pub mod rounds;
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
pub mod survey_uses;
pub mod surveys;
pub mod tallies;
pub mod text_search;
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
pub use transaction::Transaction;

// A path reads here as it does in the service: `crate::store`, `crate::survey`, `crate::system`.
use crate as store;
use common_ground_survey as survey;
use common_ground_system as system;

use common_ground_tables as entity;
use entity::{Instant, KeyColumn};
use select::{
    column_where, columns_of, counts_by, delete_where, exists_where, insert, insert_once, insert_or_set,
    same, set_where, values_where,
};

/// What others name of the store: its rows, the words of their columns, and what is asked of it. Its functions are called by
/// their module.
pub use self::{
    accounts::Accounts,
    actions::CourseAction,
    agreements::{AgreementState, AgreementVersion, Confirmation},
    api_requests::ApiRequest,
    api_tokens::{ApiScope, ApiToken},
    boards::{
        Board, BoardCard, BoardPrompt, BoardState, CardGroup, NewPrompt, Origin, PromptStep,
        entries::{EntryOutcome, PhoneAct, PhoneEntry},
        ledger::{LedgerPrompts, OfferAndWish},
        uses::AskedQuestion,
    },
    bounces::BounceReport,
    candidates::{Candidate, CandidateFilter, CandidateList},
    check::CountedCell,
    comments::{Comment, Release, list::CommentQuery},
    contacts::{Contact, ContactNote},
    courses::{Course, CourseCounts, CourseSession, CourseState, RoundPurpose, WholeCourse},
    custom_surveys::{CustomSurvey, StepHistory},
    email_choice::EmailChoice,
    erasure::{HeldData, HeldEmail, HeldInvitation},
    failures::StoredFailure,
    handovers::{Handover, HandoverLine},
    health::{Health, HealthPerson, HealthPlan, HealthProgress, HealthReply, ReplyKind},
    invitation_letters::EmailRecord,
    invitations::Invitation,
    keyset::{ListPage, Place},
    links::{LinkPurpose, LinkStatus, OneTimeLink},
    mail_server::MailServer,
    mailings::{Hours, Mailing, MailingKind, MailingState},
    members::ProgrammeMember,
    outbox::{EmailState, NewLetter, OutboxEmail},
    participants::{CourseTogether, Participant},
    partner_links::LinkRequest,
    partner_merge::PartnershipRecord,
    partners::{Partner, PartnerQuery},
    partnerships::{AgreementStatus, HealthStatus, ListedPartnership, PartnershipCounts},
    people::{Person, PersonRole},
    programme_archive::{
        ArchiveLine, ArchivePart, ArrivalError, ArrivedProgramme, DeclaredIds, ProgrammeArrival,
        ProgrammeDeparture, ProgrammeHoldings,
    },
    programmes::{Programme, ProgrammeSettings},
    promises::{
        Asker, Judgement, JudgementCounts, NewPromise, Promise, PromiseCounts, PromiseFilter, PromiseOrigin,
        PromiseOwner, PromiseState,
        links::{LinkAsks, WrittenTo},
        since::SinceThen,
    },
    recipients::{InvitationCounts, InvitedRecipient, LeftOut, Reach},
    reset_requests::ResetRequest,
    results_wishes::ResultsWish,
    rounds::Round,
    sessions::{ProviderVisit, SessionTerm},
    sign_in_rules::SignInRules,
    snapshot::DatabaseContents,
    submission::{PersonalLink, Submission, SubmissionOutcome},
    summaries::{FrozenSummary, NewDelivery, RecipientRole, SummaryDelivery, SummaryOutcome},
    summary_drafts::{ExternalReader, SummaryDecisions},
    transfer::TableChecksum,
    webhook_deliveries::{WebhookDelivery, WebhookDeliveryState, WebhookReply, WebhookSubject, WebhookTried},
    webhooks::{Webhook, WebhookEvent, WebhookKind, WebhookState},
};
