//! What may be said about a gap, and in which words.

use serde::{Deserialize, Serialize};

use crate::small_numbers::TOO_FEW;
use crate::stats::Interval;

/// The level of all claims: of Holm's p-values for clear and small gaps, of Benjamini and Hochberg's for possible ones.
///
/// Where no item differs, either adjustment claims anything in at most this share of reports. At 0.10 possible gaps were
/// claimed in up to twice as many (`cargo bench -p common-ground-reports --bench honesty`).
pub(crate) const LEVEL_OF_CLAIMS: f64 = 0.05;
/// A clear gap has at least this size, in scale points.
pub(crate) const CLEAR_GAP: f64 = 0.5;
/// A possible gap has at least this size.
const POSSIBLE_GAP: f64 = 0.3;
/// A gap as sure as a clear one is worth a word from this size on.
const SMALL_GAP: f64 = 0.2;
/// About level means that the whole interval lies within this of zero.
const LEVEL: f64 = 0.5;
/// A kind of partner whose own gap has this size, or that lies so far from another kind, is not level, whatever all of them
/// together are.
const APART: f64 = 1.0;
/// A difference of means that should be exactly at a bound can fall short of it in its last digits.
const ROUNDING: f64 = 1e-9;

/// How sure a difference is, in either direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// A finding: large, and unlikely to be chance even among this many items.
    Clear,
    /// Worth a look.
    Possible,
    /// As unlikely to be chance as a clear one, but small.
    Small,
}

impl Strength {
    /// Judges a gap by its adjusted p-values.
    pub fn of(gap: f64, p_holm: f64, p_bh: f64) -> Option<Self> {
        let is_at_least = |size: f64| gap.abs() >= size - ROUNDING;
        let is_sure = p_holm < LEVEL_OF_CLAIMS;
        if is_sure && is_at_least(CLEAR_GAP) {
            Some(Self::Clear)
        } else if is_sure && is_at_least(SMALL_GAP) {
            Some(Self::Small)
        } else if p_bh < LEVEL_OF_CLAIMS && is_at_least(POSSIBLE_GAP) {
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
    /// A clear surplus: more is offered than asked for.
    MoreThanAsked,
    /// A possible surplus.
    PerhapsMore,
    /// A shortfall or surplus that is hardly chance, but small.
    SmallButCertain,
    /// The two sides are about level, and no kind of partner is far from it.
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
    /// The verdict on a tested item. `parts` are the gaps of its kinds of partner, and how far these lie apart. Strong evidence comes before a narrow
    /// interval, of which there is none where nobody on either side differs from the others.
    pub(super) fn of_tested(
        gap: f64,
        strength: Option<Strength>,
        interval: Option<Interval>,
        parts: impl IntoIterator<Item = f64>,
    ) -> Self {
        let interval = interval.unwrap_or(Interval { low: gap, high: gap });
        match strength {
            Some(Strength::Small) => Self::SmallButCertain,
            Some(Strength::Clear) if gap > 0.0 => Self::MoreThanAsked,
            Some(Strength::Possible) if gap > 0.0 => Self::PerhapsMore,
            Some(Strength::Clear) => Self::Clear,
            Some(Strength::Possible) => Self::Possible,
            None if interval.is_within(LEVEL) && !parts.into_iter().any(is_apart) => Self::AboutLevel,
            None => Self::NotSure,
        }
    }

    /// The words for tables and charts.
    pub fn words(self) -> &'static str {
        match self {
            Self::Clear => "clear gap",
            Self::Possible => "possible gap",
            Self::MoreThanAsked => "more than asked",
            Self::PerhapsMore => "perhaps more than asked",
            Self::SmallButCertain => "small but certain",
            Self::AboutLevel => "about level",
            Self::NotSure => "not sure yet",
            Self::TooFew => "too few to say",
            Self::Suppressed => TOO_FEW,
            Self::NoAnswers => "no answers",
        }
    }

    /// Whether it says that the sides differ.
    pub fn is_finding(self) -> bool {
        self.is_certain() || matches!(self, Self::Possible | Self::PerhapsMore)
    }

    /// Whether it says so for certain.
    pub fn is_certain(self) -> bool {
        matches!(self, Self::Clear | Self::MoreThanAsked | Self::SmallButCertain)
    }

    /// Whether the answers were enough to judge by.
    pub fn is_judged(self) -> bool {
        !matches!(self, Self::TooFew | Self::Suppressed | Self::NoAnswers)
    }
}

/// Whether two means are so far apart that they are never told as one.
pub(crate) fn is_apart(difference: f64) -> bool {
    difference.abs() >= APART - ROUNDING
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(gap: f64, p_holm: f64, p_bh: f64) -> Verdict {
        Verdict::of_tested(gap, Strength::of(gap, p_holm, p_bh), Some(Interval::around(gap, 0.4)), [])
    }

    #[test]
    fn a_clear_gap_is_large_and_sure() {
        assert_eq!(verdict(-0.5, 0.049, 0.049).words(), "clear gap");
        assert_eq!(verdict(-0.5, 0.05, 0.049).words(), "possible gap");
        assert_eq!(verdict(-0.5, 0.05, 0.05).words(), "not sure yet");
        // 3.9 and 4.4, whose difference in floating point falls short of a half.
        assert_eq!(verdict(3.9 - 4.4 + 1e-15, 0.01, 0.01).words(), "clear gap");
    }

    #[test]
    fn a_small_gap_is_named_only_where_it_is_certain() {
        assert_eq!(verdict(-0.49, 0.049, 0.049).words(), "small but certain");
        assert_eq!(verdict(0.2, 0.049, 0.049).words(), "small but certain");
        assert_eq!(verdict(-0.49, 0.05, 0.049).words(), "possible gap");
        assert_eq!(verdict(-0.29, 0.05, 0.001).words(), "not sure yet");
        assert_eq!(verdict(-0.19, 0.001, 0.001).words(), "not sure yet");
        assert_eq!(verdict(-0.1, 0.001, 0.001).words(), "about level");
    }

    #[test]
    fn nothing_is_about_level_while_a_kind_of_partner_is_a_point_away() {
        let with = |parts: [f64; 2]| Verdict::of_tested(0.0, None, Some(Interval::around(0.0, 0.4)), parts);
        assert_eq!(with([0.9, -0.99]).words(), "about level");
        assert_eq!(with([0.9, -1.0]).words(), "not sure yet");
        assert_eq!(with([1.0, 0.0]).words(), "not sure yet");
    }

    #[test]
    fn a_surplus_is_more_than_asked_or_perhaps_more() {
        assert_eq!(verdict(0.6, 0.01, 0.01).words(), "more than asked");
        assert_eq!(Strength::of(0.6, 0.01, 0.01), Some(Strength::Clear));
        assert_eq!(verdict(0.4, 0.2, 0.049).words(), "perhaps more than asked");
    }

    #[test]
    fn a_large_p_value_is_never_no_difference() {
        assert_eq!(verdict(-0.7, 0.9, 0.9).words(), "not sure yet");
    }
}
