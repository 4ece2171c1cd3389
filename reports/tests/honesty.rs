//! How often reports say that something differs where nothing does. `cargo bench -p common-ground-reports --bench honesty`
//! prints the rates of many more tries.
#![expect(clippy::unwrap_used, reason = "a report that cannot be made fails the test")]

#[path = "honesty/chance.rs"]
mod chance;

use chance::{
    AIMS, Chance, SHAPES, alike, apart, finding_of, kinds, kinds_alike, kinds_apart, moved, rate, stands_out,
};
use common_ground_reports::finding::Direction;

/// Tries of each case. With a true rate of 5% more than 8.5% happens once in a thousand such runs.
const TRIES: u32 = 400;
/// The most that may happen in so many tries, in per cent.
const MOST: f64 = 8.5;

#[test]
fn sides_that_answer_alike_are_rarely_said_to_differ() {
    for (seed, people) in (0..).zip([[10, 10], [15, 15], [10, 50], [40, 40], [12, 1_000]]) {
        for (name, shape) in SHAPES {
            let mut chance = Chance::new(seed);
            let mut more = false;
            let said = rate(TRIES, || {
                let said = alike(&mut chance, &shape, people);
                more |= said.certain && !said.anything;
                said.anything
            });
            assert!(said <= MOST && !more, "{people:?}, {name}: {said}%");
        }
    }
}

#[test]
fn eight_people_are_never_said_to_differ() {
    let mut chance = Chance::new(1);
    assert!(rate(50, || apart(&mut chance, 2.0, [8, 40]).anything) == 0.0);
}

#[test]
fn what_differs_is_found_where_there_are_enough_answers() {
    let mut chance = Chance::new(2);
    let found = rate(TRIES, || apart(&mut chance, 1.0, [40, 40]).first);
    assert!(found > 85.0, "{found}%");
}

#[test]
fn kinds_of_partner_that_count_the_same_are_rarely_said_to_differ_from_staff() {
    for (seed, between) in (0..).zip([0.0, 0.8]) {
        let mut chance = Chance::new(seed);
        let said = rate(TRIES, || kinds(&mut chance, between, 20, [30, 8, 8]).anything);
        assert!(said <= MOST, "{between} between kinds: {said}%");
    }
}

#[test]
fn a_few_staff_and_a_crowd_of_one_kind_who_answer_alike_are_rarely_said_to_differ() {
    // Where the variance of each group was taken by itself, skewed answers of the first case were 14%.
    for (seed, (staff, partners)) in
        (0..).zip([(10, [400, 20, 20]), (200, [300, 10, 10]), (10, [12, 5, 5]), (1_000, [900, 50, 50])])
    {
        for (name, shape) in SHAPES {
            let mut chance = Chance::new(seed);
            let said = rate(TRIES, || kinds_alike(&mut chance, &shape, staff, partners).anything);
            assert!(said <= MOST, "{staff} v {partners:?}, {name}: {said}%");
        }
    }
}

#[test]
fn a_point_between_staff_and_kinds_that_count_the_same_is_found_where_there_are_enough_answers() {
    let mut chance = Chance::new(4);
    let found = rate(TRIES, || kinds_apart(&mut chance, 1.0, 40, [60, 10, 10]).first);
    assert!(found > 85.0, "{found}%");
}

#[test]
fn courses_like_earlier_ones_are_rarely_said_to_be_higher_or_lower() {
    for (seed, between) in (0..).zip([0.0, 0.15, 0.4]) {
        for people in [&[12; 6][..], &[12; 12], &[40, 10, 12, 25, 30, 10]] {
            let mut chance = Chance::new(seed);
            let said = rate(TRIES, || stands_out(&mut chance, between, people));
            assert!(said <= MOST, "{between} between courses of {people:?}: {said}%");
        }
    }
}

#[test]
fn the_highest_and_lowest_of_equals_are_rarely_named() {
    for (seed, people) in (0..).zip([12, 40]) {
        for means in [&[3.6; 2][..], &[3.6; 8], &[3.9, 3.9, 3.0, 3.0]] {
            let mut chance = Chance::new(seed);
            let named = |said: String| said.starts_with("Highest") || said.contains("Lowest:");
            let said = rate(TRIES, || named(finding_of(&mut chance, means, people)));
            assert!(said <= 10.0 + MOST - 5.0, "{people} people, {means:?}: {said}%");
        }
    }
}

#[test]
fn confidence_is_never_up_when_one_aim_moved_and_is_when_all_did() {
    let mut chance = Chance::new(3);
    let up = |moved: Direction| matches!(moved, Direction::Up { .. });
    // Twelve people seldom tell a point from chance on half of the aims, forty nearly always.
    for (people, found) in [(12, 25.0), (40, 95.0)] {
        let said = rate(TRIES, || up(moved(&mut chance, 1, people)));
        assert!(said <= MOST - 5.0, "{people} people: {said}%");
        let said = rate(TRIES, || up(moved(&mut chance, AIMS, people)));
        assert!(said >= found, "{people} people: {said}%");
    }
}
