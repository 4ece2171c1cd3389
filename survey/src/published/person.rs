//! Answers that tell who somebody is: each of them names a group of people, and small groups are told together.

use common_ground_reports::{
    scale::Missing,
    small_numbers::{MinGroup, OTHER},
};

use crate::{Tally, tally::option_item};

/// A single choice with its small answers, and one of that key, put together as [`OTHER`]; while those are too few,
/// with the smallest of the rest.
pub(super) fn merged(column: &Tally, item: &str, min: MinGroup) -> Tally {
    let mut merged = Tally::default();
    let mut large: Vec<(&str, u64)> = Vec::new();
    let mut other = 0;
    for (value, n) in column.values(item).filter(|(_, n)| *n > 0) {
        if Missing::from_key(value).is_some() {
            merged.add(item, value, n);
        } else if value == OTHER || !min.allows(n) {
            other += n;
        } else {
            large.push((value, n));
        }
    }
    large.sort_by_key(|(value, n)| (std::cmp::Reverse(*n), *value));
    while other > 0 && !min.allows(other) {
        let Some((_, n)) = large.pop() else { break };
        other += n;
    }
    for (value, n) in large {
        merged.add(item, value, n);
    }
    if other > 0 {
        merged.add(item, OTHER, other);
    }
    merged
}

/// A single choice in the answers that were told before: all others are among [`OTHER`].
pub(super) fn in_told(told: &Tally, column: &Tally, item: &str) -> Tally {
    let mut again = Tally::default();
    for (value, n) in column.values(item).filter(|(_, n)| *n > 0) {
        let is_told = Missing::from_key(value).is_some() || told.n(item, value) > 0;
        again.add(item, if is_told { value } else { OTHER }, n);
    }
    again
}

/// A multiple choice with the options that were told before.
pub(super) fn options_in_told(told: &Tally, column: &Tally, item: &str, options: &[String]) -> Tally {
    let mut again = Tally::default();
    again.add_item(column, item);
    for option in options.iter().map(|option| option_item(item, option)) {
        if told.values(&option).next().is_some() {
            again.add_item(column, &option);
        }
    }
    again
}

/// A multiple choice without the options that few chose, or all but few: who chose one of those chose others too, so that
/// they cannot be put together.
pub(super) fn without_small(column: &Tally, item: &str, options: &[String], min: MinGroup) -> Tally {
    let mut kept = Tally::default();
    kept.add_item(column, item);
    for option in options {
        let (chosen, all) = column.chosen(item, option);
        if [chosen, all - chosen].iter().all(|people| *people == 0 || min.allows(*people)) {
            kept.add_item(column, &option_item(item, option));
        }
    }
    kept
}
