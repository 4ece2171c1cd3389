//! On which days a programme writes to people.

use std::fmt::Write as _;

use jiff::Timestamp;

use crate::{
    store::ProgrammeSettings,
    survey::calendar::{self, Calendar, Nation, Period, holidays},
    web::{Field, FormChoice, FormData, FormProblems},
};

pub(crate) const LEAD: &[&str] =
    &["Invitations, reminders and summaries are sent on working days. Emails due at a weekend, on a bank \
     holiday or on one of your closed days are sent on the next working morning, and the course page says \
     so."];

fn nation(nation: Nation) -> &'static str {
    match nation {
        Nation::EnglandAndWales => "England and Wales",
        Nation::Scotland => "Scotland",
        Nation::NorthernIreland => "Northern Ireland",
        Nation::Elsewhere => "None",
    }
}

/// What is set now, in a few sentences.
pub(crate) fn state(settings: &ProgrammeSettings, now: Timestamp) -> String {
    let Calendar { nation, weekends, closed, terms } = &settings.calendar;
    let today = now.to_zoned_datetime(settings.zone()).date();
    let coming = [today.year(), today.year().saturating_add(1)];
    let mut coming = coming.into_iter().flat_map(|year| holidays::of_year(*nation, year));
    let mut said = match (nation, coming.find(|(day, _)| *day >= today)) {
        (Nation::Elsewhere, _) | (_, None) => "No bank holidays.".to_owned(),
        (nation, Some((day, name))) => {
            format!("Bank holidays of {}, next: {} ({name}).", self::nation(*nation), calendar::said(day))
        }
    };
    let next = closed.iter().filter(|period| period.last >= today).min_by_key(|period| period.first);
    match next {
        Some(period) => {
            let _ = write!(said, " Closed: {}.", period.said());
        }
        None => said.push_str(" No closed days of your own."),
    }
    if *weekends {
        said.push_str(" Emails are sent at weekends too.");
    }
    if !terms.is_empty() {
        said.push_str(" Term dates are entered.");
    }
    said
}

fn lines(periods: &[Period]) -> String {
    periods.iter().map(Period::said).collect::<Vec<_>>().join("\n")
}

pub(crate) fn entries(calendar: &Calendar) -> FormData {
    FormData::of([
        ("nation", calendar.nation.key().to_owned()),
        ("weekends", if calendar.weekends { "yes" } else { "" }.to_owned()),
        ("closed", lines(&calendar.closed)),
        ("terms", lines(&calendar.terms)),
    ])
}

pub(crate) fn fields(entries: &FormData) -> Vec<Field> {
    let nations = Nation::ALL.map(|one| FormChoice::of(one.key(), nation(one), [entries.one("nation")]));
    let lines =
        |name: &str, label: &str, hint: &str| Field::text(name, label, 5, entries.one(name)).hint(hint);
    vec![
        Field::radios("nation", "Bank holidays", nations),
        Field::tick("weekends", "Send emails at weekends too", entries.is_on("weekends")),
        lines(
            "closed",
            "Closed days",
            "One per line: a date, or the first and last date, and what it is. For example: 25 Dec 2026 – 1 \
             Jan 2027 Christmas closure",
        ),
        lines(
            "terms",
            "School terms (optional)",
            "One per line, for example: 7 Sep 2026 – 18 Dec 2026 Autumn term. Emails aren’t moved, but the \
             course page says when one would be sent outside term time",
        ),
    ]
}

pub(crate) fn apply(entries: &FormData, calendar: &mut Calendar, problems: &mut FormProblems) {
    match Nation::from_key(entries.one("nation")) {
        Some(nation) => calendar.nation = nation,
        None => problems.add("nation", "Select your bank holidays"),
    }
    calendar.weekends = entries.is_on("weekends");
    for (name, periods) in [("closed", &mut calendar.closed), ("terms", &mut calendar.terms)] {
        match calendar::periods(entries.one(name)) {
            Ok(read) => *periods = read,
            Err(why) => problems.add(name, why),
        }
    }
}
