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

keys!(Audience { Open = "open", Invited = "invited", Both = "both" });

impl Audience {
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
