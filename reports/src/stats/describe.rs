//! One item in one group: mean, spread, median and the interval of the mean.

use super::{Interval, Undefined, distribution};
use crate::counts::{Counts, real};

/// The mean of the valid answers.
pub fn mean(counts: &Counts) -> Option<f64> {
    let n = counts.n();
    (n > 0).then(|| real(counts.sum()) / real(n))
}

/// The variance with n - 1 in the denominator; none below two answers.
///
/// The sum of squares about the mean is `(n * sum(x^2) - sum(x)^2) / n`, in whole numbers: nothing cancels.
pub fn variance(counts: &Counts) -> Option<f64> {
    let n = counts.n();
    if n < 2 {
        return None;
    }
    let sum = u128::from(counts.sum());
    let about_mean = u128::from(n) * u128::from(counts.sum_of_squares()) - sum * sum;
    Some(wide(about_mean) / real(n) / real(n - 1))
}

/// The standard deviation, the square root of [`variance`].
pub fn sd(counts: &Counts) -> Option<f64> {
    variance(counts).map(f64::sqrt)
}

/// The standard error of the mean.
pub fn standard_error(counts: &Counts) -> Option<f64> {
    variance(counts).map(|variance| (variance / real(counts.n())).sqrt())
}

/// The median: the answer in the middle, or the mean of the two there.
pub fn median(counts: &Counts) -> Option<f64> {
    let middle = real(counts.n().checked_sub(1)?) / 2.0;
    Some(f64::midpoint(answer_at(counts, middle.floor()), answer_at(counts, middle.ceil())))
}

/// The answer at a place in the sorted answers, counted from 0; the last one beyond the end.
fn answer_at(counts: &Counts, place: f64) -> f64 {
    let mut seen = 0;
    let mut answer = 0.0;
    for (value, times) in [1.0, 2.0, 3.0, 4.0, 5.0].into_iter().zip(counts.values) {
        if times == 0 {
            continue;
        }
        answer = value;
        seen += times;
        if place < real(seen) {
            break;
        }
    }
    answer
}

/// The 95% interval of the mean, mean +- t(0.975, n - 1) * se.
///
/// # Errors
/// Fewer than two answers, or no spread among them.
pub fn interval(counts: &Counts) -> Result<Interval, Undefined> {
    let (Some(mean), Some(se)) = (mean(counts), standard_error(counts)) else {
        return Err(Undefined::TooFewAnswers);
    };
    if counts.only_value().is_some() {
        return Err(Undefined::NoSpread);
    }
    Ok(Interval::around(mean, distribution::t_975(real(counts.n() - 1)) * se))
}

/// A wide whole number as a real number.
#[expect(clippy::cast_precision_loss, reason = "rounded once, to the nearest")]
fn wide(number: u128) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::tests::{agrees, expectation, offer};

    #[test]
    fn the_worked_example_is_described_to_nine_digits() {
        let a = offer();
        agrees(mean(&a).unwrap(), 3.916_666_666_666_67);
        agrees(median(&a).unwrap(), 4.0);
        agrees(sd(&a).unwrap(), 0.900_336_637_378_52);
        agrees(interval(&a).unwrap().low, 3.344_620_058_883_16);
        agrees(interval(&a).unwrap().high, 4.488_713_274_450_18);
        let b = expectation();
        agrees(mean(&b).unwrap(), 4.444_444_444_444_44);
        agrees(median(&b).unwrap(), 5.0);
        agrees(sd(&b).unwrap(), 0.726_483_157_256_779);
        agrees(interval(&b).unwrap().low, 3.886_020_056_181_01);
        // Above 5 on purpose: only a chart clips it.
        agrees(interval(&b).unwrap().high, 5.002_868_832_707_88);
    }

    #[test]
    fn an_even_number_of_answers_has_its_median_between_two() {
        agrees(median(&Counts::of([1, 0, 0, 1, 0])).unwrap(), 2.5);
    }

    #[test]
    fn no_answers_have_no_figures() {
        let nobody = Counts { dont_know: 4, ..Counts::default() };
        assert_eq!((mean(&nobody), sd(&nobody), median(&nobody)), (None, None, None));
    }

    #[test]
    fn one_answer_has_a_mean_and_no_spread() {
        let one = Counts::of([0, 0, 0, 1, 0]);
        assert_eq!((mean(&one), sd(&one)), (Some(4.0), None));
        assert_eq!(interval(&one), Err(Undefined::TooFewAnswers));
    }

    #[test]
    fn the_same_answer_from_everyone_has_no_interval() {
        assert_eq!(interval(&Counts::of([0, 0, 0, 9, 0])), Err(Undefined::NoSpread));
        assert_eq!(Undefined::NoSpread.to_string(), "everyone gave the same answer");
    }

    #[test]
    fn a_hundred_million_answers_keep_their_digits() {
        let many = Counts::of([0, 0, 0, 50_000_000, 50_000_000]);
        agrees(variance(&many).unwrap(), 0.25 * 1e8 / (1e8 - 1.0));
    }
}
