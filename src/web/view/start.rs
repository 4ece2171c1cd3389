//! The first page of a survey: what it is, how long it takes and who sees what, before anything is asked.

use super::frame::Frame;
use super::part::Fact;
use askama::Template;

/// The start page of an open or a personal link. Looking at it changes nothing.
#[derive(Debug, Clone, Template)]
#[template(path = "page/answering/start.html")]
pub struct Start {
    /// Top and foot.
    pub frame: Frame,
    /// Who asks: “Newham Libraries · Welcome to reading”.
    pub asked_by: String,
    /// Title of the survey, and the heading.
    pub title: String,
    /// Why it is asked and why of this person; the first paragraph leads.
    pub why: Vec<String>,
    /// How long it takes, how many questions, when it closes.
    pub facts: Vec<Fact>,
    /// Who sees what, one plain sentence each; they depend on the round’s privacy mode.
    pub who_sees: Vec<String>,
    /// The privacy notice in full.
    pub notice: Vec<NoticeSection>,
    /// How answering begins.
    pub begin: Begin,
    /// Whether this person began before and can go on.
    pub begun: bool,
    /// The same page in the other languages of the survey.
    pub languages: Vec<Language>,
}

/// A language in which the survey can be read.
#[derive(Debug, Clone)]
pub struct Language {
    /// Its BCP 47 tag.
    pub code: String,
    /// What its speakers call it.
    pub name: String,
    /// Address of the start page in it; none for the language of this page.
    pub href: Option<String>,
}

/// One part of the privacy notice.
#[derive(Debug, Clone)]
pub struct NoticeSection {
    /// “How long we keep it”
    pub heading: String,
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
}

/// How answering begins.
#[derive(Debug, Clone)]
pub enum Begin {
    /// By a link to the first page (GET): an open link.
    Follow(String),
    /// By a POST that swaps a personal link for a session, so that mail scanners which open links use nothing up.
    Send(String),
}

impl Start {
    /// What the button says.
    pub fn begin_label(&self) -> &'static str {
        let words = &self.frame.words().start;
        if self.begun { words.go_on } else { words.start }
    }
}
