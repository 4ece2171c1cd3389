//! How many of the people asked answered: the AAPOR rates, for a closed list of people.
//!
//! There is a response rate only where everybody who was asked was on a list. An open link has no list, and an open
//! link beside a list means that nobody knows who was asked: there is none either, and counts stand alone. Paper is
//! such a way in: a sheet does not tell whether its writer was on the list.
//! [`Dispositions::response_rate`] is the one place that decides.

use serde::{Deserialize, Serialize};

use crate::counts::real;

/// How far one person got, by the share of the scored items shown that have a value, "don't know" or "does not
/// apply" (the cut-offs of AAPOR's own example).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Completeness {
    /// At least 80%.
    Complete,
    /// At least 50%.
    Partial,
    /// Less; counted among the refusals.
    BreakOff,
}

impl Completeness {
    /// Judges `answered` of `shown` scored items. Nothing shown counts as complete.
    pub fn of(answered: u64, shown: u64) -> Self {
        if answered * 10 >= shown * 8 {
            Self::Complete
        } else if answered * 2 >= shown {
            Self::Partial
        } else {
            Self::BreakOff
        }
    }
}

/// How people could come to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaysIn {
    /// Only people on the list could.
    ListOnly,
    /// Anybody with an open link could, whether or not some people were on a list as well.
    OpenLink,
}

/// What became of everyone on the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispositions {
    /// I: complete.
    pub complete: u64,
    /// P: partial.
    pub partial: u64,
    /// R: refused, opted out or broke off.
    pub refused: u64,
    /// NC: no reply.
    pub no_reply: u64,
    /// O: other.
    pub other: u64,
    /// UO: nobody knows whether the person should have been asked, such as after a hard bounce.
    pub unknown: u64,
    /// Should not have been on the list, such as people who left their post. In no denominator.
    pub ineligible: u64,
}

impl Dispositions {
    /// People known to have been rightly asked: I + P + R + NC + O.
    pub fn eligible(&self) -> u64 {
        self.complete + self.partial + self.refused + self.no_reply + self.other
    }

    /// What is printed as "response rate": RR2, which counts partial answers; none where the list was not the only
    /// way in. Name it in the source line.
    pub fn response_rate(&self, ways: WaysIn) -> Option<f64> {
        self.rr2().filter(|_| ways == WaysIn::ListOnly)
    }

    /// RR1 = I / (I + P + R + NC + O + UO).
    pub fn rr1(&self) -> Option<f64> {
        self.rate(self.complete, 1.0)
    }

    /// RR2 = (I + P) / (I + P + R + NC + O + UO).
    pub fn rr2(&self) -> Option<f64> {
        self.rate(self.complete + self.partial, 1.0)
    }

    /// RR3 = I / (I + P + R + NC + O + e UO); `e` is the share of the unknown taken to be eligible, 0 to 1.
    pub fn rr3(&self, e: f64) -> Option<f64> {
        self.rate(self.complete, e)
    }

    /// RR4 = (I + P) / (I + P + R + NC + O + e UO).
    pub fn rr4(&self, e: f64) -> Option<f64> {
        self.rate(self.complete + self.partial, e)
    }

    /// RR5 = I / (I + P + R + NC + O).
    pub fn rr5(&self) -> Option<f64> {
        self.rate(self.complete, 0.0)
    }

    /// RR6 = (I + P) / (I + P + R + NC + O).
    pub fn rr6(&self) -> Option<f64> {
        self.rate(self.complete + self.partial, 0.0)
    }

    /// The share of eligible people among those known to be one or the other: the usual `e`.
    pub fn eligible_share(&self) -> Option<f64> {
        let known = self.eligible() + self.ineligible;
        (known > 0).then(|| real(self.eligible()) / real(known))
    }

    fn rate(&self, answered: u64, e: f64) -> Option<f64> {
        let asked = real(self.eligible()) + e * real(self.unknown);
        (asked > 0.0).then(|| real(answered) / asked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::tests::agrees;

    const ROUND: Dispositions = Dispositions {
        complete: 31,
        partial: 4,
        refused: 5,
        no_reply: 17,
        other: 0,
        unknown: 2,
        ineligible: 3,
    };

    #[test]
    fn the_worked_example_has_its_rates() {
        agrees(ROUND.rr1().unwrap(), 0.525_423_728_813_559);
        agrees(ROUND.rr2().unwrap(), 0.593_220_338_983_051);
        agrees(ROUND.rr5().unwrap(), 0.543_859_649_122_807);
        agrees(ROUND.rr6().unwrap(), 0.614_035_087_719_298);
        assert_eq!(ROUND.response_rate(WaysIn::ListOnly), ROUND.rr2());
    }

    #[test]
    fn the_unknown_count_by_the_share_of_eligible_people() {
        let e = ROUND.eligible_share().unwrap();
        agrees(e, 57.0 / 60.0);
        agrees(ROUND.rr3(e).unwrap(), 31.0 / 58.9);
        agrees(ROUND.rr4(e).unwrap(), 35.0 / 58.9);
    }

    #[test]
    fn an_open_link_beside_a_list_leaves_no_rate() {
        assert_eq!(ROUND.response_rate(WaysIn::OpenLink), None);
    }

    #[test]
    fn nobody_asked_has_no_rate() {
        assert_eq!(Dispositions::default().response_rate(WaysIn::ListOnly), None);
        assert_eq!(Dispositions::default().eligible_share(), None);
    }

    #[test]
    fn twelve_of_fifteen_items_are_complete_and_half_are_partial() {
        assert_eq!(Completeness::of(12, 15), Completeness::Complete);
        assert_eq!(Completeness::of(11, 15), Completeness::Partial);
        assert_eq!(Completeness::of(5, 10), Completeness::Partial);
        assert_eq!(Completeness::of(4, 10), Completeness::BreakOff);
    }
}
