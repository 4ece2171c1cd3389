//! What is said about a step: what it is, and what doing it at once or leaving it out means.

use crate::{
    store::{Mailing, MailingKind, RoundPurpose},
    survey::{PrivacyMode, RoundState},
    web::{
        courses::{
            CourseOverview, CourseRound,
            overview::{letter_name, lower},
            schedule::{CourseStep, StepAct},
        },
        parts::format,
    },
};

pub(crate) struct StepWords {
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
    asks: [Option<ConfirmWords>; 2],
}

/// What is asked before something is done for good.
#[derive(Clone)]
pub(crate) struct ConfirmWords {
    pub question: String,
    pub means: String,
    pub button: String,
    pub done: String,
}

fn asks(question: impl Into<String>, means: impl Into<String>, button: &str, done: &str) -> ConfirmWords {
    let (button, done) = (button.to_owned(), done.to_owned());
    ConfirmWords { question: question.into(), means: means.into(), button, done }
}

impl StepWords {
    pub(crate) fn asks(&self, act: StepAct) -> Option<ConfirmWords> {
        let [now, skip] = &self.asks;
        match act {
            StepAct::Now => now.clone(),
            StepAct::Skip => skip.clone(),
        }
    }

    pub(crate) fn of(overview: &CourseOverview, step: CourseStep<'_>) -> Self {
        let subject = match step {
            CourseStep::Day => "The day".to_owned(),
            CourseStep::Opens(asked) => format!("The opening of {}", lower(&overview.called(asked))),
            CourseStep::Closes(asked) => format!("The close of {}", lower(&overview.called(asked))),
            CourseStep::Letter(asked, letter) => {
                let about = overview.letter_called(asked, letter);
                format!("The {} about {}", lower(letter_name(letter)), lower(&about))
            }
            CourseStep::Summary => "The summary".to_owned(),
        };
        let at = format::day_and_time(step.at(&overview.course), &overview.zone);
        let mut words = Self {
            short: lower(&subject),
            heading: format!("{subject}: {at}"),
            subject,
            lead: Vec::new(),
            moving: "Move it to the date and time below",
            now: None,
            skip: None,
            done_at_once: "done",
            emails: ("email", "emails"),
            asks: [None, None],
        };
        words.fill(overview, step);
        let planned = match step {
            CourseStep::Letter(_, letter) => Some(letter.at),
            CourseStep::Summary => Some(overview.course.summary_at),
            _ => None,
        };
        if let Some(why) = planned.and_then(|at| overview.hours.moved(at)) {
            words.lead.push(format!("{}: {why}.", words.subject));
        }
        words
    }

    fn fill(&mut self, overview: &CourseOverview, step: CourseStep<'_>) {
        match step {
            CourseStep::Day => self.lead.push(
                "The course keeps its length. Every survey, email and summary still to come moves with it, \
                 to the usual time for the new date."
                    .to_owned(),
            ),
            CourseStep::Opens(asked) => self.opens(overview, asked),
            CourseStep::Closes(asked) => self.closes(overview, asked),
            CourseStep::Letter(asked, letter) => {
                let twin = overview.twin_letter(asked, letter);
                let waiting =
                    |asked: &CourseRound| asked.turnout.invited.saturating_sub(asked.turnout.answered);
                self.letter(letter, waiting(asked) + twin.map_or(0, |(twin, _)| waiting(twin)));
            }
            CourseStep::Summary => self.summary(),
        }
        if step.together(overview).len() > 1 {
            self.lead.push("This applies to library staff and partners: they share one link.".to_owned());
        }
    }

    fn opens(&mut self, overview: &CourseOverview, asked: &CourseRound) {
        self.lead.push("Emails outside the new times move with it.".to_owned());
        self.now = Some("Open it now");
        self.skip = Some("Skip it: this survey won’t open");
        let loses = if asked.purpose == RoundPurpose::Feedback {
            "Nobody will be asked how the course went, and the summary won’t mention it."
        } else {
            "Nobody will be asked, and its emails won’t be sent."
        };
        let name = lower(&overview.called(asked));
        self.asks = [
            asks(
                format!("Open {name} now?"),
                "Everybody with the code or a personal link can answer straight away. This can’t be undone.",
                "Open it now",
                "It is open",
            ),
            asks(format!("Skip {name}?"), loses, "Skip it", "It was skipped"),
        ]
        .map(Some);
    }

    fn closes(&mut self, overview: &CourseOverview, asked: &CourseRound) {
        let name = lower(&overview.called(asked));
        if asked.round.state == RoundState::Closed {
            self.heading = format!("Reopen {name}");
            self.lead.push("Enter when it should close.".to_owned());
            return;
        }
        self.lead.push("Emails outside the new times move with it.".to_owned());
        if asked.round.state == RoundState::Open {
            self.now = Some("Close it now");
        }
        let stays = if asked.round.privacy == PrivacyMode::Anonymous {
            "Nobody can answer after it closes. An anonymous survey can’t be reopened."
        } else {
            "Nobody can answer after it closes. Answers that people have started but not sent are deleted."
        };
        let said = format!("{} {stays}", capital(&overview.by_side(asked, |one| one.turnout.so_far())));
        let question = format!("Close {name} now?");
        self.asks[0] = Some(asks(question, said, "Close it now", "It is closed"));
    }

    fn letter(&mut self, letter: &Mailing, waiting: u64) {
        self.now = Some("Send it now");
        self.done_at_once = "sent";
        self.emails = match letter.kind {
            MailingKind::Invitation => ("invitation", "invitations"),
            MailingKind::Reminder => ("reminder", "reminders"),
        };
        self.skip = Some("Skip it: nobody gets this email");
        let to = match letter.kind {
            MailingKind::Invitation => "It goes to all participants who haven’t answered yet.".to_owned(),
            MailingKind::Reminder => {
                format!("It goes to people who haven’t answered yet: {waiting} at most.")
            }
        };
        let name = lower(letter_name(letter));
        self.asks = [
            asks(
                format!("Send the {name} now?"),
                format!("{to} You can’t recall an email once it’s sent."),
                "Send it now",
                "It is sent",
            ),
            asks(
                format!("Skip the {name}?"),
                "Nobody will get this email. You can’t schedule it again.",
                "Skip it",
                "It was skipped",
            ),
        ]
        .map(Some);
    }

    fn summary(&mut self) {
        self.now = Some("Write it now");
        self.done_at_once = "written";
        self.skip = Some("Skip it: managers get no summary of this course");
        self.asks = [
            asks(
                "Write the summary now?",
                "It’s written from the answers so far and sent to every manager. It won’t change afterwards.",
                "Write and send it now",
                "The summary is written",
            ),
            asks(
                "Skip the summary?",
                "Managers get no summary of this course. You can reinstate it later.",
                "Skip it",
                "No summary will be written",
            ),
        ]
        .map(Some);
    }
}

fn capital(sentence: &str) -> String {
    format!("{}.", common_ground_reports::wording::capitalised(sentence))
}
