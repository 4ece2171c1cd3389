//! Figures as they are printed: with one decimal, and whole percentages that add to 100.

/// The difference of two figures as they are printed: a reader who subtracts them finds it.
pub(crate) fn difference(first: f64, second: f64) -> f64 {
    (tenths(first) - tenths(second)) / 10.0
}

/// A figure in tenths, rounded as it is printed.
fn tenths(value: f64) -> f64 {
    format!("{value:.1}").parse::<f64>().map_or(value * 10.0, |printed| (printed * 10.0).round())
}

/// Rounds shares of a total to whole percentages by largest remainder (Hamilton's method): everyone gets the
/// whole part, and what is missing to 100 goes to the largest remainders, ties to the lower place.
///
/// All zeros when nothing was counted.
pub(crate) fn percent<const N: usize>(counts: [u64; N]) -> [u8; N] {
    let total: u128 = counts.iter().map(|count| u128::from(*count)).sum();
    if total == 0 {
        return [0; N];
    }
    let hundredfold = counts.map(|count| u128::from(count) * 100);
    let mut percent = hundredfold.map(|count| u8::try_from(count / total).unwrap_or(100));
    let given: u8 = percent.iter().sum();
    let mut places: Vec<usize> = (0..N).collect();
    // The sort is stable: equal remainders stay in order.
    places.sort_by_key(|&place| std::cmp::Reverse(hundredfold[place] % total));
    for place in places.into_iter().take(usize::from(100 - given)) {
        percent[place] += 1;
    }
    percent
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_difference_is_that_of_the_printed_figures() {
        assert_eq!(difference(3.94, 4.46).to_string(), "-0.6");
        assert_eq!(difference(3.96, 4.44).to_string(), "-0.4");
        assert_eq!(difference(2.5, 2.5).to_string(), "0");
        for step in 0..200 {
            let (first, second) = (1.0 + f64::from(step) * 0.02, 4.97 - f64::from(step) * 0.013);
            let printed = |value: f64| format!("{value:.1}").parse::<f64>().unwrap();
            let expected = printed(first) - printed(second);
            assert!((difference(first, second) - expected).abs() < 1e-9, "{first} and {second}");
        }
    }

    #[test]
    fn the_worked_examples_round_to_a_hundred() {
        assert_eq!(percent([0, 1, 2, 6, 3]), [0, 8, 17, 50, 25]);
        assert_eq!(percent([1, 1, 1]), [34, 33, 33]);
    }

    #[test]
    fn no_answers_are_no_percentages() {
        assert_eq!(percent([0, 0, 0, 0, 0]), [0, 0, 0, 0, 0]);
    }

    proptest! {
        #[test]
        fn percentages_always_add_to_a_hundred(counts: [u32; 5]) {
            prop_assume!(counts.iter().any(|count| *count > 0));
            let shares = percent(counts.map(u64::from));
            prop_assert_eq!(shares.iter().map(|p| u32::from(*p)).sum::<u32>(), 100);
        }

        #[test]
        fn no_percentage_is_off_by_one_or_more(counts in prop::array::uniform5(0_u32..500)) {
            let total: u32 = counts.iter().sum();
            prop_assume!(total > 0);
            for (share, count) in percent(counts.map(u64::from)).into_iter().zip(counts) {
                let exact = 100.0 * f64::from(count) / f64::from(total);
                prop_assert!((f64::from(share) - exact).abs() < 1.0);
            }
        }
    }
}
