//! The title of a picture of what to do first.

use crate::compare::{Comparison, Verdict};

/// What to do first: the item with the largest expectation times shortfall, as surely as its gap is known. Without a full
/// stop.
pub fn first(comparison: &Comparison) -> String {
    let Some(pair) = comparison.top_gaps(1).first().copied() else {
        return "No item is expected more than it is offered".to_owned();
    };
    match pair.verdict {
        Verdict::Clear | Verdict::SmallButCertain => format!("To work on first: {}", pair.label),
        _ => format!("Perhaps to work on first: {}", pair.label),
    }
}
