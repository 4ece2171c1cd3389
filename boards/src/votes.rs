//! How votes are counted, whatever was put together or taken apart since they were given.
//!
//! A vote stays with what it was given to, a card or a group, and is never moved. A card in a group lends the group its
//! votes; taken out, it has them again. A group that has no cards left keeps the votes that were given to the group itself.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    hash::Hash,
};

/// The fewest and the most dots that everybody gets.
const DOTS: (usize, usize) = (3, 7);

/// The most dots that one person can give to one thing.
pub const MOST_ON_ONE: u8 = 2;

/// What a vote can be given to. `K` identifies cards and groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target<K> {
    /// A card that was in no group at the time.
    Card(K),
    Group(K),
}

/// A card, as far as counting needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountedCard<K> {
    /// Which.
    pub id: K,
    /// The group it is in now.
    pub group: Option<K>,
    /// Whether it was taken off the board for the time being.
    pub withheld: bool,
}

/// The dots that one person gave to one target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vote<K, V> {
    /// Who, as a key that says nothing else.
    pub voter: V,
    /// To what.
    pub target: Target<K>,
    /// How many.
    pub dots: u8,
}

/// What a target has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// People who gave it a dot, each once.
    pub people: usize,
    pub dots: usize,
}

/// How many dots everybody gets for this many things to choose from: a third of them, at least 3 and at most 7.
#[must_use]
pub fn dots_each(options: usize) -> u8 {
    let third = (options + 1) / 3;
    u8::try_from(third.clamp(DOTS.0, DOTS.1)).unwrap_or(u8::MAX)
}

/// Counts the votes of a prompt. A card in a group has no count of its own; a withheld card has none until it is back.
#[must_use]
pub fn count<K, V>(cards: &[CountedCard<K>], votes: &[Vote<K, V>]) -> BTreeMap<Target<K>, Count>
where
    K: Copy + Ord + Hash,
    V: Copy + Eq + Hash,
{
    let places: HashMap<K, &CountedCard<K>> = cards.iter().map(|card| (card.id, card)).collect();
    let mut people: HashMap<Target<K>, HashSet<V>> = HashMap::new();
    let mut counts: BTreeMap<Target<K>, Count> = BTreeMap::new();
    for vote in votes.iter().filter(|vote| vote.dots > 0) {
        let target = match vote.target {
            Target::Group(_) => vote.target,
            Target::Card(id) => match places.get(&id) {
                Some(card) if card.withheld => continue,
                Some(CountedCard { group: Some(group), .. }) => Target::Group(*group),
                Some(_) => vote.target,
                None => continue,
            },
        };
        let count = counts.entry(target).or_default();
        count.dots += usize::from(vote.dots);
        if people.entry(target).or_default().insert(vote.voter) {
            count.people += 1;
        }
    }
    counts
}

