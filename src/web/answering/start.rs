//! The start page: what is asked, how long it takes, who sees what. Looking at it changes nothing.

use super::visit::Visit;
use crate::survey::round::notice::Paragraph;
use crate::web::{
    view::{
        part::Fact,
        start::{Begin, NoticeSection, Start},
    },
    words,
};

/// The start page of an open link.
pub(super) fn page(visit: &Visit, first_page: String, begun: bool) -> Start {
    start(visit, Begin::Follow(first_page), begun)
}

/// The start page of a personal link: its button swaps the link for a cookie.
pub(super) fn personal(visit: &Visit, token: &str, begun: bool) -> Start {
    start(visit, Begin::Send(rocket::uri!(super::send_personal(token)).to_string()), begun)
}

fn start(visit: &Visit, how: Begin, begun: bool) -> Start {
    let survey = &visit.survey;
    let side = visit.round.side;
    let notice = visit.notice_facts().notice(visit.round.privacy);
    let questions = survey.questions_on(side).count();
    Start {
        frame: visit.frame(),
        asked_by: format!("{} · {}", visit.programme.settings.controller, visit.programme.name),
        title: visit.title(),
        why: vec![survey.intro.read(side, &visit.language).to_owned()],
        facts: vec![
            Fact::new("Takes", format!("{} minutes", survey.minutes())),
            Fact::new("Questions", questions.to_string()),
            Fact::new("Closes", words::day_and_time(visit.round.closes_at, &visit.zone())),
        ],
        who_sees: vec![visit.promise()],
        notice: notice.iter().map(part).collect(),
        begin: how,
        begun,
    }
}

fn part(paragraph: &Paragraph) -> NoticeSection {
    NoticeSection { heading: paragraph.heading.to_owned(), paragraphs: vec![paragraph.sentences.join(" ")] }
}
