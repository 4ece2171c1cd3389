//! Copying a survey, to change the copy.

use std::sync::Arc;

use rocket::{Responder, State, http::Status};
use uuid::Uuid;

use crate::{
    app::App,
    store::{self, audit, own_surveys},
    survey::{
        definition::Survey,
        text::{ENGLISH, Text, Wording},
    },
    web::{
        at,
        http::{
            answer::{Answer, Page},
            error::Result,
            form_data::FormData,
            guard::{Member, Trainer},
        },
        parts::{
            form::{Field, FormPage, Problems, Section},
            frame::Site,
            nav::{self, Place},
            piece::Link,
        },
        surveys::{load::Found, show::trail},
    },
};

/// The longest title, in characters.
pub(crate) const TITLE_MAX: usize = 200;
/// Letters of a survey's key that come from the one it was copied from: the rest is chance.
const STEM: usize = 48;

/// Asks what the copy is called.
#[rocket::get("/programmes/<slug>/surveys/<key>/copy")]
pub(crate) async fn ask(
    slug: &str,
    key: &str,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let found = Found::by_key(app, &who.0, key).await?;
    let survey = found.survey();
    let title = survey.title.read(survey.sides[0], ENGLISH).to_owned();
    Page::of(&form(slug, &who.0, site, survey, title, Problems::default()))
}

/// Makes the copy.
#[rocket::post("/programmes/<slug>/surveys/<key>/copy", data = "<entries>")]
pub(crate) async fn make(
    slug: &str,
    key: &str,
    who: Trainer,
    entries: FormData,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let Trainer(who) = who;
    let found = Found::by_key(app, &who, key).await?;
    let survey = found.survey();
    let title = entries.one("title");
    let mut problems = Problems::default();
    if title.is_empty() {
        problems.add("title", "Enter a title for the copy");
    } else if title.chars().count() > TITLE_MAX {
        problems.add("title", format!("Shorten the title to {TITLE_MAX} characters or fewer"));
    }
    if !problems.is_empty() {
        let form = form(slug, &who, site, survey, title.to_owned(), problems);
        return Answer::mend(&form);
    }
    let chance = Uuid::new_v4().simple().to_string();
    let stem: String = survey.key.chars().take(STEM).collect();
    let copy = Survey {
        key: format!("{stem}_{}", &chance[..8]),
        version: 1,
        title: titled(&survey.title, title),
        ..survey.clone()
    };
    let now = app.clock.now().into();
    let tx = store::write(&app.db).await?;
    own_surveys::add(&tx, who.programme.id, &copy, now).await?;
    audit::record(&tx, Some(who.programme.id), &who.person, "copied the survey", title, now).await?;
    tx.commit().await.map_err(store::StoreError::from)?;
    let page = at::survey(slug, &copy.key);
    Ok(Answer::on(page, "The survey was copied. Change it as you like"))
}

/// A title with other English. Its translations stay, since a survey is read in the languages of its title: without
/// them the translated questions could no longer be reached.
fn titled(old: &Wording, english: &str) -> Wording {
    let retitled = |text: &Text| text.clone().with(ENGLISH, english);
    match old {
        Wording::Same(text) => Wording::Same(retitled(text)),
        Wording::BySide { library, partner } => Wording::BySide {
            library: library.as_ref().map(retitled),
            partner: partner.as_ref().map(retitled),
        },
    }
}

fn form(
    slug: &str,
    who: &Member,
    site: &Arc<Site>,
    survey: &Survey,
    title: String,
    problems: Problems,
) -> FormPage {
    let original = survey.title.read(survey.sides[0], ENGLISH).to_owned();
    let page = at::survey(slug, &survey.key);
    let mut trail = trail(slug, "Copy");
    trail.above.push(Link::new(&original, page.clone()));
    FormPage {
        frame: nav::frame(who, site, Place::Surveys),
        trail: Some(trail),
        heading: format!("Copy “{original}”"),
        lead: vec![
            "The copy is yours to change. Questions that you leave as they are keep their keys, so that their answers \
             can be compared with those to the original. Titles in other languages stay until you change them."
                .to_owned(),
        ],
        sections: vec![Section { fields: vec![Field::line("title", "Title of the copy", title)], ..Section::default() }],
        problems,
        action: at::survey_copy(slug, &survey.key),
        button: "Make the copy".to_owned(),
        destroys: false,
        cancel: Some(Link::new("Leave it", page)),
    }
}
