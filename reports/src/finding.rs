//! Sentences that say what the figures allow, and no more.

pub mod confidence;
pub mod gaps;

pub use confidence::{Direction, change_in_people, course_headline, direction, then_to_now};
pub use gaps::{MAX_TITLE_WORDS, title};
