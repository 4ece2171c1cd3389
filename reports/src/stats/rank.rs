//! Two sides by the order of their answers, where each side can be the plain mean over strata.

use super::{distribution, mann_whitney::mann_whitney};
use crate::counts::{Counts, real};

/// A test by ranks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RankTest {
    /// How likely an answer of the first side is the higher one, ties counting half, minus one half: above zero where
    /// the first side is higher.
    pub above: f64,
    /// Two-sided p-value.
    pub p: f64,
}

/// Tests two sides in which every stratum counts the same; none where a stratum has no answer.
///
/// With one stratum on each side it is the Mann-Whitney test. Otherwise it is the test of Brunner & Munzel (2000) for the
/// mean over all pairs of strata of `P(first > second) + P(first = second) / 2`: each stratum of a side of G adds the
/// variance of its placements over `n G^2`, with the degrees of freedom of Satterthwaite. Where nobody overlaps there is
/// no such variance, and the Mann-Whitney test of all answers stands in.
pub fn stratified(first: &[Counts], second: &[Counts]) -> Option<RankTest> {
    let (all_first, all_second): (Counts, Counts) =
        (first.iter().copied().sum(), second.iter().copied().sum());
    if first.iter().chain(second).any(|stratum| stratum.n() == 0) {
        return None;
    }
    let pooled = mann_whitney(&all_first, &all_second)?;
    if let ([_], [_]) = (first, second) {
        let above = pooled.u / (real(all_first.n()) * real(all_second.n())) - 0.5;
        return Some(RankTest { above, p: pooled.p() });
    }
    let (ahead, behind) = (placements(second), placements(first));
    let above =
        first.iter().map(|stratum| average(stratum, &ahead)).sum::<f64>() / real(first.len() as u64) - 0.5;
    let of_side = |strata: &[Counts], places: &[f64; 5]| -> Vec<(f64, f64)> {
        let size = real(strata.len() as u64);
        strata.iter().map(|stratum| (error(stratum, places) / (size * size), real(stratum.n()))).collect()
    };
    let errors = [of_side(first, &ahead), of_side(second, &behind)].concat();
    let total: f64 = errors.iter().map(|(error, _)| error).sum();
    if total <= 0.0 {
        return Some(RankTest { above, p: pooled.p() });
    }
    let parts: f64 = errors.iter().map(|(error, n)| error * error / (n - 1.0).max(1.0)).sum();
    let p = distribution::t_two_sided(above / total.sqrt(), total * total / parts);
    Some(RankTest { above, p })
}

/// For each answer how many of a side lie below it, ties counting half, as a share of a stratum, over all strata.
fn placements(strata: &[Counts]) -> [f64; 5] {
    let mut places = [0.0; 5];
    for stratum in strata {
        let n = real(stratum.n()) * real(strata.len() as u64);
        let mut below = 0.0;
        for (place, times) in places.iter_mut().zip(stratum.values.map(real)) {
            *place += (below + times / 2.0) / n;
            below += times;
        }
    }
    places
}

/// The mean of the places of a stratum's answers.
fn average(stratum: &Counts, places: &[f64; 5]) -> f64 {
    let sum: f64 = stratum.values.iter().zip(places).map(|(times, place)| real(*times) * place).sum();
    sum / real(stratum.n())
}

/// Their variance with n - 1, over n: the squared error of that mean.
fn error(stratum: &Counts, places: &[f64; 5]) -> f64 {
    let (n, mean) = (real(stratum.n()), average(stratum, places));
    let squares: f64 =
        stratum.values.iter().zip(places).map(|(times, place)| real(*times) * (place - mean).powi(2)).sum();
    squares / (n - 1.0).max(1.0) / n
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::tests::{agrees, expectation, offer};

    /// The example of Brunner & Munzel (2000), of pain after two treatments; figures of `scipy.stats.brunnermunzel`.
    const PAIN: [[u8; 14]; 2] =
        [[1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1], [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4, 0, 0, 0]];

    #[test]
    fn one_stratum_on_each_side_is_the_mann_whitney_test() {
        let found = stratified(&[offer()], &[expectation()]).unwrap();
        agrees(found.p, 0.197_213_622_291_022);
        agrees(found.above, -0.342_592_592_592_593 / 2.0);
        assert_eq!(stratified(&[offer()], &[expectation(), Counts::default()]), None);
    }

    #[test]
    fn the_same_stratum_twice_is_the_test_of_brunner_and_munzel() {
        let [first, second] = PAIN.map(|answers| answers.into_iter().collect::<Counts>());
        // Halves of a side that are alike: the placements are those of one stratum, the error half of it each.
        let twice = stratified(&[first, first], &[second]).unwrap();
        agrees(twice.above, -0.288_961_038_961_039);
        let (ahead, behind) = (placements(&[second]), placements(&[first]));
        let once = -0.288_961_038_961_039 / (error(&first, &ahead) + error(&second, &behind)).sqrt();
        agrees(once, -3.137_467_482_302_95);
        assert!(twice.p < 0.005_786_208_666_151_54);
    }

    #[test]
    fn strata_that_lie_apart_have_the_test_of_all_answers() {
        let [low, high] = [[0, 6, 0, 0, 0], [0, 0, 0, 0, 6]].map(Counts::of);
        let found = stratified(&[low], &[high, high]).unwrap();
        agrees(found.above, -0.5);
        assert!(found.p < 0.001, "{}", found.p);
        agrees(stratified(&[low], &[low, low]).unwrap().p, 1.0);
    }
}
