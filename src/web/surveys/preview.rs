//! A survey on a phone, only to look at.

use std::sync::Arc;

use rocket::State;

use crate::{
    app::App,
    survey::{answers::Raw, item::Item, text::ENGLISH, words},
    web::{
        at,
        http::{answer::Page, error::Result, guard::Trainer},
        parts::{
            Frame,
            frame::Site,
            nav::{self, Place},
            piece::Link,
            questions::{self, Reading},
        },
        surveys::{
            load::{Found, reader},
            page::{Preview, PreviewPage},
            people, show,
        },
    },
};

/// The pages of the form in the frame of a phone. Nothing here can be sent.
#[rocket::get("/programmes/<slug>/surveys/<key>/preview?<side>&<lang>")]
pub(crate) async fn preview(
    slug: &str,
    key: &str,
    side: Option<&str>,
    lang: Option<&str>,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Trainer(who) = who;
    let found = Found::by_key(app, &who, key).await?;
    let survey = found.survey();
    let (side, language) = reader(survey, side, lang);
    let title = survey.title.read(side, ENGLISH);
    let page = at::query(at::survey(slug, key), &[("side", &Some(side.key())), ("lang", &Some(&*language))]);
    let mut trail = show::trail(slug, "On a phone");
    trail.above.push(Link::new(title, page));
    let phone = Frame::public(Arc::clone(site), &*language);
    let said = phone.words();
    let reading = Reading { survey, side, language: &language };
    // Every section, hidden ones too: a preview shows what can be asked.
    let asked: Vec<_> =
        survey.sections.iter().filter(|s| s.items.iter().any(|item| item.is_on(side))).collect();
    let of = asked.len();
    let pages = asked.iter().zip(1..).map(|(section, number)| {
        let items: Vec<&Item> = section.items.iter().filter(|item| item.is_on(side)).collect();
        PreviewPage {
            step: (said.form.step)(number, of),
            title: section.title.read(side, &language).to_owned(),
            entries: questions::entries(&reading, section, &items, &Raw::default(), &[]),
        }
    });
    Page::of(&Preview {
        frame: nav::frame(&who, site, Place::Surveys),
        trail,
        heading: format!("“{title}” on a phone"),
        lead: format!(
            "As {} read it in {}. This is only for looking: nothing can be sent from here.",
            people(side),
            words::name_of(&language)
        ),
        safeguarding: Some(said.form.safeguarding.to_owned()),
        pages: pages.collect(),
        title: survey.title.read(side, &language).to_owned(),
        intro: survey.intro.read(side, &language).to_owned(),
        phone,
    })
}
