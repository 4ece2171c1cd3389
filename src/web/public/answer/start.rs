//! The start page: what is asked, how long it takes, who sees what. Looking at it changes nothing.

use askama::Template;

use crate::{
    survey::{Side, round::notice::Paragraph},
    web::{
        Answer, Fact, Frame, Link, Result, at,
        public::answer::{Door, Visit, draft::AnswerDraft, next},
    },
};

/// The start page of an open link. One link may lead to the surveys of both sides: then it asks for the side first, and
/// `side` says that it was chosen.
#[rocket::get("/s/<code>?<side>")]
pub(crate) async fn show(code: &str, side: Option<&str>, door: Door<'_>) -> Result<Answer> {
    let visit = door.open(code).await?;
    // Short codes are typed by hand; cookies are kept under the address as we write it.
    if visit.round.code != code {
        return Ok(Answer::to(visit.address()));
    }
    let draft = AnswerDraft::load(&visit).await?;
    let is_to_choose = visit.invitation.is_none() && side.is_none() && !draft.has_begun();
    if is_to_choose && visit.side_address(visit.round.side.other()).is_some() {
        let ways = Side::ALL.into_iter().filter_map(|side| way_to(&visit, side));
        let begin = Begin::Choose(ways.collect());
        return Answer::page(&Start::of(&visit, begin, false));
    }
    let begin = Begin::Follow(next(&visit, &draft));
    Answer::page(&Start::of(&visit, begin, draft.has_begun()))
}

/// The start page of a personal link: its button swaps the link for a cookie. Looking at it changes nothing, since mail
/// scanners open links.
#[rocket::get("/i/<token>")]
pub(crate) async fn personal(token: &str, door: Door<'_>) -> Result<Answer> {
    let visit = door.personal(token, false).await?;
    let begun = AnswerDraft::load(&visit).await?.has_begun();
    // The link is all that reaches us next; a browser sends no cookie of the round to it.
    let send = visit.frame().leads_to(&at::personal_link(token));
    Answer::page(&Start::of(&visit, Begin::Send(send), begun))
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "public/answer/start.html")]
pub(crate) struct Start {
    /// Top and foot.
    pub frame: Frame,
    /// Who asks: “Newham Libraries · Welcome to reading”.
    pub asked_by: String,
    /// Title of the survey, and the heading.
    pub title: String,
    /// Why it is asked and why of this person.
    pub why: String,
    /// How long it takes, how many questions, when it closes.
    pub facts: Vec<Fact>,
    /// Who sees what; it depends on the round’s privacy mode.
    pub promise: String,
    /// The privacy notice in full.
    pub notice: Vec<Paragraph>,
    /// How answering begins.
    pub begin: Begin,
    /// Whether this person began before and can go on.
    pub begun: bool,
    /// The way to the survey of the other side, where one link leads to both.
    pub other_side: Option<Link>,
}

#[derive(Debug, Clone)]
pub(crate) enum Begin {
    /// By choosing the survey of one’s side: one link leads to both.
    Choose(Vec<Link>),
    /// By a link to the first page (GET): an open link.
    Follow(String),
    /// By a POST that swaps a personal link for a session, so that mail scanners which open links use nothing up.
    Send(String),
}

impl Start {
    fn of(visit: &Visit<'_>, begin: Begin, begun: bool) -> Self {
        let words = &visit.words().start;
        let (survey, side) = (&visit.survey, visit.round.side);
        let minutes = u32::try_from(survey.minutes()).unwrap_or(u32::MAX);
        Self {
            frame: visit.frame(),
            asked_by: visit.programme.asker_and_name().join(" · "),
            title: visit.title(),
            why: survey.intro.read(side, &visit.language).to_owned(),
            facts: vec![
                Fact::new(words.takes, (words.minutes)(minutes)),
                Fact::new(words.questions, survey.questions_on(side).count().to_string()),
                Fact::new(words.closes, visit.time(visit.round.closes_at)),
            ],
            promise: visit.promise(),
            notice: visit.notice_facts().notice(visit.round.privacy, visit.words()),
            begin,
            begun,
            other_side: way_to(visit, side.other()).filter(|_| visit.invitation.is_none()),
        }
    }

    pub(crate) fn begin_label(&self) -> &'static str {
        let words = &self.frame.words().start;
        if self.begun { words.go_on } else { words.start }
    }
}

/// The way to the survey of a side, in the words of whoever is on it; none where another link leads to it.
fn way_to(visit: &Visit<'_>, side: Side) -> Option<Link> {
    let words = &visit.words().start;
    let label = match side {
        Side::Library => words.library,
        Side::Partner => words.partner,
    };
    Some(Link::new(label, visit.side_address(side)?))
}
