//! What may be said of a change in confidence, and the headline of a course.

use super::gaps;
use crate::compare::Comparison;
use crate::counts::Counts;
use crate::stats::claim::claim;
use crate::stats::difference::gap;
use crate::stats::paired::PairedChange;
use crate::stats::{MIN_TESTED, multiple};
use crate::wording;

/// The level of a Holm p-value that makes a change a finding.
const SURE: f64 = 0.05;
/// The confidence stayed about level when every whole interval lies within this of zero, in scale points.
const LEVEL: f64 = 0.5;

/// Which way a set of items moved, each of `of` items by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Surely up on at least half of the items, surely down on none.
    Up {
        /// Items that are surely up.
        on: usize,
        /// All items.
        of: usize,
    },
    /// Surely down on at least half of the items, surely up on none.
    Down {
        /// Items that are surely down.
        on: usize,
        /// All items.
        of: usize,
    },
    /// Surely up or down on some items, but not one way on half of them.
    Mixed {
        /// Items that are surely up.
        up: usize,
        /// Items that are surely down.
        down: usize,
        /// All items.
        of: usize,
    },
    /// About level on every item.
    Level,
    /// The answers do not decide.
    NotSure,
    /// Fewer than ten complete pairs on every item.
    TooFew,
}

impl Direction {
    /// A clause without a full stop: "Looking back, confidence is up on 3 of 4 aims".
    pub fn words(self) -> String {
        match self {
            Self::Level => "Looking back, confidence is about level".to_owned(),
            Self::NotSure => "Not sure yet whether confidence has changed".to_owned(),
            Self::TooFew => "Too few answers to say whether confidence has changed".to_owned(),
            _ => format!("Looking back, confidence is {}", self.told()),
        }
    }

    /// The same in a few words, for a subject line: "confidence up on 3 of 4 aims".
    pub fn short(self) -> String {
        match self {
            Self::Level => "confidence about level".to_owned(),
            Self::NotSure => "not sure yet on confidence".to_owned(),
            Self::TooFew => "few answers on confidence".to_owned(),
            _ => format!("confidence {}", self.told()),
        }
    }

    /// The clause that sets confidence now against what people marked before the course, to follow that of looking back:
    /// "compared with ratings given before the course, it is up on 3 of 4 aims".
    fn since_before(self) -> String {
        const AGAINST: &str = "compared with ratings given before the course, it is";
        match self {
            Self::Level => format!("{AGAINST} about level"),
            Self::NotSure => "earlier ratings don’t confirm it yet".to_owned(),
            Self::TooFew => "too few people gave ratings before the course to compare".to_owned(),
            _ => format!("{AGAINST} {}", self.told()),
        }
    }

    /// "up on 3 of 4 aims"
    fn told(self) -> String {
        let on = |way: &str, on: usize, of: usize| match (on, of) {
            (1, 1) => way.to_owned(),
            (on, of) if on == of => format!("{way} on all {of} aims"),
            (on, of) => format!("{way} on {on} of {of} aims"),
        };
        match self {
            Self::Up { on: up, of } => on("up", up, of),
            Self::Down { on: down, of } => on("down", down, of),
            Self::Mixed { up, down: 0, of } => on("up", up, of) + " only",
            Self::Mixed { up: 0, down, of } => on("down", down, of) + " only",
            Self::Mixed { up, down, of } => format!("up on {up} and down on {down} of {of} aims"),
            Self::Level | Self::NotSure | Self::TooFew => String::new(),
        }
    }
}

/// Which way confidence moved over the items of a course, with p-values adjusted after Holm. Where everyone
/// moved by the same amount there is no t test, and the exact sign test stands in. Items of too few people count as such
/// that did not move.
pub fn direction(items: &[PairedChange]) -> Direction {
    let tested = items.iter().filter(|item| item.n >= MIN_TESTED).map(|item| Tested {
        change: item.change,
        p: item.test.map_or(item.p_sign, |test| test.p),
        is_level: item.test.map_or(item.up + item.down == 0, |test| test.interval.is_within(LEVEL)),
    });
    decided(&tested.collect::<Vec<_>>(), items.len())
}

