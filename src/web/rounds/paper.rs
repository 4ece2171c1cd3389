//! The whole questionnaire as a sheet of paper.

use std::sync::Arc;

use rocket::State;

use super::{Shown, sheet};
use crate::{
    app::App,
    survey::{
        item::{Item, Kind},
        text::ENGLISH,
    },
    web::{
        error::Result,
        guard::Trainer,
        nav::{self, Place},
        page::Page,
        view::{
            frame::Site,
            paper::{Paper, Part, Question, Tick},
            part::Link,
        },
        words,
    },
};

pub(super) fn routes() -> Vec<rocket::Route> {
    rocket::routes![show]
}

/// The sheet.
#[rocket::get("/programmes/<slug>/rounds/<code>/paper")]
pub(in crate::web) async fn show(
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
    let closes = words::day_and_time(round.closes_at, &shown.zone);
    Page::of(&Paper {
        frame: nav::frame(slug, &who, site, Place::Courses),
        title: shown.survey.title.read(round.side, ENGLISH).to_owned(),
        code: round.code.clone(),
        intro: shown.survey.intro.read(round.side, ENGLISH).to_owned(),
        promise: shown.promise(app, &who),
        hand_in: format!(
            "Fold this sheet and give it to a trainer before {closes}. They key it in and destroy it."
        ),
        parts,
        back: Link::new("Back to the survey", rocket::uri!(super::show(slug, code)).to_string()),
    })
}

fn question(shown: &Shown, item: &Item, number: Option<usize>) -> Question {
    let side = shown.round.side;
    let signs = sheet::signs(&shown.survey, side, item);
    Question {
        number,
        asks: shown.survey.question(item, side, ENGLISH),
        how: sheet::how(item),
        boxes: signs.into_iter().map(|sign| Tick { sign: sign.key, label: sign.label }).collect(),
        lines: match item.kind {
            Kind::LongText => 4,
            Kind::ShortText | Kind::Number { .. } | Kind::Date => 1,
            _ => 0,
        },
    }
}
