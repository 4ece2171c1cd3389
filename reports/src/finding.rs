//! Sentences that say what the figures allow, and no more.

pub mod confidence;
pub mod courses;
pub mod gaps;
pub mod kinds;

pub use confidence::{Direction, course_headline, direction, is_found, moved};
pub use courses::over_courses;
pub use gaps::{MAX_TITLE_WORDS, title};

use crate::compare::{Comparison, Verdict};

/// The title of a picture of what to do first: the item with the largest expectation times shortfall, as surely as its gap
/// is known. Without a full stop.
pub fn first(comparison: &Comparison) -> String {
    let Some(pair) = comparison.top_gaps(1).first().copied() else {
        return "No item is expected more than it is offered".to_owned();
    };
    match pair.verdict {
        Verdict::Clear | Verdict::SmallButCertain => format!("To work on first: {}", pair.label),
        _ => format!("Perhaps to work on first: {}", pair.label),
    }
}
