//! Adjusted p-values, for when many items are tested at once.

/// Holm's adjustment (Holm 1979), which keeps the chance of any false finding at the level. For findings.
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let mut adjusted = vec![0.0; p_values.len()];
    let mut highest = 0.0_f64;
    let left_to_test = (1..=p_values.len()).rev().map(rank);
    for (place, factor) in ascending(p_values).into_iter().zip(left_to_test) {
        highest = highest.max((factor * p_values[place]).min(1.0));
        adjusted[place] = highest;
    }
    adjusted
}

/// The false discovery rate after Benjamini & Hochberg 1995. For "worth a look".
pub fn benjamini_hochberg(p_values: &[f64]) -> Vec<f64> {
    let mut adjusted = vec![0.0; p_values.len()];
    let tests = rank(p_values.len());
    let mut lowest = 1.0_f64;
    for (i, place) in ascending(p_values).into_iter().enumerate().rev() {
        lowest = lowest.min(tests * p_values[place] / rank(i + 1));
        adjusted[place] = lowest;
    }
    adjusted
}

/// The places of the p-values, smallest first.
fn ascending(p_values: &[f64]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..p_values.len()).collect();
    places.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
    places
}

#[expect(clippy::cast_precision_loss, reason = "a rank in a list that fits into memory")]
fn rank(place: usize) -> f64 {
    place as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::tests::agrees;

    const P: [f64; 7] = [0.0012, 0.0400, 0.0105, 0.2300, 0.0181, 0.0400, 0.6100];

    #[test]
    fn the_worked_example_is_adjusted_after_holm() {
        let expected = [0.0084, 0.16, 0.063, 0.46, 0.0905, 0.16, 0.61];
        holm(&P).into_iter().zip(expected).for_each(|(got, expected)| agrees(got, expected));
    }

    #[test]
    fn the_worked_example_is_adjusted_after_benjamini_and_hochberg() {
        let expected = [0.0084, 0.056, 0.03675, 0.268_333_333_333_333, 0.042_233_333_333_333_3, 0.056, 0.61];
        benjamini_hochberg(&P).into_iter().zip(expected).for_each(|(got, expected)| agrees(got, expected));
    }

    #[test]
    fn no_tests_need_no_adjustment() {
        assert!(holm(&[]).is_empty() && benjamini_hochberg(&[]).is_empty());
    }

    #[test]
    fn an_adjusted_p_value_is_never_above_one() {
        assert_eq!(holm(&[0.9, 0.8]), [1.0, 1.0]);
    }
}
