//! Times at which a partner is busy, and the next free day after one.

use jiff::{ToSpan, civil::Date};
use uuid::Uuid;

/// Times that may follow each other without a free day between them: more than anybody writes down.
const LOOKED_AT: usize = 100;

/// A time at which a partner is busy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BusyTime {
    pub id: Uuid,
    /// Who is busy.
    pub partner_id: Uuid,
    /// Its first day.
    pub starts_on: Date,
    /// Its last day, not before the first.
    pub ends_on: Date,
    /// Whether it is busy on the same days of each year.
    pub every_year: bool,
    /// With what: “exam weeks”.
    pub why: String,
}

impl BusyTime {
    /// The last day of its busy time around `day`; `None` where `day` is free.
    fn busy_until(&self, day: Date) -> Option<Date> {
        let moved = |years: i16| {
            let span = i32::from(years).years();
            Some((self.starts_on.checked_add(span).ok()?, self.ends_on.checked_add(span).ok()?))
        };
        let years = day.year() - self.starts_on.year();
        // One that goes over the end of a year began in the year before.
        let times = if self.every_year { vec![moved(years), moved(years - 1)] } else { vec![moved(0)] };
        let mut around = times.into_iter().flatten().filter(|(from, to)| *from <= day && day <= *to);
        around.next().map(|(_, to)| to)
    }

    /// “3 to 14 March 2027”, or “every year, 3 March to 14 March”.
    pub fn said(&self) -> String {
        let how = if self.every_year { "%-d %B" } else { "%-d %B %Y" };
        let (from, to) = (self.starts_on.strftime(how), self.ends_on.strftime(how));
        let days = if self.starts_on == self.ends_on { from.to_string() } else { format!("{from} to {to}") };
        if self.every_year { format!("every year, {days}") } else { days }
    }

    /// The same on a sheet: “Exam weeks: 3 May 2027 to 14 May 2027”.
    pub fn line(&self) -> String {
        if self.why.is_empty() { self.said() } else { format!("{}: {}", self.why, self.said()) }
    }
}

/// A day on which somebody is busy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash<'a> {
    /// The time that it falls into.
    pub time: &'a BusyTime,
    /// The next day after it on which nobody is; none where there is none.
    pub free: Option<Date>,
}

/// Whether somebody is busy on a day, and when the next free day is.
pub fn clash(times: &[BusyTime], day: Date) -> Option<Clash<'_>> {
    let time = times.iter().find(|time| time.busy_until(day).is_some())?;
    let mut next = day;
    for _ in 0..LOOKED_AT {
        let Some(until) = times.iter().filter_map(|time| time.busy_until(next)).max() else {
            return Some(Clash { time, free: Some(next) });
        };
        let Ok(after) = until.tomorrow() else { break };
        next = after;
    }
    Some(Clash { time, free: None })
}

/// A day if nobody is busy on it, otherwise the next free one; the day itself where there is none.
pub fn free_from(times: &[BusyTime], day: Date) -> Date {
    clash(times, day).and_then(|clash| clash.free).unwrap_or(day)
}

/// What is said beside a date on which `partner` is busy.
pub fn warning(partner: &str, clash: &Clash<'_>) -> String {
    let when = clash.time.said();
    let with = if clash.time.why.is_empty() { when } else { format!("{}, {when}", clash.time.why) };
    match clash.free {
        Some(day) => format!(
            "{partner} is busy then ({with}). The next free day is {}. Change the date, or save again to keep it",
            day.strftime("%-d %B %Y")
        ),
        None => format!("{partner} is busy then ({with}). Change the date, or save again to keep it"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn busy(from: Date, to: Date, every_year: bool) -> BusyTime {
        let (id, partner_id) = (Uuid::nil(), Uuid::nil());
        BusyTime { id, partner_id, starts_on: from, ends_on: to, every_year, why: "exams".into() }
    }

    #[test]
    fn the_next_free_day_comes_after_times_that_follow_each_other() {
        let times = [
            busy(date(2027, 3, 1), date(2027, 3, 5), false),
            busy(date(2027, 3, 6), date(2027, 3, 9), false),
        ];
        assert_eq!(clash(&times, date(2027, 2, 28)), None);
        assert_eq!(clash(&times, date(2027, 3, 10)), None);
        assert_eq!(clash(&times, date(2027, 3, 2)).unwrap().free, Some(date(2027, 3, 10)));
        assert_eq!(clash(&times, date(2028, 3, 2)), None);
        assert_eq!(free_from(&times, date(2027, 3, 2)), date(2027, 3, 10));
        assert_eq!(free_from(&times, date(2027, 2, 2)), date(2027, 2, 2));
    }

    #[test]
    fn a_time_of_every_year_comes_again_also_over_the_end_of_a_year() {
        let times = [busy(date(2026, 12, 20), date(2027, 1, 5), true)];
        for day in [date(2026, 12, 31), date(2027, 1, 5), date(2029, 1, 2), date(2029, 12, 24)] {
            assert!(clash(&times, day).is_some(), "{day}");
        }
        for day in [date(2027, 1, 6), date(2027, 12, 19), date(2029, 1, 6)] {
            assert_eq!(clash(&times, day), None, "{day}");
        }
        assert_eq!(clash(&times, date(2028, 12, 24)).unwrap().free, Some(date(2029, 1, 6)));
    }

    #[test]
    fn a_partner_who_is_always_busy_has_no_free_day() {
        let times = [busy(date(2026, 1, 1), date(2026, 12, 31), true)];
        let found = clash(&times, date(2026, 6, 1)).unwrap();
        assert_eq!(found.free, None);
        assert!(!warning("Elm House", &found).contains("next free day"));
    }

    #[test]
    fn the_warning_says_why_and_when_it_is_free_again() {
        let times = [busy(date(2027, 3, 1), date(2027, 3, 5), false)];
        let found = clash(&times, date(2027, 3, 2)).unwrap();
        assert_eq!(
            warning("Elm House", &found),
            "Elm House is busy then (exams, 1 March 2027 to 5 March 2027). The next free day is 6 March 2027. Change the \
             date, or save again to keep it"
        );
    }
}
