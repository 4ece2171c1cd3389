//! What may be said of a change in confidence, and the headline of a course.

use super::gaps;
use crate::compare::Comparison;
use crate::stats::paired::Change;
use crate::stats::{MIN_TESTED, multiple};

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
pub fn direction(items: &[Change]) -> Direction {
    let tested: Vec<&Change> = items.iter().filter(|item| item.n >= MIN_TESTED).collect();
    if tested.is_empty() {
        return Direction::TooFew;
    }
    let p_values: Vec<f64> = tested.iter().map(|item| item.test.map_or(item.p_sign, |test| test.p)).collect();
    let adjusted = multiple::holm(&p_values);
    let sure = |sign: f64| {
        tested.iter().zip(&adjusted).filter(|(item, p)| **p < SURE && item.change * sign > 0.0).count()
    };
    let is_level =
        |item: &Change| item.test.map_or(item.up + item.down == 0, |test| test.interval.is_within(LEVEL));
    let of = items.len();
    match (sure(1.0), sure(-1.0)) {
        (0, 0) if tested.iter().all(|item| is_level(item)) => Direction::Level,
        (0, 0) => Direction::NotSure,
        (on, 0) if on * 2 >= of => Direction::Up { on, of },
        (0, on) if on * 2 >= of => Direction::Down { on, of },
        (up, down) => Direction::Mixed { up, down, of },
    }
}

/// The headline of a course: which way confidence moved, and the worst gap. Either part can be missing; without
/// both there is nothing to say yet.
pub fn course_headline(confidence: &[Change], comparison: Option<&Comparison>) -> String {
    let moved = (!confidence.is_empty()).then(|| direction(confidence));
    let gap = comparison.map(|comparison| (gaps::title(comparison), is_found(comparison)));
    match (moved, gap) {
        (None, None) => "No answers yet".to_owned(),
        (Some(moved), None) => moved.words(),
        // A clause that decides nothing has no place before one that does.
        (None, Some((title, _))) | (Some(Direction::NotSure | Direction::TooFew), Some((title, true))) => {
            title
        }
        (Some(moved), Some((title, _))) => format!("{}; {}", moved.words(), lower_first(&title)),
    }
}

/// Whether a comparison says that its sides differ on anything.
pub fn is_found(comparison: &Comparison) -> bool {
    comparison.pairs.iter().any(|pair| pair.verdict.is_finding())
}

fn lower_first(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{Ledger, Options, PairInput};
    use crate::counts::Counts;
    use crate::small_numbers::{Group, MinGroup};
    use crate::stats::paired::{self, PairCounts};

    fn change(pairs: &[(u8, u8, u64)]) -> Change {
        let mut counts = PairCounts::default();
        for (then, now, times) in pairs {
            counts.add(*then, *now, *times);
        }
        paired::change(&counts).unwrap()
    }

    fn course() -> Change {
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
        Comparison::new(&[item], Options { ledger: Ledger::LibraryOffers, min_group: MinGroup::default() })
    }

    #[test]
    fn four_people_are_too_few() {
        assert_eq!(direction(&[change(&[(2, 4, 4)])]), Direction::TooFew);
    }

    #[test]
    fn a_direction_needs_half_of_the_aims() {
        let unsure = change(&[(3, 4, 5), (3, 2, 4), (1, 1, 2)]);
        let (up, down) = (course(), change(&[(4, 3, 10)]));
        let told = |items: &[Change]| direction(items).words();
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
            course_headline(&[course()], Some(&flexibility())),
            "Looking back, confidence is up; partners expect more flexibility than staff say they offer"
        );
        assert_eq!(course_headline(&[course()], None), "Looking back, confidence is up");
        assert_eq!(
            course_headline(&[change(&[(2, 4, 4)])], Some(&flexibility())),
            "Partners expect more flexibility than staff say they offer"
        );
        assert_eq!(course_headline(&[], None), "No answers yet");
    }
}
