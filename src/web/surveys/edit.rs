//! Changing a programme's own survey, each step a plain form; publishing what was written.

pub(crate) mod file;
pub(crate) mod item;
pub(crate) mod wordings;

use std::sync::Arc;

use rocket::{State, http::Status};

use crate::{
    app::App,
    store::{
        self, audit,
        own_surveys::{self, OwnSurvey},
        surveys,
    },
    survey::{
        definition::Survey,
        editor::{self, Step},
        text::ENGLISH,
        wording,
    },
    web::{
        at,
        http::{
            answer::{Answer, Page},
            error::{Error, Result},
            form_data::FormData,
            guard::{Member, Trainer},
        },
        parts::{
            form::{Field, FormPage, Input, Problems, Section},
            frame::Site,
            nav::{self, Place},
            piece::Link,
        },
        surveys::{copy::TITLE_MAX, edit::wordings::Wordings, load::own, show},
    },
};

/// The longest text of a form, in characters.
pub(crate) const TEXT_MAX: usize = 2_000;
const CHANGED_BEFORE: &str =
    "Somebody else changed this survey since you opened this form. Open it again to see what it is now";

/// Address of the page of a survey.
pub(crate) fn page_of(slug: &str, key: &str) -> String {
    at::survey(slug, key)
}

/// Takes a step, and records it; or says why not.
async fn take(
    app: &App,
    who: &Member,
    own: &OwnSurvey,
    step: Step,
    act: &str,
) -> Result<std::result::Result<(), String>> {
    let next = match editor::apply(&own.draft, &own.item_keys, step) {
        Ok(next) => next,
        Err(refusal) => return Ok(Err(refusal.reasons().join("; "))),
    };
    let now = app.clock.now().into();
    let tx = store::write(&app.db).await?;
    if !own_surveys::change(&tx, own, &next, now).await? {
        return Ok(Err(CHANGED_BEFORE.to_owned()));
    }
    let title = next.title.read(next.sides[0], ENGLISH);
    audit::record(&tx, Some(who.programme.id), &who.person, act, title, now).await?;
    tx.commit().await.map_err(store::StoreError::from)?;
    Ok(Ok(()))
}

/// The number of the edit that a form was made for: it must still be the newest.
fn edit_field(own: &OwnSurvey) -> Field {
    Field::new("edit", "", Input::Hidden(own.edit.to_string()))
}

fn is_current(own: &OwnSurvey, entries: &FormData) -> bool {
    entries.one("edit") == own.edit.to_string()
}

/// A form about a survey.
struct Form<'a> {
    slug: &'a str,
    who: &'a Member,
    site: &'a Arc<Site>,
    own: &'a OwnSurvey,
}

impl Form<'_> {
    fn page(&self, heading: &str, action: String, button: &str, problems: Problems) -> FormPage {
        let draft = &self.own.draft;
        let page = page_of(self.slug, &draft.key);
        let mut trail = show::trail(self.slug, heading);
        trail.above.push(Link::new(draft.title.read(draft.sides[0], ENGLISH), page.clone()));
        FormPage {
            frame: nav::frame(self.who, self.site, Place::Surveys),
            trail: Some(trail),
            heading: heading.to_owned(),
            lead: Vec::new(),
            sections: Vec::new(),
            problems,
            action,
            button: button.to_owned(),
            destroys: false,
            cancel: Some(Link::new("Leave it", page)),
        }
    }
}

fn wrong(form: &FormPage) -> Result<Answer> {
    Answer::mend(form)
}

fn done(address: String, what: &str) -> Answer {
    Answer::on(address, what)
}

/// Title and introduction.
#[rocket::get("/programmes/<slug>/surveys/<key>/words")]
pub(crate) async fn words(
    slug: &str,
    key: &str,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let own = own(app, &who.0, key).await?;
    let form = Form { slug, who: &who.0, site, own: &own };
    Page::of(&words_form(&form, &own.draft, Problems::default()))
}

/// Other words for title and introduction.
#[rocket::post("/programmes/<slug>/surveys/<key>/words", data = "<entries>")]
pub(crate) async fn change_words(
    slug: &str,
    key: &str,
    who: Trainer,
    entries: FormData,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let Trainer(who) = who;
    let own = own(app, &who, key).await?;
    let mut problems = Problems::default();
    let draft = &own.draft;
    let wordings = Wordings { sides: &draft.sides, languages: Wordings::all_languages(draft) };
    let title = wordings.read(&entries, "title", TITLE_MAX, &mut problems);
    let intro = wordings.read(&entries, "intro", TEXT_MAX, &mut problems);
    let entered = Survey { title: title.clone(), intro: intro.clone(), ..draft.clone() };
    let first = wordings.first("title");
    if !is_current(&own, &entries) {
        problems.add(&first, CHANGED_BEFORE);
    }
    if problems.is_empty() {
        match take(app, &who, &own, Step::Words { title, intro }, "changed the words of the survey").await? {
            Ok(()) => return Ok(done(page_of(slug, key), "The words were changed")),
            Err(reason) => problems.add(&first, reason),
        }
    }
    wrong(&words_form(&Form { slug, who: &who, site, own: &own }, &entered, problems))
}

fn words_form(form: &Form<'_>, entered: &Survey, problems: Problems) -> FormPage {
    let draft = &form.own.draft;
    let wordings = Wordings { sides: &draft.sides, languages: Wordings::all_languages(draft) };
    let action = at::survey_words(form.slug, &draft.key);
    let mut fields = wordings.fields("title", "Title", 1, Some(&entered.title));
    fields.extend(wordings.fields("intro", "Before the first question", 4, Some(&entered.intro)));
    fields.push(edit_field(form.own));
    FormPage {
        lead: vec![
            "English is always needed. A survey that has a title in another language can be read in it; questions not \
             translated yet are then shown in English."
                .to_owned(),
        ],
        sections: vec![Section { fields, ..Section::default() }],
        ..form.page("Title and introduction", action, "Keep these words", problems)
    }
}

