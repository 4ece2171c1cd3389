//! Sentences that say what the figures allow, and no more.

pub mod confidence;
pub mod gaps;

pub use confidence::{Direction, course_headline, direction, is_found, moved};
pub use gaps::{MAX_TITLE_WORDS, title};
