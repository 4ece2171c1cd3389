//! Changing the steps of a course, each with its trace in one transaction.

use jiff::Timestamp;

use crate::{
    results::min_group,
    store::{
        CourseSession, Transaction, WebhookEvent, courses, mailings, published, timetable, webhook_deliveries,
    },
    survey::{Window, course::CourseTimes as Times},
    web::{
        Desk, Error, Result, Trainer,
        courses::{CourseOverview, schedule::CourseStep},
        parts::course::hold_on::hold_on,
    },
};

/// Somebody who changes a course now.
pub(crate) struct ScheduleEditor<'a> {
    pub desk: &'a Desk<'a, Trainer>,
    pub overview: &'a CourseOverview,
    pub now: Timestamp,
}

impl ScheduleEditor<'_> {
    pub(crate) async fn move_to(&self, step: CourseStep<'_>, at: Timestamp, what: &str) -> Result<bool> {
        let tx = self.desk.change().await?;
        let mut done = true;
        for step in step.together(self.overview) {
            done &= self.move_one(&tx, step, at).await?;
        }
        self.finish(tx, done, what).await
    }

    async fn move_one(&self, tx: &Transaction, step: CourseStep<'_>, at: Timestamp) -> Result<bool> {
        let (course, zone) = (&self.overview.course, &self.overview.zone);
        Ok(match step {
            CourseStep::Day => {
                let length = course.ends_at.duration_since(course.starts_at);
                let times = Times { starts: at, ends: at + length, zone: zone.clone() };
                let later = at.duration_since(course.starts_at);
                let moved =
                    |day: CourseSession| CourseSession { starts: day.starts + later, ends: day.ends + later };
                let days = courses::sessions(tx, course).await?;
                let days: Vec<CourseSession> = days.into_iter().map(moved).collect();
                courses::set_sessions(tx, course.id, &days).await?;
                hold_on(tx, self.overview, &times, self.now).await?
            }
            CourseStep::Opens(asked) => {
                let window = Window { opens: at, closes: asked.round.closes_at };
                timetable::move_round(tx, &asked.round, window, zone).await?
            }
            CourseStep::Closes(asked) => {
                let window = Window { opens: asked.round.opens_at, closes: at };
                timetable::move_round(tx, &asked.round, window, zone).await?
            }
            CourseStep::Letter(_, letter) => mailings::move_to(tx, letter.id, at).await?,
            CourseStep::Summary => courses::summarise_at(tx, course.id, at).await?,
        })
    }

    pub(crate) async fn skip(&self, step: CourseStep<'_>, what: &str) -> Result<bool> {
        let tx = self.desk.change().await?;
        let mut done = true;
        for step in step.together(self.overview) {
            done &= match step {
                CourseStep::Day | CourseStep::Closes(_) => return Err(Error::NotFound),
                CourseStep::Opens(asked) => timetable::cancel_round(&tx, asked.round.id).await?,
                CourseStep::Letter(_, letter) => mailings::skip(&tx, letter.id).await?,
                CourseStep::Summary => courses::leave_without_summary(&tx, self.overview.course.id).await?,
            };
        }
        self.finish(tx, done, what).await
    }

    pub(crate) async fn reopen(&self, step: CourseStep<'_>, until: Timestamp) -> Result<bool> {
        let tx = self.desk.change().await?;
        let mut done = true;
        for step in step.together(self.overview) {
            let CourseStep::Closes(asked) = step else { return Err(Error::NotFound) };
            let least = min_group(self.desk.app, &self.desk.programme().settings, [&asked.round])?;
            done &= timetable::reopen_round(&tx, asked.round.id, until).await?;
            if done {
                let (event, now) = (WebhookEvent::RoundOpened, self.desk.now());
                webhook_deliveries::of_round(&tx, asked.round.id, event, Some(now)).await?;
                // What the close showed stays shown, and what comes later is held against it.
                published::ensure(&tx, asked.round.id, least).await?;
            }
        }
        self.finish(tx, done, "opened a closed survey again").await
    }

    async fn finish(&self, tx: Transaction, done: bool, what: &str) -> Result<bool> {
        if done {
            self.desk.done(tx, what, &self.overview.course.title).await?;
        }
        Ok(done)
    }
}
