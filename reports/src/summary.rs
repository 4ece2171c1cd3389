//! The frozen report of a course as a document: what it may say, written once, shown in many ways.
//!
//! [`Summary::write`] takes everything that is known about a course and keeps only what may be shown. A summary
//! is stored as it is; text, web page, file, email and pictures are made from it alone and never work anything
//! out again, so that a manager who opens last year's email and last year's page reads the same figures.
//!
//! The order is that of a one-page briefing: headline, who answered, what changed, the last course, the gaps that
//! matter most, what goes well, comments, what the room said at the workshop, what happens next, links, cautions; then all figures. Pages and emails
//! have the picture below the headline.

mod block;
mod brief;
mod cautions;
mod changes;
mod comparison_sheet;
mod confidence_csv;
pub mod course_report;
pub mod document;
pub mod email;
pub mod file_report;
mod gaps;
mod headline;
pub mod inputs;
mod ledger;
pub mod links;
mod method;
mod page;
mod page_one;
mod people;
mod pictures;
mod quote;
mod reactions;
mod sheet;
pub mod survey_report;
mod table;
mod tables;
mod text;
pub mod themes;
mod write;

pub use brief::MAX_EMAIL_WORDS;
pub use confidence_csv::confidence_csv;
pub use course_report::{CourseInputs, CourseReport};
pub use document::{OtherSide, Summary};
pub use email::Email;
pub use file_report::{FileReport, compare_report};
pub use inputs::{DottedCard, Inputs};
pub use links::Links;
pub use page::RenderError;
pub use page_one::Cover;
pub use people::People;
pub use quote::Quote;
pub use survey_report::{SurveyInputs, SurveyReport};
pub use themes::CommentThemes;
pub use write::MAX_WORDS;
