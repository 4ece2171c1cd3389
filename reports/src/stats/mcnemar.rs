//! What the same people have now against what they want: counts only, no test.

use serde::{Deserialize, Serialize};

use crate::counts::real;

/// The four counts of one yes/no thing asked twice of the same people (McNemar's table).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wishes {
    /// Have it and want it.
    pub both: u64,
    /// Want it and do not have it.
    pub wanted_only: u64,
    /// Have it and do not want it.
    pub now_only: u64,
    /// Neither.
    pub neither: u64,
}

impl Wishes {
    /// Counts one more person.
    pub fn add(&mut self, now: bool, wanted: bool) {
        *match (now, wanted) {
            (true, true) => &mut self.both,
            (false, true) => &mut self.wanted_only,
            (true, false) => &mut self.now_only,
            (false, false) => &mut self.neither,
        } += 1;
    }

    /// People who answered both questions.
    pub fn n(&self) -> u64 {
        self.both + self.wanted_only + self.now_only + self.neither
    }

    /// The unmet wish: the share who want it minus the share who have it, -1 to 1.
    pub fn unmet(&self) -> Option<f64> {
        let n = self.n();
        (n > 0).then(|| (real(self.wanted_only) - real(self.now_only)) / real(n))
    }
}

impl FromIterator<(bool, bool)> for Wishes {
    /// Counts people given as (now, wanted).
    fn from_iter<I: IntoIterator<Item = (bool, bool)>>(people: I) -> Self {
        let mut wishes = Self::default();
        for (now, wanted) in people {
            wishes.add(now, wanted);
        }
        wishes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::tests::agrees;

    #[test]
    fn the_unmet_wish_is_wanted_minus_now() {
        let people = [(true, true), (false, true), (false, true), (true, false), (false, false)];
        let wishes: Wishes = people.into_iter().collect();
        assert_eq!((wishes.both, wishes.wanted_only, wishes.now_only, wishes.neither), (1, 2, 1, 1));
        agrees(wishes.unmet().unwrap(), 3.0 / 5.0 - 2.0 / 5.0);
        assert_eq!(Wishes::default().unmet(), None);
    }
}
