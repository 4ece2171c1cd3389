//! What the room said at a workshop, in a few lines.

use super::document::{Summary, Workshop};
use super::write::MAX_WORDS;
use super::{text, wording};
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
    /// The same summary with what was said at the workshop, as many lines of it as the first screen has room for.
    /// Comments give way to it.
    #[must_use]
    pub fn with_workshop(mut self, workshop: Option<Workshop>) -> Self {
        let Some(Workshop { said, write_up }) = workshop else { return self };
        self.put_quotes_back();
        self.workshop = Some(Workshop { said: Vec::new(), write_up: write_up.clone() });
        let mut room = MAX_WORDS.saturating_sub(text::first_screen_words(&self));
        let fits = |line: &String| {
            let words = wording::words(line);
            let fits = words <= room;
            room = room.saturating_sub(words);
            fits
        };
        self.workshop = Some(Workshop { said: said.into_iter().take_while(fits).collect(), write_up });
        self.choose_quotes();
        self
    }
}
