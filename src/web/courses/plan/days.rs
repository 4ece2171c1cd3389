//! The days of a course: the first in fields of its own, further ones a line each.

use jiff::{civil::Date, tz::TimeZone};

use crate::{
    store::CourseSession,
    survey::course::moment::{Unclear, hour_of_day, moment},
    web::{FormData, FormProblems, courses::plan::when},
};

/// The most days of a course.
const MOST: usize = 30;
/// How people write a day beside `2026-06-17`.
const DAYS: [&str; 3] = ["%d/%m/%Y", "%d %B %Y", "%d %b %Y"];

/// The days that a form names, in order; what cannot be read is noted.
pub(crate) fn read(
    entries: &FormData,
    zone: &TimeZone,
    problems: &mut FormProblems,
) -> Option<Vec<CourseSession>> {
    let starts = when(entries, ("date", "starts"), zone, problems);
    let ends = when(entries, ("date", "ends"), zone, problems);
    let further = further(entries.one("more_days"), zone).unwrap_or_else(|why| {
        problems.add("more_days", why);
        Vec::new()
    });
    let (starts, ends) = (starts?, ends?);
    if ends <= starts {
        problems.add("ends", "Enter an end that is later than the start");
        return None;
    }
    let mut days = vec![CourseSession { starts, ends }];
    days.extend(further);
    days.sort();
    if days[0].starts < starts {
        problems.add("more_days", "Enter the first day above, and only later days here");
    } else if days.windows(2).any(|pair| pair[1].starts < pair[0].ends) {
        problems.add("more_days", "Enter each day once: two of these times overlap");
    } else if days.len() > MOST {
        problems.add("more_days", format!("Enter no more than {MOST} days"));
    }
    Some(days)
}

fn further(text: &str, zone: &TimeZone) -> Result<Vec<CourseSession>, String> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            let wrong = |what: &str| format!("Line {}: {what}", at + 1);
            let [day, starts, ends] = split(line).ok_or_else(|| {
                wrong("enter a date, a start and an end, such as 2026-06-17 10:00 to 16:00")
            })?;
            let at = |hour: &str| {
                moment(&day, hour, zone).map_err(|unclear| {
                    wrong(match unclear {
                        Unclear::Day => "enter a date, such as 2026-06-17",
                        Unclear::Hour => "enter times, such as 10:00 to 16:00",
                        Unclear::Skipped => {
                            "enter another time: the clocks go forward, so this hour doesn’t exist"
                        }
                    })
                })
            };
            let (starts, ends) = (at(&starts)?, at(&ends)?);
            if ends <= starts {
                return Err(wrong("enter an end that is later than the start"));
            }
            Ok(CourseSession { starts, ends })
        })
        .collect()
}

/// Day, start and end of a line.
fn split(line: &str) -> Option<[String; 3]> {
    let line = line.replace(['–', ','], " ").replace(" to ", " ");
    let (mut hours, mut day) = (Vec::new(), Vec::new());
    for word in line.split_whitespace() {
        let parts: Vec<&str> = word.split('-').filter(|part| !part.is_empty()).collect();
        if parts.iter().all(|part| hour_of_day(part).is_some()) {
            hours.extend(parts);
        } else {
            day.push(word);
        }
    }
    let day = day.join(" ");
    let date: Option<Date> =
        day.parse().ok().or_else(|| DAYS.iter().find_map(|how| Date::strptime(how, &day).ok()));
    let [starts, ends] = hours.try_into().ok()?;
    Some([date?.to_string(), starts.to_owned(), ends.to_owned()])
}

/// A day as it stands in the field for further ones.
pub(crate) fn written(day: &CourseSession, zone: &TimeZone) -> String {
    let at = |at: jiff::Timestamp, how: &str| at.to_zoned_datetime(zone.clone()).strftime(how).to_string();
    format!("{} {} to {}", at(day.starts, "%Y-%m-%d"), at(day.starts, "%H:%M"), at(day.ends, "%H:%M"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_people_write_it() {
        let zone = TimeZone::get("Europe/London").unwrap();
        let text = "2026-06-17 10:00 to 16:00\n\n18/06/2026 9.30-12:00\n19 June 2026, 10:00 – 15:00";
        let days: Vec<String> = further(text, &zone).unwrap().iter().map(|day| written(day, &zone)).collect();
        assert_eq!(
            days,
            ["2026-06-17 10:00 to 16:00", "2026-06-18 09:30 to 12:00", "2026-06-19 10:00 to 15:00"]
        );
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named() {
        let zone = TimeZone::UTC;
        for (text, line) in [
            ("2026-06-17 10:00 16:00\ntomorrow", "Line 2"),
            ("2026-06-17 16:00 10:00", "Line 1"),
            ("2026-06-31 10:00 16:00", "Line 1"),
            ("2026-06-17 10:00", "Line 1"),
        ] {
            assert!(further(text, &zone).unwrap_err().starts_with(line), "{text}");
        }
    }
}
