//! What may happen in a year, and a year of it by chance.

use std::fmt;

use rand::{RngExt, SeedableRng, rngs::StdRng};

/// People whom a programme knows.
const PEOPLE: u8 = 25;
/// Trainers who come and go.
const TRAINERS: u8 = 3;
/// The last day on which something begins.
const LAST_DAY: u16 = 320;

/// Something that happens on a day.
#[derive(Clone, Debug)]
pub struct Event {
    pub day: u16,
    pub what: What,
}

/// What happens.
#[derive(Clone, Copy, Debug)]
pub enum What {
    /// A course is planned; its feedback is asked for two weeks.
    Plan { course: u8, in_days: u8, confidential: bool },
    /// Somebody is put on the list of a course.
    Invite { course: u8, person: u8 },
    /// Somebody answers by their personal link, perhaps too late or once more.
    Answer { course: u8, person: u8 },
    /// The day of a summary moves.
    MoveSummary { course: u8, days: u8 },
    /// Somebody asks for no more emails.
    Stop { person: u8 },
    /// Everything that is held about somebody is erased.
    Erase { person: u8 },
    /// The service dies and starts again.
    Restart,
    /// Two instances do the same work at the same time.
    Twice,
    /// A worker claims the emails that wait and dies.
    WorkerDies,
    /// The mail server cannot be reached.
    MailDown { days: u8 },
    /// The mail server takes its time over each email, and puts off whomever it does not know.
    MailSlow { days: u8 },
    /// Somebody comes to work in the programme.
    Join { trainer: u8 },
    /// Somebody who works there is removed from it.
    Leave { trainer: u8 },
    /// Answers vanish from the database: nothing that may happen, for showing that it is noticed.
    LoseAnswers,
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "day {}: ", self.day)?;
        match self.what {
            What::Plan { course, in_days, confidential } => {
                let privacy = if confidential { "confidential" } else { "anonymous" };
                write!(
                    f,
                    "course {course} is planned, to be held in {in_days} days; its feedback is {privacy}"
                )
            }
            What::Invite { course, person } => {
                write!(f, "person {person} is put on the list of course {course}")
            }
            What::Answer { course, person } => write!(f, "person {person} answers about course {course}"),
            What::MoveSummary { course, days } => {
                write!(f, "the summary of course {course} is moved to {days} days from now")
            }
            What::Stop { person } => write!(f, "person {person} asks for no more emails"),
            What::Erase { person } => write!(f, "everything about person {person} is erased"),
            What::Restart => write!(f, "the service dies and starts again"),
            What::Twice => write!(f, "two instances work at the same time"),
            What::WorkerDies => write!(f, "a worker claims the emails that wait and dies"),
            What::MailDown { days } => write!(f, "the mail server cannot be reached for {days} days"),
            What::MailSlow { days } => write!(f, "the mail server takes its time for {days} days"),
            What::Join { trainer } => write!(f, "trainer {trainer} comes to work in the programme"),
            What::Leave { trainer } => write!(f, "trainer {trainer} is removed from the programme"),
            What::LoseAnswers => write!(f, "answers are deleted behind the service's back"),
        }
    }
}

/// The events of a year in their order.
pub fn year(seed: u64) -> Vec<Event> {
    let mut rng = StdRng::seed_from_u64(seed);
    let mut events = Vec::new();
    let courses: u8 = rng.random_range(4..=7);
    for course in 0..courses {
        of_course(course, &mut rng, &mut events);
    }
    for what in [What::Restart, What::Twice, What::WorkerDies] {
        for _ in 0..rng.random_range(3..7) {
            events.push(Event { day: rng.random_range(1..LAST_DAY), what });
        }
    }
    for _ in 0..4 {
        events.push(Event { day: rng.random_range(1..LAST_DAY), what: What::MailDown { days: 1 } });
        let erased = What::Erase { person: rng.random_range(0..PEOPLE) };
        events.push(Event { day: rng.random_range(1..LAST_DAY), what: erased });
        let stopped = What::Stop { person: rng.random_range(0..PEOPLE) };
        events.push(Event { day: rng.random_range(1..LAST_DAY), what: stopped });
    }
    for trainer in 0..TRAINERS {
        let joins = rng.random_range(1..LAST_DAY - 60);
        events.push(Event { day: joins, what: What::Join { trainer } });
        events.push(Event { day: rng.random_range(joins..LAST_DAY), what: What::Leave { trainer } });
        events.push(Event { day: rng.random_range(1..LAST_DAY), what: What::MailSlow { days: 1 } });
    }
    events.sort_by_key(|event| event.day);
    events
}

/// A course from its planning to answers that come too late.
fn of_course(course: u8, rng: &mut StdRng, events: &mut Vec<Event>) {
    let planned = rng.random_range(1..LAST_DAY - 60);
    let in_days: u8 = rng.random_range(3..20);
    let held = planned + u16::from(in_days);
    let what = What::Plan { course, in_days, confidential: rng.random_bool(0.5) };
    events.push(Event { day: planned, what });
    // Sometimes too few to be told of.
    let guests = rng.random_range(2..16);
    for _ in 0..guests {
        let person = rng.random_range(0..PEOPLE);
        let invited = if rng.random_bool(0.8) { rng.random_range(planned..held) } else { held + 2 };
        events.push(Event { day: invited, what: What::Invite { course, person } });
        if rng.random_bool(0.75) {
            let day = (held + rng.random_range(0..18)).max(invited);
            events.push(Event { day, what: What::Answer { course, person } });
            if rng.random_bool(0.15) {
                events
                    .push(Event { day: day + rng.random_range(0..3), what: What::Answer { course, person } });
            }
        }
    }
    if rng.random_bool(0.4) {
        let day = rng.random_range(planned..held + 16);
        events.push(Event { day, what: What::MoveSummary { course, days: rng.random_range(1..30) } });
    }
}
