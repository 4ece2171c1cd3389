//! How far the answers of one group may be broken down.

use serde::{Deserialize, Serialize};

use super::MinGroup;
use crate::counts::Counts;

/// Groups below this have their small categories merged.
const MERGED_BELOW: u64 = 30;

/// The distribution of one group's answers, as finely as it may be shown.
///
/// In a group under 30 no category of 1 to 4 people is shown, and none can be worked out from those shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CategoryView {
    /// All five.
    Every([u64; 5]),
    /// Bottom two, middle, top two.
    Thirds {
        /// The two lowest answers.
        low: u64,
        /// The middle answer.
        middle: u64,
        /// The two highest answers.
        high: u64,
    },
    /// Top two and the rest.
    TopTwo {
        /// The two highest answers.
        high: u64,
        /// The other three.
        rest: u64,
    },
    /// Nothing but n, and not even that below the minimum.
    Hidden,
}

impl CategoryView {
    /// The finest view allowed. `named` says that readers know who is in the group, such as the schools or one
    /// team: where everyone in it gave one answer, only top two and the rest are shown.
    pub fn of(counts: &Counts, min: MinGroup, named: bool) -> Self {
        let [c1, c2, middle, c4, c5] = counts.values;
        let (low, high, n) = (c1 + c2, c4 + c5, counts.n());
        let top_two = Self::TopTwo { high, rest: n - high };
        if !min.allows(n) {
            Self::Hidden
        } else if named && counts.only_value().is_some() {
            top_two
        } else if n >= MERGED_BELOW || none_small(&counts.values) {
            Self::Every(counts.values)
        } else if none_small(&[low, middle, high]) {
            Self::Thirds { low, middle, high }
        } else if none_small(&[high, n - high]) {
            top_two
        } else {
            Self::Hidden
        }
    }

    /// All five counts, where they may be shown.
    pub fn every(self) -> Option<[u64; 5]> {
        if let Self::Every(values) = self { Some(values) } else { None }
    }
}

/// What may be said of one part of a group where neither it nor the rest may be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// So many people or more: the others are some, but fewer than the minimum.
    AtLeast(u64),
    /// Fewer people than this, or nobody.
    FewerThan(u64),
}

impl Bound {
    /// What may be said of `part` of `whole` people. It names the smallest group and nothing else, so that every
    /// number below it stays possible; in a group of less than twice that size it would not, and nothing is said.
    pub fn of(part: u64, whole: u64, min: MinGroup) -> Option<Self> {
        let (floor, rest) = (min.get(), whole.checked_sub(part)?);
        if whole + 1 < 2 * floor {
            None
        } else if part < floor {
            Some(Self::FewerThan(floor))
        } else if (1..floor).contains(&rest) {
            Some(Self::AtLeast(whole + 1 - floor))
        } else {
            None
        }
    }
}

/// Whether no cell holds one to four people.
fn none_small(cells: &[u64]) -> bool {
    cells.iter().all(|cell| *cell == 0 || *cell >= MinGroup::FLOOR)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(values: [u64; 5]) -> CategoryView {
        CategoryView::of(&Counts::of(values), MinGroup::default(), true)
    }

    #[test]
    fn thirty_people_show_every_category() {
        assert_eq!(view([1, 2, 3, 10, 14]), CategoryView::Every([1, 2, 3, 10, 14]));
    }

    #[test]
    fn small_categories_are_merged() {
        assert_eq!(view([2, 4, 5, 6, 7]), CategoryView::Thirds { low: 6, middle: 5, high: 13 });
        assert_eq!(view([0, 0, 6, 5, 7]), CategoryView::Every([0, 0, 6, 5, 7]));
    }

    #[test]
    fn a_merged_category_that_is_still_small_is_merged_again_or_hidden() {
        assert_eq!(view([1, 2, 3, 6, 5]), CategoryView::TopTwo { high: 11, rest: 6 });
        assert_eq!(view([0, 1, 2, 6, 3]), CategoryView::Hidden);
    }

    #[test]
    fn a_named_group_of_one_mind_shows_top_two_alone() {
        assert_eq!(view([0, 0, 0, 0, 9]), CategoryView::TopTwo { high: 9, rest: 0 });
        assert_eq!(view([0, 0, 40, 0, 0]), CategoryView::TopTwo { high: 0, rest: 40 });
        let everyone = CategoryView::of(&Counts::of([0, 0, 0, 0, 9]), MinGroup::default(), false);
        assert_eq!(everyone.every(), Some([0, 0, 0, 0, 9]));
    }

    #[test]
    fn a_bound_tells_the_same_of_every_small_number() {
        let min = MinGroup::default();
        let of = |part| Bound::of(part, 12, min);
        for small in 0..5 {
            assert_eq!(of(small), Some(Bound::FewerThan(5)));
        }
        for most in 8..12 {
            assert_eq!(of(most), Some(Bound::AtLeast(8)));
        }
        assert_eq!([of(5), of(7), of(12)], [None; 3]);
        assert_eq!(Bound::of(7, 8, min), None);
        assert_eq!(Bound::of(8, 9, min), Some(Bound::AtLeast(5)));
    }

    #[test]
    fn four_people_show_nothing() {
        assert_eq!(view([0, 0, 0, 2, 2]), CategoryView::Hidden);
    }
}
