//! Means in which every partner kind counts the same.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::counts::{Counts, real};
use crate::small_numbers::Group;
use crate::stats::{Interval, describe, distribution};

/// A mean over groups that all have the same weight, whatever their size.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct EqualWeight {
    /// Groups.
    pub groups: u64,
    /// The mean of the group means.
    pub mean: f64,
    /// Standard error; none when a group has a single answer.
    pub se: Option<f64>,
    /// Degrees of freedom after Satterthwaite; none without a spread.
    pub df: Option<f64>,
    /// 95% interval; none without the two above.
    pub interval: Option<Interval>,
    /// The number of unweighted answers that would be as precise (Kish).
    pub effective_n: f64,
    /// Answers over effective answers.
    pub design_effect: f64,
}

impl EqualWeight {
    /// Whether the weighting costs so much precision that it must be said.
    pub fn is_costly(&self) -> bool {
        self.design_effect > 2.0
    }
}

/// Weights groups equally; none when there is no group or one of them has no answers.
///
/// `SE = sqrt(sum(v_g)) / G`, `df = sum(v_g)^2 / sum(v_g^2 / (n_g - 1))` with `v_g = s_g^2 / n_g`; the same as
/// weights `w = N / (G n_g)`, so that the effective n, `sum(w)^2 / sum(w^2)`, is `G^2 / sum(1 / n_g)`.
pub fn equal_weight(groups: &[Counts]) -> Option<EqualWeight> {
    let means: Option<Vec<f64>> = groups.iter().map(describe::mean).collect();
    let means = means.filter(|means| !means.is_empty())?;
    let count = groups.len() as u64;
    let size = real(count);
    let answers: u64 = groups.iter().map(Counts::n).sum();
    let mean = means.iter().sum::<f64>() / size;
    let squared_errors: Option<Vec<f64>> =
        groups.iter().map(|group| describe::standard_error(group).map(|se| se * se)).collect();
    let se = squared_errors.as_ref().map(|errors| errors.iter().sum::<f64>().sqrt() / size);
    let df = squared_errors.filter(|errors| errors.iter().any(|error| *error > 0.0)).map(|errors| {
        let parts: f64 =
            errors.iter().zip(groups).map(|(error, group)| error * error / real(group.n() - 1)).sum();
        errors.iter().sum::<f64>().powi(2) / parts
    });
    let interval = se.zip(df).map(|(se, df)| Interval::around(mean, distribution::t_975(df) * se));
    let effective_n = size * size / groups.iter().map(|group| 1.0 / real(group.n())).sum::<f64>();
    let design_effect = real(answers) / effective_n;
    Some(EqualWeight { groups: count, mean, se, df, interval, effective_n, design_effect })
}

/// Whether one kind gave more than half of all answers, of at least two kinds that answered. Groups without a key are
/// items that are told for everybody together.
pub(crate) fn is_dominated(groups: impl IntoIterator<Item = Group>) -> bool {
    let mut answers: BTreeMap<String, u64> = BTreeMap::new();
    for group in groups {
        if !group.key.is_empty() && group.counts.n() > 0 {
            *answers.entry(group.key).or_default() += group.counts.n();
        }
    }
    let largest = answers.values().max().copied().unwrap_or_default();
    answers.len() >= 2 && largest * 2 > answers.values().sum()
}

/// The mean of one side of one item in which kinds count the same; none where fewer than two answered. Always print the
/// unweighted mean beside it.
///
/// The kinds are those that are told ([`crate::small_numbers::by_part`]), so that a reader can work the mean out from
/// theirs; an item told for everybody together has the plain mean alone.
pub(crate) fn headline(kinds: &[Group]) -> Option<EqualWeight> {
    equal_weight(&strata(kinds)?)
}

/// The groups of answers that the weighted headline counts equally; none for fewer than two.
pub(crate) fn strata(kinds: &[Group]) -> Option<Vec<Counts>> {
    let groups: Vec<Counts> = kinds.iter().map(|kind| kind.counts).filter(|counts| counts.n() > 0).collect();
    (groups.len() >= 2).then_some(groups)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::tests::agrees;

    fn example() -> [Counts; 4] {
        let count = |answers: &[u8]| answers.iter().copied().collect();
        [count(&[5, 4, 5, 4, 4, 5, 3, 4, 5, 4]), count(&[3, 2, 3, 4]), count(&[4, 3, 5]), count(&[2, 4, 3])]
    }

    #[test]
    fn the_worked_example_weighs_four_kinds_equally() {
        agrees(describe::mean(&example().into_iter().sum()).unwrap(), 3.8);
        let found = equal_weight(&example()).unwrap();
        agrees(found.mean, 3.575);
        agrees(found.se.unwrap(), 0.234_372_685_173_754);
        agrees(found.df.unwrap(), 6.404_971_217_530_86);
        agrees(found.interval.unwrap().low, 3.010_186_683_350_24);
        agrees(found.interval.unwrap().high, 4.139_813_316_649_76);
        agrees(found.effective_n, 15.737_704_918_032_8);
        agrees(found.design_effect, 1.270_833_333_333_33);
        assert!(!found.is_costly());
    }

    #[test]
    fn a_single_answer_leaves_a_mean_without_an_interval() {
        let found = equal_weight(&[Counts::of([0, 0, 1, 0, 0]), Counts::of([0, 0, 0, 2, 2])]).unwrap();
        agrees(found.mean, 3.75);
        assert_eq!((found.se, found.interval), (None, None));
        assert_eq!(equal_weight(&[Counts::default()]), None);
    }

    #[test]
    fn weighting_waits_for_a_kind_with_more_than_half_of_all_answers() {
        let kind = |key: &str, n| Group::new(key, Counts::of([0, n, n, 0, 0]));
        assert!(!is_dominated([kind("school", 5), kind("home", 5)]));
        assert!(is_dominated([kind("school", 6), kind("home", 5)]));
        // More than half of one item is not more than half of all.
        let items = [kind("school", 6), kind("home", 5), kind("school", 5), kind("home", 6)];
        assert!(!is_dominated(items));
        assert!(!is_dominated([kind("school", 6), kind("", 5), kind("home", 0)]));
    }

    #[test]
    fn a_kind_that_did_not_answer_has_no_weight_and_everybody_together_none_at_all() {
        let kind = |n: u64| Group::new("kind", Counts::of([0, n, 0, 0, 0]));
        let found = headline(&[kind(20), kind(0), kind(6), kind(5)]).unwrap();
        assert_eq!(found.groups, 3);
        agrees(found.effective_n, 9.0 / (1.0 / 20.0 + 1.0 / 6.0 + 1.0 / 5.0));
        assert_eq!(headline(&[kind(31)]), None);
    }
}
