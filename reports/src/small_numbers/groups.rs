//! Groups that add up to a shown total: which of them may be shown.

use serde::{Deserialize, Serialize};

use super::MinGroup;
use super::kinds::MIN_ORGANISATIONS;
use crate::counts::Counts;

/// One group's answers to one item, such as those of a partner kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// The key of the group.
    pub key: String,
    /// How many organisations the answers come from, where organisations are known.
    pub organisations: Option<u64>,
    /// The answers.
    pub counts: Counts,
}

impl Group {
    /// A group whose organisations are not known or do not matter, such as a group of staff.
    pub fn new(key: impl Into<String>, counts: Counts) -> Self {
        Self { key: key.into(), organisations: None, counts }
    }
}

/// Whether a group's figures may be shown, and why not. The reason is for whoever runs the service and for
/// tests; readers see the same words for all reasons, because a reason can give the answer away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// May be shown.
    Shown,
    /// Nobody answered: there is nothing to show or hide.
    NoAnswers,
    /// Fewer people than the minimum.
    TooFew,
    /// Fewer than three organisations stand behind the answers.
    FewOrganisations,
    /// Everyone gave the same answer, so that a mean would tell each person's.
    Unanimous,
    /// Hidden so that another hidden group cannot be worked out from the total.
    Complementary,
}

impl Visibility {
    /// Whether the figures may be shown.
    pub fn is_shown(self) -> bool {
        self == Self::Shown
    }

    /// Whether there are answers that must not be shown.
    pub fn is_hidden(self) -> bool {
        !matches!(self, Self::Shown | Self::NoAnswers)
    }

    /// What would be wrong with showing these people together, all by themselves.
    fn alone(counts: &Counts, organisations: Option<u64>, min: MinGroup) -> Self {
        if counts.n() == 0 {
            Self::NoAnswers
        } else if !min.allows(counts.n()) {
            Self::TooFew
        } else if organisations.is_some_and(|known| known < MIN_ORGANISATIONS) {
            Self::FewOrganisations
        } else if counts.only_value().is_some() {
            Self::Unanimous
        } else {
            Self::Shown
        }
    }
}

/// Decides which groups may be shown beside their total, in the order given.
///
/// A reader who has the total can take the shown groups from it, and so has the hidden groups together. While
/// those together could not be shown as one group, the smallest shown group is hidden too (the first of
/// equals). Groups without answers take no part.
///
/// The total itself is the caller's to judge, by its size.
pub fn suppress(groups: &[Group], min: MinGroup) -> Vec<Visibility> {
    let mut found: Vec<Visibility> =
        groups.iter().map(|group| Visibility::alone(&group.counts, group.organisations, min)).collect();
    while !is_safe_together(groups, &found, min) {
        let shown = groups.iter().zip(&mut found).filter(|(_, seen)| seen.is_shown());
        let Some((_, smallest)) = shown.min_by_key(|(group, _)| group.counts.n()) else {
            break;
        };
        *smallest = Visibility::Complementary;
    }
    found
}

/// Whether the hidden groups could be shown as one.
fn is_safe_together(groups: &[Group], found: &[Visibility], min: MinGroup) -> bool {
    let hidden = || groups.iter().zip(found).filter(|(_, seen)| seen.is_hidden()).map(|(group, _)| group);
    let counts: Counts = hidden().map(|group| group.counts).sum();
    let organisations = hidden().map(|group| group.organisations).sum();
    !Visibility::alone(&counts, organisations, min).is_hidden()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(sizes: &[u64]) -> Vec<Group> {
        let spread = |n: u64| Counts::of([0, 0, n / 2, n - n / 2, 0]);
        sizes.iter().map(|n| Group::new(n.to_string(), spread(*n))).collect()
    }

    fn shown(groups: &[Group]) -> Vec<&str> {
        let found = suppress(groups, MinGroup::default());
        groups
            .iter()
            .zip(found)
            .filter(|(_, seen)| seen.is_shown())
            .map(|(group, _)| group.key.as_str())
            .collect()
    }

    #[test]
    fn a_hidden_group_takes_the_smallest_shown_one_with_it() {
        let groups = sizes(&[14, 6, 7, 3]);
        let found = suppress(&groups, MinGroup::default());
        assert_eq!(found[3], Visibility::TooFew);
        assert_eq!(found[1], Visibility::Complementary);
        assert_eq!(shown(&groups), ["14", "7"]);
    }

    #[test]
    fn two_hidden_groups_that_are_enough_together_need_no_third() {
        assert_eq!(shown(&sizes(&[14, 6, 4, 3])), ["14", "6"]);
    }

    #[test]
    fn two_hidden_groups_that_are_too_few_together_take_a_third() {
        assert_eq!(shown(&sizes(&[14, 6, 2, 1])), ["14"]);
    }

    #[test]
    fn groups_without_answers_hide_nobody() {
        assert_eq!(shown(&sizes(&[14, 0, 7])), ["14", "7"]);
        assert_eq!(shown(&sizes(&[14, 0, 3])), [""; 0]);
    }

    #[test]
    fn one_organisation_behind_a_group_is_not_shown_by_subtraction_either() {
        let mut groups = sizes(&[9, 8, 7]);
        for (group, organisations) in groups.iter_mut().zip([5, 1, 4]) {
            group.organisations = Some(organisations);
        }
        let found = suppress(&groups, MinGroup::default());
        assert_eq!(found, [Visibility::Shown, Visibility::FewOrganisations, Visibility::Complementary]);
    }

    #[test]
    fn a_group_of_one_mind_is_hidden_with_another() {
        let mut groups = sizes(&[9, 8, 7]);
        groups[0].counts = Counts::of([0, 0, 0, 0, 9]);
        let found = suppress(&groups, MinGroup::default());
        assert_eq!(found, [Visibility::Unanimous, Visibility::Shown, Visibility::Complementary]);
    }
}
