//! Classes of numbers.

use super::Cut;

/// So many whole numbers: 1, 2, 5, 10, 20 and so on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Width(i64);

impl Width {
    /// Every width, the narrowest first.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        (0..=18).flat_map(|zeros| [1, 2, 5].map(|digit: i64| Self(digit.saturating_mul(10_i64.pow(zeros)))))
    }

    /// The width of a class that begins and ends so.
    pub(super) fn between(from: i64, to: i64) -> Option<Self> {
        to.checked_sub(from).filter(|width| *width > 0).map(Self)
    }
}

impl Cut for Width {
    type Value = i64;

    fn start(self, value: i64) -> i64 {
        value.div_euclid(self.0).saturating_mul(self.0)
    }

    fn next(self, start: i64) -> i64 {
        start.saturating_add(self.0)
    }
}

/// “10 to 19”; where fractions are asked for “10 to under 20”. No more than the item takes.
pub(super) fn label(from: i64, to: i64, max: i64, whole: bool) -> String {
    match (to.saturating_sub(1).min(max), whole) {
        (last, _) if last == from && (whole || from == max) => from.to_string(),
        (last, true) => format!("{from} to {last}"),
        (_, false) if to > max => format!("{from} to {max}"),
        (_, false) => format!("{from} to under {to}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_named_by_its_ends_within_what_the_question_takes() {
        assert_eq!(label(10, 20, 100, true), "10 to 19");
        assert_eq!(label(3, 4, 100, true), "3");
        assert_eq!(label(100, 110, 100, true), "100");
        assert_eq!(label(3, 4, 10, false), "3 to under 4");
        assert_eq!(label(10, 20, 10, false), "10");
        assert_eq!(label(5, 10, 8, false), "5 to 8");
    }

    #[test]
    fn widths_grow_until_one_holds_everything() {
        let widths: Vec<i64> = Width::all().map(|width| width.0).collect();
        assert_eq!(widths[..6], [1, 2, 5, 10, 20, 50]);
        assert!(widths.is_sorted() && Width(widths[widths.len() - 1]).start(i64::MAX / 2) == 0);
    }
}
