//! The health check of a partnership: the surveys that ask about its conditions, and when they are asked.

use jiff::{SignedDuration, civil::Date};

use super::{Item, Survey, item::Counted, templates};

/// The surveys of a health check, in the order in which they are asked.
const SURVEYS: [&str; 2] = ["health_foundations", "health_ways"];
/// The question about the partnership as a whole: no condition, and never told as a score of all of them.
const OVERALL: &str = "work_overall";

/// How long a health check is open.
pub const OPEN_FOR: SignedDuration = SignedDuration::from_hours(21 * 24);
/// How long after the first survey the second opens, so that nobody is asked both on one day.
pub const APART: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The months between two health checks that can be chosen.
pub const EVERY_MONTHS: [i32; 3] = [3, 6, 12];

/// The surveys of a health check, in the order in which they are asked.
pub fn surveys() -> impl Iterator<Item = &'static Survey> {
    SURVEYS.into_iter().filter_map(templates::find)
}

/// The conditions that a survey asks both sides to rate.
pub fn conditions(survey: &Survey) -> impl Iterator<Item = &Item> {
    survey.items().filter(|item| item.kind.counted() == Counted::Rating && item.key != OVERALL)
}

/// The day on which the next health check begins after one that began on `day`.
pub fn next(day: Date, every_months: i32) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_months(every_months).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Side;

    #[test]
    fn both_sides_rate_the_same_21_conditions() {
        let keys: Vec<&str> = surveys().flat_map(conditions).map(|item| &*item.key).collect();
        assert_eq!(keys.len(), 21);
        assert!(!keys.contains(&OVERALL));
        assert!(
            surveys().flat_map(conditions).all(|item| Side::ALL.into_iter().all(|side| item.is_on(side))),
            "each condition is asked of both sides"
        );
    }

    #[test]
    fn half_a_year_after_the_end_of_august_is_the_end_of_february() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(next(day("2026-08-31"), 6), Some(day("2027-02-28")));
    }
}
