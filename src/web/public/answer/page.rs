//! The pages of a form: one page of questions, the check of all answers, and thanks.

use askama::Template;

use crate::{
    survey::words::Words,
    web::parts::{
        frame::Frame,
        piece::{Carried, Problem},
        question::{Control, Entry, Line},
    },
};

/// One page of questions. It is sent by POST to [`Self::action`] with `key`, `page`, what is carried, the answers, and
/// `action`, which is `next` for Continue.
#[derive(Debug, Clone, Template)]
#[template(path = "public/answer/form.html")]
pub(crate) struct Form {
    /// Top and foot.
    pub frame: Frame,
    /// Address that the page is sent to.
    pub action: String,
    /// “Page 2 of 4”; none where there is one page.
    pub step: Option<String>,
    /// Title of the section, and the heading.
    pub title: String,
    /// The promise about the answers, on the first page.
    pub promise: Option<String>,
    /// What is wrong, in the order of the questions; each [`crate::web::parts::question::Question::problem`] says the same.
    pub problems: Vec<Problem>,
    /// Stems, statements and questions.
    pub entries: Vec<Entry>,
    /// How to report a worry about a child, as a whole sentence; shown with every box of free text.
    pub safeguarding: Option<String>,
    /// The idempotency key, a UUID that stays the same over all pages.
    pub key: String,
    /// Number of this page, from 1.
    pub page: usize,
    /// Answers of other pages, where the form itself carries them.
    pub carried: Vec<Carried>,
    /// The way to the page before; none on the first.
    pub back: Option<String>,
    /// What becomes of the answers if the person stops here.
    pub saving: Saving,
    /// Whether this browser may hold answers, which a person can clear.
    pub held_here: bool,
    /// Fills the form with answers that are made up; for staff who try it.
    pub fill: Option<crate::web::parts::piece::Link>,
}

/// What becomes of answers before they are sent.
#[derive(Debug, Clone)]
pub(crate) enum Saving {
    /// A confidential or shared round: a draft is kept under the personal link until the round closes.
    SameLink {
        /// When the round closes, in words.
        until: String,
    },
    /// An anonymous round: this browser keeps them and nothing else does.
    ThisBrowser,
    /// Nothing keeps them but the page itself.
    ThisPage,
    /// Nothing keeps them, and nothing will: staff try the form.
    DryRun,
}

/// All answers before they are sent, by POST to [`Self::action`] with `key`, what is carried, and `action=submit`.
#[derive(Debug, Clone, Template)]
#[template(path = "public/answer/check.html")]
pub(crate) struct Check {
    /// Top and foot.
    pub frame: Frame,
    /// Title of the survey.
    pub title: String,
    /// Address that the answers are sent to.
    pub action: String,
    /// The idempotency key of the form.
    pub key: String,
    /// The answers, where the form itself carries them.
    pub carried: Vec<Carried>,
    /// What is wrong; the targets are [`CheckedAnswer::id`].
    pub problems: Vec<Problem>,
    /// The answers by section.
    pub sections: Vec<CheckedSection>,
    /// The promise, repeated beside the last button.
    pub promise: String,
    /// Whether this browser holds the answers, which a person can save for another day or clear.
    pub held_here: bool,
}

/// The answers of one section.
#[derive(Debug, Clone)]
pub(crate) struct CheckedSection {
    /// Title of the section.
    pub title: String,
    /// Its questions as far as they were shown.
    pub rows: Vec<CheckedAnswer>,
}

/// One question with its answer.
#[derive(Debug, Clone)]
pub(crate) struct CheckedAnswer {
    /// Id of the row: [`crate::web::parts::question::target`] of the item.
    pub id: String,
    /// The whole question, stem included.
    pub asks: String,
    /// The answer, one line for each choice; empty where it was left blank.
    pub answer: Vec<String>,
    /// The way back to the question.
    pub change: String,
}

/// What became of unsent answers in this browser: they were saved for another day, or cleared.
#[derive(Debug, Clone, Template)]
#[template(path = "public/answer/kept.html")]
pub(crate) struct Kept {
    /// Top and foot.
    pub frame: Frame,
    /// Title of the survey.
    pub title: String,
    /// What was done.
    pub heading: &'static str,
    /// What that means; the first sentence leads.
    pub sentences: Vec<String>,
    /// The way on, and the address at which what was saved can be cleared; none where nothing is left.
    pub held: Option<Held>,
}

/// Answers that are saved in this browser.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    /// The address of the page to go on with.
    pub go_on: String,
    /// The address that clears them, by POST with `action=clear`.
    pub action: String,
}

/// Thanks, once the answers are safe.
#[derive(Debug, Clone, Template)]
#[template(path = "public/answer/sent.html")]
pub(crate) struct Sent {
    /// Top and foot.
    pub frame: Frame,
    /// Title of the survey.
    pub title: String,
    /// What happens with the answers and when; the first sentence leads.
    pub what_happens: Vec<String>,
    /// A random code that joins this form to a later one, where the round uses codes.
    pub keep_code: Option<String>,
    /// Address of a fresh form for the next person, on a shared device.
    pub another: Option<String>,
}

impl Form {
    /// The rule about blanks, said once for the page.
    pub(crate) fn blanks(&self) -> &'static str {
        let needed = self.entries.iter().filter(|entry| matches!(entry, Entry::Question(q) if q.required));
        let words = &self.frame.words().form;
        match needed.count() {
            0 => words.blanks_all,
            1 => words.blanks_but_one,
            _ => words.blanks_some,
        }
    }
}

impl Saving {
    /// Whether a person can have the answers kept for another day.
    fn can_be_later(&self) -> bool {
        matches!(self, Self::ThisBrowser)
    }

    /// What the foot of the form says.
    pub(crate) fn sentence(&self, words: &Words) -> String {
        match self {
            Self::SameLink { until } => (words.form.kept_by_link)(until),
            Self::ThisBrowser => words.form.kept_by_browser.to_owned(),
            Self::ThisPage => words.form.kept_by_nobody.to_owned(),
            Self::DryRun => "Continue checks the answers as if they were sent, and forgets them.".to_owned(),
        }
    }
}
