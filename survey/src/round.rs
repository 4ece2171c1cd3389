//! A round: one survey put to one side for a window of time, and how private its answers are.

pub mod notice;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use super::Side;

/// Who can know who said what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrivacyMode {
    /// Nobody, the administrator included, can link an answer to a person.
    Anonymous,
    /// Answers are linked to an invitation; few people can see the link.
    Confidential,
    /// Both sides see both sets of answers, by consent.
    Shared,
}

/// Where a round is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundState {
    /// Not open yet.
    Planned,
    /// Takes answers.
    Open,
    /// Takes no more answers.
    Closed,
    /// Called off.
    Cancelled,
}

keys!(PrivacyMode { Anonymous = "anonymous", Confidential = "confidential", Shared = "shared" });

keys!(RoundState { Planned = "planned", Open = "open", Closed = "closed", Cancelled = "cancelled" });

impl RoundState {
    /// Whether answers are taken.
    pub fn takes_answers(self) -> bool {
        self == Self::Open
    }
}

/// When a round takes answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// The first moment.
    pub opens: Timestamp,
    /// The first moment at which it is too late.
    pub closes: Timestamp,
}

impl Window {
    /// The state that the clock gives a round which nobody has cancelled or closed by hand.
    pub fn state_at(&self, now: Timestamp) -> RoundState {
        if now >= self.closes {
            RoundState::Closed
        } else if now >= self.opens {
            RoundState::Open
        } else {
            RoundState::Planned
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_takes_answers_from_its_opening_until_just_before_its_close() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let window = Window { opens: at(100), closes: at(200) };
        let takes = |second| window.state_at(at(second)).takes_answers();
        assert_eq!([99, 100, 199, 200].map(takes), [false, true, true, false]);
        assert_eq!(window.state_at(at(99)), RoundState::Planned);
        assert_eq!(window.state_at(at(200)), RoundState::Closed);
    }

    #[test]
    fn every_key_is_read_back() {
        assert!(
            PrivacyMode::ALL.into_iter().all(|privacy| PrivacyMode::from_key(privacy.key()) == Some(privacy))
        );
        assert!(RoundState::ALL.into_iter().all(|state| RoundState::from_key(state.key()) == Some(state)));
        assert_eq!(RoundState::from_key("shut"), None);
    }
}
