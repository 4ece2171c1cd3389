//! What may be said about a gap, and in which words.

use serde::{Deserialize, Serialize};

use crate::small_numbers::TOO_FEW;
use crate::stats::Interval;

/// A clear gap has at least this size, in scale points, and a Holm p-value below [`CLEAR_P`].
const CLEAR_GAP: f64 = 0.5;
const CLEAR_P: f64 = 0.05;
/// A possible gap has at least this size and a Benjamini-Hochberg p-value below [`POSSIBLE_P`].
const POSSIBLE_GAP: f64 = 0.3;
const POSSIBLE_P: f64 = 0.10;
/// About level means that the whole interval lies within this of zero.
const LEVEL: f64 = 0.5;

/// How sure a difference is, in either direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// A finding: large, and unlikely to be chance even among this many items.
    Clear,
    /// Worth a look.
    Possible,
}

impl Strength {
    /// Judges a gap by its adjusted p-values.
    pub fn of(gap: f64, p_holm: f64, p_bh: f64) -> Option<Self> {
        if p_holm < CLEAR_P && gap.abs() >= CLEAR_GAP {
            Some(Self::Clear)
        } else if p_bh < POSSIBLE_P && gap.abs() >= POSSIBLE_GAP {
            Some(Self::Possible)
        } else {
            None
        }
    }
}

/// What may be said about one paired item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// A clear shortfall.
    Clear,
    /// A possible shortfall.
    Possible,
    /// A clear or possible surplus: more is offered than asked for.
    MoreThanAsked,
    /// The two sides are about level.
    AboutLevel,
    /// The answers do not decide. Never "no difference".
    NotSure,
    /// Fewer than ten answers on a side: figures, but nothing to say.
    TooFew,
    /// A side is too small to show.
    Suppressed,
    /// A side has no answers.
    NoAnswers,
}

impl Verdict {
    /// The verdict on a tested item. Strong evidence comes before a narrow interval.
    pub(super) fn of_tested(gap: f64, strength: Option<Strength>, interval: Interval) -> Self {
        match strength {
            Some(_) if gap > 0.0 => Self::MoreThanAsked,
            Some(Strength::Clear) => Self::Clear,
            Some(Strength::Possible) => Self::Possible,
            None if interval.is_within(LEVEL) => Self::AboutLevel,
            None => Self::NotSure,
        }
    }

    /// The verdict where nobody on either side differs from the others, so that there is nothing to test.
    pub(super) fn of_untested(gap: f64) -> Self {
        if gap == 0.0 { Self::AboutLevel } else { Self::NotSure }
    }

    /// The words for tables and charts.
    pub fn words(self) -> &'static str {
        match self {
            Self::Clear => "clear gap",
            Self::Possible => "possible gap",
            Self::MoreThanAsked => "more than asked",
            Self::AboutLevel => "about level",
            Self::NotSure => "not sure yet",
            Self::TooFew => "too few to say",
            Self::Suppressed => TOO_FEW,
            Self::NoAnswers => "no answers",
        }
    }

    /// Whether the answers were enough to judge by.
    pub fn is_judged(self) -> bool {
        !matches!(self, Self::TooFew | Self::Suppressed | Self::NoAnswers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(gap: f64, p_holm: f64, p_bh: f64) -> Verdict {
        Verdict::of_tested(gap, Strength::of(gap, p_holm, p_bh), Interval::around(gap, 0.4))
    }

    #[test]
    fn a_clear_gap_is_large_and_sure() {
        assert_eq!(verdict(-0.5, 0.049, 0.049).words(), "clear gap");
        assert_eq!(verdict(-0.5, 0.05, 0.05).words(), "possible gap");
        assert_eq!(verdict(-0.49, 0.001, 0.001).words(), "possible gap");
    }

    #[test]
    fn a_small_gap_is_not_worth_a_look_however_sure() {
        assert_eq!(verdict(-0.29, 0.001, 0.001).words(), "not sure yet");
        assert_eq!(verdict(-0.1, 0.001, 0.001).words(), "about level");
    }

    #[test]
    fn a_surplus_is_more_than_asked_and_keeps_its_strength() {
        assert_eq!(verdict(0.6, 0.01, 0.01).words(), "more than asked");
        assert_eq!(Strength::of(0.6, 0.01, 0.01), Some(Strength::Clear));
        assert_eq!(verdict(0.4, 0.2, 0.09).words(), "more than asked");
    }

    #[test]
    fn a_large_p_value_is_never_no_difference() {
        assert_eq!(verdict(-0.7, 0.9, 0.9).words(), "not sure yet");
    }
}
