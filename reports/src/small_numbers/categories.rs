//! How finely the answers of one group are told.

use serde::{Deserialize, Serialize};

use super::{MinGroup, WHOLE_FROM};
use crate::counts::Counts;

/// The distribution of one group's answers, as finely as its size allows. The cells shown hold everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", from = "Stored")]
pub enum CategoryView {
    /// All five, from [`WHOLE_FROM`] answers on.
    Every([u64; 5]),
    /// Below that: three bands.
    Bands {
        /// The two lowest answers.
        low: u64,
        /// The middle answer.
        middle: u64,
        /// The two highest answers.
        high: u64,
    },
    /// Nothing, below the smallest group.
    Hidden,
}

/// What documents of an earlier version hold: bands under another name, and a view that is no longer drawn.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Stored {
    Every([u64; 5]),
    #[serde(alias = "thirds")]
    Bands {
        low: u64,
        middle: u64,
        high: u64,
    },
    TopTwo {},
    Hidden,
}

impl From<Stored> for CategoryView {
    fn from(stored: Stored) -> Self {
        match stored {
            Stored::Every(values) => Self::Every(values),
            Stored::Bands { low, middle, high } => Self::Bands { low, middle, high },
            Stored::TopTwo {} | Stored::Hidden => Self::Hidden,
        }
    }
}

impl CategoryView {
    /// The view of a group's answers. Where the smallest group is ten or more there are no bands.
    pub fn of(counts: &Counts, min: MinGroup) -> Self {
        let [c1, c2, middle, c4, c5] = counts.values;
        if !min.allows(counts.n()) {
            Self::Hidden
        } else if counts.n() < WHOLE_FROM {
            Self::Bands { low: c1 + c2, middle, high: c4 + c5 }
        } else {
            Self::Every(counts.values)
        }
    }

    /// All five counts, where they are shown.
    pub fn every(self) -> Option<[u64; 5]> {
        if let Self::Every(values) = self { Some(values) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(values: [u64; 5]) -> CategoryView {
        CategoryView::of(&Counts::of(values), MinGroup::default())
    }

    #[test]
    fn ten_people_show_every_answer() {
        assert_eq!(view([1, 0, 2, 3, 4]), CategoryView::Every([1, 0, 2, 3, 4]));
        assert_eq!(view([0, 0, 0, 0, 10]), CategoryView::Every([0, 0, 0, 0, 10]));
    }

    #[test]
    fn nine_people_show_three_bands_also_where_they_agree() {
        assert_eq!(view([1, 0, 2, 2, 4]), CategoryView::Bands { low: 1, middle: 2, high: 6 });
        assert_eq!(view([0, 0, 0, 0, 5]), CategoryView::Bands { low: 0, middle: 0, high: 5 });
    }

    #[test]
    fn four_people_show_nothing() {
        assert_eq!(view([1, 0, 2, 1, 0]), CategoryView::Hidden);
    }

    #[test]
    fn a_smallest_group_of_ten_has_no_bands() {
        let of = |n| CategoryView::of(&Counts::of([0, 0, n, 0, 0]), MinGroup::new(10).unwrap());
        assert_eq!((of(9), of(10)), (CategoryView::Hidden, CategoryView::Every([0, 0, 10, 0, 0])));
    }

    #[test]
    fn views_of_an_earlier_version_are_still_read() {
        let read = |json: &str| serde_json::from_str::<CategoryView>(json).unwrap();
        let bands = CategoryView::Bands { low: 1, middle: 2, high: 3 };
        assert_eq!(read(r#"{"thirds":{"low":1,"middle":2,"high":3}}"#), bands);
        assert_eq!(read(r#"{"top_two":{"high":9,"rest":5}}"#), CategoryView::Hidden);
        for view in [bands, CategoryView::Every([1, 2, 3, 4, 5]), CategoryView::Hidden] {
            assert_eq!(read(&serde_json::to_string(&view).unwrap()), view);
        }
    }
}
