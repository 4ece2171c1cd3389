//! Bank holidays of the United Kingdom, by rule. The rules are those of <https://www.gov.uk/bank-holidays>: fixed days
//! that fall on a weekend move to the next weekday that is not a holiday already.

use jiff::{
    ToSpan,
    civil::{Date, Weekday, date},
};

use super::Nation;

/// Holidays that were proclaimed once, with the nations that had them; no rule tells them.
const ONCE: [(Date, &str, &[Nation]); 1] = [(date(2026, 6, 15), "World Cup", &[Nation::Scotland])];

/// What the bank holiday of a nation on a day is called; `None` where there is none.
pub fn name(nation: Nation, day: Date) -> Option<&'static str> {
    of_year(nation, day.year()).into_iter().find(|(holiday, _)| *holiday == day).map(|(_, name)| name)
}

/// The bank holidays of a nation in a year, in order.
pub fn of_year(nation: Nation, year: i16) -> Vec<(Date, &'static str)> {
    use Nation::{Elsewhere, EnglandAndWales, NorthernIreland, Scotland};
    if nation == Elsewhere {
        return Vec::new();
    }
    let everywhere = [EnglandAndWales, Scotland, NorthernIreland];
    let (south, ireland) = ([EnglandAndWales, NorthernIreland], [NorthernIreland]);
    let scotland = [Scotland];
    let fixed: [(&[Nation], i8, i8, &'static str); 7] = [
        (&everywhere, 1, 1, "New Year’s Day"),
        (&scotland, 1, 2, "2 January"),
        (&ireland, 3, 17, "St Patrick’s Day"),
        (&ireland, 7, 12, "Battle of the Boyne"),
        (&scotland, 11, 30, "St Andrew’s Day"),
        (&everywhere, 12, 25, "Christmas Day"),
        (&everywhere, 12, 26, "Boxing Day"),
    ];
    let fixed = fixed.into_iter().filter(|(nations, ..)| nations.contains(&nation));
    let fixed: Vec<(Date, &str)> =
        fixed.map(|(_, month, day, name)| (date(year, month, day), name)).collect();
    let easter = easter(year);
    let moving = [
        (&everywhere[..], easter.and_then(|day| day.checked_sub(2.days()).ok()), "Good Friday"),
        (&south, easter.and_then(|day| day.tomorrow().ok()), "Easter Monday"),
        (&everywhere, date(year, 5, 1).nth_weekday_of_month(1, Weekday::Monday).ok(), "early May"),
        (&everywhere, date(year, 5, 1).nth_weekday_of_month(-1, Weekday::Monday).ok(), "spring"),
        (&scotland, date(year, 8, 1).nth_weekday_of_month(1, Weekday::Monday).ok(), "summer"),
        (&south, date(year, 8, 1).nth_weekday_of_month(-1, Weekday::Monday).ok(), "summer"),
    ];
    let moving = moving.into_iter().filter(|(nations, ..)| nations.contains(&nation));
    let mut holidays: Vec<(Date, &str)> =
        moving.filter_map(|(_, day, name)| day.map(|day| (day, name))).collect();
    let once = ONCE.into_iter().filter(|(day, _, nations)| day.year() == year && nations.contains(&nation));
    holidays.extend(once.map(|(day, name, _)| (day, name)));
    // A weekday keeps its holiday; the others take the weekdays that are left.
    let (weekend, weekdays): (Vec<_>, Vec<_>) = fixed.into_iter().partition(|(day, _)| is_weekend(*day));
    holidays.extend(weekdays);
    for (day, name) in weekend {
        let taken = |day: Date| is_weekend(day) || holidays.iter().any(|(holiday, _)| *holiday == day);
        let mut days = std::iter::successors(Some(day), |day| day.tomorrow().ok());
        if let Some(substitute) = days.find(|day| !taken(*day)) {
            holidays.push((substitute, name));
        }
    }
    holidays.sort_unstable();
    holidays
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// Easter Sunday by the anonymous Gregorian computus; none before the year 1.
fn easter(year: i16) -> Option<Date> {
    let year_number = i32::from(year);
    let (golden, century, of_century) = (year_number % 19, year_number / 100, year_number % 100);
    let correction = (8 * century + 13) / 25;
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let late = (golden + 11 * epact + 19 * weekday) / 433;
    let month = (epact + weekday - 7 * late + 90) / 25;
    let day = (epact + weekday - 7 * late + 33 * month + 19) % 32;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
