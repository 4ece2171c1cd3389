//! Changing the steps of a course, each with its trace in one transaction.

use jiff::Timestamp;

use crate::{
    app::App,
    results::min_group,
    store::{StoreError, Transaction, audit, courses, mailings, published, timetable, write},
    survey::{course::Course as Times, round::Window},
    web::{
        courses::{
            overview::Standing,
            schedule::{Step, rules},
        },
        http::{
            error::{Error, Result},
            guard::Member,
        },
    },
};

/// Somebody who changes a course now.
pub(crate) struct Done<'a> {
    pub app: &'a App,
    pub who: &'a Member,
    pub standing: &'a Standing,
    pub now: Timestamp,
}

impl Done<'_> {
    pub(crate) async fn move_to(&self, step: Step<'_>, at: Timestamp, what: &str) -> Result<bool> {
        let (course, zone) = (&self.standing.course, &self.standing.zone);
        let tx = write(&self.app.db).await?;
        let done = match step {
            Step::Day => {
                let length = course.ends_at.duration_since(course.starts_at);
                let times = Times { starts: at, ends: at + length, zone: zone.clone() };
                rules::hold_on(&tx, self.standing, &times, self.now).await?
            }
            Step::Opens(asked) => {
                let window = Window { opens: at, closes: asked.round.closes_at };
                timetable::move_round(&tx, &asked.round, window, zone).await?
            }
            Step::Closes(asked) => {
                let window = Window { opens: asked.round.opens_at, closes: at };
                timetable::move_round(&tx, &asked.round, window, zone).await?
            }
            Step::Letter(_, letter) => mailings::move_to(&tx, letter.id, at).await?,
            Step::Summary => courses::summarise_at(&tx, course.id, at).await?,
        };
        self.finish(tx, done, what).await
    }

    pub(crate) async fn skip(&self, step: Step<'_>, what: &str) -> Result<bool> {
        let tx = write(&self.app.db).await?;
        let done = match step {
            Step::Day | Step::Closes(_) => return Err(Error::NotFound),
            Step::Opens(asked) => timetable::cancel_round(&tx, asked.round.id).await?,
            Step::Letter(_, letter) => mailings::skip(&tx, letter.id).await?,
            Step::Summary => courses::leave_without_summary(&tx, self.standing.course.id).await?,
        };
        self.finish(tx, done, what).await
    }

    pub(crate) async fn reopen(&self, step: Step<'_>, until: Timestamp) -> Result<bool> {
        let Step::Closes(asked) = step else { return Err(Error::NotFound) };
        let least = min_group(self.app, &self.who.programme.settings, [&asked.round])?;
        let tx = write(&self.app.db).await?;
        let done = timetable::reopen_round(&tx, asked.round.id, until).await?;
        if done {
            // What the close showed stays shown, and what comes later is held against it.
            published::ensure(&tx, asked.round.id, least).await?;
        }
        self.finish(tx, done, "opened a closed survey again").await
    }

    async fn finish(&self, tx: Transaction, done: bool, what: &str) -> Result<bool> {
        if done {
            let (programme, title) = (self.who.programme.id, &self.standing.course.title);
            audit::record(&tx, Some(programme), &self.who.person, what, title, self.now.into()).await?;
            tx.commit().await.map_err(StoreError::from)?;
        }
        Ok(done)
    }
}
