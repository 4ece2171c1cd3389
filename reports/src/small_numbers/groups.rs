//! The groups of one question: each by itself, or everybody together.

use serde::{Deserialize, Serialize};

use super::MinGroup;
use crate::counts::Counts;

/// One group's answers to one item, such as those of a part of a [`super::Partition`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// The key of the group; empty for everybody together.
    pub key: String,
    /// The answers.
    pub counts: Counts,
}

impl Group {
    /// The answers of a group.
    pub fn new(key: impl Into<String>, counts: Counts) -> Self {
        Self { key: key.into(), counts }
    }
}

/// The groups by which one item may be told: those given, or one with an empty key that holds everybody's answers,
/// where one of them has some valid answers but fewer than the minimum.
///
/// Leaving that group out alone would not do: the total minus the others is it. Whether everybody together are enough
/// is the caller's to judge, by the size of the total.
pub fn by_part(groups: Vec<Group>, min: MinGroup) -> Vec<Group> {
    if groups.iter().any(|group| min.hides(group.counts.n())) {
        vec![Group::new("", groups.iter().map(|group| group.counts).sum())]
    } else {
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(sizes: &[u64]) -> Vec<Group> {
        sizes.iter().map(|n| Group::new(format!("of {n}"), Counts::of([0, 0, 0, *n, 0]))).collect()
    }

    fn told(groups: &[u64]) -> Vec<(String, u64)> {
        let groups = by_part(sizes(groups), MinGroup::default());
        groups.into_iter().map(|group| (group.key, group.counts.n())).collect()
    }

    #[test]
    fn one_part_with_four_answers_is_told_with_everybody() {
        assert_eq!(told(&[14, 6, 4]), [(String::new(), 24)]);
        assert_eq!(told(&[4]), [(String::new(), 4)]);
    }

    #[test]
    fn parts_that_are_large_enough_or_silent_stay() {
        assert_eq!(told(&[14, 0, 5]).len(), 3);
        assert!(told(&[]).is_empty());
    }

    #[test]
    fn missing_answers_are_told_with_everybody_too() {
        let silent = Counts { dont_know: 3, skipped: 1, ..Counts::of([0, 0, 2, 0, 0]) };
        let found = by_part(
            vec![Group::new("a", silent), Group::new("b", Counts::of([0, 5, 0, 0, 4]))],
            MinGroup::default(),
        );
        assert_eq!(
            found,
            [Group::new("", Counts { dont_know: 3, skipped: 1, ..Counts::of([0, 5, 2, 0, 4]) })]
        );
    }
}
