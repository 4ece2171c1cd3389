//! The health of one partnership: how each side says it is going, condition by condition, and what to talk about.
//!
//! One to three people a side cannot be anonymous. They answer by consent that both sides see both sets of
//! answers, so that nothing is suppressed here and every mean stands beside its n. Answers given in confidence
//! must never come this way.

mod history;

use serde::{Deserialize, Serialize};

use crate::counts::{Counts, real};
use crate::stats::describe;

pub use crate::chart::strips::HealthTrend;
pub use history::{Answerer, Answerers, HealthCondition, HealthGroup, HealthHistory, HealthRound};

/// The answers of both sides about one condition, such as trust or clear aims.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConditionInput {
    /// The permanent key of the item.
    pub key: String,
    /// Its label in tables.
    pub label: String,
    /// What library staff answered.
    pub library: Counts,
    /// What the partner's people answered.
    pub partner: Counts,
}

/// What one side says of one condition.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Voice {
    /// Valid answers, to be printed beside the mean.
    pub n: u64,
    /// "Don't know", counted beside n.
    pub dont_know: u64,
    /// "Does not apply", counted beside n.
    pub not_applicable: u64,
    /// Mean, 1 to 5; none without a valid answer.
    pub mean: Option<f64>,
}

impl Voice {
    fn of(counts: &Counts) -> Self {
        Self {
            n: counts.n(),
            dont_know: counts.dont_know,
            not_applicable: counts.not_applicable,
            mean: describe::mean(counts),
        }
    }
}

/// What the two means say together. The first rule that holds decides, in this order, so that a condition both
/// sides find good is a strength however enthusiastic one of them is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConditionStatus {
    /// Both means are 4 or more.
    Strength,
    /// Both means are below 3.5.
    WorkOnTogether,
    /// The means are a whole scale point or more apart, in either direction.
    SeenDifferently,
}

keys!(ConditionStatus {
    Strength = "strength",
    WorkOnTogether = "work_on_together",
    SeenDifferently = "seen_differently",
});

impl ConditionStatus {
    /// The status of a condition; none where no rule holds or a side has no answer.
    ///
    /// Compared in whole numbers: a difference of exactly one point between two means of three people would
    /// be lost in the rounding of thirds.
    fn of(library: &Counts, partner: &Counts) -> Option<Self> {
        let [n_library, n_partner] = [library.n(), partner.n()].map(i128::from);
        if n_library == 0 || n_partner == 0 {
            return None;
        }
        let [sum_library, sum_partner] = [library.sum(), partner.sum()].map(i128::from);
        let both =
            |rule: fn(i128, i128) -> bool| rule(sum_library, n_library) && rule(sum_partner, n_partner);
        let apart = (sum_library * n_partner - sum_partner * n_library).abs();
        if both(|sum, n| sum >= 4 * n) {
            Some(Self::Strength)
        } else if both(|sum, n| 2 * sum < 7 * n) {
            Some(Self::WorkOnTogether)
        } else {
            (apart >= n_library * n_partner).then_some(Self::SeenDifferently)
        }
    }
}

/// One condition, seen from both sides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConditionFigures {
    /// The permanent key of the item.
    pub key: String,
    pub label: String,
    /// The library's view.
    pub library: Voice,
    /// The partner's view.
    pub partner: Voice,
    /// Library mean minus partner mean, in scale points: above zero where the library finds it goes better.
    /// None when a side has no valid answer.
    pub difference: Option<f64>,
    /// What that says; none where it says nothing.
    pub status: Option<ConditionStatus>,
}

impl ConditionFigures {
    fn new(input: &ConditionInput) -> Self {
        Self {
            key: input.key.clone(),
            label: input.label.clone(),
            library: Voice::of(&input.library),
            partner: Voice::of(&input.partner),
            difference: difference(&input.library, &input.partner),
            status: ConditionStatus::of(&input.library, &input.partner),
        }
    }
}

/// Library mean minus partner mean, `(s1 n2 - s2 n1) / (n1 n2)`: divided once, so that thirds stay exact.
fn difference(library: &Counts, partner: &Counts) -> Option<f64> {
    let (n1, n2) = (real(library.n()), real(partner.n()));
    (n1 > 0.0 && n2 > 0.0).then(|| (real(library.sum()) * n2 - real(partner.sum()) * n1) / (n1 * n2))
}

