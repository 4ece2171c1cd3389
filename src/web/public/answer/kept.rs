//! What became of unsent answers in this browser: saved for another day because somebody asked for it, or cleared.

use askama::Template;

use crate::{
    survey::Audience,
    web::{
        Answer, Frame, Link, Result,
        public::answer::{Door, Visit, draft::AnswerDraft, next},
    },
};

/// The page after they were saved.
#[rocket::get("/s/<code>/saved")]
pub(crate) async fn saved(code: &str, door: Door<'_>) -> Result<Answer> {
    let visit = door.open(code).await?;
    let draft = AnswerDraft::load(&visit).await?;
    let go_on = next(&visit, &draft);
    if !draft.later {
        return Ok(Answer::to(go_on));
    }
    let words = &visit.words().kept;
    let until = (words.saved_until)(&visit.time(visit.round.closes_at));
    Answer::page(&Kept {
        clears: Some(visit.address()),
        go_on: Some(Link::new(words.go_on, go_on)),
        ..Kept::of(&visit, words.saved, [until, words.come_back.to_owned()])
    })
}

/// The page after they were cleared, whatever has become of the round since; where it takes answers, with how to begin
/// again.
#[rocket::get("/s/<code>/cleared")]
pub(crate) async fn cleared(code: &str, door: Door<'_>) -> Result<Answer> {
    let visit = door.whoever(code).await?;
    let words = &visit.words().kept;
    let (takes, audience) = (visit.round.takes_answers(visit.app.clock.now()), visit.round.audience);
    let by_link = (takes && audience != Audience::Open).then(|| words.open_again.to_owned());
    let go_on = (takes && audience.has_open_link()).then(|| Link::new(words.start_again, visit.address()));
    let sentences: Vec<String> = [words.cleared_lead.to_owned()].into_iter().chain(by_link).collect();
    Answer::page(&Kept { go_on, ..Kept::of(&visit, words.cleared, sentences) })
}

/// The page.
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
    /// The way on, if there is one.
    pub go_on: Option<Link>,
    /// The address that clears what is saved, by POST with `action=clear`.
    pub clears: Option<String>,
}

impl Kept {
    fn of(visit: &Visit<'_>, heading: &'static str, sentences: impl Into<Vec<String>>) -> Self {
        let (frame, title) = (visit.frame(), visit.title());
        Self { frame, title, heading, sentences: sentences.into(), go_on: None, clears: None }
    }
}
