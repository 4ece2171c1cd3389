//! What is said about a step: what it is, and what doing it at once or leaving it out means.

use crate::{
    store::{
        courses::Purpose,
        mailings::{Kind, Mailing},
    },
    survey::round::{Privacy, RoundState},
    web::{
        courses::{
            overview::{Asked, Standing, letter_name, lower},
            schedule::{Act, Step},
        },
        parts::format,
    },
};

/// The words of a step.
pub(crate) struct Words {
    /// “The opening of feedback”, at the beginning of a sentence.
    pub subject: String,
    /// The same inside of one.
    pub short: String,
    pub heading: String,
    pub lead: Vec<String>,
    pub moving: &'static str,
    pub now: Option<&'static str>,
    pub skip: Option<&'static str>,
    /// What at once means: “sent”.
    pub done_at_once: &'static str,
    /// One email and several of them.
    pub emails: (&'static str, &'static str),
    asks: [Option<Asks>; 2],
}

/// What is asked before something is done for good.
#[derive(Clone)]
pub(crate) struct Asks {
    pub question: String,
    pub means: String,
    pub button: String,
    pub done: String,
}

fn asks(question: impl Into<String>, means: impl Into<String>, button: &str, done: &str) -> Asks {
    let (button, done) = (button.to_owned(), done.to_owned());
    Asks { question: question.into(), means: means.into(), button, done }
}

impl Words {
    pub(crate) fn asks(&self, act: Act) -> Option<Asks> {
        let [now, skip] = &self.asks;
        match act {
            Act::Now => now.clone(),
            Act::Skip => skip.clone(),
        }
    }

    pub(crate) fn of(standing: &Standing, step: Step<'_>) -> Self {
        let subject = match step {
            Step::Day => "The day".to_owned(),
            Step::Opens(asked) => format!("The opening of {}", lower(&asked.name())),
            Step::Closes(asked) => format!("The close of {}", lower(&asked.name())),
            Step::Letter(asked, letter) => {
                format!("The {} about {}", lower(letter_name(letter)), lower(&asked.name()))
            }
            Step::Summary => "The summary".to_owned(),
        };
        let at = format::day_and_time(step.at(&standing.course), &standing.zone);
        let mut words = Self {
            short: lower(&subject),
            heading: format!("{subject}: {at}"),
            subject,
            lead: Vec::new(),
            moving: "Move it to the day and time below",
            now: None,
            skip: None,
            done_at_once: "done",
            emails: ("email", "emails"),
            asks: [None, None],
        };
        words.fill(step);
        let planned = match step {
            Step::Letter(_, letter) => Some(letter.at),
            Step::Summary => Some(standing.course.summary_at),
            _ => None,
        };
        if let Some(why) = planned.and_then(|at| standing.hours.moved(at)) {
            words.lead.push(format!("{}: {why}.", words.subject));
        }
        words
    }

    fn fill(&mut self, step: Step<'_>) {
        match step {
            Step::Day => self.lead.push(
                "The course keeps its length. Every survey, letter and summary that is still to come moves with it \
                 and gets the time that is usual for the new day."
                    .to_owned(),
            ),
            Step::Opens(asked) => self.opens(asked),
            Step::Closes(asked) => self.closes(asked),
            Step::Letter(asked, letter) => self.letter(asked, letter),
            Step::Summary => self.summary(),
        }
    }

    fn opens(&mut self, asked: &Asked) {
        self.lead.push("Letters that would fall outside of the new times move with it.".to_owned());
        self.now = Some("Open it now");
        self.skip = Some("Leave it out: this survey is not asked at all");
        let loses = if asked.purpose == Purpose::Feedback {
            "Nobody is asked how the course was, and the summary has nothing to say about it."
        } else {
            "Nobody is asked, and its letters are not sent."
        };
        let name = lower(&asked.name());
        self.asks = [
            asks(
                format!("Open {name} now?"),
                "Everybody who has the code or a personal link can answer from now on. It cannot be taken \
                 back.",
                "Open it now",
                "It is open",
            ),
            asks(format!("Leave out {name}?"), loses, "Leave it out", "It was left out"),
        ]
        .map(Some);
    }

    fn closes(&mut self, asked: &Asked) {
        if asked.round.state == RoundState::Closed {
            self.heading = format!("Open {} again", lower(&asked.name()));
            self.lead.push("Enter until when people can answer.".to_owned());
            return;
        }
        self.lead.push("Letters that would fall outside of the new times move with it.".to_owned());
        if asked.round.state == RoundState::Open {
            self.now = Some("Close it now");
        }
        let stays = if asked.round.privacy == Privacy::Anonymous {
            "Nobody can answer from then on. An anonymous survey cannot be opened again once it is closed."
        } else {
            "Nobody can answer from then on. Answers that people have begun and not sent are deleted."
        };
        let said = format!("{} {stays}", capital(&asked.turnout.so_far()));
        let question = format!("Close {} now?", lower(&asked.name()));
        self.asks[0] = Some(asks(question, said, "Close it now", "It is closed"));
    }

    fn letter(&mut self, asked: &Asked, letter: &Mailing) {
        self.now = Some("Send it now");
        self.done_at_once = "sent";
        self.emails = match letter.kind {
            Kind::Invitation => ("invitation", "invitations"),
            Kind::Reminder => ("reminder", "reminders"),
        };
        self.skip = Some("Leave it out: nobody gets this email");
        let waiting = asked.turnout.invited.saturating_sub(asked.turnout.answered);
        let to = match letter.kind {
            Kind::Invitation => "It goes to everybody who takes part and has not answered yet.".to_owned(),
            Kind::Reminder => {
                format!("It goes to those who have not answered yet: {waiting} by the list, at most.")
            }
        };
        let name = lower(letter_name(letter));
        self.asks = [
            asks(
                format!("Send the {name} now?"),
                format!("{to} An email that is sent cannot be taken back."),
                "Send it now",
                "It is sent",
            ),
            asks(
                format!("Leave out the {name}?"),
                "Nobody gets this email. It cannot be planned again.",
                "Leave it out",
                "It was left out",
            ),
        ]
        .map(Some);
    }

    fn summary(&mut self) {
        self.now = Some("Write it now");
        self.done_at_once = "written";
        self.skip = Some("Leave it out: managers get no summary of this course");
        self.asks = [
            asks(
                "Write the summary now?",
                "It is written from the answers as they are and sent to every manager. It does not change \
                 afterwards.",
                "Write and send it now",
                "The summary is written",
            ),
            asks(
                "Leave out the summary?",
                "Managers get no summary of this course. You can write it after all later.",
                "Leave it out",
                "No summary will be written",
            ),
        ]
        .map(Some);
    }
}

fn capital(sentence: &str) -> String {
    format!("{}.", common_ground_reports::summary::wording::capitalised(sentence))
}
