//! Where a round is changed: on its own pages, or by the schedule of the course that it asks about.

use crate::web::{at, rounds::load::LoadedRound};

impl LoadedRound {
    /// Where people are put on its list.
    pub(crate) fn to_people(&self, slug: &str) -> String {
        match &self.course {
            Some(course) => at::course_participants(slug, course.id),
            None => at::round_people(slug, &self.round.code),
        }
    }

    /// Where its close is moved.
    pub(crate) fn to_dates(&self, slug: &str) -> String {
        self.step(slug, "closes", None).unwrap_or_else(|| at::round_dates(slug, &self.round.code))
    }

    /// Where it is closed at once.
    pub(crate) fn to_close(&self, slug: &str) -> String {
        self.step(slug, "closes", Some("now")).unwrap_or_else(|| at::round_close(slug, &self.round.code))
    }

    /// Where it is opened once more.
    pub(crate) fn to_reopen(&self, slug: &str) -> String {
        self.step(slug, "closes", None).unwrap_or_else(|| at::round_reopen(slug, &self.round.code))
    }

    /// Where it is cancelled before it opens.
    pub(crate) fn to_cancel(&self, slug: &str) -> String {
        self.step(slug, "opens", Some("skip")).unwrap_or_else(|| at::round_cancel(slug, &self.round.code))
    }

    /// A step of its course.
    fn step(&self, slug: &str, step: &str, act: Option<&str>) -> Option<String> {
        let (course, step) = (self.course.as_ref()?, format!("{step}-{}", self.round.code));
        Some(match act {
            Some(act) => at::course_step_act(slug, course.id, step, act),
            None => at::course_step(slug, course.id, step),
        })
    }
}
