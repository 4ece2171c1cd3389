//! The whole questionnaire as a sheet of paper.

use askama::Template;

use crate::{
    survey::{
        carried::Carried,
        item::{Item, ItemInput},
        text::ENGLISH,
    },
    web::{
        at,
        http::{answer::Answer, desk::Desk, error::Result, guard::Trainer},
        parts::{format, frame::Frame, piece::Link},
        rounds::{load::LoadedRound, paper_codes},
    },
};

/// The sheet.
#[derive(Debug, Template)]
#[template(path = "rounds/paper.html")]
struct Paper {
    /// Not printed.
    frame: Frame,
    title: String,
    /// The course that it asks about.
    course: Option<String>,
    /// The code of the round, so that the sheet is entered where it belongs.
    code: String,
    intro: String,
    promise: String,
    hand_in: String,
    /// The questions under their headings.
    parts: Vec<Part>,
    back: Link,
}

/// Questions under one heading.
#[derive(Debug)]
struct Part {
    title: String,
    questions: Vec<Question>,
}

#[derive(Debug)]
struct Question {
    /// None for words that ask nothing.
    number: Option<usize>,
    /// The whole sentence.
    asks: String,
    how: Option<String>,
    boxes: Vec<Tick>,
    /// Lines to write on.
    lines: usize,
}

/// A box to tick.
#[derive(Debug)]
struct Tick {
    /// The sign it is keyed by: `4`, `d`.
    sign: String,
    label: String,
}

/// The sheet.
#[rocket::get("/programmes/<_>/rounds/<code>/paper")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, code: &str) -> Result<Answer> {
    let shown = LoadedRound::find(&desk, code).await?;
    if let Some(why) = shown.why_no_paper() {
        return Answer::page(&shown.note(&desk, "Paper sheet", "No paper sheets for this survey", why));
    }
    let round = &shown.round;
    let mut number = 0;
    let parts = shown.survey.sections.iter().map(|section| {
        let items: Vec<&Item> = section.items.iter().filter(|item| item.is_on(round.side)).collect();
        let questions = items.into_iter().map(|item| {
            if item.is_question() {
                number += 1;
            }
            question(&shown, item, item.is_question().then_some(number))
        });
        Part { title: section.title.read(round.side, ENGLISH).to_owned(), questions: questions.collect() }
    });
    let parts = parts.filter(|part| !part.questions.is_empty()).collect();
    let closes = format::day_and_time(round.closes_at, &shown.zone);
    let contact = LoadedRound::contact(&desk);
    let place = contact.map_or_else(String::new, |contact| format!(", or return it to {contact},"));
    Answer::page(&Paper {
        frame: desk.frame(shown.place()),
        title: shown.survey.title.read(round.side, ENGLISH).to_owned(),
        course: shown.course.as_ref().map(|course| course.title.clone()),
        code: round.code.clone(),
        intro: shown.survey.intro.read(round.side, ENGLISH).to_owned(),
        promise: shown.promise(&desk),
        hand_in: format!(
            "Fold this sheet and give it to a trainer{place} before {closes}. They’ll enter your answers, then \
             destroy the sheet."
        ),
        parts,
        back: Link::new("Back to the survey", at::round(desk.slug(), code)),
    })
}

fn question(shown: &LoadedRound, item: &Item, number: Option<usize>) -> Question {
    let side = shown.round.side;
    let signs = paper_codes::signs(&shown.survey, side, item);
    Question {
        number,
        asks: shown.survey.question_with(item, side, ENGLISH, Carried::Blank),
        how: item.kind.on_paper(),
        boxes: signs.into_iter().map(|sign| Tick { sign: sign.key, label: sign.label }).collect(),
        lines: match item.kind.input() {
            ItemInput::Paragraph { .. } => 4,
            ItemInput::Line | ItemInput::Number { .. } | ItemInput::Date => 1,
            // For what is written beside “other”.
            _ => usize::from(item.kind.other().is_some()),
        },
    }
}
