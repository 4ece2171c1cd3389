//! The whole questionnaire as a sheet of paper, in each language of its form.

use askama::Template;

use crate::{
    survey::{ENGLISH, Item, ItemInput, Words, carried::Carried, words},
    web::{
        Answer, Desk, Frame, Link, Result, Tab, Trainer, at,
        parts::languages,
        rounds::{load::LoadedRound, paper_codes},
    },
};

#[derive(Debug, Template)]
#[template(path = "rounds/paper.html")]
struct Paper {
    /// Not printed.
    frame: Frame,
    /// What it says around the survey, in the language that it is read in.
    words: &'static Words,
    /// The same in other languages.
    tabs: Vec<Tab>,
    /// That no native speaker has read this language.
    unread: Option<String>,
    title: String,
    /// The course that it asks about.
    course: Option<String>,
    /// The code of the round, so that the sheet is entered where it belongs.
    sheet: String,
    intro: String,
    promise: String,
    hand_in: String,
    parts: Vec<Part>,
    back: Link,
}

#[derive(Debug)]
struct Part {
    title: String,
    questions: Vec<Question>,
}

#[derive(Debug)]
struct Question {
    /// None for words that ask nothing.
    number: Option<usize>,
    asks: String,
    how: Option<String>,
    boxes: Vec<Tick>,
    lines: usize,
}

#[derive(Debug)]
struct Tick {
    /// The sign it is keyed by: `4`, `d`.
    sign: String,
    label: String,
}

#[rocket::get("/programmes/<_>/rounds/<code>/paper?<lang>")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, code: &str, lang: Option<&str>) -> Result<Answer> {
    let shown = LoadedRound::find(&desk, code).await?;
    if let Some(why) = shown.why_no_paper() {
        return Answer::page(&shown.note(&desk, "Paper sheet", "No paper sheets for this survey", why));
    }
    let (round, language) = (&shown.round, shown.language(&desk, lang));
    let words = words::of(language);
    let mut number = 0;
    let parts = shown.survey.sections.iter().map(|section| {
        let items: Vec<&Item> = section.items.iter().filter(|item| item.is_on(round.side)).collect();
        let questions = items.into_iter().map(|item| {
            if item.is_question() {
                number += 1;
            }
            question(&shown, item, language, item.is_question().then_some(number))
        });
        Part { title: section.title.read(round.side, language).to_owned(), questions: questions.collect() }
    });
    let parts = parts.filter(|part| !part.questions.is_empty()).collect();
    let closes = words.day_and_time(&round.closes_at.to_zoned_datetime(shown.zone.clone()));
    let address = |language: &str| {
        let language = (language != ENGLISH).then_some(language);
        at::query(at::round_paper(desk.slug(), code), &[("lang", &language)])
    };
    Answer::page(&Paper {
        frame: desk.frame(shown.place()),
        words,
        tabs: shown.in_languages(&desk, language, address),
        unread: languages::unread(language),
        title: shown.survey.title.read(round.side, language).to_owned(),
        course: shown.course.as_ref().map(|course| course.title.clone()),
        sheet: (words.paper.sheet)(&round.code),
        intro: shown.survey.intro.read(round.side, language).to_owned(),
        promise: shown.promise(&desk, words),
        hand_in: match LoadedRound::contact(&desk) {
            Some(contact) => (words.paper.return_to)(&contact, &closes),
            None => (words.paper.hand_in)(&closes),
        },
        parts,
        back: Link::new("Back to the survey", at::round(desk.slug(), code)),
    })
}

fn question(shown: &LoadedRound, item: &Item, language: &str, number: Option<usize>) -> Question {
    let side = shown.round.side;
    let signs = paper_codes::signs(&shown.survey, side, item, language);
    Question {
        number,
        asks: shown.survey.question_with(item, side, language, Carried::Blank),
        how: item.kind.on_paper(words::of(language)),
        boxes: signs.into_iter().map(|sign| Tick { sign: sign.key, label: sign.label }).collect(),
        lines: match item.kind.input() {
            ItemInput::Paragraph { .. } => 4,
            ItemInput::Line | ItemInput::Number { .. } | ItemInput::Date => 1,
            // For what is written beside “other”.
            _ => usize::from(item.kind.other().is_some()),
        },
    }
}
