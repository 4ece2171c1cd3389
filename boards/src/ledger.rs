//! What one side offers laid beside what the other wants. The machine only proposes; a person says what meets.

use std::collections::{BTreeMap, BTreeSet};

use crate::similar::{Fingerprint, SUGGESTED};

/// Offers, and wishes, that are compared for what is proposed: a page is not to wait for more.
const COMPARED: usize = 200;

/// Offers and wishes, by what a person decided about them. `K` identifies a card or a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger<K> {
    /// Offers that meet a wish, each pair as it was confirmed. One offer can meet several wishes.
    pub met: Vec<(K, K)>,
    /// Wishes that no offer meets, in their order.
    pub wanted: Vec<K>,
    /// Offers that nobody asked for, in their order.
    pub offered: Vec<K>,
    /// An offer and a wish that look alike and about which nobody decided, the most alike first.
    pub proposed: Vec<(K, K)>,
}

/// Lays offers beside wishes, each given with its words in the order in which it is told. `decided` holds what a person
/// said of an offer and a wish: that they meet, or that they do not. At most `limit` pairs are proposed, none of which
/// both have been met already.
#[must_use]
pub fn laid<K: Copy + Ord, W: AsRef<str>>(
    offered: &[(K, W)],
    wanted: &[(K, W)],
    decided: &BTreeMap<(K, K), bool>,
    limit: usize,
) -> Ledger<K> {
    let places = |things: &[(K, W)]| things.iter().map(|(id, _)| *id).collect::<Vec<K>>();
    let (offers, wishes) = (places(offered), places(wanted));
    let mut met = Vec::new();
    for offer in &offers {
        met.extend(
            wishes
                .iter()
                .filter(|wish| decided.get(&(*offer, **wish)) == Some(&true))
                .map(|wish| (*offer, *wish)),
        );
    }
    let met_offers: BTreeSet<K> = met.iter().map(|(offer, _)| *offer).collect();
    let met_wishes: BTreeSet<K> = met.iter().map(|(_, wish)| *wish).collect();
    let prints = |things: &[(K, W)]| {
        let compared = things.iter().take(COMPARED);
        compared.map(|(id, words)| (*id, Fingerprint::of(words.as_ref()))).collect::<Vec<_>>()
    };
    let (offer_prints, wish_prints) = (prints(offered), prints(wanted));
    let mut alike: Vec<(f64, (K, K))> = Vec::new();
    for (offer, print) in &offer_prints {
        for (wish, other) in &wish_prints {
            let is_open = !(met_offers.contains(offer) && met_wishes.contains(wish));
            let likeness = print.likeness(other);
            if is_open && likeness >= SUGGESTED && !decided.contains_key(&(*offer, *wish)) {
                alike.push((likeness, (*offer, *wish)));
            }
        }
    }
    // What is equally alike stays in the order it came in.
    alike.sort_by(|one, other| other.0.total_cmp(&one.0));
    alike.truncate(limit);
    Ledger {
        wanted: wishes.into_iter().filter(|wish| !met_wishes.contains(wish)).collect(),
        offered: offers.into_iter().filter(|offer| !met_offers.contains(offer)).collect(),
        proposed: alike.into_iter().map(|(_, pair)| pair).collect(),
        met,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::laid;

    const OFFERED: [(u8, &str); 3] = [(1, "Enthusiasm"), (2, "Rooms for groups"), (3, "Access to networks")];
    const WANTED: [(u8, &str); 3] = [(11, "A network to use"), (12, "Funding"), (13, "Enthusiasm!")];

    #[test]
    fn what_looks_alike_is_proposed_and_nothing_is_met_by_itself() {
        let ledger = laid(&OFFERED, &WANTED, &BTreeMap::new(), 8);
        assert!(ledger.met.is_empty());
        assert_eq!((ledger.offered, ledger.wanted), (vec![1, 2, 3], vec![11, 12, 13]));
        assert_eq!(ledger.proposed[0], (1, 13));
    }

    #[test]
    fn a_pair_that_a_person_confirmed_is_met_and_one_that_was_refused_is_not_proposed_again() {
        let decided = BTreeMap::from([((1, 13), true), ((3, 11), false), ((2, 12), true)]);
        let ledger = laid(&OFFERED, &WANTED, &decided, 8);
        assert_eq!(ledger.met, [(1, 13), (2, 12)]);
        assert_eq!((ledger.wanted, ledger.offered), (vec![11], vec![3]));
        assert!(ledger.proposed.is_empty(), "{:?}", ledger.proposed);
    }

    #[test]
    fn one_offer_meets_several_wishes_and_what_is_gone_meets_nothing() {
        let decided = BTreeMap::from([((1, 13), true), ((1, 12), true), ((9, 11), true)]);
        let ledger = laid(&OFFERED, &WANTED, &decided, 8);
        assert_eq!(ledger.met, [(1, 12), (1, 13)]);
        assert_eq!((ledger.wanted, ledger.offered), (vec![11], vec![2, 3]));
    }

    proptest! {
        #[test]
        fn everything_is_told_once(decided in prop::collection::btree_map((1..4_u8, 11..14_u8), any::<bool>(), 0..9)) {
            let ledger = laid(&OFFERED, &WANTED, &decided, 8);
            let mut wishes: Vec<u8> = ledger.met.iter().map(|(_, wish)| *wish).collect();
            wishes.sort_unstable();
            wishes.dedup();
            wishes.extend(&ledger.wanted);
            wishes.sort_unstable();
            prop_assert_eq!(wishes, vec![11, 12, 13]);
            let mut offers: Vec<u8> = ledger.met.iter().map(|(offer, _)| *offer).collect();
            offers.sort_unstable();
            offers.dedup();
            offers.extend(&ledger.offered);
            offers.sort_unstable();
            prop_assert_eq!(offers, vec![1, 2, 3]);
            prop_assert!(ledger.proposed.iter().all(|pair| !decided.contains_key(pair)));
        }
    }
}
