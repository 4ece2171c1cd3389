//! One question: added, changed, moved, removed.

pub(crate) mod fields;
pub(crate) mod read;

use std::sync::Arc;

use rocket::{State, http::Status};

use crate::{
    app::App,
    survey::{
        editor::{self, Step},
        item::Item,
        text::ENGLISH,
    },
    web::{
        at,
        http::{
            answer::{Answer, Page},
            error::{Error, Result},
            form_data::FormData,
            guard::Trainer,
        },
        parts::{form::Problems, frame::Site},
        surveys::{
            edit::{
                CHANGED_BEFORE, Form, done, edit_field, is_current, item::fields::Entered, page_of, take,
                wrong,
            },
            load::own,
        },
    },
};

/// The kinds in the order they are offered, and what each is called.
pub(crate) const KINDS: [(&str, &str); 9] = [
    ("rating", "A rating"),
    ("single_choice", "One choice"),
    ("multiple_choice", "Several choices"),
    ("ranking", "A ranking"),
    ("number", "A number"),
    ("date", "A date"),
    ("short_text", "A few words"),
    ("long_text", "An open question"),
    ("statement", "Something to read"),
];

/// An empty question of a kind.
#[rocket::get("/programmes/<slug>/surveys/<key>/items/new?<kind>")]
pub(crate) async fn new(
    slug: &str,
    key: &str,
    kind: Option<&str>,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let own = own(app, &who.0, key).await?;
    let kind = KINDS.iter().find(|(name, _)| Some(*name) == kind).ok_or(Error::NotFound)?.0;
    let form = Form { slug, who: &who.0, site, own: &own };
    Page::of(&fields::page(&form, &Entered::new(kind), Problems::default()))
}

/// Adds it.
#[rocket::post("/programmes/<slug>/surveys/<key>/items", data = "<entries>")]
pub(crate) async fn add(
    slug: &str,
    key: &str,
    who: Trainer,
    entries: FormData,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let Trainer(who) = who;
    let own = own(app, &who, key).await?;
    let kind = KINDS.iter().find(|(name, _)| *name == entries.one("kind")).ok_or(Error::Unprocessable)?.0;
    let mut problems = Problems::default();
    let place = read::place(&own.draft, &entries, &mut problems);
    let new_key = editor::new_key(entries.one("label"), &own.item_keys);
    let item = read::item(&own.draft, &entries, kind, new_key, None, &mut problems);
    if !is_current(&own, &entries) {
        problems.add("label", CHANGED_BEFORE);
    }
    if let (Some(place), Some(item), true) = (place, item, problems.is_empty()) {
        let step = Step::Add { place, item: Box::new(item) };
        match take(app, &who, &own, step, "added a question to the survey").await? {
            Ok(()) => return Ok(done(page_of(slug, key), "The question was added")),
            Err(reason) => problems.add("label", reason),
        }
    }
    let form = Form { slug, who: &who, site, own: &own };
    wrong(&fields::page(&form, &Entered::Sent { kind, entries: &entries, item: None }, problems))
}

/// A question as it is.
#[rocket::get("/programmes/<slug>/surveys/<key>/items/<item>")]
pub(crate) async fn edit(
    slug: &str,
    key: &str,
    item: &str,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let own = own(app, &who.0, key).await?;
    let item = own.draft.item(item).ok_or(Error::NotFound)?;
    let form = Form { slug, who: &who.0, site, own: &own };
    Page::of(&fields::page(&form, &Entered::Now(item), Problems::default()))
}

/// Changes it.
#[rocket::post("/programmes/<slug>/surveys/<key>/items/<item>", data = "<entries>")]
pub(crate) async fn change(
    slug: &str,
    key: &str,
    item: &str,
    who: Trainer,
    entries: FormData,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let Trainer(who) = who;
    let own = own(app, &who, key).await?;
    let old = own.draft.item(item).ok_or(Error::NotFound)?;
    let kind = old.kind.name();
    let mut problems = Problems::default();
    let changed = read::item(&own.draft, &entries, kind, old.key.clone(), Some(old), &mut problems);
    if !is_current(&own, &entries) {
        problems.add("label", CHANGED_BEFORE);
    }
    if let (Some(changed), true) = (changed, problems.is_empty()) {
        match take(app, &who, &own, Step::Change(Box::new(changed)), "changed a question of the survey")
            .await?
        {
            Ok(()) => return Ok(done(page_of(slug, key), "The question was changed")),
            Err(reason) => problems.add("label", reason),
        }
    }
    let form = Form { slug, who: &who, site, own: &own };
    wrong(&fields::page(&form, &Entered::Sent { kind, entries: &entries, item: Some(old) }, problems))
}

/// Moves it up or down, from page to page.
#[rocket::post("/programmes/<slug>/surveys/<key>/items/<item>/move", data = "<entries>")]
pub(crate) async fn shift(
    slug: &str,
    key: &str,
    item: &str,
    who: Trainer,
    entries: FormData,
    app: &State<Arc<App>>,
) -> Result<Answer> {
    let own = own(app, &who.0, key).await?;
    own.draft.item(item).ok_or(Error::NotFound)?;
    let step = match entries.one("to") {
        "up" => Step::Up(item.to_owned()),
        "down" => Step::Down(item.to_owned()),
        _ => return Err(Error::Unprocessable),
    };
    let page = page_of(slug, key);
    match take(app, &who.0, &own, step, "moved a question of the survey").await? {
        Ok(()) => Ok(done(page, "The question was moved")),
        Err(reason) => Ok(done(page, &format!("The question stays where it is: {reason}"))),
    }
}

/// Asks before a question is taken out.
#[rocket::get("/programmes/<slug>/surveys/<key>/items/<item>/remove")]
pub(crate) async fn remove(
    slug: &str,
    key: &str,
    item: &str,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let own = own(app, &who.0, key).await?;
    let item = own.draft.item(item).ok_or(Error::NotFound)?;
    Page::of(&remove_form(&Form { slug, who: &who.0, site, own: &own }, item, &[]))
}

/// Takes it out.
#[rocket::post("/programmes/<slug>/surveys/<key>/items/<item>/remove")]
pub(crate) async fn destroy(
    slug: &str,
    key: &str,
    item: &str,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let Trainer(who) = who;
    let own = own(app, &who, key).await?;
    let item = own.draft.item(item).ok_or(Error::NotFound)?;
    match take(app, &who, &own, Step::Remove(item.key.clone()), "removed a question from the survey").await? {
        Ok(()) => Ok(done(page_of(slug, key), "The question was removed")),
        Err(reason) => {
            let form = remove_form(&Form { slug, who: &who, site, own: &own }, item, &[reason]);
            Answer::mend(&form)
        }
    }
}

fn remove_form(form: &Form<'_>, item: &Item, refused: &[String]) -> crate::web::parts::form::FormPage {
    let draft = &form.own.draft;
    let side = draft.sides.iter().copied().find(|side| item.is_on(*side)).unwrap_or(draft.sides[0]);
    let mut lead: Vec<String> =
        refused.iter().map(|reason| format!("It cannot be removed: {reason}.")).collect();
    lead.push(format!("“{}”", draft.question(item, side, ENGLISH)));
    lead.push(format!(
        "It is no longer asked from the next version on. Answers to earlier versions stay. Its key {} is not given to \
         another question.",
        item.key
    ));
    let action = at::survey_item_remove(form.slug, &draft.key, &item.key);
    crate::web::parts::form::FormPage {
        lead,
        destroys: true,
        ..form.page("Remove this question", action, "Remove the question", Problems::default())
    }
}
