//! Which figures may be shown: suppression of small groups.
//!
//! The aim is that no set of published figures lets a reader work out those of a group below the minimum, not
//! even by taking one from another. Whoever shows anything asks here first; what is hidden is hidden in
//! pages, pictures, alt text, files and emails alike, with the words [`TOO_FEW`].

pub mod categories;
pub mod groups;
pub mod interim;
pub mod kinds;
pub mod partition;

#[cfg(test)]
mod attacker;

use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use categories::{Bound, CategoryView};
pub use groups::{Group, Visibility, suppress};
pub use interim::{InterimView, may_refresh};
pub use kinds::Folding;

/// What stands in place of a hidden figure.
pub const TOO_FEW: &str = "too few to show";

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
    pub const FLOOR: u64 = 5;
    /// For results that a programme team sees of a course or a partner kind.
    pub const PROGRAMME: Self = Self(5);
    /// For results in which a line manager sees a single team or service.
    pub const LINE_MANAGER: Self = Self(10);

    /// A minimum of `people`.
    ///
    /// # Errors
    /// Fewer than [`Self::FLOOR`].
    pub fn new(people: u64) -> Result<Self, BelowFloor> {
        if people < Self::FLOOR { Err(BelowFloor { asked: people }) } else { Ok(Self(people)) }
    }

    /// The number of people.
    pub fn get(self) -> u64 {
        self.0
    }

    /// Whether figures of `n` people, quotations among them, may be shown.
    pub fn allows(self, n: u64) -> bool {
        n >= self.0
    }

    /// Whether `part` of `whole` may be shown where the whole is shown too: neither the part nor the people
    /// left out may be fewer than the minimum, unless nobody is left out. For filters, one at a time.
    pub fn allows_part(self, part: u64, whole: u64) -> bool {
        self.allows(part) && (part == whole || whole.checked_sub(part).is_some_and(|rest| self.allows(rest)))
    }

    /// How a hidden n is written: "fewer than 5".
    pub fn fewer_than(self) -> String {
        format!("fewer than {}", self.0)
    }
}

impl Default for MinGroup {
    fn default() -> Self {
        Self::PROGRAMME
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
        assert_eq!(serde_json::from_str::<MinGroup>("10").unwrap(), MinGroup::LINE_MANAGER);
        assert_eq!(MinGroup::default().fewer_than(), "fewer than 5");
    }

    #[test]
    fn a_filter_must_not_single_out_the_people_it_leaves_out() {
        let min = MinGroup::default();
        assert!(min.allows_part(6, 12));
        assert!(min.allows_part(12, 12));
        assert!(!min.allows_part(9, 12));
        assert!(!min.allows_part(4, 12));
        assert!(!min.allows_part(13, 12));
    }
}
