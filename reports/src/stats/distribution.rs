//! Tails and quantiles of the normal, t, F and binomial distributions, to better than 1e-9.
//!
//! The normal tail is that of `statrs`. For t, F and the binomial the incomplete beta function is worked out
//! here, because `statrs` 0.19.1 subtracts large log-gammas: its t tail is off by 4e-9 at a million answers
//! and by 5e-8 at a hundred million.

use std::f64::consts::PI;

use statrs::distribution::{ContinuousCDF, Normal};

/// The 97.5% quantile of the standard normal distribution.
pub const Z_975: f64 = 1.959_963_984_540_054;

/// The two-sided p-value of a standard normal deviate.
pub fn normal_two_sided(z: f64) -> f64 {
    (2.0 * Normal::standard().sf(z.abs())).min(1.0)
}

/// The two-sided p-value of Student's t with `df` degrees of freedom, which may be fractional.
pub fn t_two_sided(t: f64, df: f64) -> f64 {
    let square = t * t;
    // Both arguments are given, so that neither is a difference from 1.
    beta_regularised(df / 2.0, 0.5, df / (df + square), square / (df + square))
}

/// The 97.5% quantile of Student's t with `df` >= 1 degrees of freedom.
pub fn t_975(df: f64) -> f64 {
    // The tail is convex for t > 0 and the normal quantile lies below every t quantile, so that Newton's
    // steps climb towards the root and never pass it.
    let mut t = Z_975;
    for _ in 0..100 {
        let step = (t_two_sided(t, df) - 0.05) / (2.0 * t_density(t, df));
        t += step;
        if step.abs() <= t * 1e-15 {
            break;
        }
    }
    t
}

/// The t with `df` degrees of freedom whose two-sided p-value is `p`.
pub fn t_of_two_sided(p: f64, df: f64) -> f64 {
    f_quantile(1.0 - p, 1.0, df).sqrt()
}

/// The density of Student's t: it is the prefactor of the incomplete beta function up to a factor of t.
fn t_density(t: f64, df: f64) -> f64 {
    let square = t * t;
    beta_front(df / 2.0, 0.5, df / (df + square), square / (df + square)) / t
}

/// The quantile of the F distribution with `df1` and `df2` degrees of freedom at the probability `p`.
pub fn f_quantile(p: f64, df1: f64, df2: f64) -> f64 {
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    // Halving reaches neighbouring floats; the function is monotone, so that nothing cleverer is needed.
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if beta_regularised(df1 / 2.0, df2 / 2.0, middle, 1.0 - middle) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    let x = f64::midpoint(low, high);
    df2 * x / (df1 * (1.0 - x))
}

/// The probability of at most `k` heads in `n` throws of a fair coin.
pub fn fair_coin_at_most(k: f64, n: f64) -> f64 {
    if k >= n { 1.0 } else { beta_regularised(n - k, k + 1.0, 0.5, 0.5) }
}

/// The regularised incomplete beta function `I_x(a, b)`; `y` must be 1 - x.
///
/// Continued fraction DLMF 8.17.22 by the modified Lentz method, on the side of the mean where it converges
/// in about the square root of max(a, b) steps.
fn beta_regularised(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if y <= 0.0 {
        return 1.0;
    }
    let front = beta_front(a, b, x, y);
    if x * (a + b + 2.0) < a + 1.0 {
        front * beta_fraction(a, b, x) / a
    } else {
        1.0 - front * beta_fraction(b, a, y) / b
    }
}

/// The continued fraction of the incomplete beta function.
#[expect(clippy::many_single_char_names, reason = "the names of the formula")]
fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away_from_zero = |v: f64| if v.abs() < TINY { TINY } else { v };
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for step in 1..100_000_u32 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away_from_zero(1.0 + even * d);
        c = away_from_zero(1.0 + even / c);
        fraction *= c * d;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away_from_zero(1.0 + odd * d);
        c = away_from_zero(1.0 + odd / c);
        let change = c * d;
        fraction *= change;
        if (change - 1.0).abs() < 1e-16 {
            break;
        }
    }
    fraction
}

