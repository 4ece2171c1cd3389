//! What may be said of a change in confidence, and the headline of a course.

use super::gaps;
use crate::compare::{Comparison, Verdict};
use crate::small_numbers::{MinGroup, TOO_FEW};
use crate::stats::paired::Change;
use crate::stats::{MIN_TESTED, multiple};

/// The level of a Holm p-value that makes a change a finding.
const SURE: f64 = 0.05;
/// The confidence stayed about level when every whole interval lies within this of zero, in scale points.
const LEVEL: f64 = 0.5;

/// Which way a set of items moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Surely up on at least one item, surely down on none.
    Up,
    /// Surely down on at least one item, surely up on none.
    Down,
    /// Surely up on some and down on others.
    Mixed,
    /// About level on every item.
    Level,
    /// The answers do not decide.
    NotSure,
    /// Fewer than ten complete pairs on every item.
    TooFew,
}

impl Direction {
    /// A clause without a full stop: "Confidence is up".
    pub fn words(self) -> &'static str {
        match self {
            Self::Up => "Confidence is up",
            Self::Down => "Confidence is down",
            Self::Mixed => "Confidence is up on some points and down on others",
            Self::Level => "Confidence is about level",
            Self::NotSure => "Not sure yet whether confidence has changed",
            Self::TooFew => "Too few answers to say whether confidence has changed",
        }
    }
}

/// Which way confidence moved over the items of a course, with p-values adjusted after Holm. Where everyone
/// moved by the same amount there is no t test, and the exact sign test stands in.
pub fn direction(items: &[Change]) -> Direction {
    let tested: Vec<&Change> = items.iter().filter(|item| item.n >= MIN_TESTED).collect();
    if tested.is_empty() {
        return Direction::TooFew;
    }
    let p_values: Vec<f64> = tested.iter().map(|item| item.test.map_or(item.p_sign, |test| test.p)).collect();
    let adjusted = multiple::holm(&p_values);
    let sure =
        |sign: f64| tested.iter().zip(&adjusted).any(|(item, p)| *p < SURE && item.change * sign > 0.0);
    let is_level =
        |item: &Change| item.test.map_or(item.up + item.down == 0, |test| test.interval.is_within(LEVEL));
    match (sure(1.0), sure(-1.0)) {
        (true, true) => Direction::Mixed,
        (true, false) => Direction::Up,
        (false, true) => Direction::Down,
        (false, false) if tested.iter().all(|item| is_level(item)) => Direction::Level,
        (false, false) => Direction::NotSure,
    }
}

/// The change in plain words, without a full stop: "8 of 10 felt more confident, nobody felt less confident".
pub fn change_in_people(change: &Change, min: MinGroup) -> String {
    let Change { n, up, same, down, .. } = *change;
    if !min.allows(n) {
        return TOO_FEW.to_owned();
    }
    match (up, down) {
        (0, 0) => format!("all {n} felt as confident as before"),
        (0, _) if same == 0 => format!("all {n} felt less confident"),
        (0, _) => format!("none of {n} felt more confident, {down} less"),
        (_, 0) if same == 0 => format!("all {n} felt more confident"),
        (_, 0) => format!("{up} of {n} felt more confident, nobody felt less confident"),
        _ => format!("{up} of {n} felt more confident, {down} less"),
    }
}

/// The two means: "2.5 → 3.6".
pub fn then_to_now(change: &Change, min: MinGroup) -> String {
    if min.allows(change.n) {
        format!("{:.1} → {:.1}", change.then, change.now)
    } else {
        TOO_FEW.to_owned()
    }
}

/// The headline of a course: which way confidence moved, and the worst gap. Either part can be missing; without
/// both there is nothing to say yet.
pub fn course_headline(confidence: &[Change], comparison: Option<&Comparison>) -> String {
    let moved = (!confidence.is_empty()).then(|| direction(confidence));
    let gap = comparison.map(|comparison| (gaps::title(comparison), is_found(comparison)));
    match (moved, gap) {
        (None, None) => "No answers yet".to_owned(),
        (Some(moved), None) => moved.words().to_owned(),
        // A clause that decides nothing has no place before one that does.
        (None, Some((title, _))) | (Some(Direction::NotSure | Direction::TooFew), Some((title, true))) => {
            title
        }
        (Some(moved), Some((title, _))) => format!("{}; {}", moved.words(), lower_first(&title)),
    }
}

fn is_found(comparison: &Comparison) -> bool {
    let found = [Verdict::Clear, Verdict::Possible, Verdict::MoreThanAsked];
    comparison.pairs.iter().any(|pair| found.contains(&pair.verdict))
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
    use crate::small_numbers::Group;
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
    fn the_change_is_told_in_people() {
        let min = MinGroup::default();
        assert_eq!(
            change_in_people(&course(), min),
            "8 of 10 felt more confident, nobody felt less confident"
        );
        assert_eq!(then_to_now(&course(), min), "2.5 → 3.6");
        assert_eq!(change_in_people(&change(&[(3, 3, 6)]), min), "all 6 felt as confident as before");
        assert_eq!(change_in_people(&change(&[(3, 2, 6)]), min), "all 6 felt less confident");
        assert_eq!(change_in_people(&change(&[(3, 4, 6)]), min), "all 6 felt more confident");
        assert_eq!(
            change_in_people(&change(&[(3, 2, 2), (1, 1, 6)]), min),
            "none of 8 felt more confident, 2 less"
        );
        assert_eq!(
            change_in_people(&change(&[(3, 2, 2), (1, 2, 6)]), min),
            "6 of 8 felt more confident, 2 less"
        );
    }

    #[test]
    fn four_people_are_too_few() {
        let four = change(&[(2, 4, 4)]);
        assert_eq!(change_in_people(&four, MinGroup::default()), "too few answers");
        assert_eq!(then_to_now(&four, MinGroup::default()), "too few answers");
        assert_eq!(direction(&[four]), Direction::TooFew);
    }

    #[test]
    fn a_direction_needs_more_than_one_lucky_item() {
        let unsure = change(&[(3, 4, 5), (3, 2, 4), (1, 1, 2)]);
        assert_eq!(direction(&[course()]), Direction::Up);
        assert_eq!(direction(&[unsure]), Direction::NotSure);
        assert_eq!(direction(&[change(&[(3, 4, 10)])]), Direction::Up);
        assert_eq!(direction(&[change(&[(4, 3, 10)]), unsure]), Direction::Down);
        assert_eq!(direction(&[change(&[(4, 3, 10)]), course()]), Direction::Mixed);
        assert_eq!(direction(&[change(&[(3, 3, 10)])]), Direction::Level);
    }

    #[test]
    fn a_course_has_its_headline() {
        assert_eq!(
            course_headline(&[course()], Some(&flexibility())),
            "Confidence is up; partners expect more flexibility than staff say they offer"
        );
        assert_eq!(course_headline(&[course()], None), "Confidence is up");
        assert_eq!(
            course_headline(&[change(&[(2, 4, 4)])], Some(&flexibility())),
            "Partners expect more flexibility than staff say they offer"
        );
        assert_eq!(course_headline(&[], None), "No answers yet");
    }
}
