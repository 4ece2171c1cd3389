//! Options in an order of their own for each person, so that none gains by standing first.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::item::Item;

/// Puts the values of an item in the order that belongs to a seed, where the item asks for that: always the same order
/// for the same seed. What somebody writes themselves and what rules out all others stay last.
pub fn arrange(item: &Item, seed: &str, values: &mut [(String, String)]) {
    if !item.kind.is_shuffled() {
        return;
    }
    values.sort_by_cached_key(|(value, _)| {
        let stays_last = item.kind.stays_last(value);
        let mut hasher = DefaultHasher::new();
        (seed, &item.key, value).hash(&mut hasher);
        // Those that stay last keep the order of the survey.
        (stays_last, if stays_last { 0 } else { hasher.finish() })
    });
}
