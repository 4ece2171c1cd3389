//! Where the numbers of points stand, so that none covers a point or another number.

use crate::chart::canvas::Point;

pub(super) struct PlacedNumber {
    /// The middle of its box.
    pub(super) centre: Point,
    /// Where the line to its point begins, if it stands too far off to be told without one.
    pub(super) leader: Option<Point>,
}

/// Half the width and half the height of a number of two digits.
const HALF: (f64, f64) = (10.0, 8.0);

/// Half the side of the box around a point.
const DOT: f64 = 6.0;

/// How far from its point a number stands if it can: just clear of it.
const NEAREST: f64 = 16.5;

/// How much further out the number is tried next, and how often.
const STEP: f64 = 8.0;
const RINGS: u8 = 24;

/// The distance from which a line is needed.
const FAR: f64 = 26.0;

/// The directions tried at each distance, as sixteenths of a turn: to the right, left, up, down first.
const DIRECTIONS: [u8; 16] = [0, 8, 12, 4, 14, 10, 2, 6, 15, 9, 13, 11, 1, 7, 3, 5];

/// A number for each point, inside the bounds. Where every place is taken, the number stands to the right of its
/// point all the same: with the few dozen items of a survey this does not happen.
pub(super) fn place(dots: &[Point], bounds: (Point, Point)) -> Vec<PlacedNumber> {
    let mut taken: Vec<Point> = Vec::with_capacity(dots.len());
    dots.iter()
        .map(|dot| {
            let free = |(distance, centre): &(f64, Point)| {
                inside(*centre, bounds)
                    && taken.iter().all(|other| !meet(*centre, *other, HALF))
                    && dots.iter().all(|other| !meet(*centre, *other, (DOT, DOT)))
                    && (*distance >= FAR || dots.iter().all(|other| tells(*centre, *dot, *other)))
            };
            let (distance, centre) =
                candidates(*dot).find(free).unwrap_or((NEAREST, (dot.0 + NEAREST, dot.1)));
            taken.push(centre);
            let leader = (distance >= FAR).then(|| toward(centre, *dot, 9.0));
            PlacedNumber { centre, leader }
        })
        .collect()
}

fn candidates(dot: Point) -> impl Iterator<Item = (f64, Point)> {
    (0..RINGS).flat_map(move |ring| {
        let distance = NEAREST + STEP * f64::from(ring);
        // Every second ring is turned by half a step, so that the rings together leave no gap.
        let turn = f64::from(ring % 2) / 2.0;
        DIRECTIONS.into_iter().map(move |direction| {
            let angle = (f64::from(direction) + turn) * std::f64::consts::TAU / 16.0;
            (distance, (dot.0 + distance * angle.cos(), dot.1 + distance * angle.sin()))
        })
    })
}

/// The place `by` units from one point towards another.
fn toward(from: Point, to: Point, by: f64) -> Point {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy).max(by);
    (from.0 + dx / length * by, from.1 + dy / length * by)
}

fn inside(centre: Point, ((left, top), (right, bottom)): (Point, Point)) -> bool {
    centre.0 - HALF.0 >= left
        && centre.0 + HALF.0 <= right
        && centre.1 - HALF.1 >= top
        && centre.1 + HALF.1 <= bottom
}

/// Whether a number without a line is so much nearer to its point than to another that nobody mistakes it.
fn tells(centre: Point, dot: Point, other: Point) -> bool {
    let distance = |to: Point| (centre.0 - to.0).hypot(centre.1 - to.1);
    dot == other || distance(other) >= distance(dot) + 7.0
}

/// Whether a number's box meets a box of that half size around another place.
fn meet(centre: Point, other: Point, half: (f64, f64)) -> bool {
    (centre.0 - other.0).abs() < HALF.0 + half.0 && (centre.1 - other.1).abs() < HALF.1 + half.1
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: (Point, Point) = ((0.0, 0.0), (440.0, 440.0));

    fn assert_apart(dots: &[Point]) {
        let numbers = place(dots, BOUNDS);
        for (at, number) in numbers.iter().enumerate() {
            assert!(inside(number.centre, BOUNDS), "number {at} is outside");
            for other in &numbers[..at] {
                assert!(!meet(number.centre, other.centre, HALF), "number {at} covers another");
            }
            for dot in dots {
                assert!(!meet(number.centre, *dot, (DOT, DOT)), "number {at} covers a point");
            }
        }
    }

    #[test]
    fn nineteen_equal_items_get_nineteen_readable_numbers() {
        assert_apart(&[(220.0, 200.0); 19]);
    }

    #[test]
    fn numbers_stay_inside_at_a_corner_where_all_items_meet() {
        assert_apart(&[(440.0, 0.0); 12]);
    }

    #[test]
    fn a_number_between_two_points_stands_nearer_to_its_own() {
        let dots = [(100.0, 100.0), (133.0, 100.0)];
        let numbers = place(&dots, BOUNDS);
        for (number, (own, other)) in numbers.iter().zip([(dots[0], dots[1]), (dots[1], dots[0])]) {
            assert!(number.leader.is_some() || tells(number.centre, own, other));
        }
    }

    #[test]
    fn a_number_alone_stands_beside_its_point_without_a_line() {
        let numbers = place(&[(100.0, 100.0)], BOUNDS);
        assert!((numbers[0].centre.0 - 116.5).abs() < 1e-9);
        assert!(numbers[0].leader.is_none());
    }
}
