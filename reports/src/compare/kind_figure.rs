//! What is printed of one kind of partner, and in which colour.

use super::kinds::KindGap;
use super::{ComparedSides, Pair};
use crate::printed;

/// What stands in the place of a kind of partner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum KindFigure {
    /// Its mean, and its gap: the difference of the two means as they are printed.
    Shown {
        /// The mean of the kind.
        mean: f64,
        /// Offer minus expectation.
        gap: f64,
    },
    /// Nobody of the kind answered.
    NoAnswers,
    /// The partners' answers are told together only.
    Together,
    /// The partners, or the library staff their mean is held against, are too few to show.
    TooFew,
}

impl Pair {
    /// What stands in the place of a kind of partner, in this direction of the ledger.
    pub fn of_kind(&self, kind: &str, ledger: ComparedSides) -> KindFigure {
        match self.by_kind.iter().find(|gap| gap.kind == kind) {
            Some(KindGap { n: Some(0), .. }) => KindFigure::NoAnswers,
            Some(KindGap { mean: Some(mean), .. }) => match self.library_mean(ledger) {
                Some(library) => {
                    let gap = if ledger.partners_expect() {
                        printed::difference(library, *mean)
                    } else {
                        printed::difference(*mean, library)
                    };
                    KindFigure::Shown { mean: *mean, gap }
                }
                None => KindFigure::TooFew,
            },
            Some(_) => KindFigure::TooFew,
            None => match self.by_kind.iter().find(|gap| gap.kind.is_empty()) {
                Some(all) if all.suppressed => KindFigure::TooFew,
                Some(all) if all.mean.is_some() => KindFigure::Together,
                _ => KindFigure::NoAnswers,
            },
        }
    }

    /// The mean of all library staff, against which each kind of partner is held.
    pub fn library_mean(&self, ledger: ComparedSides) -> Option<f64> {
        if ledger.partners_expect() { self.offer.mean } else { self.expectation.mean }
    }
}

/// The step of colour of a gap, from 1 (far below) to 5 (far above), by the gap as it is printed: figures that are printed
/// alike have one colour. Half a point is where a gap begins to count; the outer bounds halve what is left up to the limits
/// of -2 and 2.
#[expect(clippy::cast_possible_truncation, reason = "gaps lie between -4 and 4, and the cast saturates")]
pub fn step(gap: f64) -> u8 {
    match (printed::difference(gap, 0.0) * 10.0).round() as i32 {
        ..=-13 => 1,
        -12..=-5 => 2,
        -4..=4 => 3,
        5..=12 => 4,
        13.. => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_that_are_printed_alike_have_one_colour() {
        // -1.25 is printed as -1.2, -0.45 as -0.5 (binary: -0.450000000000000011).
        let steps = [-2.7, -1.25, -1.24, -0.5, -0.45, -0.44, 0.0, 0.44, 0.46, 1.24, 1.26, 3.0].map(step);
        assert_eq!(steps, [1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 5, 5]);
    }
}
