//! A course finds its times from its date alone.

use super::*;

fn course(starts: &str, ends: &str) -> CourseTimes {
    let zone = TimeZone::get("Europe/London").unwrap();
    let at = |local: &str| {
        local.parse::<jiff::civil::DateTime>().unwrap().to_zoned_datetime(zone.clone()).unwrap().timestamp()
    };
    CourseTimes { starts: at(starts), ends: at(ends), zone: zone.clone() }
}

fn local(course: &CourseTimes, at: Timestamp) -> String {
    course.local(at).strftime("%a %-d %b %H:%M").to_string()
}

#[test]
fn a_wednesday_course_is_summed_up_on_friday_of_the_week_after() {
    let course = course("2026-05-13T10:00", "2026-05-13T16:00");
    let schedule = course.schedule().unwrap();
    assert_eq!(local(&course, schedule.pre.opens), "Sun 3 May 09:00");
    assert_eq!(schedule.pre.closes, course.starts);
    assert_eq!(local(&course, schedule.feedback.opens), "Wed 13 May 15:30");
    assert_eq!(local(&course, schedule.feedback.closes), "Thu 21 May 17:00");
    assert_eq!(local(&course, schedule.summary), "Fri 22 May 09:00");
    assert_eq!(local(&course, schedule.follow_up.opens), "Wed 1 Jul 09:00");
    assert_eq!(local(&course, schedule.follow_up.closes), "Wed 15 Jul 17:00");
}

#[test]
fn the_summary_waits_for_a_working_day_but_never_beyond_day_ten() {
    let friday = course("2026-05-15T10:00", "2026-05-15T16:00");
    assert_eq!(local(&friday, friday.schedule().unwrap().summary), "Mon 25 May 09:00");
    // Feedback closes on a Friday; the Monday after would be day 11.
    let thursday = course("2026-05-14T10:00", "2026-05-14T16:00");
    assert_eq!(local(&thursday, thursday.schedule().unwrap().summary), "Sun 24 May 09:00");
}

#[test]
fn local_hours_hold_when_the_clocks_change() {
    let autumn = course("2026-10-21T10:00", "2026-10-21T16:00");
    let schedule = autumn.schedule().unwrap();
    assert_eq!(local(&autumn, schedule.feedback.closes), "Thu 29 Oct 17:00");
    assert_eq!(schedule.feedback.closes.to_string(), "2026-10-29T17:00:00Z");
    assert_eq!(local(&autumn, schedule.pre.opens), "Sun 11 Oct 09:00");
    assert_eq!(schedule.pre.opens.to_string(), "2026-10-11T08:00:00Z");
}

#[test]
fn feedback_to_a_very_short_course_does_not_open_before_it_starts() {
    let course = course("2026-05-13T10:00", "2026-05-13T10:20");
    assert_eq!(course.schedule().unwrap().feedback.opens, course.starts);
}

#[test]
fn feedback_closes_after_every_course_and_the_summary_follows_it() {
    for day in 1..=28 {
        let course = course(&format!("2026-02-{day:02}T09:30"), &format!("2026-02-{day:02}T12:30"));
        let schedule = course.schedule().unwrap();
        assert!(schedule.feedback.closes > course.ends);
        assert!(schedule.summary > schedule.feedback.closes);
        let days = course.ends.duration_until(schedule.summary).as_hours();
        assert!(days <= 10 * 24, "the summary of 2026-02-{day:02} comes after day 10");
    }
}
