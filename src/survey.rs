//! Questionnaires, answers, rounds and courses: the domain, with no HTTP and no database.

pub mod answer;
pub mod answers;
pub mod audience;
pub mod calendar;
pub mod carried;
pub mod columns;
pub mod condition;
pub mod course;
pub mod definition;
pub mod editor;
pub mod email_text;
pub mod item;
mod key;
pub mod mailing;
pub mod order;
pub mod paging;
pub mod partner;
pub mod personal;
pub mod promises;
pub mod published;
pub mod ready;
pub mod round;
pub mod sample;
pub mod tally;
pub mod text;
pub mod wording;
pub mod words;
