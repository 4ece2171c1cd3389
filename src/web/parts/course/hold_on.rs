//! Holding a course at other times, with all that is still to come.

use jiff::{Timestamp, tz::TimeZone};

use crate::{
    store::{Transaction, courses, timetable},
    survey::{RoundState, Window, course::CourseTimes as Times},
    web::{
        Error, Result,
        parts::course::{CourseOverview, plan::window},
    },
};

/// Holds a course at other times: what is still to come moves with it, as if it had been planned so.
pub(crate) async fn hold_on(
    tx: &Transaction,
    overview: &CourseOverview,
    times: &Times,
    now: Timestamp,
) -> Result<bool> {
    let schedule = times.schedule_at(now).map_err(Error::broken)?;
    if !courses::hold_on(tx, overview.course.id, (times.starts, times.ends), schedule.summary).await? {
        return Ok(false);
    }
    let zone: &TimeZone = &times.zone;
    for asked in overview.own() {
        let planned = window(&schedule, asked.purpose);
        let window = match asked.round.state {
            RoundState::Planned if planned.closes > now => planned,
            RoundState::Planned => {
                timetable::cancel_round(tx, asked.round.id).await?;
                continue;
            }
            // What is open stays open, until its new close.
            RoundState::Open => Window { opens: asked.round.opens_at, closes: planned.closes.max(now) },
            _ => continue,
        };
        timetable::move_round(tx, &asked.round, window, zone).await?;
    }
    Ok(true)
}
