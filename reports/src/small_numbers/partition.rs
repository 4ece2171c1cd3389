//! The one partition of the people of a round: which groups are shown by name, and which together as "other".

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::MinGroup;

/// The part that holds the small groups, the people who named no group and a group of that key.
pub const OTHER: &str = "other";

/// How the groups of a round are put together for everything that is shown of it. Every part has at least the minimum
/// of people, and there are two parts or more, or none: then everything is told for everybody together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partition {
    /// The part of each group.
    members: BTreeMap<String, String>,
    /// The part of people of any other group.
    rest: String,
}

impl Partition {
    /// Decides from the people of each group; a group named several times has their sum.
    ///
    /// Groups of fewer people than the minimum are put together as [`OTHER`], with people who named no group (an empty
    /// key) and a group of that key; while that is too few, with the smallest of the other parts, and of equals the
    /// first by key. It depends on the sizes alone, not on their order.
    pub fn of(sizes: impl IntoIterator<Item = (String, u64)>, min: MinGroup) -> Self {
        let mut groups: BTreeMap<String, u64> = BTreeMap::new();
        for (group, people) in sizes.into_iter().filter(|(_, people)| *people > 0) {
            *groups.entry(group).or_default() += people;
        }
        let mut parts: BTreeMap<&str, u64> = BTreeMap::new();
        let mut members: BTreeMap<String, String> = BTreeMap::new();
        for (group, people) in &groups {
            let part = if group.is_empty() || !min.allows(*people) { OTHER } else { group };
            *parts.entry(part).or_default() += people;
            members.insert(group.clone(), part.to_owned());
        }
        while let Some(others) = parts.get(OTHER).copied().filter(|others| !min.allows(*others)) {
            let Some((smallest, people)) = smallest(&parts, Some(OTHER)) else { break };
            parts.remove(smallest);
            parts.insert(OTHER, others + people);
            OTHER.clone_into(members.entry(smallest.to_owned()).or_default());
        }
        if parts.len() < 2 {
            return Self::default();
        }
        let other = parts.contains_key(OTHER).then_some(OTHER);
        let rest =
            other.or_else(|| smallest(&parts, None).map(|(part, _)| part)).unwrap_or_default().to_owned();
        Self { members, rest }
    }

    /// The part to which people of this group belong; none where there are no parts. A group that nobody had named
    /// when the parts were decided belongs to [`OTHER`], or without that to the part that was the smallest.
    pub fn part_of(&self, group: &str) -> Option<&str> {
        self.has_parts().then(|| self.members.get(group).unwrap_or(&self.rest).as_str())
    }

    /// The parts by key, [`OTHER`] last.
    pub fn parts(&self) -> Vec<&str> {
        let mut parts: Vec<&str> = self.members.values().map(String::as_str).collect();
        parts.sort_by_key(|part| (*part == OTHER, *part));
        parts.dedup();
        parts
    }

    /// Whether anything may be told by part.
    pub fn has_parts(&self) -> bool {
        !self.members.is_empty()
    }

    /// The partition for a later moment with so many people in each part: the same parts where all of them are still
    /// large enough, or unions of them, never finer ones. A part without people joins where a group that nobody
    /// named would.
    #[must_use]
    pub fn coarser(&self, sizes_by_part: impl IntoIterator<Item = (String, u64)>, min: MinGroup) -> Self {
        let sizes = sizes_by_part.into_iter().filter(|(part, _)| self.parts().contains(&part.as_str()));
        let united = Self::of(sizes, min);
        let Some(rest) = united.part_of(&self.rest).map(str::to_owned) else {
            return Self::default();
        };
        let unite = |(group, part): (&String, &String)| {
            (group.clone(), united.part_of(part).unwrap_or(&rest).to_owned())
        };
        Self { members: self.members.iter().map(unite).collect(), rest }
    }
}

