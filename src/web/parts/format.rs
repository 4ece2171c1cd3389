//! Times as people say them.

use jiff::{Timestamp, tz::TimeZone};

/// “Friday 29 May, 17:00”
pub(crate) fn day_and_time(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone()).strftime("%A %-d %B, %H:%M").to_string()
}

/// “Friday 29 May”
pub(crate) fn day(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone()).strftime("%A %-d %B").to_string()
}

/// “Friday”
pub(crate) fn weekday(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone()).strftime("%A").to_string()
}

/// “29 May 2026”
pub(crate) fn date(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone()).strftime("%-d %B %Y").to_string()
}

/// “Fri 29 May 17:00”
pub(crate) fn short(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone()).strftime("%a %-d %b %H:%M").to_string()
}

/// “17:00”
pub(crate) fn time(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone()).strftime("%H:%M").to_string()
}

/// The same instant for machines, with its offset: `2026-05-21T15:30:00+01:00`.
pub(crate) fn machine(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}
