//! Working days: weekends, bank holidays of a nation, and the days on which a programme is closed.

pub mod holidays;
mod period;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

pub use period::{Period, periods};

/// Days after which no working day is looked for: a programme that is closed for a year sends as planned.
const LONGEST: usize = 366;

/// Whose bank holidays count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nation {
    /// England and Wales have the same.
    #[default]
    EnglandAndWales,
    /// Scotland.
    Scotland,
    /// Northern Ireland.
    NorthernIreland,
    /// Elsewhere: no bank holidays.
    Elsewhere,
}

keys!(Nation {
    EnglandAndWales = "england_and_wales",
    Scotland = "scotland",
    NorthernIreland = "northern_ireland",
    Elsewhere = "elsewhere",
});

/// Why a day is not a working day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NonWorkingDay {
    /// Saturday or Sunday.
    Weekend,
    /// A bank holiday: its name.
    BankHoliday(&'static str),
    /// A closed day of the programme: what it is called, or nothing.
    Own(String),
}

/// What a programme says of its days. Kept in its settings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Calendar {
    /// Whose bank holidays count.
    pub nation: Nation,
    /// Whether Saturdays and Sundays are working days.
    pub weekends: bool,
    /// Days on which nobody is there to read emails, besides weekends and bank holidays.
    pub closed: Vec<Period>,
    /// The terms of schools, where they were entered.
    pub terms: Vec<Period>,
}

impl Calendar {
    /// Why a day is not a working day; `None` for one that is.
    pub fn closed(&self, day: Date) -> Option<NonWorkingDay> {
        let own = || self.closed.iter().find(|period| period.holds(day));
        if !self.weekends && matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            Some(NonWorkingDay::Weekend)
        } else if let Some(name) = holidays::name(self.nation, day) {
            Some(NonWorkingDay::BankHoliday(name))
        } else {
            own().map(|period| NonWorkingDay::Own(period.name.clone()))
        }
    }

    /// The day itself if it is a working day, or else the next one.
    pub fn working_day(&self, day: Date) -> Date {
        let days = std::iter::successors(Some(day), |day| day.tomorrow().ok());
        days.take(LONGEST).find(|day| self.closed(*day).is_none()).unwrap_or(day)
    }

    /// “Sat 30 May is at the weekend and Mon 1 June is a bank holiday”: why something planned for a day waits until the
    /// next working day. `None` for a working day.
    pub fn why_moved(&self, day: Date) -> Option<String> {
        let until = self.working_day(day);
        let days = std::iter::successors(Some(day), |day| day.tomorrow().ok());
        let mut reasons: Vec<(Date, NonWorkingDay)> = Vec::new();
        for day in days.take_while(|day| *day < until) {
            if let Some(closed) = self.closed(day)
                && reasons.iter().all(|(_, known)| *known != closed)
            {
                reasons.push((day, closed));
            }
        }
        let said = |(day, closed): &(Date, NonWorkingDay)| because(*day, closed);
        match reasons.as_slice() {
            [] => None,
            [one] => Some(said(one)),
            [first, .., last] => Some(format!("{} and {}", said(first), said(last))),
        }
    }

    /// Whether a day is out of term, where terms were entered for its year.
    pub fn is_out_of_term(&self, day: Date) -> bool {
        let first = self.terms.iter().map(|term| term.first).min();
        let last = self.terms.iter().map(|term| term.last).max();
        let is_known = first.is_some_and(|first| first <= day) && last.is_some_and(|last| day <= last);
        is_known && !self.terms.iter().any(|term| term.holds(day))
    }
}

/// “Tue 2 June”
pub fn said(day: Date) -> String {
    day.strftime("%a %-d %B").to_string()
}

fn because(day: Date, closed: &NonWorkingDay) -> String {
    let day = said(day);
    match closed {
        NonWorkingDay::Weekend => format!("{day} is at the weekend"),
        NonWorkingDay::BankHoliday(name) => format!("{day} is a bank holiday ({name})"),
        NonWorkingDay::Own(name) if name.is_empty() => format!("{day} is a closed day"),
        NonWorkingDay::Own(name) => format!("{day} is a closed day ({name})"),
    }
}

#[cfg(test)]
mod tests;
