//! A round that closed, took answers again and closed once more: what may be shown then, so that no two closes differ by
//! fewer people than the smallest group.

use std::collections::{BTreeMap, BTreeSet};

use common_ground_reports::{scale::Missing, small_numbers::MinGroup};

use super::Tally;

/// The sums of each group, by its key.
pub type Groups = BTreeMap<String, Tally>;

/// What of `now` may follow `shown`. Counts of whole responses are as they are. An item that gained fewer answers than
/// the smallest group stays as it was shown; one that gained enough is shown in full, but where a single group gained too
/// few, the groups stay as they were and what is new stands under no group.
pub fn held(shown: &Groups, now: &Groups, least: MinGroup) -> Groups {
    let keys: BTreeSet<&str> = now.values().flat_map(Tally::items).collect();
    let mut held = Groups::new();
    for item in keys {
        let gain = |group: &str| Gain::of(shown.get(group), now.get(group), item);
        let all = now.keys().map(|group| gain(group)).fold(Gain::default(), Gain::and);
        let before: u64 = shown.values().map(|tally| people(tally, item)).sum();
        // Of too few nothing was shown, so nothing can be worked out from it.
        let is_free = item.is_empty() || all.is_nothing() || !least.allows(before);
        let may_part = now.keys().map(|group| gain(group)).all(|gain| gain.may_be_told(least));
        if is_free || (all.may_be_told(least) && may_part) {
            add(&mut held, now, item);
        } else {
            add(&mut held, shown, item);
            if all.may_be_told(least) {
                add_gain(&mut held, shown, now, item);
            }
        }
    }
    held
}

/// What an item gained: people who were asked, and among them those who gave it a value.
#[derive(Clone, Copy, Debug, Default)]
struct Gain {
    asked: u64,
    valued: u64,
}

impl Gain {
    fn of(shown: Option<&Tally>, now: Option<&Tally>, item: &str) -> Self {
        let since = |count: fn(&Tally, &str) -> u64| {
            let n = |of: Option<&Tally>| of.map_or(0, |tally| count(tally, item));
            n(now).saturating_sub(n(shown))
        };
        Self { asked: since(|tally, item| tally.values(item).map(|(_, n)| n).sum()), valued: since(people) }
    }

    fn and(self, other: Self) -> Self {
        Self { asked: self.asked + other.asked, valued: self.valued + other.valued }
    }

    fn is_nothing(self) -> bool {
        self.asked == 0
    }

    /// Whether a view with it may follow one without it.
    fn may_be_told(self, least: MinGroup) -> bool {
        let may = |people: u64| people == 0 || least.allows(people);
        may(self.asked) && may(self.valued)
    }
}

/// How many people gave an item a value.
fn people(tally: &Tally, item: &str) -> u64 {
    tally.values(item).filter(|(value, _)| Missing::from_key(value).is_none()).map(|(_, n)| n).sum()
}

fn add(held: &mut Groups, from: &Groups, item: &str) {
    for (group, tally) in from {
        for (value, n) in tally.values(item) {
            held.entry(group.clone()).or_default().add(item, value, n);
        }
    }
}

/// What an item gained over all groups, under none of them.
fn add_gain(held: &mut Groups, shown: &Groups, now: &Groups, item: &str) {
    let sum = |of: &Groups, value: &str| of.values().map(|tally| tally.n(item, value)).sum::<u64>();
    let values: BTreeSet<&str> =
        now.values().flat_map(|tally| tally.values(item)).map(|(value, _)| value).collect();
    for value in values {
        let gain = sum(now, value).saturating_sub(sum(shown, value));
        held.entry(String::new()).or_default().add(item, value, gain);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(of: &[(&str, &[(&str, u64)])]) -> Groups {
        let tally = |cells: &[(&str, u64)]| {
            Tally::from_rows(cells.iter().map(|(value, n)| ("useful", *value, *n)).chain([(
                "",
                "response",
                cells.iter().map(|(_, n)| *n).sum(),
            )]))
        };
        of.iter().map(|(group, cells)| ((*group).to_owned(), tally(cells))).collect()
    }

    fn useful(groups: &Groups) -> Vec<(String, String, u64)> {
        let cells = groups.iter().flat_map(|(group, tally)| {
            tally.values("useful").map(move |(value, n)| (group.clone(), value.to_owned(), n))
        });
        cells.filter(|(_, _, n)| *n > 0).collect()
    }

    fn five() -> MinGroup {
        MinGroup::default()
    }

    #[test]
    fn one_answer_more_changes_no_figure_but_the_number_of_people() {
        let (shown, now) = (groups(&[("a", &[("4", 6)])]), groups(&[("a", &[("1", 1), ("4", 6)])]));
        let held = held(&shown, &now, five());
        assert_eq!(useful(&held), useful(&shown));
        assert_eq!(held["a"].responses(), 7);
    }

    #[test]
    fn a_whole_batch_more_is_shown_with_its_groups() {
        let (shown, now) = (groups(&[("a", &[("4", 6)])]), groups(&[("a", &[("1", 5), ("4", 6)])]));
        assert_eq!(held(&shown, &now, five()), now);
    }

    #[test]
    fn a_batch_with_one_of_a_group_names_no_group() {
        let shown = groups(&[("a", &[("4", 6)]), ("b", &[("4", 6)])]);
        let now = groups(&[("a", &[("1", 4), ("4", 6)]), ("b", &[("2", 1), ("4", 6)])]);
        let expected = [("", "1", 4), ("", "2", 1), ("a", "4", 6), ("b", "4", 6)];
        let expected = expected.map(|(group, value, n)| (group.to_owned(), value.to_owned(), n));
        assert_eq!(useful(&held(&shown, &now, five())), expected);
    }

    #[test]
    fn where_too_few_had_answered_to_show_any_everything_is_shown_now() {
        let (shown, now) = (groups(&[("a", &[("4", 4)])]), groups(&[("a", &[("1", 1), ("4", 4)])]));
        assert_eq!(held(&shown, &now, five()), now);
    }

    #[test]
    fn people_who_do_not_know_are_no_new_answers() {
        let (shown, now) = (groups(&[("a", &[("4", 6)])]), groups(&[("a", &[("4", 6), ("dk", 9)])]));
        assert_eq!(held(&shown, &now, five()), now);
        let one = groups(&[("a", &[("4", 6), ("dk", 1)])]);
        assert_eq!(useful(&held(&shown, &one, five())), useful(&shown), "but one alone is not told");
    }
}
