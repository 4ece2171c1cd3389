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

/// What became of everyone on the list. AAPOR also counts others who were rightly asked (O), and people of whom nobody
/// knows whether they should have been (UO): a closed list has neither, and whoever could not be reached is no reply.
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
}

impl Dispositions {
    /// What is printed as "response rate": RR2, which counts partial answers; none where the list was not the only
    /// way in. Name it in the source line.
    pub fn response_rate(&self, ways: WaysIn) -> Option<f64> {
        self.rr2().filter(|_| ways == WaysIn::ListOnly)
    }

    /// RR2 = (I + P) / (I + P + R + NC + O + UO), where O and UO are zero.
    fn rr2(&self) -> Option<f64> {
        let asked = self.complete + self.partial + self.refused + self.no_reply;
        (asked > 0).then(|| real(self.complete + self.partial) / real(asked))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::tests::agrees;

    const ROUND: Dispositions = Dispositions { complete: 31, partial: 4, refused: 5, no_reply: 19 };

    #[test]
    fn the_worked_example_has_its_rate() {
        agrees(ROUND.response_rate(WaysIn::ListOnly).unwrap(), 0.593_220_338_983_051);
    }

    #[test]
    fn an_open_link_beside_a_list_leaves_no_rate() {
        assert_eq!(ROUND.response_rate(WaysIn::OpenLink), None);
    }

    #[test]
    fn nobody_asked_has_no_rate() {
        assert_eq!(Dispositions::default().response_rate(WaysIn::ListOnly), None);
    }

    #[test]
    fn twelve_of_fifteen_items_are_complete_and_half_are_partial() {
        assert_eq!(Completeness::of(12, 15), Completeness::Complete);
        assert_eq!(Completeness::of(11, 15), Completeness::Partial);
        assert_eq!(Completeness::of(5, 10), Completeness::Partial);
        assert_eq!(Completeness::of(4, 10), Completeness::BreakOff);
    }
}
