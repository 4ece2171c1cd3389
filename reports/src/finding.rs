//! Sentences that say what the figures allow, and no more.

pub mod confidence;
pub mod courses;
pub mod gaps;
pub mod kinds;
pub mod priority;

pub use confidence::{Direction, course_headline, direction, is_found, moved};
pub use courses::over_courses;
pub use gaps::{MAX_TITLE_WORDS, title};
pub use priority::first;
