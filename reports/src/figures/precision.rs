//! How many digits a mean carries in a file.

use crate::printed;
use crate::small_numbers::WHOLE_FROM;

/// Below so many answers the means that a service publishes carry one decimal: more would claim what so few cannot say.
const FULL_FROM: u64 = 30;

/// Who reads the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// Whoever holds the answers themselves: every digit, from the number of answers on that show their distribution.
    Full,
    /// Readers of published results: every digit from 30 answers on.
    Published,
}

impl Precision {
    /// A mean, a gap or the end of an interval, of `n` answers; of a gap, on the side with fewer.
    pub(crate) fn of(self, value: f64, n: u64) -> f64 {
        if n < self.full_from() { (value * 10.0).round() / 10.0 } else { value }
    }
}

impl Precision {
    /// A gap or a change of `n` answers: the difference of the two means as they are told.
    pub(crate) fn difference(self, first: f64, second: f64, n: u64) -> f64 {
        if n < self.full_from() { printed::difference(first, second) } else { first - second }
    }

    fn full_from(self) -> u64 {
        match self {
            Self::Full => WHOLE_FROM,
            Self::Published => FULL_FROM,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_of_few_answers_is_the_difference_of_the_means_that_are_told() {
        let of = |n| Precision::Published.difference(3.94, 4.46, n).to_string();
        assert_eq!([of(29), of(30)], ["-0.6".to_owned(), (3.94 - 4.46_f64).to_string()]);
    }

    #[test]
    fn few_answers_have_one_decimal() {
        let third: f64 = 10.0 / 3.0;
        let of = |precision: Precision| [9, 10, 29, 30].map(|n| precision.of(third, n).to_string());
        let full = third.to_string();
        assert_eq!(of(Precision::Full), ["3.3", &full, &full, &full]);
        assert_eq!(of(Precision::Published), ["3.3", "3.3", "3.3", &full]);
    }
}
