//! The page of a course: what is happening, the figures, and what it does by itself from here.

use super::frame::Frame;
use super::part::{Act, Action, Empty, Fact, Link, Trail};
use askama::Template;

/// The page of a course.
#[derive(Debug, Clone, Template)]
#[template(path = "page/course/show.html")]
pub struct Course {
    /// Top and foot.
    pub frame: Frame,
    /// Courses / place · date and times.
    pub trail: Trail,
    /// The course and what is happening: “Pilot course 4: feedback closes on Friday”.
    pub heading: String,
    /// A sentence more, where one is needed.
    pub lead: Option<String>,
    /// Came, answered, response rate, undelivered.
    pub facts: Vec<Fact>,
    /// What can be done now, the likeliest first.
    pub actions: Vec<Action>,
    /// What to do first, where nothing is planned.
    pub empty: Option<Empty>,
    /// Everything the course did and will do, in order of time.
    pub timeline: Vec<Happening>,
    /// Who holds it, which partners are there, what it is for.
    pub about: Vec<Fact>,
    /// What is done seldom: hold it again, call it off.
    pub more: Vec<Link>,
}

/// One thing that a course does.
#[derive(Debug, Clone)]
pub struct Happening {
    /// Local time in words: “Thu 21 May 15:30”.
    pub at: String,
    /// The same as RFC 3339 for machines: `2026-05-21T15:30:00+01:00`.
    pub datetime: String,
    /// Words in bold before the rest: “Feedback is open”.
    pub strong: Option<String>,
    /// What happens; it goes on from the bold words, so it may begin with a comma.
    pub what: String,
    /// Whether it is over.
    pub state: HappeningState,
    /// Where to see or change it.
    pub link: Option<Link>,
}

/// Whether something is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HappeningState {
    /// Over.
    Done,
    /// Going on.
    Now,
    /// To come.
    Next,
}

impl HappeningState {
    /// The stylesheet’s class for its dot.
    pub fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Next => "to-come",
        }
    }

    /// What a screen reader says in place of the dot.
    pub fn spoken(self) -> &'static str {
        match self {
            Self::Done => "Done:",
            Self::Now => "Now:",
            Self::Next => "To come:",
        }
    }
}