/// Puts targets in the order of their dots, the most first; what has equally many stays in the order it came in, and shares
/// its rank, which counts from 1.
#[must_use]
pub fn ranked<K: Copy + Ord>(
    order: &[Target<K>],
    counts: &BTreeMap<Target<K>, Count>,
) -> Vec<(usize, Target<K>)> {
    let dots = |target: &Target<K>| counts.get(target).map_or(0, |count| count.dots);
    let mut sorted = order.to_vec();
    sorted.sort_by_key(|target| std::cmp::Reverse(dots(target)));
    let mut ranked: Vec<(usize, Target<K>)> = Vec::with_capacity(sorted.len());
    for (index, target) in sorted.into_iter().enumerate() {
        let rank = match ranked.last() {
            Some((rank, before)) if dots(before) == dots(&target) => *rank,
            _ => index + 1,
        };
        ranked.push((rank, target));
    }
    ranked
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashSet};

    use proptest::prelude::*;

    use super::{Count, CountedCard, Target, Vote, count, dots_each, ranked};

    fn card(id: u8, group: Option<u8>) -> CountedCard<u8> {
        CountedCard { id, group, withheld: false }
    }

    fn vote(voter: u8, target: Target<u8>, dots: u8) -> Vote<u8, u8> {
        Vote { voter, target, dots }
    }

    #[test]
    fn somebody_who_gave_dots_to_two_cards_of_a_group_is_one_person_of_the_group() {
        let votes = [vote(1, Target::Card(1), 2), vote(1, Target::Card(2), 1), vote(2, Target::Group(9), 1)];
        let counts = count(&[card(1, Some(9)), card(2, Some(9))], &votes);
        assert_eq!(counts, BTreeMap::from([(Target::Group(9), Count { people: 2, dots: 4 })]));
    }

    #[test]
    fn a_card_that_is_taken_out_has_its_own_votes_again() {
        let votes = [vote(1, Target::Card(1), 2), vote(2, Target::Card(2), 1)];
        let apart = count(&[card(1, None), card(2, None)], &votes);
        assert_eq!(apart[&Target::Card(1)], Count { people: 1, dots: 2 });
        assert_eq!(apart[&Target::Card(2)], Count { people: 1, dots: 1 });
    }

    #[test]
    fn a_withheld_card_counts_for_nothing_until_it_is_back() {
        let votes = [vote(1, Target::Card(1), 2)];
        let withheld = CountedCard { withheld: true, ..card(1, None) };
        assert!(count(&[withheld], &votes).is_empty());
        assert_eq!(count(&[card(1, None)], &votes).len(), 1);
    }

    #[test]
    fn everybody_gets_a_third_of_the_choices_in_dots_but_three_to_seven() {
        assert_eq!([0, 3, 9, 12, 13, 14, 21, 400].map(dots_each), [3, 3, 3, 4, 4, 5, 7, 7]);
    }

    #[test]
    fn ties_share_a_rank_and_keep_their_order() {
        let counts = BTreeMap::from([
            (Target::Card(3), Count { people: 2, dots: 4 }),
            (Target::Card(1), Count { people: 1, dots: 1 }),
            (Target::Card(2), Count { people: 1, dots: 1 }),
        ]);
        let order = [Target::Card(2), Target::Card(1), Target::Card(3), Target::Card(4)];
        assert_eq!(
            ranked(&order, &counts),
            [(1, Target::Card(3)), (2, Target::Card(2)), (2, Target::Card(1)), (4, Target::Card(4))]
        );
    }

    /// What a desk can do to a card.
    #[derive(Clone, Copy, Debug)]
    enum Act {
        Group(u8, u8),
        Ungroup(u8),
        Withhold(u8, bool),
        Move(u8, bool),
    }

    fn acts() -> impl Strategy<Value = Vec<Act>> {
        let act = prop_oneof![
            (0..6_u8, 0..3_u8).prop_map(|(card, group)| Act::Group(card, group)),
            (0..6_u8).prop_map(Act::Ungroup),
            (0..6_u8, any::<bool>()).prop_map(|(card, withheld)| Act::Withhold(card, withheld)),
            (0..6_u8, any::<bool>()).prop_map(|(card, away)| Act::Move(card, away)),
        ];
        prop::collection::vec(act, 0..30)
    }

    proptest! {
        #[test]
        fn no_dot_is_lost_or_made_whatever_the_desk_does(
            acts in acts(),
            given in prop::collection::btree_map((0..8_u8, prop_oneof![(0..6_u8).prop_map(Target::Card), (0..3_u8).prop_map(Target::Group)]), 1..3_u8, 0..40),
        ) {
            let votes: Vec<Vote<u8, u8>> = given.into_iter().map(|((voter, target), dots)| vote(voter, target, dots)).collect();
            let mut cards: Vec<CountedCard<u8>> = (0..6).map(|id| card(id, None)).collect();
            let before = count(&cards, &votes);
            // Cards that are under another question for the time being.
            let mut away = HashSet::new();
            for act in acts {
                match act {
                    Act::Group(id, group) => cards[usize::from(id)].group = Some(group),
                    Act::Ungroup(id) => cards[usize::from(id)].group = None,
                    Act::Withhold(id, withheld) => cards[usize::from(id)].withheld = withheld,
                    Act::Move(id, true) => {
                        cards[usize::from(id)].group = None;
                        away.insert(id);
                    }
                    Act::Move(id, false) => {
                        away.remove(&id);
                    }
                }
                let here: Vec<CountedCard<u8>> = cards.iter().copied().filter(|card| !away.contains(&card.id)).collect();
                let counts = count(&here, &votes);
                let seen = |vote: &&Vote<u8, u8>| match vote.target {
                    Target::Card(id) => !cards[usize::from(id)].withheld && !away.contains(&id),
                    Target::Group(_) => true,
                };
                let dots: usize = votes.iter().filter(seen).map(|vote| usize::from(vote.dots)).sum();
                prop_assert_eq!(counts.values().map(|count| count.dots).sum::<usize>(), dots);
                let voters: HashSet<u8> = votes.iter().map(|vote| vote.voter).collect();
                prop_assert!(counts.values().all(|count| count.people <= voters.len() && count.people <= count.dots));
            }
            for card in &mut cards {
                card.group = None;
                card.withheld = false;
            }
            prop_assert_eq!(count(&cards, &votes), before);
        }
    }
}