/// Which way confidence now differs from what people marked before the course, item by item (now, before). Nobody knows who
/// of those who answered before came, so that the two are tested as different people: that errs on the side of saying nothing.
fn since_before(items: &[(Counts, Counts)]) -> Direction {
    let tested = items.iter().filter(|(now, before)| now.n().min(before.n()) >= MIN_TESTED);
    let tested = tested.filter_map(|(now, before)| {
        let (change, claim) = (gap(now, before)?, claim(&[*now], &[*before])?);
        let is_level = claim.welch.map_or(change.abs() < f64::EPSILON, |test| test.interval.is_within(LEVEL));
        Some(Tested { change, p: claim.p, is_level })
    });
    decided(&tested.collect::<Vec<_>>(), items.len())
}

/// A tested change in one item.
struct Tested {
    change: f64,
    p: f64,
    /// Whether the whole interval lies near zero.
    is_level: bool,
}

/// Which way `of` items moved, of which these were tested.
fn decided(tested: &[Tested], of: usize) -> Direction {
    if tested.is_empty() {
        return Direction::TooFew;
    }
    let p_values: Vec<f64> = tested.iter().map(|item| item.p).collect();
    let adjusted = multiple::holm(&p_values);
    let sure = |sign: f64| {
        tested.iter().zip(&adjusted).filter(|(item, p)| **p < SURE && item.change * sign > 0.0).count()
    };
    match (sure(1.0), sure(-1.0)) {
        (0, 0) if tested.iter().all(|item| item.is_level) => Direction::Level,
        (0, 0) => Direction::NotSure,
        (on, 0) if on * 2 >= of => Direction::Up { on, of },
        (0, on) if on * 2 >= of => Direction::Down { on, of },
        (up, down) => Direction::Mixed { up, down, of },
    }
}

/// Which way confidence moved, as a clause without a full stop: looking back, and where every item was marked before the
/// course as well (now and before of each), against that. Empty without items.
pub fn moved(confidence: &[PairedChange], before: &[(Counts, Counts)]) -> String {
    if confidence.is_empty() {
        return String::new();
    }
    let looking_back = direction(confidence).words();
    if before.is_empty() {
        return looking_back;
    }
    format!("{looking_back}; {}", since_before(before).since_before())
}

/// The headline of a course: which way confidence moved, and the worst gap. Either part can be missing; without
/// both there is nothing to say yet.
pub fn course_headline(
    confidence: &[PairedChange],
    before: &[(Counts, Counts)],
    comparison: Option<&Comparison>,
) -> String {
    let direction = (!confidence.is_empty()).then(|| direction(confidence));
    let moved = || moved(confidence, before);
    let gap = comparison.map(|comparison| (gaps::title(comparison), is_found(comparison)));
    match (direction, gap) {
        (None, None) => "No answers yet".to_owned(),
        (Some(_), None) => moved(),
        // A clause that decides nothing has no place before one that does.
        (None, Some((title, _))) | (Some(Direction::NotSure | Direction::TooFew), Some((title, true))) => {
            title
        }
        (Some(_), Some((title, _))) => format!("{}; {}", moved(), wording::lowered(&title)),
    }
}

