//! The health of many partnerships: in how many a condition holds, fails, or is seen differently.
//!
//! Each side of a partnership may be one person, who answered for that partnership and not for managers. So figures are
//! told of at least [`LEAST`] partnerships, and change only when as many have answered again: whoever sets two states of
//! them against each other learns nothing of one partnership.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    health::{ConditionInput, ConditionStatus, HealthCheck},
    small_numbers::MinGroup,
};

/// The fewest partnerships that figures are told of, and by which they change: as few as people, since each may be one person.
pub const LEAST: usize = MinGroup::FLOOR as usize;

/// In how many partnerships a condition is how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConditionSpread {
    /// The permanent key of the item.
    pub key: String,
    pub label: String,
    /// Both sides find that it goes well.
    pub strength: u64,
    /// Both sides find that it does not.
    pub low: u64,
    /// The sides see it differently.
    pub differently: u64,
    /// Neither of these.
    pub between: u64,
    /// A side has not answered it.
    pub unanswered: u64,
}

impl ConditionSpread {
    /// In how many partnerships it needs a reply.
    pub fn fails(&self) -> u64 {
        self.low + self.differently
    }
}

/// The conditions over partnerships.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partnerships {
    /// How many partnerships the figures are about; zero while they are too few.
    pub partnerships: u64,
    /// The conditions in the order of the survey.
    pub conditions: Vec<ConditionSpread>,
}

impl Partnerships {
    /// Counts one more partnership, by the latest of its checks that is [`told`] of.
    pub fn add(&mut self, figures: &[ConditionInput]) {
        self.partnerships += 1;
        for condition in HealthCheck::new(figures).conditions {
            let at =
                self.conditions.iter().position(|known| known.key == condition.key).unwrap_or_else(|| {
                    self.conditions.push(ConditionSpread {
                        key: condition.key.clone(),
                        label: condition.label.clone(),
                        strength: 0,
                        low: 0,
                        differently: 0,
                        between: 0,
                        unanswered: 0,
                    });
                    self.conditions.len() - 1
                });
            let spread = &mut self.conditions[at];
            let count = match condition.status {
                Some(ConditionStatus::Strength) => &mut spread.strength,
                Some(ConditionStatus::WorkOnTogether) => &mut spread.low,
                Some(ConditionStatus::SeenDifferently) => &mut spread.differently,
                None if condition.difference.is_none() => &mut spread.unanswered,
                None => &mut spread.between,
            };
            *count += 1;
        }
    }

    /// The conditions that need a reply in any partnership, those that do in most first; equals in the order of the survey.
    pub fn failing(&self) -> Vec<&ConditionSpread> {
        Self::sorted(&self.conditions, ConditionSpread::fails)
    }

    /// The conditions that the sides of any partnership see differently, those seen so in most first.
    pub fn seen_differently(&self) -> Vec<&ConditionSpread> {
        Self::sorted(&self.conditions, |spread| spread.differently)
    }

    fn sorted(conditions: &[ConditionSpread], by: fn(&ConditionSpread) -> u64) -> Vec<&ConditionSpread> {
        let mut sorted: Vec<&ConditionSpread> = conditions.iter().filter(|spread| by(spread) > 0).collect();
        sorted.sort_by_key(|spread| std::cmp::Reverse(by(spread)));
        sorted
    }
}

/// Which of the finished checks of all partnerships figures are told of, by their places: up to the last at which [`LEAST`]
/// partnerships had finished one since the last told before, the latest of each partnership. Of each check its partnership
/// is given, the first finished first; places come in the order of the partnerships.
pub fn told<K: Ord + Copy>(checks: impl IntoIterator<Item = K>) -> Vec<usize> {
    let (mut told, mut latest) = (BTreeMap::new(), BTreeMap::new());
    for (at, partnership) in checks.into_iter().enumerate() {
        latest.insert(partnership, at);
        if latest.len() >= LEAST {
            told.append(&mut latest);
        }
    }
    told.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(partner: u8, library: &[u8], theirs: &[u8]) -> (u8, Vec<ConditionInput>) {
        let count = |answers: &[u8]| answers.iter().copied().collect();
        let condition = ConditionInput {
            key: "trust".into(),
            label: "Trust".into(),
            library: count(library),
            partner: count(theirs),
        };
        (partner, vec![condition])
    }

    fn over_all(checks: &[(u8, Vec<ConditionInput>)]) -> Partnerships {
        let mut found = Partnerships::default();
        for at in told(checks.iter().map(|(partner, _)| *partner)) {
            found.add(&checks[at].1);
        }
        found
    }

    #[test]
    fn four_partnerships_are_not_broken_down() {
        let checks: Vec<_> = (0..4).map(|partner| check(partner, &[5], &[1])).collect();
        let found = over_all(&checks);
        assert_eq!((found.partnerships, found.conditions.len()), (0, 0));
        // Nor are four that answered twice.
        let twice: Vec<_> = (0..8).map(|at| check(at % 4, &[5], &[1])).collect();
        assert_eq!(over_all(&twice).partnerships, 0);
    }

    #[test]
    fn five_are_told_of_by_how_their_sides_see_each_condition() {
        let checks = [
            check(1, &[5], &[4]),
            check(2, &[2], &[3]),
            check(3, &[5], &[2]),
            check(4, &[], &[2]),
            check(5, &[4], &[3, 4]),
        ];
        let found = over_all(&checks);
        assert_eq!(found.partnerships, 5);
        let trust = &found.conditions[0];
        let counts = (trust.strength, trust.low, trust.differently, trust.between, trust.unanswered);
        assert_eq!(counts, (1, 1, 1, 1, 1));
        assert_eq!(found.failing()[0].fails(), 2);
    }

    #[test]
    fn a_sixth_partnership_changes_nothing_before_a_tenth_has_answered() {
        let mut checks: Vec<_> = (0..5).map(|partner| check(partner, &[5], &[5])).collect();
        let before = over_all(&checks);
        for partner in 5..9 {
            checks.push(check(partner, &[1], &[1]));
            assert_eq!(over_all(&checks), before, "{partner}");
        }
        checks.push(check(9, &[1], &[1]));
        let after = over_all(&checks);
        assert_eq!((after.partnerships, after.conditions[0].low), (10, 5));
    }

    #[test]
    fn a_partnership_that_answered_again_counts_once_by_its_latest_answers() {
        let first = (0..5).map(|partner| check(partner, &[1], &[1]));
        let again = (0..5).map(|partner| check(partner, &[5], &[5]));
        let checks: Vec<_> = first.chain(again).collect();
        let found = over_all(&checks);
        assert_eq!((found.partnerships, found.conditions[0].strength, found.conditions[0].low), (5, 5, 0));
        assert!(found.failing().is_empty());
    }
}
