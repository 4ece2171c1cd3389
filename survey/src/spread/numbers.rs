//! Cells of numbers: by the bounds of the item, and by nothing that was answered.

use super::MOST;

/// Bounds that lie no further apart are cut into cells of one width.
const NEAR: i64 = 200;
/// The same of bounds of which the upper is not so many times the lower, such as years.
const MAGNITUDE: i64 = 10;

/// Where a cell begins within each power of ten, and how many powers of ten each step of the ladder takes. The finest
/// ladder of which there are few enough cells is taken.
const LADDERS: [(&[i64], usize); 4] = [(&[1, 2, 5], 1), (&[1, 5], 1), (&[1], 1), (&[1], 2)];

/// Where each cell but the first begins: round numbers.
pub(super) fn edges(min: i64, max: i64) -> Vec<i64> {
    let is_near = max.saturating_sub(min) <= NEAR || (min > 0 && max / min < MAGNITUDE);
    if is_near { of_one_width(min, max) } else { growing(min, max) }
}

/// Cells as narrow as there can be of them: 1, 2, 5, 10, 20 and so on.
fn of_one_width(min: i64, max: i64) -> Vec<i64> {
    let on = |width: i64| -> Vec<i64> {
        let first = min.div_euclid(width).saturating_add(1).saturating_mul(width);
        let starts = std::iter::successors(Some(first), |start| start.checked_add(width));
        let starts = starts.take_while(|start| *start <= max).take(MOST + 1);
        none_alone(starts.collect(), width, max)
    };
    let widths = powers_of_ten().flat_map(|power| [1, 2, 5].map(|digit| power.saturating_mul(digit)));
    widths.map(on).find(|edges| edges.len() < MOST).unwrap_or_default()
}

/// Cells that are wider the larger their numbers.
fn growing(min: i64, max: i64) -> Vec<i64> {
    let on = |(digits, step): (&[i64], usize)| -> Vec<i64> {
        let rungs = powers_of_ten().step_by(step).flat_map(|power| {
            digits.iter().map(move |digit| power.saturating_mul(*digit)).collect::<Vec<i64>>()
        });
        none_alone(rungs.filter(|rung| (min + 1..=max).contains(rung)).collect(), max, max)
    };
    LADDERS.into_iter().map(on).find(|edges| edges.len() < MOST).unwrap_or_default()
}

/// The largest number is no cell of its own beside others that are wider.
fn none_alone(mut edges: Vec<i64>, width: i64, max: i64) -> Vec<i64> {
    if width > 1 && edges.last() == Some(&max) {
        edges.pop();
    }
    edges
}

fn powers_of_ten() -> impl Iterator<Item = i64> {
    std::iter::successors(Some(1_i64), |power| power.checked_mul(10))
}

/// A number without its fraction; the largest there is where it is beyond.
pub(super) fn whole_part(number: f64) -> i64 {
    let beyond = if number < 0.0 { i64::MIN } else { i64::MAX };
    format!("{:.0}", number.floor()).parse().unwrap_or(beyond)
}

/// “10 to 19”; where fractions are asked for “10 to under 20”. No less and no more than the item takes.
pub(super) fn label((from, to): (Option<i64>, Option<i64>), (min, max): (i64, i64), whole: bool) -> String {
    let from = from.unwrap_or(min);
    let last = to.map_or(max, |to| to.saturating_sub(1).min(max));
    match to.filter(|to| *to <= max) {
        _ if from == last && (whole || from == max) => from.to_string(),
        Some(to) if !whole => format!("{from} to under {to}"),
        None if !whole => format!("{from} to {max}"),
        _ => format!("{from} to {last}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_that_are_near_are_cut_into_cells_of_one_width() {
        assert_eq!(edges(0, 100), [10, 20, 30, 40, 50, 60, 70, 80, 90]);
        assert_eq!(edges(1, 6), [2, 3, 4, 5, 6]);
        assert_eq!(edges(0, 24), [2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22]);
        assert_eq!(edges(1_900, 2_100)[..3], [1_920, 1_940, 1_960]);
        assert_eq!(edges(0, 1), [1]);
    }

    #[test]
    fn bounds_that_are_far_apart_are_cut_into_cells_that_grow() {
        assert_eq!(edges(0, 500), [1, 2, 5, 10, 20, 50, 100, 200]);
        assert_eq!(edges(0, 1_000_000)[..4], [1, 5, 10, 50]);
        assert_eq!(edges(1_000, 50_000), [2_000, 5_000, 10_000, 20_000]);
    }

    #[test]
    fn whatever_the_bounds_there_are_few_cells_and_each_begins_above_the_one_before() {
        let bounds = [0, 1, 7, 15, 16, 99, 200, 201, 999, 65_536, 10_000_000_000, i64::MAX - 1, i64::MAX];
        for min in bounds {
            for max in bounds.into_iter().filter(|max| *max > min) {
                let edges = edges(min, max);
                assert!(edges.len() < MOST, "{min} to {max}: {edges:?}");
                assert!(edges.is_sorted_by(|one, next| one < next), "{min} to {max}: {edges:?}");
                assert!(edges.iter().all(|edge| (min + 1..=max).contains(edge)), "{min} to {max}: {edges:?}");
            }
        }
    }

    #[test]
    fn a_class_is_named_by_its_ends_within_what_the_question_takes() {
        let within = |from, to, bounds, whole| label((from, to), bounds, whole);
        assert_eq!(within(Some(10), Some(20), (0, 100), true), "10 to 19");
        assert_eq!(within(None, Some(20), (1, 100), true), "1 to 19");
        assert_eq!(within(Some(90), None, (0, 100), true), "90 to 100");
        assert_eq!(within(Some(3), Some(4), (0, 100), true), "3");
        assert_eq!(within(None, Some(1), (0, 500), true), "0");
        assert_eq!(within(Some(100), Some(110), (0, 100), true), "100");
        assert_eq!(within(Some(3), Some(4), (0, 10), false), "3 to under 4");
        assert_eq!(within(Some(10), None, (0, 10), false), "10");
        assert_eq!(within(Some(5), Some(10), (0, 8), false), "5 to 8");
        assert_eq!(within(None, None, (0, 8), false), "0 to 8");
    }

    #[test]
    fn the_whole_part_of_a_number_is_what_counts() {
        assert_eq!([0.0, 2.5, 9.999, 1e300, -1e300].map(whole_part), [0, 2, 9, i64::MAX, i64::MIN]);
    }
}