/// Whether a comparison says that its sides differ on anything.
pub fn is_found(comparison: &Comparison) -> bool {
    comparison.pairs.iter().any(|pair| pair.verdict.is_finding())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{ComparedSides, Options, PairInput};
    use crate::counts::Counts;
    use crate::small_numbers::{Group, MinGroup};
    use crate::stats::paired::{self, PairCounts};

    fn change(pairs: &[(u8, u8, u64)]) -> PairedChange {
        let mut counts = PairCounts::default();
        for (then, now, times) in pairs {
            counts.add(*then, *now, *times);
        }
        paired::change(&counts).unwrap()
    }

    fn course() -> PairedChange {
        change(&[(2, 4, 1), (3, 4, 3), (2, 3, 2), (1, 3, 1), (2, 2, 1), (4, 4, 1), (3, 5, 1)])
    }

    fn flexibility() -> Comparison {
        let group = |values| vec![Group::new("all", Counts::of(values))];
        let item = PairInput {
            key: "need_flexibility".to_owned(),
            label: "Bend our rules".to_owned(),
            topic: "flexibility".to_owned(),
            offer: group([10, 10, 2, 0, 0]),
            expectation: group([0, 0, 2, 10, 10]),
        };
        Comparison::new(
            &[item],
            Options { ledger: ComparedSides::LibraryOffers, min_group: MinGroup::default() },
        )
    }

    #[test]
    fn four_people_are_too_few() {
        assert_eq!(direction(&[change(&[(2, 4, 4)])]), Direction::TooFew);
    }

    #[test]
    fn a_direction_needs_half_of_the_aims() {
        let unsure = change(&[(3, 4, 5), (3, 2, 4), (1, 1, 2)]);
        let (up, down) = (course(), change(&[(4, 3, 10)]));
        let told = |items: &[PairedChange]| direction(items).words();
        assert_eq!(told(&[up]), "Looking back, confidence is up");
        assert_eq!(told(&[up, change(&[(3, 4, 10)])]), "Looking back, confidence is up on all 2 aims");
        assert_eq!(direction(&[up, up, unsure, unsure]), Direction::Up { on: 2, of: 4 });
        assert_eq!(told(&[up, up, unsure, unsure]), "Looking back, confidence is up on 2 of 4 aims");
        assert_eq!(told(&[up, unsure, unsure, unsure]), "Looking back, confidence is up on 1 of 4 aims only");
        assert_eq!(told(&[up, unsure, unsure]), "Looking back, confidence is up on 1 of 3 aims only");
        assert_eq!(told(&[down, unsure]), "Looking back, confidence is down on 1 of 2 aims");
        assert_eq!(told(&[down, up, unsure]), "Looking back, confidence is up on 1 and down on 1 of 3 aims");
        assert_eq!(told(&[unsure]), "Not sure yet whether confidence has changed");
        assert_eq!(told(&[change(&[(3, 3, 10)])]), "Looking back, confidence is about level");
        // An aim of four people did not move.
        assert_eq!(direction(&[up, change(&[(3, 4, 4)])]), Direction::Up { on: 1, of: 2 });
    }

    #[test]
    fn one_aim_of_four_is_never_confidence() {
        let (up, still) = (course(), change(&[(3, 3, 10)]));
        for items in [[up, still, still, still], [still, still, up, still]] {
            let moved = direction(&items);
            assert_eq!(moved, Direction::Mixed { up: 1, down: 0, of: 4 });
            assert_eq!(moved.short(), "confidence up on 1 of 4 aims only");
        }
    }

    #[test]
    fn a_course_has_its_headline() {
        assert_eq!(
            course_headline(&[course()], &[], Some(&flexibility())),
            "Looking back, confidence is up; partners expect more flexibility than staff say they offer"
        );
        assert_eq!(course_headline(&[course()], &[], None), "Looking back, confidence is up");
        assert_eq!(
            course_headline(&[change(&[(2, 4, 4)])], &[], Some(&flexibility())),
            "Partners expect more flexibility than staff say they offer"
        );
        assert_eq!(course_headline(&[], &[], None), "No answers yet");
    }

    #[test]
    fn marks_given_before_the_course_are_told_beside_those_of_looking_back() {
        let said =
            |now: [u64; 5], before: [u64; 5]| moved(&[course()], &[(Counts::of(now), Counts::of(before))]);
        let now = [0, 0, 10, 20, 10];
        let against = "Looking back, confidence is up; compared with ratings given before the course, it is";
        assert_eq!(said(now, now), format!("{against} about level"));
        assert_eq!(said(now, [10, 20, 10, 0, 0]), format!("{against} up"));
        assert_eq!(said([10, 20, 10, 0, 0], now), format!("{against} down"));
        // Apart by half a point, of so few people that it may be chance.
        assert_eq!(
            said([0, 2, 4, 4, 2], [1, 3, 5, 2, 1]),
            "Looking back, confidence is up; earlier ratings don’t confirm it yet"
        );
        assert_eq!(
            said(now, [0, 3, 4, 1, 0]),
            "Looking back, confidence is up; too few people gave ratings before the course to compare"
        );
        let headline =
            course_headline(&[course()], &[(Counts::of(now), Counts::of(now))], Some(&flexibility()));
        assert_eq!(
            headline,
            format!("{against} about level; partners expect more flexibility than staff say they offer")
        );
        assert_eq!(moved(&[], &[(Counts::of(now), Counts::of(now))]), "");
    }

    #[test]
    fn a_difference_from_before_that_holds_for_one_aim_of_three_is_no_direction() {
        let (low, high) = (Counts::of([10, 20, 10, 0, 0]), Counts::of([0, 0, 10, 20, 10]));
        let told = since_before(&[(high, low), (high, high), (low, low)]);
        assert_eq!(told, Direction::Mixed { up: 1, down: 0, of: 3 });
        assert_eq!(
            told.since_before(),
            "compared with ratings given before the course, it is up on 1 of 3 aims only"
        );
    }
}
