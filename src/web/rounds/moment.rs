//! A day and a time of day, as two fields of a form.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::{
    survey::course::moment::{Unclear, hour_of_day, moment},
    web::{Field, FormData, FormProblems},
};

/// The field of a day and the field of its time, which is named `…_time`.
pub(crate) fn fields(name: &str, (day, time): (&str, &str), entered: impl Fn(&str) -> String) -> [Field; 2] {
    let time_of = format!("{name}_time");
    [Field::typed("date", name, day, entered(name)), Field::typed("time", &*time_of, time, entered(&time_of))]
}

/// What the two fields hold for a moment.
pub(crate) fn entered<'a>(
    name: &'a str,
    at: Timestamp,
    zone: &TimeZone,
) -> impl Fn(&str) -> String + use<'a> {
    let at = at.to_zoned_datetime(zone.clone());
    let (day, time) = (at.strftime("%Y-%m-%d").to_string(), at.strftime("%H:%M").to_string());
    move |field| if field == name { day.clone() } else { time.clone() }
}

/// The moment that was entered, with every problem noted.
pub(crate) fn read(
    data: &FormData,
    name: &str,
    zone: &TimeZone,
    problems: &mut FormProblems,
) -> Option<Timestamp> {
    let time_of = format!("{name}_time");
    let (day, time) = (data.one(name), data.one(&time_of));
    match moment(day, time, zone) {
        Ok(at) => return Some(at),
        Err(Unclear::Day) if day.parse::<Date>().is_ok() => {
            problems.add(name, "Enter a day between now and the year 2999");
        }
        Err(Unclear::Day) => problems.add(name, "Enter a date, such as 2026-05-29"),
        Err(Unclear::Skipped) => {
            problems.add(&*time_of, "Enter another time: the clocks go forward, so this hour doesn’t exist");
        }
        Err(Unclear::Hour) => {}
    }
    // Both are said at once, or the form would come back twice.
    problems.add_if(hour_of_day(time).is_none(), time_of, "Enter a time, such as 17:00");
    None
}
