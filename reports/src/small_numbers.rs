//! Which figures may be shown: people are protected, answers are shown.
//!
//! A figure is shown only of a group of people of at least the smallest group ([`MinGroup`]), and the same holds of
//! every set of people by which two shown figures differ. What a shown group answered is shown, also where all of it
//! agree. Four rules, which every page, picture, alternative text, file and email keeps because they are applied here
//! or at the entrance of whatever works figures out:
//!
//! - **One partition.** Groups of fewer people than the minimum are put together as "other" once for a round
//!   ([`Partition`]); no table has groups of its own. The parts shown add up to the whole, so nothing can be
//!   subtracted: no part is hidden beside others.
//! - **Per question.** If a part has some answers but fewer than the minimum, the question is told for everybody
//!   together and for no part ([`by_part`]). If everybody together are too few, nothing is told but [`TOO_FEW`].
//! - **How finely.** Below ten answers ([`WHOLE_FROM`]) there are a mean and three bands, and nothing that measures
//!   spread or chance; from ten on, the whole distribution and every statistic ([`CategoryView`]).
//! - **Open rounds.** Results of a round that still takes answers move by whole batches and stay one batch behind
//!   ([`InterimView`]), because two views differ by the people who came in between.
//!
//! Two things must be true of what is passed in, because counts do not show them. The groups are parts of the one
//! partition of their round. And the two questions of a pair, such as confidence then and now, are counted over the
//! people who answered both: everything shown of either is of these, or a reader could take one from the other.

pub mod categories;
pub mod groups;
pub mod interim;
pub mod partition;

#[cfg(test)]
mod attacker;

use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use categories::CategoryView;
pub use groups::{Group, by_part};
pub use interim::{Batch, InterimView, may_refresh};
pub use partition::{OTHER, Partition};

/// What stands in place of a figure of too few people.
pub const TOO_FEW: &str = "too few answers";

/// What stands in the place of a part where a question is told for everybody together.
pub const TOGETHER: &str = "only as a total";

/// From so many answers on the whole distribution is shown, with standard deviation, median, intervals and tests.
pub const WHOLE_FROM: u64 = 10;

/// The smallest group whose figures are shown: 5 or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct MinGroup(u64);

/// A minimum group below 5 was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the smallest group shown must be at least {}, not {asked}", MinGroup::FLOOR)]
pub struct BelowFloor {
    /// What was asked for.
    pub asked: u64,
}

impl MinGroup {
    /// No setting goes below this.
    pub const FLOOR: u32 = 5;

    /// A minimum of `people`.
    ///
    /// # Errors
    /// Fewer than [`Self::FLOOR`].
    pub fn new(people: u64) -> Result<Self, BelowFloor> {
        if people < u64::from(Self::FLOOR) { Err(BelowFloor { asked: people }) } else { Ok(Self(people)) }
    }

    /// The number of people.
    pub fn get(self) -> u64 {
        self.0
    }

    /// Whether figures of `n` people, quotations among them, may be shown.
    pub fn allows(self, n: u64) -> bool {
        n >= self.0
    }

    /// Whether `n` people are some, but too few to show.
    pub fn hides(self, n: u64) -> bool {
        n > 0 && !self.allows(n)
    }

    /// How a hidden n is written: "fewer than 5".
    pub fn fewer_than(self) -> String {
        format!("fewer than {}", self.0)
    }
}

impl Default for MinGroup {
    fn default() -> Self {
        Self(Self::FLOOR.into())
    }
}

impl TryFrom<u64> for MinGroup {
    type Error = BelowFloor;

    fn try_from(people: u64) -> Result<Self, BelowFloor> {
        Self::new(people)
    }
}

impl From<MinGroup> for u64 {
    fn from(min: MinGroup) -> Self {
        min.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_setting_shows_groups_of_four() {
        assert_eq!(MinGroup::new(4), Err(BelowFloor { asked: 4 }));
        assert!(serde_json::from_str::<MinGroup>("4").is_err());
        assert_eq!(serde_json::from_str::<MinGroup>("10").unwrap(), MinGroup::new(10).unwrap());
        assert_eq!(MinGroup::default().fewer_than(), "fewer than 5");
    }

    #[test]
    fn nobody_is_no_hidden_group() {
        let min = MinGroup::default();
        assert_eq!([0, 1, 4, 5].map(|n| min.hides(n)), [false, true, true, false]);
    }
}
