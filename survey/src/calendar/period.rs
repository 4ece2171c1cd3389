//! Days from one to another with a name, and how people write them: “25 Dec 2026 – 1 Jan 2027 Christmas closure”.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The most lines of a list of periods.
const MOST: usize = 200;
/// The longest name.
const NAME_MAX: usize = 100;
/// The longest period, in days.
const LONGEST: i32 = 366;
/// The years that a day may be in.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2100;
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Days from one to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// The first day.
    pub first: Date,
    /// The last day, itself within; the first or later.
    pub last: Date,
    /// What it is called; may be empty.
    pub name: String,
}

impl Period {
    /// Whether a day is within.
    pub fn holds(&self, day: Date) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// “25 Dec 2026 – 1 Jan 2027 Christmas closure”, as it can be read again.
    pub fn said(&self) -> String {
        let day = |day: Date| day.strftime("%-d %b %Y").to_string();
        let days = if self.first == self.last {
            day(self.first)
        } else {
            format!("{} – {}", day(self.first), day(self.last))
        };
        format!("{days} {}", self.name).trim_end().to_owned()
    }
}

/// Reads periods, one a line.
///
/// # Errors
/// What to mend, line by line.
pub fn periods(text: &str) -> Result<Vec<Period>, String> {
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
    let lines: Vec<(usize, &str)> = lines.filter(|(_, line)| !line.is_empty()).collect();
    if lines.len() > MOST {
        return Err(format!("Enter {MOST} lines or fewer"));
    }
    let mut periods = Vec::with_capacity(lines.len());
    let mut wrong = Vec::new();
    for (number, line) in lines {
        match period(line) {
            Ok(period) => periods.push(period),
            Err(why) => wrong.push(format!("Line {number}: {why}")),
        }
    }
    if wrong.is_empty() { Ok(periods) } else { Err(wrong.join(". ")) }
}

fn period(line: &str) -> Result<Period, &'static str> {
    const DAY: &str = "begin with a day, like 25 Dec 2026";
    let (first, rest) = day(line).ok_or(DAY)?;
    let until = ["–", "—", "-", "to ", "until "].into_iter().find_map(|word| rest.strip_prefix(word));
    let (last, name) = match until {
        Some(rest) => day(rest.trim_start()).ok_or("enter the last day in full, like 1 Jan 2027")?,
        None => (first, rest),
    };
    if last < first {
        return Err("the last day is before the first");
    }
    if last.since(first).map_or(i32::MAX, |span| span.get_days()) >= LONGEST {
        return Err("enter a year or less");
    }
    if name.chars().count() > NAME_MAX {
        return Err("shorten the name to 100 characters or fewer");
    }
    Ok(Period { first, last, name: name.to_owned() })
}

/// The day that a text begins with, “25 Dec 2026” or “2026-12-25”, and what follows it.
fn day(text: &str) -> Option<(Date, &str)> {
    let (word, rest) = word(text);
    if let Ok(day) = word.trim_end_matches(',').parse::<Date>() {
        return YEARS.contains(&day.year()).then_some((day, rest));
    }
    let number: i8 = word.parse().ok()?;
    let (name, rest) = self::word(rest);
    let name = name.trim_end_matches('.').to_lowercase();
    let month = MONTHS.iter().position(|month| name.len() >= 3 && month.starts_with(&*name))?;
    // “2026–1 Jan” needs no space around its dash.
    let digits = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
    let year: i16 = rest[..digits].parse().ok().filter(|year| YEARS.contains(year))?;
    let day = Date::new(year, i8::try_from(month + 1).ok()?, number).ok()?;
    Some((day, rest[digits..].trim_start_matches([',', ':', ' ', '\t'])))
}

fn word(text: &str) -> (&str, &str) {
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    (&text[..end], text[end..].trim_start())
}
