//! Figures as they are printed, with one decimal.

/// The difference of two figures as they are printed: a reader who subtracts them finds it.
pub(crate) fn difference(first: f64, second: f64) -> f64 {
    (tenths(first) - tenths(second)) / 10.0
}

/// A figure in tenths, rounded as it is printed.
fn tenths(value: f64) -> f64 {
    format!("{value:.1}").parse::<f64>().map_or(value * 10.0, |printed| (printed * 10.0).round())
}

#[cfg(test)]
mod tests {
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
}
