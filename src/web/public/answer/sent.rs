//! Thanks, once the answers are safe.

use askama::Template;

use crate::web::{
    http::{answer::Answer, error::Result},
    parts::frame::Frame,
    public::answer::visit::Door,
};

/// Thanks, whatever has become of the round since.
#[rocket::get("/s/<code>/sent")]
pub(crate) async fn show(code: &str, door: Door<'_>) -> Result<Answer> {
    let visit = door.whoever(code).await?;
    let words = &visit.words().sent;
    Answer::page(&Sent {
        frame: visit.frame(),
        title: visit.title(),
        what_happens: [
            Some(words.safe.to_owned()),
            Some((words.closes)(&visit.time(visit.round.closes_at))),
            visit.contact().map(|contact| (words.results)(&contact)),
            Some((visit.words().notice.groups)(visit.smallest_group())),
        ]
        .into_iter()
        .flatten()
        .collect(),
        another: visit.round.audience.has_open_link().then(|| visit.address()),
    })
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "public/answer/sent.html")]
pub(crate) struct Sent {
    /// Top and foot.
    pub frame: Frame,
    /// Title of the survey.
    pub title: String,
    /// What happens with the answers and when; the first sentence leads.
    pub what_happens: Vec<String>,
    /// Address of a fresh form for the next person, on a shared device.
    pub another: Option<String>,
}