/// `x^a y^b / B(a, b)` without subtracting large logarithms.
///
/// With n = a + b, u = nx/a and v = ny/b, Stirling's formula leaves `a (ln u - u + 1) + b (ln v - v + 1)`:
/// two terms of one sign (Loader 2000, "Fast and accurate computation of binomial probabilities").
#[expect(clippy::many_single_char_names, reason = "the names of the formula")]
fn beta_front(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let excess = b * x - a * y;
    let n = a + b;
    let exponent = a * log_less_linear(n * x / a, excess / a) + b * log_less_linear(n * y / b, -excess / b);
    let correction = stirling_error(n) - stirling_error(a) - stirling_error(b);
    (a * b / (2.0 * PI * n)).sqrt() * (exponent + correction).exp()
}

/// `ln u - w` with w = u - 1, by its series where the difference would cancel. Both are given because each
/// is exact where the other is not: u near 0, w near 0.
fn log_less_linear(u: f64, w: f64) -> f64 {
    if w.abs() > 0.1 {
        return u.ln() - w;
    }
    let mut power = -w;
    let mut sum = 0.0;
    for k in 2..40_u32 {
        power *= -w;
        sum -= power / f64::from(k);
    }
    sum
}

/// What Stirling's formula leaves out of `ln gamma(z)` (DLMF 5.11.1), carried down from z >= 12.
fn stirling_error(z: f64) -> f64 {
    let mut z = z;
    let mut carried = 0.0;
    while z < 12.0 {
        carried += (z + 0.5) * (1.0 / z).ln_1p() - 1.0;
        z += 1.0;
    }
    let inverse = 1.0 / (z * z);
    let series = 1.0 / 12.0
        + inverse
            * (-1.0 / 360.0
                + inverse
                    * (1.0 / 1260.0
                        + inverse
                            * (-1.0 / 1680.0
                                + inverse
                                    * (1.0 / 1188.0 + inverse * (-691.0 / 360_360.0 + inverse / 156.0)))));
    carried + series / z
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::tests::agrees;

    #[test]
    fn the_t_quantile_is_that_of_the_tables() {
        agrees(t_975(1.0), 12.706_204_736_174_7);
        agrees(t_975(8.0), 2.306_004_135_204_17);
        agrees(t_975(11.0), 2.200_985_160_091_64);
        agrees(t_975(18.852_644_979_667_4), 2.094_131_853_882_757_4);
    }

    #[test]
    fn the_t_tail_of_one_degree_of_freedom_is_an_arctangent() {
        for t in [1e-6, 0.3, 1.0, 4.0, 1e4] {
            agrees(t_two_sided(t, 1.0), 2.0 / PI * (1.0 / t).atan());
        }
    }

    #[test]
    fn a_hundred_million_answers_give_the_normal_tail() {
        for z in [1e-4, 0.02, 1.0, 1.96, 5.0] {
            let (t, normal) = (t_two_sided(z, 1e8), normal_two_sided(z));
            assert!((t - normal).abs() <= normal * 1e-5, "{t} {normal}");
        }
    }

    #[test]
    fn the_t_tail_keeps_its_digits_for_any_number_of_answers() {
        agrees(t_two_sided(2.1, 6.4), 0.077_584_281_525_449_08);
        agrees(t_two_sided(30.0, 2.5), 0.000_291_064_709_157_395_35);
        agrees(t_two_sided(5.0, 3e5), 5.736_253_392_392_774e-7);
        agrees(t_two_sided(0.01, 1e6), 0.992_021_289_365_547_6);
        agrees(t_two_sided(0.02, 1e8), 0.984_043_372_606_098_3);
    }

    #[test]
    fn the_f_quantile_is_that_of_scipy() {
        agrees(f_quantile(0.975, 7.0, 28.0), 2.781_958_752_174_802);
        agrees(f_quantile(0.025, 7.0, 28.0), 0.228_440_148_531_080_88);
        agrees(f_quantile(0.975, 999.0, 4995.0), 1.099_163_651_592_821_6);
    }

    #[test]
    fn no_difference_at_all_has_p_one() {
        agrees(t_two_sided(0.0, 7.0), 1.0);
        agrees(normal_two_sided(0.0), 1.0);
    }

    #[test]
    fn eight_heads_of_eight_are_one_in_256() {
        agrees(fair_coin_at_most(0.0, 8.0), 1.0 / 256.0);
        agrees(fair_coin_at_most(8.0, 8.0), 1.0);
        agrees(fair_coin_at_most(3.0, 7.0), 0.5);
    }
}
