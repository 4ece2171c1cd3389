//! One file per table. The columns are documented by the migrations that made them.

#![expect(missing_docs, reason = "entities mirror the tables, which their migrations document")]

pub mod audit;
pub mod comment;
pub mod contact;
pub mod contact_note;
pub mod course;
pub mod course_round;
pub mod delivery;
pub mod draft;
pub mod invitation;
pub mod invitation_letter;
pub mod mailing;
pub mod membership;
pub mod outbox;
pub mod participant;
pub mod partner;
pub mod person;
pub mod programme;
pub mod response;
pub mod round;
pub mod session;
pub mod stop;
pub mod submission_key;
pub mod summary;
pub mod survey_version;
pub mod tally;
