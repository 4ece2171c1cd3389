//! The start page: what is asked, how long it takes, who sees what. Looking at it changes nothing.

use super::visit::Visit;
use crate::survey::round::notice::Paragraph;
use crate::web::view::{
    part::Fact,
    start::{Begin, Language, NoticeSection, Start},
};

/// The start page of an open link.
pub(super) fn page(visit: &Visit, first_page: String, begun: bool) -> Start {
    let languages =
        visit.languages(|language| rocket::uri!(super::begin(&visit.round.code, Some(language))).to_string());
    start(visit, Begin::Follow(first_page), begun, languages)
}

/// The start page of a personal link: its button swaps the link for a cookie.
pub(super) fn personal(visit: &Visit, token: &str, begun: bool) -> Start {
    let address = |language: &str| rocket::uri!(super::begin_personal(token, Some(language))).to_string();
    // The link is all that reaches us next; a browser sends no cookie of the round to it.
    let another = visit.programme.settings.offered(&visit.survey).nth(1);
    let send = another.map(|_| address(&visit.language));
    let send = send.unwrap_or_else(|| rocket::uri!(super::send_personal(token)).to_string());
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
