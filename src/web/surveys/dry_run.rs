//! Answering a survey as a test person: through the same form and the same checking as people meet, but without a round,
//! so that there is nowhere for an answer to be kept.

use std::{collections::HashMap, sync::Arc};

use rocket::{FromForm, State, form::Form, http::Status};

use super::{
    copy::Done,
    find::{Found, reader},
};
use crate::{
    app::App,
    survey::{
        answers::{self, Problem, Raw},
        item::Item,
        text::ENGLISH,
    },
    web::{
        error::Result,
        guard::{Member, Trainer},
        nav::{self, Place},
        page::Page,
        questions::{self, Reading},
        told::{self, Told},
        view::{
            Frame,
            answering::{self, Saving, Way},
            frame::Site,
            part,
            question::target,
        },
    },
};

/// What the form sends.
#[derive(Debug, FromForm)]
pub(in crate::web) struct Sent {
    answers: HashMap<String, Vec<String>>,
}

/// The whole form on one page.
#[rocket::get("/programmes/<slug>/surveys/<key>/try?<side>&<lang>")]
#[expect(clippy::too_many_arguments, reason = "an address with its guards")]
pub(in crate::web) async fn ask(
    slug: &str,
    key: &str,
    side: Option<&str>,
    lang: Option<&str>,
    who: Trainer,
    told: Told,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let found = Found::by_key(app, &who.0, key).await?;
    let survey = found.survey();
    let (side, language) = reader(survey, side, lang);
    let frame = frame(slug, &who.0, site, &language).telling(told.0);
    Page::of(&form(frame, slug, &Reading { survey, side, language: &language }, &Raw::default(), &[]))
}

/// Checks what was entered, and forgets it.
#[rocket::post("/programmes/<slug>/surveys/<key>/try?<side>&<lang>", data = "<sent>")]
#[expect(clippy::too_many_arguments, reason = "an address with its guards")]
pub(in crate::web) async fn check(
    slug: &str,
    key: &str,
    side: Option<&str>,
    lang: Option<&str>,
    who: Trainer,
    sent: Form<Sent>,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Done> {
    let found = Found::by_key(app, &who.0, key).await?;
    let survey = found.survey();
    let (side, language) = reader(survey, side, lang);
    let reading = Reading { survey, side, language: &language };
    match answers::read_in(survey, side, &language, &sent.answers) {
        Ok(_) => {
            let again = rocket::uri!(ask(slug, key, Some(side.key()), Some(&*language))).to_string();
            let what = "These answers would be taken. This was a dry run, so nothing was kept";
            Ok(Done::Go(Box::new(told::and_tell(again, what))))
        }
        Err(problems) => {
            let frame = frame(slug, &who.0, site, &language);
            let form = form(frame, slug, &reading, &sent.answers, &problems);
            Ok(Done::Page(Page::with_status(Status::UnprocessableEntity, &form)?))
        }
    }
}

/// The frame of staff in the language of the form: its fixed words are those that people read.
fn frame(slug: &str, who: &Member, site: &Arc<Site>, language: &str) -> Frame {
    Frame { language: language.to_owned(), ..nav::frame(slug, who, site, Place::Surveys) }
}

fn form(
    frame: Frame,
    slug: &str,
    reading: &Reading<'_>,
    entered: &Raw,
    problems: &[Problem],
) -> answering::Form {
    let Reading { survey, side, language } = *reading;
    let entries = survey.sections.iter().flat_map(|section| {
        let items: Vec<&Item> = section.items.iter().filter(|item| item.is_on(side)).collect();
        questions::entries(reading, section, &items, entered, problems)
    });
    let (side_key, title) = (side.key(), survey.title.read(side, language));
    answering::Form {
        step: None,
        title: title.to_owned(),
        promise: Some(format!(
            "A dry run of “{}”: all questions on one page, and nothing that you enter is kept.",
            survey.title.read(side, ENGLISH)
        )),
        problems: problems
            .iter()
            .map(|problem| part::Problem { target: target(&problem.item), message: problem.message.clone() })
            .collect(),
        entries: entries.collect(),
        safeguarding: Some(frame.words().form.safeguarding.to_owned()),
        key: String::new(),
        page: 1,
        carried: Vec::new(),
        back: Some(Way::Follow(super::edit::page_of(slug, &survey.key))),
        saving: Saving::DryRun,
        action: rocket::uri!(check(slug, &survey.key, Some(side_key), Some(language))).to_string(),
        frame,
    }
}