/// The health check of one partnership.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HealthCheck {
    /// The conditions in the order given.
    pub conditions: Vec<ConditionFigures>,
}

impl HealthCheck {
    /// Sets both sides' answers beside each other.
    pub fn new(conditions: &[ConditionInput]) -> Self {
        Self { conditions: conditions.iter().map(ConditionFigures::new).collect() }
    }

    /// The conditions that are low on both sides or seen differently: whoever began the check owes a reply to each.
    pub fn needing_reply(&self) -> impl Iterator<Item = &ConditionFigures> {
        let needs = [Some(ConditionStatus::SeenDifferently), Some(ConditionStatus::WorkOnTogether)];
        self.conditions.iter().filter(move |condition| needs.contains(&condition.status))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::stats::tests::agrees;

    fn condition(key: &str, library: &[u8], partner: &[u8]) -> ConditionInput {
        let count = |answers: &[u8]| answers.iter().copied().collect();
        ConditionInput {
            key: key.to_owned(),
            label: key.to_owned(),
            library: count(library),
            partner: count(partner),
        }
    }

    fn words(library: &[u8], partner: &[u8]) -> Option<&'static str> {
        HealthCheck::new(&[condition("work_trust", library, partner)]).conditions[0]
            .status
            .map(ConditionStatus::key)
    }

    #[test]
    fn both_means_stand_beside_their_numbers_and_their_difference() {
        let check = HealthCheck::new(&[condition("work_trust", &[4, 5, 4], &[2, 3])]);
        let trust = &check.conditions[0];
        assert_eq!((trust.library.n, trust.partner.n), (3, 2));
        agrees(trust.library.mean.unwrap(), 13.0 / 3.0);
        agrees(trust.partner.mean.unwrap(), 2.5);
        agrees(trust.difference.unwrap(), 11.0 / 6.0);
    }

    #[test]
    fn a_condition_good_on_both_sides_is_a_strength() {
        assert_eq!(words(&[4, 4], &[5, 3]), Some("strength"));
        assert_eq!(words(&[5], &[4]), Some("strength"));
        assert_eq!(words(&[4, 4], &[4, 4, 3]), None);
    }

    #[test]
    fn a_condition_poor_on_both_sides_is_worked_on_together() {
        assert_eq!(words(&[3], &[3, 3]), Some("work_on_together"));
        assert_eq!(words(&[1], &[3]), Some("work_on_together"));
        // Exactly 3.5 is no longer below it.
        assert_eq!(words(&[3], &[3, 4]), None);
    }

    #[test]
    fn one_point_apart_is_seen_differently_from_either_side() {
        let apart = Some("seen_differently");
        assert_eq!(words(&[5], &[2]), apart);
        assert_eq!(words(&[3], &[4]), apart);
        // 13/3 and 10/3, whose difference in floating point falls short of 1.
        assert_eq!(words(&[4, 4, 5], &[3, 3, 4]), apart);
        assert_eq!(words(&[4, 4, 5], &[3, 4, 4]), None);
    }

    #[test]
    fn a_side_without_answers_leaves_nothing_to_set_beside_it() {
        let mut silent = condition("work_trust", &[5, 5], &[]);
        silent.partner.dont_know = 2;
        let check = HealthCheck::new(&[silent]);
        let trust = &check.conditions[0];
        assert_eq!((trust.difference, trust.status), (None, None));
        assert_eq!((trust.partner.n, trust.partner.dont_know, trust.partner.mean), (0, 2, None));
    }

    proptest! {
        #[test]
        fn the_sides_may_change_places(
            a in prop::collection::vec(1_u8..=5, 0..4), b in prop::collection::vec(1_u8..=5, 0..4),
        ) {
            let check = HealthCheck::new(&[condition("one", &a, &b), condition("other", &b, &a)]);
            let [one, other] = check.conditions.as_slice() else { unreachable!() };
            prop_assert_eq!(one.status, other.status);
            prop_assert_eq!(one.difference, other.difference.map(|difference| 0.0 - difference));
        }
    }
}
