//! Questionnaires, answers, rounds and courses: the domain, with no HTTP and no database. The service names this crate `survey`.

#[macro_use(keys)]
extern crate common_ground_reports;

pub mod agreement;
pub mod answer;
pub mod answers;
pub mod audience;
pub mod busy;
pub mod calendar;
pub mod checklist;
pub mod columns;
pub mod condition;
pub mod course;
pub mod definition;
pub mod editor;
pub mod email_text;
pub mod health;
pub mod item;
pub mod mailing;
pub mod paging;
pub mod partner;
pub mod personal;
pub mod promises;
pub mod published;
pub mod round;
pub mod sample;
pub mod side;
pub mod spread;
pub mod tags;
pub mod tally;
pub mod templates;
pub mod text;
pub mod wording;
pub mod words;

/// What nearly everybody who deals with surveys names.
pub use self::{
    answer::{Answer, Answers, Raw},
    audience::Audience,
    condition::{Condition, Conditions},
    definition::{Section, Survey, carried},
    editor::EditStep,
    email_text::EmailText,
    item::{Item, ItemInput, ItemKind, ItemOption, LedgerHalf},
    partner::{Kinds, PartnerKind},
    round::{PrivacyMode, RoundState, Window},
    side::Side,
    tally::Tally,
    text::{ENGLISH, Text, Wording},
    words::Words,
};
