//! Classes of days.

use jiff::{ToSpan, civil::Date};

use super::Cut;

/// So many days, as calendars have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Span {
    /// From Monday to Sunday.
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    /// All days there are.
    Ever,
}

impl Span {
    /// Every span, the shortest first.
    pub(super) const ALL: [Self; 7] =
        [Self::Week, Self::Month, Self::Quarter, Self::Year, Self::Decade, Self::Century, Self::Ever];

    /// The span of a class that begins and ends so.
    pub(super) fn between(from: Date, to: Date) -> Option<Self> {
        Self::ALL.into_iter().find(|span| span.start(from) == from && span.next(from) == to)
    }
}

impl Cut for Span {
    type Value = Date;

    fn start(self, day: Date) -> Date {
        let year = |year: i16| Date::new(year, 1, 1).unwrap_or(Date::MIN);
        match self {
            Self::Week => {
                let since_monday = i64::from(day.weekday().to_monday_zero_offset());
                day.checked_sub(since_monday.days()).unwrap_or(Date::MIN)
            }
            Self::Month => day.first_of_month(),
            Self::Quarter => Date::new(day.year(), (day.month() - 1) / 3 * 3 + 1, 1).unwrap_or(day),
            Self::Year => year(day.year()),
            Self::Decade => year(day.year() - day.year().rem_euclid(10)),
            Self::Century => year(day.year() - day.year().rem_euclid(100)),
            Self::Ever => Date::MIN,
        }
    }

    fn next(self, start: Date) -> Date {
        let length = match self {
            Self::Week => 7.days(),
            Self::Month => 1.month(),
            Self::Quarter => 3.months(),
            Self::Year => 1.year(),
            Self::Decade => 10.years(),
            Self::Century => 100.years(),
            Self::Ever => return Date::MAX,
        };
        start.checked_add(length).unwrap_or(Date::MAX)
    }
}

/// “4 to 10 May 2026”, “May 2026”, “April to June 2026”, “2020 to 2029”
pub(super) fn label(from: Date, to: Date) -> String {
    let last = to.checked_sub(1.day()).unwrap_or(to);
    let say = |day: Date, how: &str| day.strftime(how).to_string();
    match Span::between(from, to) {
        Some(Span::Ever) => "Any day".to_owned(),
        Some(Span::Decade | Span::Century) => format!("{} to {}", say(from, "%Y"), say(last, "%Y")),
        Some(Span::Year) => say(from, "%Y"),
        Some(Span::Quarter) => format!("{} to {}", say(from, "%B"), say(last, "%B %Y")),
        Some(Span::Month) => say(from, "%B %Y"),
        Some(Span::Week) | None => {
            let begins = match (from.year() == last.year(), from.month() == last.month()) {
                (true, true) => "%-d",
                (true, false) => "%-d %B",
                (false, _) => "%-d %B %Y",
            };
            format!("{} to {}", say(from, begins), say(last, "%-d %B %Y"))
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_class_is_called_as_calendars_call_it() {
        let called = |span: Span, day: Date| label(span.start(day), span.next(span.start(day)));
        let day = date(2026, 5, 7);
        assert_eq!(called(Span::Week, day), "4 to 10 May 2026");
        assert_eq!(called(Span::Week, date(2026, 5, 1)), "27 April to 3 May 2026");
        assert_eq!(called(Span::Week, date(2026, 12, 31)), "28 December 2026 to 3 January 2027");
        assert_eq!(called(Span::Month, day), "May 2026");
        assert_eq!(called(Span::Quarter, day), "April to June 2026");
        assert_eq!(called(Span::Year, day), "2026");
        assert_eq!(called(Span::Decade, day), "2020 to 2029");
        assert_eq!(called(Span::Century, day), "2000 to 2099");
        assert_eq!(called(Span::Ever, day), "Any day");
    }
}