/// The part with the fewest people, the first by key of equals, leaving one out.
fn smallest<'a>(parts: &BTreeMap<&'a str, u64>, but: Option<&str>) -> Option<(&'a str, u64)> {
    let others = parts.iter().filter(|(part, _)| Some(**part) != but);
    others.min_by_key(|(part, people)| (**people, **part)).map(|(part, people)| (*part, *people))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn min() -> MinGroup {
        MinGroup::default()
    }

    fn named(sizes: &[(&str, u64)]) -> Vec<(String, u64)> {
        sizes.iter().map(|(group, people)| ((*group).to_owned(), *people)).collect()
    }

    fn of(sizes: &[(&str, u64)]) -> Partition {
        Partition::of(named(sizes), min())
    }

    #[test]
    fn small_groups_are_other_together() {
        let found = of(&[("school", 9), ("charity", 3), ("health", 2), ("council", 7)]);
        assert_eq!(found.parts(), ["council", "school", OTHER]);
        assert_eq!(found.part_of("charity"), Some(OTHER));
        assert_eq!(found.part_of("school"), Some("school"));
    }

    #[test]
    fn small_groups_that_are_still_few_take_the_smallest_part_with_them() {
        let found = of(&[("school", 9), ("charity", 3), ("council", 7)]);
        assert_eq!(found.parts(), ["school", OTHER]);
        assert_eq!(found.part_of("council"), Some(OTHER));
        // Of two equals the first by key, whichever comes first.
        let found = of(&[("school", 7), ("charity", 1), ("council", 7), ("health", 20)]);
        assert_eq!(found.parts(), ["health", "school", OTHER]);
    }

    #[test]
    fn people_of_no_group_and_of_other_are_other() {
        let found = of(&[("school", 9), ("", 6), ("council", 7)]);
        assert_eq!((found.part_of(""), found.parts().len()), (Some(OTHER), 3));
        let found = of(&[("school", 9), (OTHER, 8), ("charity", 2)]);
        assert_eq!(found.parts(), ["school", OTHER]);
    }

    #[test]
    fn one_part_is_none() {
        for sizes in
            [&[("school", 9), ("charity", 3)][..], &[("school", 9)], &[("", 40)], &[("a", 2), ("b", 2)], &[]]
        {
            let found = of(sizes);
            assert!(!found.has_parts(), "{sizes:?}");
            assert_eq!(found, Partition::default());
            assert_eq!(found.part_of("school"), None);
        }
    }

    #[test]
    fn a_group_never_seen_before_belongs_to_other_or_to_the_smallest_part() {
        assert_eq!(of(&[("school", 9), ("charity", 7)]).part_of("health"), Some("charity"));
        assert_eq!(of(&[("school", 9), ("charity", 7), ("", 5)]).part_of("health"), Some(OTHER));
        // Of a group with nobody in it nothing was seen either.
        assert_eq!(of(&[("school", 9), ("charity", 7), ("health", 0)]).part_of("health"), Some("charity"));
    }

    #[test]
    fn a_part_that_has_become_too_few_is_united_with_others_and_stays_so() {
        let first = of(&[("school", 9), ("charity", 6), ("health", 8), ("council", 2), ("home", 3)]);
        assert_eq!(first.parts(), ["charity", "health", "school", OTHER]);
        let second = first.coarser(named(&[("school", 9), ("charity", 4), ("health", 8), (OTHER, 5)]), min());
        assert_eq!(second.parts(), ["health", "school", OTHER]);
        assert_eq!((second.part_of("charity"), second.part_of("home")), (Some(OTHER), Some(OTHER)));
        let third = second.coarser(named(&[("school", 30), ("health", 30), (OTHER, 30)]), min());
        assert_eq!(third, second);
        assert_eq!(second.coarser(named(&[("school", 9), (OTHER, 1)]), min()), Partition::default());
    }

    #[test]
    fn no_parts_stay_none() {
        let later = Partition::default().coarser(named(&[("school", 30), ("charity", 30)]), min());
        assert!(!later.has_parts());
    }

    #[test]
    fn a_stored_partition_reads_back() {
        let found = of(&[("school", 9), ("charity", 3), ("council", 7)]);
        let json = serde_json::to_string(&found).unwrap();
        assert_eq!(serde_json::from_str::<Partition>(&json).unwrap(), found);
    }

    fn any_sizes() -> impl Strategy<Value = Vec<(String, u64)>> {
        let key = prop_oneof![Just(String::new()), Just(OTHER.to_owned()), "[a-f]"];
        prop::collection::vec((key, 0_u64..13), 0..9)
    }

    fn people(sizes: &[(String, u64)], partition: &Partition) -> BTreeMap<String, u64> {
        let mut people = BTreeMap::new();
        for (group, n) in sizes {
            *people.entry(partition.part_of(group).unwrap_or_default().to_owned()).or_default() += n;
        }
        people
    }

    proptest! {
        #[test]
        fn no_part_has_fewer_people_than_the_minimum(sizes in any_sizes(), least in 5_u64..12) {
            let min = MinGroup::new(least).unwrap();
            let found = Partition::of(sizes.clone(), min);
            let parts = found.parts().len();
            prop_assert!(parts != 1);
            if parts > 0 {
                let people = people(&sizes, &found);
                prop_assert_eq!(people.len(), parts);
                prop_assert!(people.values().all(|people| *people >= least), "{people:?}");
            }
        }

        #[test]
        fn the_order_of_groups_decides_nothing(sizes in any_sizes()) {
            let mut reversed = sizes.clone();
            reversed.reverse();
            prop_assert_eq!(Partition::of(sizes, min()), Partition::of(reversed, min()));
        }

        #[test]
        fn a_coarser_partition_unites_parts_and_parts_none(first in any_sizes(), later in any_sizes()) {
            let before = Partition::of(first.clone(), min());
            let after = before.coarser(people(&later, &before), min());
            let groups: Vec<&String> = first.iter().chain(&later).map(|(group, _)| group).collect();
            for (one, other) in groups.iter().zip(groups.iter().rev()) {
                if before.part_of(one) == before.part_of(other) {
                    prop_assert_eq!(after.part_of(one), after.part_of(other));
                }
            }
            if after.has_parts() {
                prop_assert!(people(&later, &after).values().all(|people| min().allows(*people)));
            }
            // The same people leave it as it is.
            prop_assert_eq!(after.coarser(people(&later, &after), min()), after.clone());
        }
    }
}
