//! An attacker: takes shown figures from shown totals and looks for people nobody should see.

use proptest::prelude::*;

use super::*;
use crate::counts::Counts;
use crate::weighting;

fn any_min() -> impl Strategy<Value = MinGroup> {
    (5_u64..15).prop_map(|people| MinGroup::new(people).unwrap())
}

fn any_counts() -> impl Strategy<Value = Counts> {
    let sparse = prop::array::uniform5(prop_oneof![Just(0), Just(0), 0_u64..9]);
    prop_oneof![prop::array::uniform5(0_u64..8), sparse].prop_map(Counts::of)
}

fn any_groups() -> impl Strategy<Value = Vec<Group>> {
    let known = prop::collection::vec((any_counts(), (1_u64..6).prop_map(Some)), 1..8);
    let unknown = prop::collection::vec((any_counts(), Just(None)), 1..8);
    prop_oneof![known, unknown].prop_map(|groups| {
        let named = groups.into_iter().enumerate();
        named
            .map(|(i, (counts, organisations))| Group { key: i.to_string(), organisations, counts })
            .collect()
    })
}

/// What the attacker may not end up with, as a set of people.
fn is_exposed(counts: &Counts, organisations: Option<u64>, min: MinGroup) -> bool {
    counts.n() > 0
        && (!min.allows(counts.n())
            || organisations.is_some_and(|known| known < kinds::MIN_ORGANISATIONS)
            || counts.only_value().is_some())
}

/// The total minus every shown group: the people a reader can always isolate.
fn left_over(total: Counts, groups: &[Group], found: &[Visibility]) -> Counts {
    let mut left = total;
    for (group, _) in groups.iter().zip(found).filter(|(_, seen)| seen.is_shown()) {
        for (rest, shown) in left.values.iter_mut().zip(group.counts.values) {
            *rest -= shown;
        }
    }
    left
}

proptest! {
    #[test]
    fn taking_the_shown_groups_from_the_total_exposes_nobody(groups in any_groups(), min in any_min()) {
        let total: Counts = groups.iter().map(|group| group.counts).sum();
        let found = suppress(&groups, min);
        for (group, seen) in groups.iter().zip(&found) {
            prop_assert!(!seen.is_shown() || !is_exposed(&group.counts, group.organisations, min));
        }
        let hidden = groups.iter().zip(&found).filter(|(_, seen)| seen.is_hidden()).map(|(group, _)| group);
        let organisations = hidden.clone().map(|group| group.organisations).sum();
        let left = left_over(total, &groups, &found);
        // Where nothing is shown, the attacker is left with the total, which is judged by its size alone.
        let nothing_shown = !found.iter().any(|seen| seen.is_shown());
        prop_assert!(nothing_shown || !is_exposed(&left, organisations, min), "{found:?} leaves {left:?}");
    }

    #[test]
    fn nothing_is_hidden_where_nobody_is_in_danger(groups in any_groups(), min in any_min()) {
        let found = suppress(&groups, min);
        if groups.iter().all(|group| !is_exposed(&group.counts, group.organisations, min)) {
            prop_assert!(!found.iter().any(|seen| seen.is_hidden()));
        }
    }

    #[test]
    fn the_weighted_mean_exposes_nobody(groups in any_groups(), min in any_min()) {
        let Some(headline) = weighting::headline(&groups, min) else { return Ok(()) };
        let found = suppress(&groups, min);
        let shown: Vec<Counts> =
            groups.iter().zip(&found).filter(|(_, seen)| seen.is_shown()).map(|(group, _)| group.counts).collect();
        let hidden: Counts =
            groups.iter().zip(&found).filter(|(_, seen)| seen.is_hidden()).map(|(group, _)| group.counts).sum();
        let weights = u64::from(hidden.n() > 0) + shown.len() as u64;
        prop_assert_eq!(headline.groups, weights);
        // What is left of the weighted mean is the mean of all hidden people together, whom the total gives away.
        let known: f64 = shown.iter().filter_map(crate::stats::describe::mean).sum();
        let left = headline.mean * crate::counts::real(headline.groups) - known;
        let pooled = crate::stats::describe::mean(&hidden).unwrap_or(0.0);
        prop_assert!((left - pooled).abs() < 1e-9);
    }

    #[test]
    fn no_small_category_can_be_worked_out(counts in any_counts(), min in any_min(), named: bool) {
        let cells = match CategoryView::of(&counts, min, named) {
            CategoryView::Every(cells) => cells.to_vec(),
            CategoryView::Thirds { low, middle, high } => vec![low, middle, high],
            CategoryView::TopTwo { high, rest } => vec![high, rest],
            CategoryView::Hidden => return Ok(()),
        };
        // The cells shown hold everybody: nothing is left over to be worked out.
        prop_assert_eq!(cells.iter().sum::<u64>(), counts.n());
        prop_assert!(min.allows(counts.n()));
        prop_assert!(counts.n() >= 30 || !cells.iter().any(|cell| (1..MinGroup::FLOOR).contains(cell)));
        prop_assert!(!named || cells.len() == 2 || counts.only_value().is_none());
    }

    #[test]
    fn no_two_views_over_time_expose_the_people_between(
        arrivals in prop::collection::vec(0_u64..12, 1..40),
        min in any_min(),
    ) {
        let mut item = InterimView::default();
        let mut n = 0;
        let mut published = vec![];
        for arrived in arrivals {
            n += arrived;
            published.extend(item.refresh(n, (), min).map(|frozen| frozen.n));
        }
        // The close publishes everything, if everything is enough.
        if min.allows(n) {
            published.push(n);
        }
        for earlier in &published {
            prop_assert!(min.allows(*earlier));
            for later in &published {
                prop_assert!(later <= earlier || min.allows(later - earlier));
            }
        }
    }

    #[test]
    fn a_filter_and_its_whole_expose_nobody(part in 0_u64..40, rest in 0_u64..40, min in any_min()) {
        if min.allows_part(part, part + rest) {
            prop_assert!(min.allows(part) && (rest == 0 || min.allows(rest)));
        }
    }
}
