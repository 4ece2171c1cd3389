//! Who may answer a round.

use serde::{Deserialize, Serialize};

/// Who may answer a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Everybody who has the open link.
    Open,
    /// Only people with a personal link.
    Invited,
    /// Both.
    Both,
}

/// The fewest answers by which results of an open round move when it has an open link: somebody may answer several
/// times by it, and so know most of a smaller step.
pub const OPEN_LINK_STEP: u32 = 10;

impl Audience {
    /// Every audience.
    pub const ALL: [Self; 3] = [Self::Open, Self::Invited, Self::Both];

    /// The key in forms and storage.
    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Invited => "invited",
            Self::Both => "both",
        }
    }

    /// The audience of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|audience| audience.key() == key)
    }

    /// Whether the open link works.
    pub fn has_open_link(self) -> bool {
        self != Self::Invited
    }
}

#[cfg(test)]
mod tests {
    use common_ground_reports::small_numbers::{Batch, MinGroup};

    use super::*;

    #[test]
    fn the_step_that_notices_tell_is_the_one_that_results_take() {
        assert_eq!(Batch::of(MinGroup::default(), true).get(), u64::from(OPEN_LINK_STEP));
    }
}
