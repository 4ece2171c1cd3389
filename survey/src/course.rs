//! A course's times: when each of its rounds opens and closes by default, and what happens next.

pub mod ics;
pub mod moment;

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Error, SignedDuration, Span, Timestamp, ToSpan, ZonedDateTime};

use super::Window;

/// Days from the opening of the survey before the course to the course.
const PRE_DAYS: i64 = 10;
/// How long before the end feedback opens, so that people can answer in the room.
const FEEDBACK_LEAD: SignedDuration = SignedDuration::from_mins(30);
/// Days from the course to the close of feedback.
const FEEDBACK_DAYS: i64 = 8;
/// The latest day for the summary, counted from the course.
const SUMMARY_DAYS: i64 = 10;
/// Weeks from the course to the follow-up.
const FOLLOW_UP_WEEKS: i64 = 7;
/// Days for which feedback is open at least when a course is planned late.
const LATE_DAYS: i64 = 5;
/// Days for which the follow-up is open.
const FOLLOW_UP_DAYS: i64 = 14;
/// The hour at which the service writes to people.
const MORNING: i8 = 9;
/// The hour at which rounds close.
const CLOSE: i8 = 17;

/// The times of a course, in the time zone of the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourseTimes {
    pub starts: Timestamp,
    /// The end, after the start.
    pub ends: Timestamp,
    /// The time zone of the place: local hours hold through a change of the clocks.
    pub zone: TimeZone,
}

/// The rounds and deadlines that a course has unless a trainer sets others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The survey before the course: from ten days before, 09:00, to the start.
    pub pre: Window,
    /// Feedback: from 30 minutes before the end to 17:00 eight days later.
    pub feedback: Window,
    /// The summary to managers: 09:00 on the working day after feedback closes, at the latest on day 10.
    pub summary: Timestamp,
    /// The follow-up: from 09:00 seven weeks later, for two weeks.
    pub follow_up: Window,
}

impl CourseTimes {
    /// The times that follow from the course's own.
    ///
    /// # Errors
    ///
    /// When a time would leave the calendar (the year 9999).
    pub fn schedule(&self) -> Result<Schedule, Error> {
        let (start, end) = (self.local(self.starts), self.local(self.ends));
        let closes = self.on(&end, FEEDBACK_DAYS.days(), CLOSE)?;
        let working_day = self.at(next_working_day(self.local(closes).date())?, MORNING)?;
        let latest = self.on(&end, SUMMARY_DAYS.days(), MORNING)?;
        Ok(Schedule {
            pre: Window { opens: self.on(&start, -PRE_DAYS.days(), MORNING)?, closes: self.starts },
            feedback: Window { opens: self.feedback_opens()?, closes },
            summary: working_day.min(latest),
            follow_up: Window {
                opens: self.on(&end, FOLLOW_UP_WEEKS.weeks(), MORNING)?,
                closes: self.on(&end, FOLLOW_UP_WEEKS.weeks().days(FOLLOW_UP_DAYS), CLOSE)?,
            },
        })
    }

    /// The times of a course that is planned, or moved, at `now`, which may be while it runs or afterwards: feedback
    /// stays open for five days at least, and the summary comes after it.
    ///
    /// # Errors
    ///
    /// As [`CourseTimes::schedule`].
    pub fn schedule_at(&self, now: Timestamp) -> Result<Schedule, Error> {
        let usual = self.schedule()?;
        if now <= usual.feedback.opens {
            return Ok(usual);
        }
        let closes = self.on(&self.local(now), LATE_DAYS.days(), CLOSE)?;
        if closes <= usual.feedback.closes {
            return Ok(usual);
        }
        let summary = self.at(next_working_day(self.local(closes).date())?, MORNING)?;
        Ok(Schedule { feedback: Window { closes, ..usual.feedback }, summary, ..usual })
    }

    /// A moment in the time zone of the place.
    pub fn local(&self, at: Timestamp) -> ZonedDateTime {
        at.to_zoned_datetime(self.zone.clone())
    }

    /// Half an hour before the end, or the start of a course shorter than that.
    fn feedback_opens(&self) -> Result<Timestamp, Error> {
        Ok(self.ends.checked_sub(FEEDBACK_LEAD)?.max(self.starts))
    }

    fn on(&self, day: &ZonedDateTime, later: Span, hour: i8) -> Result<Timestamp, Error> {
        self.at(day.date().checked_add(later)?, hour)
    }

    fn at(&self, date: Date, hour: i8) -> Result<Timestamp, Error> {
        Ok(date.at(hour, 0, 0, 0).to_zoned_datetime(self.zone.clone())?.timestamp())
    }
}

impl Schedule {
    /// Whether a window of this schedule is over at `now`. Feedback can be asked for until the follow-up opens.
    pub fn is_too_late(&self, is_feedback: bool, window: Window, now: Timestamp) -> bool {
        now >= if is_feedback { self.follow_up.opens } else { window.closes }
    }
}

/// The next day that is neither Saturday nor Sunday. Holidays differ by place and are not known here.
fn next_working_day(date: Date) -> Result<Date, Error> {
    let mut day = date.tomorrow()?;
    while matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
        day = day.tomorrow()?;
    }
    Ok(day)
}

#[cfg(test)]
mod tests;
