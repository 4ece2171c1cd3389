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
mod pictures;
mod quote;
mod reactions;
mod sheet;
mod sides;
pub mod survey_report;
mod table;
mod tables;
mod text;
pub mod themes;
mod write;

pub use brief::MAX_EMAIL_WORDS;
pub use confidence_csv::confidence_csv;
pub use course_report::{CourseInputs, CourseReport};
pub use document::Summary;
pub use email::{Cover, Email};
pub use file_report::{FileReport, compare_report};
pub use inputs::Inputs;
pub use links::Links;
pub use page::RenderError;
pub use quote::Quote;
pub use sides::{OtherSide, People};
pub use survey_report::{SurveyInputs, SurveyReport};
pub use themes::CommentThemes;
pub use write::MAX_WORDS;

use self::document::Workshop;
use crate::small_numbers::MinGroup;
use crate::wording;

/// The most lines of what was said at a workshop.
const LINES: usize = 3;

/// Something that was said at a workshop, and how many people gave it a dot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DottedCard {
    /// In the words of the write-up.
    pub words: String,
    /// People; none where nobody voted.
    pub people: Option<u64>,
}

impl Workshop {
    /// The first lines of what was said, most first. From how many people on they are told of is `min_group`.
    pub fn new(said: &[DottedCard], write_up: String, min_group: MinGroup) -> Self {
        let line = |said: &DottedCard| match said.people.filter(|people| min_group.allows(*people)) {
            Some(people) => format!("{} ({})", said.words, wording::counted(people, "person", "people")),
            None => said.words.clone(),
        };
        Self { said: said.iter().take(LINES).map(line).collect(), write_up }
    }
}

impl Summary {
    /// The same summary with what was said at the workshop.
    #[must_use]
    pub fn with_workshop(mut self, workshop: Option<Workshop>) -> Self {
        self.workshop = workshop;
        self
    }
}
