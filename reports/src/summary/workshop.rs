//! What the room said at a workshop, in a few lines.

use super::document::{Summary, Workshop};
use super::wording;
use crate::small_numbers::MinGroup;

/// The most lines.
const LINES: usize = 3;

/// Something that was said, and how many people gave it a dot.
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