/// The heading and the opening words of a page.
#[rocket::get("/programmes/<slug>/surveys/<key>/pages/<number>")]
pub(crate) async fn section(
    slug: &str,
    key: &str,
    number: &str,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let own = own(app, &who.0, key).await?;
    let at = at(&own, number)?;
    let form = Form { slug, who: &who.0, site, own: &own };
    Page::of(&section_form(&form, at, &own.draft, Problems::default()))
}

/// Other words for a page.
#[rocket::post("/programmes/<slug>/surveys/<key>/pages/<number>", data = "<entries>")]
pub(crate) async fn change_section(
    slug: &str,
    key: &str,
    number: &str,
    who: Trainer,
    entries: FormData,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let Trainer(who) = who;
    let own = own(app, &who, key).await?;
    let page = at(&own, number)?;
    let mut problems = Problems::default();
    let wordings = Wordings::of(&own.draft);
    let title = wordings.read(&entries, "title", TITLE_MAX, &mut problems);
    let stem = wordings.read_optional(&entries, ("stem", TITLE_MAX), &own.draft.sides, &mut problems);
    let mut entered = own.draft.clone();
    (entered.sections[page].title, entered.sections[page].stem) = (title.clone(), stem.clone());
    let first = wordings.first("title");
    if !is_current(&own, &entries) {
        problems.add(&first, CHANGED_BEFORE);
    }
    if problems.is_empty() {
        match take(app, &who, &own, Step::Page { page, title, stem }, "changed a page of the survey").await? {
            Ok(()) => return Ok(done(page_of(slug, key), "The page was changed")),
            Err(reason) => problems.add(&first, reason),
        }
    }
    wrong(&section_form(&Form { slug, who: &who, site, own: &own }, page, &entered, problems))
}

/// The page of that number, from 0.
fn at(own: &OwnSurvey, number: &str) -> Result<usize> {
    let number: usize = number.parse().map_err(|_| Error::NotFound)?;
    let at = number.checked_sub(1).filter(|at| *at < own.draft.sections.len());
    at.ok_or(Error::NotFound)
}

fn section_form(form: &Form<'_>, at: usize, entered: &Survey, problems: Problems) -> FormPage {
    let draft = &form.own.draft;
    let wordings = Wordings::of(draft);
    let action = at::survey_page(form.slug, &draft.key, (at + 1).to_string());
    let section = entered.sections.get(at);
    let mut fields = wordings.fields("title", "Heading", 1, section.map(|section| &section.title));
    fields.extend(wordings.fields(
        "stem",
        "Opening words",
        1,
        section.and_then(|section| section.stem.as_ref()),
    ));
    fields.push(edit_field(form.own));
    FormPage {
        lead: vec![
            "Opening words are shared by all ratings of the page and end in “…”: “How much do you expect …”. Leave them \
             blank where every question stands for itself."
                .to_owned(),
        ],
        sections: vec![Section { fields, ..Section::default() }],
        ..form.page(&format!("Page {}", at + 1), action, "Keep these words", problems)
    }
}

/// Asks before a version is made that never changes.
#[rocket::get("/programmes/<slug>/surveys/<key>/publish")]
pub(crate) async fn publish(
    slug: &str,
    key: &str,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let own = own(app, &who.0, key).await?;
    let form = Form { slug, who: &who.0, site, own: &own };
    let version = own.draft.version;
    let found = wording::warnings(&own.draft).len();
    let looks = match found {
        0 => "Nothing in its wording needs another look.".to_owned(),
        1 => "One thing in its wording is worth another look; see the page of the survey.".to_owned(),
        more => format!("{more} things in its wording are worth another look; see the page of the survey."),
    };
    let action = at::survey_publish(slug, key);
    Page::of(&FormPage {
        lead: vec![
            format!(
                "Version {version} can then be asked, and never changes again. What you change later becomes version {}.",
                version + 1
            ),
            looks,
        ],
        sections: vec![Section { fields: vec![edit_field(&own)], ..Section::default() }],
        ..form.page(
            &format!("Publish version {version}"),
            action,
            &format!("Publish version {version}"),
            Problems::default(),
        )
    })
}

/// Makes the version.
#[rocket::post("/programmes/<slug>/surveys/<key>/publish", data = "<entries>")]
pub(crate) async fn make_version(
    slug: &str,
    key: &str,
    who: Trainer,
    entries: FormData,
    app: &State<Arc<App>>,
) -> Result<Answer> {
    let Trainer(who) = who;
    let own = own(app, &who, key).await?;
    let page = page_of(slug, key);
    if !is_current(&own, &entries) {
        return Ok(done(page, CHANGED_BEFORE));
    }
    let last = surveys::published(app.db.read(), key, own.published).await?;
    if last.is_some_and(|last| Survey { version: own.draft.version, ..last } == own.draft) {
        return Ok(done(page, &format!("Nothing changed since version {} was published", own.published)));
    }
    let now = app.clock.now().into();
    let tx = store::write(&app.db).await?;
    if !own_surveys::publish(&tx, &own, now).await? {
        return Ok(done(page, CHANGED_BEFORE));
    }
    let object =
        format!("{}, version {}", own.draft.title.read(own.draft.sides[0], ENGLISH), own.draft.version);
    audit::record(&tx, Some(who.programme.id), &who.person, "published the survey", &object, now).await?;
    tx.commit().await.map_err(store::StoreError::from)?;
    Ok(done(page, &format!("Version {} was published and can be asked now", own.draft.version)))
}
