//! The whole questionnaire as a sheet of paper.

use std::sync::Arc;

use askama::Template;
use rocket::State;

use crate::{
    app::App,
    survey::{
        item::{Item, Kind},
        text::ENGLISH,
    },
    web::{
        at,
        http::{answer::Page, error::Result, guard::Trainer},
        parts::{
            format,
            frame::{Frame, Site},
            nav::{self, Place},
            piece::Link,
        },
        rounds::{Shown, paper_codes},
    },
};

/// The sheet.
#[rocket::get("/programmes/<slug>/rounds/<code>/paper")]
pub(crate) async fn show(
    slug: &str,
    code: &str,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Trainer(who) = who;
    let shown = Shown::find(app, &who, code).await?;
    if let Some(why) = shown.why_no_paper() {
        return Page::of(&shown.note(&who, site, "Paper sheet", "There is no paper sheet", why));
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
    Page::of(&Paper {
        frame: nav::frame(&who, site, Place::Courses),
        title: shown.survey.title.read(round.side, ENGLISH).to_owned(),
        code: round.code.clone(),
        intro: shown.survey.intro.read(round.side, ENGLISH).to_owned(),
        promise: shown.promise(app, &who),
        hand_in: format!(
            "Fold this sheet and give it to a trainer before {closes}. They key it in and destroy it."
        ),
        parts,
        back: Link::new("Back to the survey", at::round(slug, code)),
    })
}

fn question(shown: &Shown, item: &Item, number: Option<usize>) -> Question {
    let side = shown.round.side;
    let signs = paper_codes::signs(&shown.survey, side, item);
    Question {
        number,
        asks: shown.survey.question(item, side, ENGLISH),
        how: paper_codes::how(item),
        boxes: signs.into_iter().map(|sign| Tick { sign: sign.key, label: sign.label }).collect(),
        lines: match item.kind {
            Kind::LongText => 4,
            Kind::ShortText | Kind::Number { .. } | Kind::Date => 1,
            _ => 0,
        },
    }
}

/// The sheet.
#[derive(Debug, Clone, Template)]
#[template(path = "rounds/paper.html")]
pub(crate) struct Paper {
    /// Top and foot; neither is printed.
    pub frame: Frame,
    /// What is asked.
    pub title: String,
    /// The code of the round, so that the sheet is keyed where it belongs.
    pub code: String,
    /// What people read first.
    pub intro: String,
    /// The short privacy notice.
    pub promise: String,
    /// Where the sheet is handed in.
    pub hand_in: String,
    /// The questions under their headings.
    pub parts: Vec<Part>,
    /// Back to the round.
    pub back: Link,
}

/// Questions under one heading.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// The heading.
    pub title: String,
    /// The questions.
    pub questions: Vec<Question>,
}

/// A question.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    /// Its number on the sheet; none for words that ask nothing.
    pub number: Option<usize>,
    /// The whole sentence.
    pub asks: String,
    /// How to answer.
    pub how: Option<String>,
    /// Boxes, each with the sign that it is keyed by.
    pub boxes: Vec<Tick>,
    /// Lines to write on.
    pub lines: usize,
}

/// A box to tick.
#[derive(Debug, Clone)]
pub(crate) struct Tick {
    /// The sign it is keyed by: `4`, `d`.
    pub sign: String,
    /// What it means.
    pub label: String,
}
