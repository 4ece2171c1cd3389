use jiff::civil::{Date, date};

use super::*;

fn holidays(nation: Nation, year: i16) -> String {
    let days: Vec<String> =
        holidays::of_year(nation, year).iter().map(|(day, _)| day.strftime("%-d/%-m").to_string()).collect();
    days.join(" ")
}

#[test]
fn bank_holidays_are_those_that_the_government_lists() {
    use Nation::{EnglandAndWales, NorthernIreland, Scotland};
    for (nation, year, listed) in [
        (EnglandAndWales, 2025, "1/1 18/4 21/4 5/5 26/5 25/8 25/12 26/12"),
        (EnglandAndWales, 2026, "1/1 3/4 6/4 4/5 25/5 31/8 25/12 28/12"),
        (EnglandAndWales, 2027, "1/1 26/3 29/3 3/5 31/5 30/8 27/12 28/12"),
        (Scotland, 2025, "1/1 2/1 18/4 5/5 26/5 4/8 1/12 25/12 26/12"),
        (Scotland, 2026, "1/1 2/1 3/4 4/5 25/5 15/6 3/8 30/11 25/12 28/12"),
        (Scotland, 2027, "1/1 4/1 26/3 3/5 31/5 2/8 30/11 27/12 28/12"),
        (NorthernIreland, 2025, "1/1 17/3 18/4 21/4 5/5 26/5 14/7 25/8 25/12 26/12"),
        (NorthernIreland, 2026, "1/1 17/3 3/4 6/4 4/5 25/5 13/7 31/8 25/12 28/12"),
        (NorthernIreland, 2027, "1/1 17/3 26/3 29/3 3/5 31/5 12/7 30/8 27/12 28/12"),
    ] {
        assert_eq!(holidays(nation, year), listed, "{nation:?} {year}");
    }
    assert_eq!(holidays(Nation::Elsewhere, 2026), "");
    for year in [-9999, -1, 0, 1, 9999] {
        assert!(!holidays(Scotland, year).is_empty());
    }
}

#[test]
fn holidays_at_a_weekend_take_the_weekdays_that_are_left() {
    // Christmas on a Sunday: Boxing Day keeps its Monday. New Year on a Sunday: 2 January keeps its own.
    let named = |nation, day| holidays::name(nation, day);
    assert_eq!(named(Nation::EnglandAndWales, date(2022, 12, 26)), Some("Boxing Day"));
    assert_eq!(named(Nation::EnglandAndWales, date(2022, 12, 27)), Some("Christmas Day"));
    assert_eq!(named(Nation::Scotland, date(2023, 1, 2)), Some("2 January"));
    assert_eq!(named(Nation::Scotland, date(2023, 1, 3)), Some("New Year’s Day"));
    assert_eq!(named(Nation::EnglandAndWales, date(2028, 1, 3)), Some("New Year’s Day"));
    // Easter is early in 2024 and late in 2030.
    assert_eq!(named(Nation::EnglandAndWales, date(2024, 4, 1)), Some("Easter Monday"));
    assert_eq!(named(Nation::EnglandAndWales, date(2030, 4, 22)), Some("Easter Monday"));
}

#[test]
fn a_day_that_is_no_working_day_says_why_and_what_comes_next() {
    let mut calendar = Calendar::default();
    let sat: Date = date(2026, 5, 23);
    assert_eq!(calendar.working_day(sat), date(2026, 5, 26));
    assert_eq!(
        calendar.why_moved(sat).unwrap(),
        "Sat 23 May is at the weekend and Mon 25 May is a bank holiday (spring)"
    );
    assert_eq!(calendar.why_moved(date(2026, 5, 26)), None);
    calendar.closed = periods("24 Dec 2026 – 3 Jan 2027 Christmas closure\n2026-05-26").unwrap();
    assert_eq!(
        calendar.why_moved(date(2026, 5, 25)).unwrap(),
        "Mon 25 May is a bank holiday (spring) and Tue 26 May is a closed day"
    );
    assert_eq!(calendar.working_day(date(2026, 12, 24)), date(2027, 1, 4));
    assert_eq!(
        calendar.why_moved(date(2026, 12, 24)).unwrap(),
        "Thu 24 December is a closed day (Christmas closure) and Fri 1 January is a bank holiday (New Year’s Day)"
    );
}

#[test]
fn a_programme_that_is_closed_for_years_sends_as_planned() {
    let closed = periods("1 Jan 2026 – 31 Dec 2026\n1 Jan 2027 to 31 Dec 2027").unwrap();
    let calendar = Calendar { closed, ..Calendar::default() };
    assert_eq!(calendar.working_day(date(2026, 1, 1)), date(2026, 1, 1));
}

#[test]
fn a_programme_that_works_at_weekends_sends_at_weekends() {
    let calendar = Calendar { weekends: true, ..Calendar::default() };
    assert_eq!(calendar.working_day(date(2026, 5, 23)), date(2026, 5, 23));
    assert_eq!(
        calendar.working_day(date(2026, 5, 25)),
        date(2026, 5, 26),
        "a bank holiday is one all the same"
    );
}

#[test]
fn periods_are_read_as_people_write_them_and_written_as_they_are_read() {
    for line in [
        "25 Dec 2026 – 1 Jan 2027 Christmas closure",
        "25 December 2026 to 1 January 2027 Christmas closure",
        "2026-12-25 - 2027-01-01 Christmas closure",
        "25 Dec. 2026–1 Jan 2027, Christmas closure",
    ] {
        let read = periods(line).unwrap();
        assert_eq!(read[0].said(), "25 Dec 2026 – 1 Jan 2027 Christmas closure", "{line}");
        assert_eq!(periods(&read[0].said()).unwrap(), read);
    }
    assert_eq!(periods("\n  4 Sept 2026 Training day \n").unwrap()[0].said(), "4 Sep 2026 Training day");
    for (line, why) in [
        ("Christmas", "Line 1: begin with a day"),
        ("1 Jan 2026\n31 Feb 2026", "Line 2: begin with a day"),
        ("1 Jan 2026 – Friday", "Line 1: enter the last day in full"),
        ("2 Jan 2026 – 1 Jan 2026", "Line 1: the last day is before the first"),
        ("1 Jan 2026 – 2 Jan 2027", "Line 1: enter a year or less"),
        ("1 Jan 26", "Line 1: begin with a day"),
        ("-009999-01-01", "Line 1: begin with a day"),
    ] {
        let said = periods(line).unwrap_err();
        assert!(said.starts_with(why), "{line}: {said}");
    }
    assert!(periods(&"1 Jan 2026\n".repeat(201)).unwrap_err().contains("200 lines"));
}

#[test]
fn a_day_between_two_terms_is_out_of_term() {
    let terms = periods("5 Jan 2026 – 27 Mar 2026 Spring\n13 Apr 2026 – 21 Jul 2026 Summer").unwrap();
    let calendar = Calendar { terms, ..Calendar::default() };
    assert!(calendar.is_out_of_term(date(2026, 4, 1)));
    assert!(!calendar.is_out_of_term(date(2026, 4, 13)));
    assert!(!calendar.is_out_of_term(date(2026, 8, 1)), "nothing is known of what comes after");
    assert!(!Calendar::default().is_out_of_term(date(2026, 8, 1)));
}
