//! Partner kinds with too few organisations to be named: they join "other partners".

use std::collections::{BTreeMap, BTreeSet};

use super::Group;

/// The fewest organisations behind the answers of a kind.
pub const MIN_ORGANISATIONS: u64 = 3;

/// The kind that others are folded into.
pub const OTHER: &str = "other";

/// Which kinds are folded into [`OTHER`]. Decide it once for a report, so that every item has the same groups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folding {
    folded: BTreeSet<String>,
}

impl Folding {
    /// Decides from each kind's organisations; a kind named several times has the largest number given. Kinds
    /// whose organisations are not known stay.
    pub fn of<'a>(kinds: impl IntoIterator<Item = (&'a str, Option<u64>)>) -> Self {
        let mut most: BTreeMap<&str, Option<u64>> = BTreeMap::new();
        for (kind, organisations) in kinds {
            let known = most.entry(kind).or_default();
            *known = (*known).max(organisations);
        }
        let few = |known: Option<u64>| known.is_some_and(|known| known < MIN_ORGANISATIONS);
        let folded = most.into_iter().filter(|(_, known)| few(*known)).map(|(kind, _)| kind.to_owned());
        Self { folded: folded.collect() }
    }

    /// The kind under which the answers of this kind are shown.
    pub fn shown_as<'a>(&self, kind: &'a str) -> &'a str {
        if self.folded.contains(kind) { OTHER } else { kind }
    }

    /// The groups of one item after folding, in order of first appearance.
    pub fn apply(&self, groups: &[Group]) -> Vec<Group> {
        let mut folded: Vec<Group> = Vec::new();
        for group in groups {
            let key = self.shown_as(&group.key);
            if let Some(same) = folded.iter_mut().find(|known| known.key == key) {
                same.counts = same.counts.plus(&group.counts);
                // An organisation has one kind, so that nothing is counted twice.
                same.organisations = same.organisations.zip(group.organisations).map(|(a, b)| a + b);
            } else {
                folded.push(Group { key: key.to_owned(), ..group.clone() });
            }
        }
        folded
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counts::Counts;

    #[test]
    fn a_kind_with_two_organisations_joins_the_other_partners() {
        let folding = Folding::of([("school", Some(4)), ("health", Some(2)), ("charity", Some(1))]);
        let group = |key: &str, organisations, n| Group {
            key: key.to_owned(),
            organisations: Some(organisations),
            counts: Counts::of([0, 0, 0, n, 0]),
        };
        let folded = folding.apply(&[group("health", 2, 6), group("school", 4, 9), group("charity", 1, 5)]);
        assert_eq!(folded, [group(OTHER, 3, 11), group("school", 4, 9)]);
    }

    #[test]
    fn kinds_without_known_organisations_stay() {
        assert_eq!(Folding::of([("school", None)]).shown_as("school"), "school");
    }

    #[test]
    fn the_item_with_most_organisations_decides() {
        assert_eq!(Folding::of([("school", Some(2)), ("school", Some(3))]).shown_as("school"), "school");
    }
}
