//! The start page: what is asked, how long it takes, who sees what. Looking at it changes nothing.

use askama::Template;

use crate::{
    survey::round::notice::Paragraph,
    web::{
        at,
        parts::{frame::Frame, piece::Fact},
        public::answer::visit::Visit,
    },
};

/// The start page of an open link.
pub(crate) fn page(visit: &Visit, first_page: String, begun: bool) -> Start {
    let languages =
        visit.languages(|language| at::query(at::answer(&visit.round.code), &[("lang", &Some(language))]));
    start(visit, Begin::Follow(first_page), begun, languages)
}

/// The start page of a personal link: its button swaps the link for a cookie.
pub(crate) fn personal(visit: &Visit, token: &str, begun: bool) -> Start {
    let address = |language: &str| at::query(at::personal_link(token), &[("lang", &Some(language))]);
    // The link is all that reaches us next; a browser sends no cookie of the round to it.
    let another = visit.programme.settings.offered(&visit.survey).nth(1);
    let send = another.map(|_| address(&visit.language));
    let send = send.unwrap_or_else(|| at::personal_link(token));
    start(visit, Begin::Send(send), begun, visit.languages(address))
}

fn start(visit: &Visit, how: Begin, begun: bool, languages: Vec<Language>) -> Start {
    let words = &visit.words().start;
    let minutes = u32::try_from(visit.survey.minutes()).unwrap_or(u32::MAX);
    let survey = &visit.survey;
    let side = visit.round.side;
    let notice = visit.notice_facts().notice(visit.round.privacy, visit.words());
    let questions = survey.questions_on(side).count();
    Start {
        frame: visit.frame(),
        asked_by: visit.programme.asker_and_name().join(" · "),
        title: visit.title(),
        why: vec![survey.intro.read(side, &visit.language).to_owned()],
        facts: vec![
            Fact::new(words.takes, (words.minutes)(minutes)),
            Fact::new(words.questions, questions.to_string()),
            Fact::new(words.closes, visit.time(visit.round.closes_at)),
        ],
        who_sees: vec![visit.promise()],
        notice: notice.iter().map(part).collect(),
        begin: how,
        begun,
        languages,
    }
}

fn part(paragraph: &Paragraph) -> NoticeSection {
    NoticeSection { heading: paragraph.heading.to_owned(), paragraphs: vec![paragraph.sentences.join(" ")] }
}

/// The start page of an open or a personal link. Looking at it changes nothing.
#[derive(Debug, Clone, Template)]
#[template(path = "public/answer/start.html")]
pub(crate) struct Start {
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
pub(crate) struct Language {
    /// Its BCP 47 tag.
    pub code: String,
    /// What its speakers call it.
    pub name: String,
    /// Address of the start page in it; none for the language of this page.
    pub href: Option<String>,
}

/// One part of the privacy notice.
#[derive(Debug, Clone)]
pub(crate) struct NoticeSection {
    /// “How long we keep it”
    pub heading: String,
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
}

/// How answering begins.
#[derive(Debug, Clone)]
pub(crate) enum Begin {
    /// By a link to the first page (GET): an open link.
    Follow(String),
    /// By a POST that swaps a personal link for a session, so that mail scanners which open links use nothing up.
    Send(String),
}

impl Start {
    /// What the button says.
    pub(crate) fn begin_label(&self) -> &'static str {
        let words = &self.frame.words().start;
        if self.begun { words.go_on } else { words.start }
    }
}
