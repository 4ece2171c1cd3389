//! A survey in the frame of a phone, only to look at.

use std::sync::Arc;

use askama::Template;

use crate::{
    survey::{ENGLISH, Item, Raw, words},
    web::{
        Answer, Desk, Frame, Link, MainPlace, Reading, Result, Trail, Trainer, at,
        parts::{
            languages,
            question::{Control, FormEntry, InputLine},
            questions,
        },
        surveys::{
            load::{Found, reader},
            people, trail,
        },
    },
};

#[derive(Debug, Template)]
#[template(path = "surveys/preview.html")]
struct Preview {
    frame: Frame,
    /// Surveys / survey / here.
    trail: Trail,
    heading: String,
    /// For whom, and that nothing is sent.
    lead: String,
    /// That no native speaker has read it in this language.
    unread: Option<String>,
    /// The frame in the language of the survey.
    phone: Frame,
    title: String,
    intro: String,
    pages: Vec<Page>,
    /// How to report a worry about a child.
    safeguarding: Option<String>,
}

#[derive(Debug)]
struct Page {
    /// “Page 2 of 4”
    step: String,
    title: String,
    /// Stems, statements and questions.
    entries: Vec<FormEntry>,
}

/// The pages of the form in the frame of a phone. Nothing here can be sent.
#[rocket::get("/programmes/<_>/surveys/<key>/preview?<side>&<lang>")]
pub(crate) async fn preview(
    desk: Desk<'_, Trainer>,
    key: &str,
    side: Option<&str>,
    lang: Option<&str>,
) -> Result<Answer> {
    let slug = desk.slug();
    let found = Found::by_key(&desk, key).await?;
    let survey = found.survey();
    let (side, language) = reader(survey, side, lang);
    let title = survey.title.read(side, ENGLISH);
    let page = at::query(at::survey(slug, key), &[("side", &Some(side.key())), ("lang", &Some(&*language))]);
    let mut trail = trail(slug, "On a phone");
    trail.above.push(Link::new(title, page));
    let frame = desk.frame(MainPlace::Surveys);
    let phone = Frame::public(Arc::clone(&frame.site), &*language);
    let said = phone.words();
    let reading = Reading::of(survey, side, &language);
    // Every section, hidden ones too: a preview shows what can be asked.
    let asked: Vec<_> =
        survey.sections.iter().filter(|s| s.items.iter().any(|item| item.is_on_screen(side))).collect();
    let of = asked.len();
    let pages = asked.iter().zip(1..).map(|(section, number)| {
        let items: Vec<&Item> = section.items.iter().filter(|item| item.is_on_screen(side)).collect();
        Page {
            step: (said.form.step)(number, of),
            title: section.title.read(side, &language).to_owned(),
            entries: questions::entries(&reading, section, &items, &Raw::default(), &[]),
        }
    });
    Answer::page(&Preview {
        frame,
        trail,
        heading: format!("“{title}” on a phone"),
        lead: format!(
            "As {} read it in {}. This is only for looking: nothing can be sent from here.",
            people(side),
            words::english_name_of(&language)
        ),
        unread: languages::unread(&language),
        safeguarding: Some(said.form.safeguarding.to_owned()),
        pages: pages.collect(),
        title: survey.title.read(side, &language).to_owned(),
        intro: survey.intro.read(side, &language).to_owned(),
        phone,
    })
}
