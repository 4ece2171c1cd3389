//! What a course will do, step by step: moved, left out, or done at once. What is done at once is done by moving it to
//! now and letting the scheduler take its usual step, so that nothing happens in two ways, or twice.

pub(crate) mod act;
pub(crate) mod apply;
pub(crate) mod edit;
pub(crate) mod rules;
pub(crate) mod wording;

use common_ground_reports::wording::capitalised;
use jiff::Timestamp;

use crate::{
    store::{Course, CourseState as Life, Mailing, MailingState as Planned},
    survey::RoundState,
    web::{
        Desk, Link, MainPlace, Note, Trainer, at,
        courses::{CourseOverview, CourseRound, schedule::wording::StepWords, trail},
    },
};

/// What is told when a step happened before it could be changed.
const TOO_LATE: &str = "It had already happened, so nothing was changed";

#[derive(Clone, Copy)]
pub(crate) enum CourseStep<'a> {
    Day,
    Opens(&'a CourseRound),
    Closes(&'a CourseRound),
    /// A letter to everybody who takes part.
    Letter(&'a CourseRound, &'a Mailing),
    Summary,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StepAct {
    Now,
    Skip,
}

keys!(StepAct { Now = "now", Skip = "skip" });

impl<'a> CourseStep<'a> {
    /// Its part of addresses.
    pub(crate) fn key(self) -> String {
        match self {
            Self::Day => "day".to_owned(),
            Self::Opens(asked) => format!("opens-{}", asked.round.code),
            Self::Closes(asked) => format!("closes-{}", asked.round.code),
            Self::Letter(_, letter) => format!("email-{}", letter.id),
            Self::Summary => "summary".to_owned(),
        }
    }

    fn find(overview: &'a CourseOverview, key: &str) -> Option<Self> {
        let own = overview.rounds.iter().filter(|asked| asked.is_own());
        let of_rounds = own.flat_map(|asked| {
            let letters = asked.letters.iter().map(move |letter| Self::Letter(asked, letter));
            [Self::Opens(asked), Self::Closes(asked)].into_iter().chain(letters)
        });
        [Self::Day, Self::Summary].into_iter().chain(of_rounds).find(|step| step.key() == key)
    }

    /// The step with the same of the other side, where one link leads to both sides and they move together.
    pub(crate) fn together(self, overview: &'a CourseOverview) -> Vec<Self> {
        let twin = match self {
            Self::Day | Self::Summary => None,
            Self::Opens(asked) => overview.twin(asked).map(Self::Opens),
            Self::Closes(asked) => overview.twin(asked).map(Self::Closes),
            Self::Letter(asked, letter) => {
                overview.twin_letter(asked, letter).map(|(twin, letter)| Self::Letter(twin, letter))
            }
        };
        [self].into_iter().chain(twin).collect()
    }

    fn at(self, course: &Course) -> Timestamp {
        match self {
            Self::Day => course.starts_at,
            Self::Opens(asked) => asked.round.opens_at,
            Self::Closes(asked) => asked.round.closes_at,
            Self::Letter(_, letter) => letter.at,
            Self::Summary => course.summary_at,
        }
    }

    fn is_to_come(self, course: &Course, now: Timestamp) -> bool {
        course.state != Life::Cancelled
            && match self {
                Self::Day => now < course.starts_at,
                Self::Opens(asked) => asked.round.state == RoundState::Planned,
                Self::Closes(asked) => !asked.is_over(now),
                Self::Letter(_, letter) => letter.state == Planned::Planned,
                Self::Summary => course.state == Life::Planned,
            }
    }
}

/// A step that is over: why it stays as it is, and what to do instead.
fn over(desk: &Desk<'_, Trainer>, overview: &CourseOverview, step: CourseStep<'_>) -> Note {
    let (slug, course) = (desk.slug(), &overview.course);
    let mut ways = vec![Link::new("Back to the course", at::course(slug, course.id))];
    if matches!(step, CourseStep::Closes(_)) && course.state != Life::Cancelled {
        let again = at::new_course_round(slug, course.id);
        ways.insert(0, Link::new("Ask again in a new survey", again));
    }
    Note {
        frame: desk.frame(MainPlace::Courses),
        trail: trail(slug, course, capitalised(&StepWords::of(overview, step).short)),
        heading: "This can no longer be changed".to_owned(),
        paragraphs: rules::why_not(overview, step),
        ways,
    }
}
