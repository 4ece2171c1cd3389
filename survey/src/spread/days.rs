//! Cells of days: months around the one in which a round opened, wider the further from it.

use jiff::{ToSpan, civil::Date};

/// Where each cell but the first begins: so many months after the month of the opening.
const MONTHS: [i64; 15] = [-120, -60, -24, -12, -6, -3, -2, -1, 0, 1, 2, 3, 6, 12, 24];

/// Where each cell but the first begins.
pub(super) fn edges(opened: Date) -> Vec<Date> {
    let month = opened.first_of_month();
    let mut edges: Vec<Date> =
        MONTHS.into_iter().filter_map(|months| month.checked_add(months.months()).ok()).collect();
    edges.dedup();
    edges
}

/// “May 2026”, “April to June 2026”, “Before May 2026”, “June 2026 or later”; of earlier versions “4 to 10 May 2026” too.
pub(super) fn label(from: Option<Date>, to: Option<Date>) -> String {
    let say = |day: Date, how: &str| day.strftime(how).to_string();
    // The class of all days there are, as an earlier version wrote it.
    match (from.filter(|from| *from > Date::MIN), to.filter(|to| *to < Date::MAX)) {
        (None, None) => "Any day".to_owned(),
        (None, Some(to)) => format!("Before {}", say(to, from_when(to))),
        (Some(from), None) => format!("{} or later", say(from, from_when(from))),
        (Some(from), Some(to)) => between(from, to),
    }
}

/// How the day is said on which something begins: the month where it is the first of one.
fn from_when(day: Date) -> &'static str {
    if day.day() == 1 { "%B %Y" } else { "%-d %B %Y" }
}

fn between(from: Date, to: Date) -> String {
    let say = |day: Date, how: &str| day.strftime(how).to_string();
    let last = to.checked_sub(1.day()).unwrap_or(to);
    let same_year = from.year() == last.year();
    if from.day() == 1 && to.day() == 1 {
        return match (from.month() == 1 && to.month() == 1, same_year, from.month() == last.month()) {
            (true, true, _) => say(from, "%Y"),
            (true, false, _) => format!("{} to {}", say(from, "%Y"), say(last, "%Y")),
            (false, true, true) => say(from, "%B %Y"),
            (false, true, false) => format!("{} to {}", say(from, "%B"), say(last, "%B %Y")),
            (false, false, _) => format!("{} to {}", say(from, "%B %Y"), say(last, "%B %Y")),
        };
    }
    let begins = match (same_year, from.month() == last.month()) {
        (true, true) => "%-d",
        (true, false) => "%-d %B",
        (false, _) => "%-d %B %Y",
    };
    format!("{} to {}", say(from, begins), say(last, "%-d %B %Y"))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::spread::MOST;

    #[test]
    fn cells_are_months_near_the_opening_and_wider_further_away() {
        let edges = edges(date(2026, 5, 21));
        assert_eq!(edges.len() + 1, MOST);
        assert_eq!((edges[0], edges[8], edges[14]), (date(2016, 5, 1), date(2026, 5, 1), date(2028, 5, 1)));
        assert!(edges.is_sorted_by(|one, next| one < next));
        assert_eq!(super::edges(date(2026, 5, 1)), edges, "the day of the month changes nothing");
        assert!(!super::edges(Date::MAX).is_empty());
    }

    #[test]
    fn a_class_is_called_as_calendars_call_it() {
        let called = |from: Option<(i16, i8, i8)>, to: Option<(i16, i8, i8)>| {
            let day = |(year, month, day)| date(year, month, day);
            label(from.map(day), to.map(day))
        };
        assert_eq!(called(Some((2026, 5, 1)), Some((2026, 6, 1))), "May 2026");
        assert_eq!(called(Some((2026, 4, 1)), Some((2026, 7, 1))), "April to June 2026");
        assert_eq!(called(Some((2025, 11, 1)), Some((2026, 2, 1))), "November 2025 to January 2026");
        assert_eq!(called(Some((2026, 12, 1)), Some((2027, 1, 1))), "December 2026");
        assert_eq!(called(Some((2024, 1, 1)), Some((2025, 1, 1))), "2024");
        assert_eq!(called(None, Some((2016, 5, 1))), "Before May 2016");
        assert_eq!(called(Some((2028, 5, 1)), None), "May 2028 or later");
        assert_eq!(called(None, None), "Any day");
    }

    #[test]
    fn classes_of_earlier_versions_keep_their_names() {
        let called = |key: &str| {
            let (from, to) = key.split_once("..").unwrap();
            label(Some(from.parse().unwrap()), Some(to.parse().unwrap()))
        };
        assert_eq!(called("2026-05-04..2026-05-11"), "4 to 10 May 2026");
        assert_eq!(called("2026-04-27..2026-05-04"), "27 April to 3 May 2026");
        assert_eq!(called("2026-12-28..2027-01-04"), "28 December 2026 to 3 January 2027");
        assert_eq!(called("2020-01-01..2030-01-01"), "2020 to 2029");
        assert_eq!(label(Some(Date::MIN), Some(Date::MAX)), "Any day");
    }
}
