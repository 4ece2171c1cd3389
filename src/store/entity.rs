//! One file per table. The columns are documented by the migrations that made them.

#![expect(unreachable_pub, reason = "tests read tables by the same files")]

pub mod account_link;
pub mod agreement;
pub mod agreement_confirmation;
pub mod api_request;
pub mod api_token;
pub mod audit;
pub mod board;
pub mod board_card;
pub mod board_group;
pub mod board_hands;
pub mod board_key;
pub mod board_ledger;
pub mod board_pair;
pub mod board_prompt;
pub mod board_unlike;
pub mod board_vote;
pub mod board_write_up;
pub mod bounce;
pub mod busy_time;
pub mod card_item;
pub mod comment;
pub mod contact;
pub mod contact_note;
pub mod contact_tag;
pub mod course;
pub mod course_partner;
pub mod course_round;
pub mod course_session;
pub mod deleted_answers;
pub mod delivery;
pub mod draft;
pub mod email_text;
pub mod failed_step;
pub mod handover;
pub mod health_check;
pub mod health_person;
pub mod health_plan;
pub mod health_reply;
pub mod health_round;
pub mod identity;
pub mod invitation;
pub mod invitation_letter;
pub mod keyed_sheets;
pub mod lease;
pub mod mail_server;
pub mod mailing;
pub mod membership;
pub mod outbox;
pub mod own_survey;
pub mod own_survey_step;
pub mod participant;
pub mod partner;
pub mod partner_link;
pub mod partner_link_request;
pub mod person;
pub mod programme;
pub mod promise;
pub mod promise_link;
pub mod published;
pub mod reader;
pub mod recovery_code;
pub mod reset_request;
pub mod response;
pub mod results_wish;
pub mod round;
pub mod round_invited;
pub mod second_factor;
pub mod session;
pub mod sign_in_rule;
pub mod site;
pub mod stop;
pub mod stop_key;
pub mod submission_key;
pub mod summary;
pub mod summary_plan;
pub mod survey_version;
pub mod tally;
pub mod tally_document;
pub mod trace;
pub mod upload;
pub mod wait;
pub mod webhook;
pub mod webhook_delivery;

use sea_orm::{DeriveRelation, EnumIter};

/// Each query says for itself what it joins by.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
