//! One file per table. The columns are documented by the migrations that made them.

#![expect(missing_docs, reason = "entities mirror the tables, which their migrations document")]

pub mod account_link;
pub mod audit;
pub mod bounce;
pub mod comment;
pub mod contact;
pub mod contact_note;
pub mod course;
pub mod course_action;
pub mod course_partner;
pub mod course_round;
pub mod deleted_answers;
pub mod delivery;
pub mod draft;
pub mod invitation;
pub mod invitation_letter;
pub mod keyed_sheets;
pub mod lease;
pub mod mail_server;
pub mod mailing;
pub mod membership;
pub mod outbox;
pub mod own_survey;
pub mod participant;
pub mod partner;
pub mod person;
pub mod programme;
pub mod published;
pub mod reader;
pub mod recovery_code;
pub mod response;
pub mod round;
pub mod second_factor;
pub mod session;
pub mod site;
pub mod stop;
pub mod submission_key;
pub mod summary;
pub mod summary_plan;
pub mod survey_version;
pub mod tally;
pub mod wait;
