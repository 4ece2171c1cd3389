//! Importance against performance: what to do first.
//!
//! Across stands what is offered, upwards what is expected, both on the same scale from 1 to 5. The diagonal on
//! which they are equal is the main line; the four boxes are after Martilla & James 1977.

use std::f64::consts::FRAC_1_SQRT_2;

use serde::{Deserialize, Serialize};

use crate::compare::Comparison;
use crate::counts::real;

/// Fewer items than this are not divided into boxes.
pub const MIN_ITEMS: usize = 5;

/// The middle of the scale.
const SCALE_CENTRE: f64 = 3.0;

/// One item as a point.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// The key of the item.
    pub key: String,
    /// Its label.
    pub label: String,
    /// Mean of what is offered, across.
    pub offer: f64,
    /// Mean of what is expected, upwards.
    pub expectation: f64,
}

/// A box of the picture. A point on a line belongs to the high side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quadrant {
    /// Much expected, little offered.
    DoMore,
    /// Much of both.
    KeepItUp,
    /// Little of both.
    LowerPriority,
    /// Little expected, much offered.
    MoreThanNeeded,
}

impl Quadrant {
    /// The name printed in the box.
    pub fn name(self) -> &'static str {
        match self {
            Self::DoMore => "Do more",
            Self::KeepItUp => "Keep it up",
            Self::LowerPriority => "Lower priority",
            Self::MoreThanNeeded => "Possibly more than needed",
        }
    }
}

/// Where the lines between the boxes cross.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Crosshair {
    /// Across.
    pub offer: f64,
    /// Upwards.
    pub expectation: f64,
}

impl Crosshair {
    /// At the middle of the scale: honest when all is good, but may pile all items into one box.
    pub const SCALE_CENTRED: Self = Self { offer: SCALE_CENTRE, expectation: SCALE_CENTRE };

    /// At the mean of the item means: spreads the items, but always makes some look bad.
    fn data_centred(points: &[Point]) -> Self {
        let n = real(points.len() as u64);
        let mean = |of: fn(&Point) -> f64| points.iter().map(of).sum::<f64>() / n;
        Self { offer: mean(|point| point.offer), expectation: mean(|point| point.expectation) }
    }

    /// The box of a point.
    pub fn quadrant(self, point: &Point) -> Quadrant {
        match (point.expectation >= self.expectation, point.offer >= self.offer) {
            (true, false) => Quadrant::DoMore,
            (true, true) => Quadrant::KeepItUp,
            (false, false) => Quadrant::LowerPriority,
            (false, true) => Quadrant::MoreThanNeeded,
        }
    }
}

/// A point with its place in the picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Placed {
    /// The point.
    pub point: Point,
    /// Distance from the diagonal, (offer - expectation) / sqrt(2): negative above it, a shortfall.
    pub distance: f64,
    /// Its box by the data-centred crosshair, the default.
    pub quadrant: Quadrant,
    /// Its box by the middle of the scale.
    pub quadrant_on_scale: Quadrant,
}

/// All items placed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Priorities {
    /// The data-centred crosshair, to be drawn thin and grey.
    pub crosshair: Crosshair,
    /// The items in the order given.
    pub placed: Vec<Placed>,
}

/// The items of a comparison that have both means.
pub fn points(comparison: &Comparison) -> Vec<Point> {
    let point = |pair: &crate::compare::Pair| {
        let [Some(offer), Some(expectation)] = pair.means() else { return None };
        Some(Point { key: pair.key.clone(), label: pair.label.clone(), offer, expectation })
    };
    comparison.pairs.iter().filter_map(point).collect()
}

/// Places the items; none with fewer than [`MIN_ITEMS`].
pub fn priorities(points: Vec<Point>) -> Option<Priorities> {
    if points.len() < MIN_ITEMS {
        return None;
    }
    let crosshair = Crosshair::data_centred(&points);
    let place = |point: Point| Placed {
        distance: (point.offer - point.expectation) * FRAC_1_SQRT_2,
        quadrant: crosshair.quadrant(&point),
        quadrant_on_scale: Crosshair::SCALE_CENTRED.quadrant(&point),
        point,
    };
    Some(Priorities { crosshair, placed: points.into_iter().map(place).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::tests::agrees;

    fn point(offer: f64, expectation: f64) -> Point {
        Point { key: String::new(), label: String::new(), offer, expectation }
    }

    fn names(of: fn(&Placed) -> Quadrant, placed: &[Placed]) -> Vec<&'static str> {
        placed.iter().map(|item| of(item).name()).collect()
    }

    #[test]
    fn items_fall_into_four_boxes() {
        let points = [(3.0, 4.5), (4.5, 4.5), (3.0, 3.5), (4.5, 3.5), (3.75, 4.0)];
        let found = priorities(points.map(|(x, y)| point(x, y)).into()).unwrap();
        agrees(found.crosshair.offer, 3.75);
        agrees(found.crosshair.expectation, 4.0);
        // The last one stands on both lines: the high side of each.
        assert_eq!(
            names(|item| item.quadrant, &found.placed),
            ["Do more", "Keep it up", "Lower priority", "Possibly more than needed", "Keep it up"]
        );
        assert_eq!(names(|item| item.quadrant_on_scale, &found.placed), ["Keep it up"; 5]);
        agrees(found.placed[0].distance, -1.5 / 2.0_f64.sqrt());
    }

    #[test]
    fn four_items_are_not_divided_into_boxes() {
        assert_eq!(priorities(vec![point(3.0, 3.0); 4]), None);
    }
}
