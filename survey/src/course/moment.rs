//! A day and an hour as a person types them, made into a moment at a place.

use jiff::civil::{Date, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, civil::DateTime};

/// Why a day and an hour are no moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// The day cannot be read.
    Day,
    /// The hour cannot be read.
    Hour,
    /// The clocks are put forward over this hour: it never happens.
    Skipped,
}

/// Years in which courses are held: every time that follows from one stays far inside the calendar.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2999;

/// The moment at which it is `hour` (`10:00`) on `day` (`2026-05-21`) in a time zone. Of an hour that happens twice,
/// when the clocks are put back, the first.
///
/// # Errors
///
/// What cannot be read, or that the hour does not happen.
pub fn moment(day: &str, hour: &str, zone: &TimeZone) -> Result<Timestamp, Unclear> {
    let day: Date = day.parse().map_err(|_| Unclear::Day)?;
    if !YEARS.contains(&day.year()) {
        return Err(Unclear::Day);
    }
    at(day.to_datetime(hour_of_day(hour).ok_or(Unclear::Hour)?), zone)
}

fn at(local: DateTime, zone: &TimeZone) -> Result<Timestamp, Unclear> {
    let found = zone.to_ambiguous_timestamp(local);
    match found.offset() {
        AmbiguousOffset::Gap { .. } => Err(Unclear::Skipped),
        _ => found.compatible().map_err(|_| Unclear::Day),
    }
}

/// An hour as people type it: `9:30`, `09:30`, `09.30` and what browsers send.
pub fn hour_of_day(hour: &str) -> Option<Time> {
    let (hours, minutes) = hour.split_once([':', '.'])?;
    let minutes = minutes.get(..2).filter(|_| matches!(minutes.get(2..), Some("" | ":00")))?;
    let number = |text: &str| -> Option<i8> {
        (text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
    };
    Time::new(number(hours)?, number(minutes)?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_london(day: &str, hour: &str) -> Result<String, Unclear> {
        moment(day, hour, &TimeZone::get("Europe/London").unwrap()).map(|at| at.to_string())
    }

    #[test]
    fn an_hour_is_local_whatever_the_clocks_do() {
        assert_eq!(in_london("2026-05-21", "10:00").unwrap(), "2026-05-21T09:00:00Z");
        assert_eq!(in_london("2026-12-01", "9.30").unwrap(), "2026-12-01T09:30:00Z");
        assert_eq!(in_london("2026-12-01", "09:30:00").unwrap(), "2026-12-01T09:30:00Z");
    }

    #[test]
    fn an_hour_that_the_clocks_leave_out_is_refused_and_one_that_comes_twice_is_the_first() {
        assert_eq!(in_london("2026-03-29", "01:30"), Err(Unclear::Skipped));
        assert_eq!(in_london("2026-10-25", "01:30").unwrap(), "2026-10-25T00:30:00Z");
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for day in ["", "21/05/2026", "2026-02-30", "9999-12-31", "-000001-01-01", "1999-12-31"] {
            assert_eq!(in_london(day, "10:00"), Err(Unclear::Day), "{day}");
        }
        for hour in ["", "10", "25:00", "10:60", "10:5", "ten", "+1:00", "10:00:99", "1é:00"] {
            assert_eq!(in_london("2026-05-21", hour), Err(Unclear::Hour), "{hour}");
        }
    }
}
