//! Adding a partner, and changing its name and kind.

use std::sync::Arc;

use rocket::{Route, State};
use uuid::Uuid;

use crate::{
    app::App,
    store::{
        self, audit,
        partners::{self, Partner},
    },
    survey::partner::{Kind, normalised},
    web::{
        at,
        http::{
            answer::{Answer, Page},
            error::Result,
            form_data::FormData,
            guard::{Member, Trainer},
        },
        partners::{find, frame, trail},
        parts::{
            form::{Choice, Field, FormPage, Input, Problems, Section},
            frame::Site,
            piece::Link,
        },
    },
};

/// The longest name.
const LONGEST: usize = 200;

/// The form for a partner.
#[rocket::get("/programmes/<slug>/partners/new")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn new(slug: &str, who: Trainer, site: &State<Arc<Site>>) -> Result<Page> {
    Page::of(&form(slug, &who.0, site, None, &FormData::default(), Wrong::default()))
}

/// Adds a partner.
#[rocket::post("/programmes/<slug>/partners", data = "<entries>")]
pub(crate) async fn create(
    slug: &str,
    who: Trainer,
    entries: FormData,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let who = who.0;
    let tx = store::write(&app.db).await?;
    partners::hold(&tx, who.programme.id).await?;
    let known = partners::all(&tx, who.programme.id).await?;
    let wrong = check(slug, &entries, &known, None);
    if !wrong.problems.is_empty() {
        return Answer::mend(&form(slug, &who, site, None, &entries, wrong));
    }
    let new = Partner {
        id: Uuid::new_v4(),
        programme_id: who.programme.id,
        name: entries.one("name").to_owned(),
        kind: entries.one("kind").to_owned(),
    };
    let id = new.id;
    let now = app.clock.now().into();
    audit::record(&tx, Some(who.programme.id), &who.person, "added the partner", &new.name, now).await?;
    partners::add_all(&tx, &[new]).await?;
    tx.commit().await.map_err(store::StoreError::from)?;
    let page = at::partner(slug, id);
    Ok(Answer::on(page, "The partner was added. Name somebody to call on there."))
}

/// The form for what is known of a partner.
#[rocket::get("/programmes/<slug>/partners/<id>/edit")]
pub(crate) async fn edit(
    slug: &str,
    id: Uuid,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let partner = find(app, &who.0, id).await?;
    let entries = FormData::of([("name", &*partner.name), ("kind", &*partner.kind)]);
    Page::of(&form(slug, &who.0, site, Some(&partner), &entries, Wrong::default()))
}

/// Changes a partner.
#[rocket::post("/programmes/<slug>/partners/<id>/edit", data = "<entries>")]
pub(crate) async fn update(
    slug: &str,
    id: Uuid,
    who: Trainer,
    entries: FormData,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let who = who.0;
    let partner = find(app, &who, id).await?;
    let tx = store::write(&app.db).await?;
    partners::hold(&tx, who.programme.id).await?;
    let known = partners::all(&tx, who.programme.id).await?;
    let wrong = check(slug, &entries, &known, Some(id));
    if !wrong.problems.is_empty() {
        return Answer::mend(&form(slug, &who, site, Some(&partner), &entries, wrong));
    }
    partners::change(&tx, id, entries.one("name"), entries.one("kind")).await?;
    let now = app.clock.now().into();
    audit::record(&tx, Some(who.programme.id), &who.person, "changed the partner", &partner.name, now)
        .await?;
    tx.commit().await.map_err(store::StoreError::from)?;
    Ok(Answer::on(at::partner(slug, id), "The partner was changed."))
}

/// What is wrong, and the partner that is there already.
#[derive(Default)]
struct Wrong {
    problems: Problems,
    other: Option<Link>,
}

fn check(slug: &str, entries: &FormData, known: &[Partner], own: Option<Uuid>) -> Wrong {
    let mut wrong = Wrong::default();
    let name = entries.one("name");
    if name.is_empty() {
        wrong.problems.add("name", "Enter the name of the organisation");
    }
    wrong.problems.cap("name", name, LONGEST);
    if Kind::from_key(entries.one("kind")).is_none() {
        wrong.problems.add("kind", "Select which kind of organisation it is");
    }
    let same = |other: &&Partner| Some(other.id) != own && normalised(&other.name) == normalised(name);
    if let Some(other) = known.iter().find(same) {
        wrong
            .problems
            .add("name", format!("{} is there already; open it below, or enter another name", other.name));
        let page = at::partner(slug, other.id);
        wrong.other = Some(Link::new(format!("Open {}", other.name), page));
    }
    wrong
}

fn form(
    slug: &str,
    who: &Member,
    site: &State<Arc<Site>>,
    partner: Option<&Partner>,
    entries: &FormData,
    wrong: Wrong,
) -> FormPage {
    let chosen = entries.one("kind");
    let kinds = Kind::ALL.map(|kind| Choice::of(kind.key(), kind.label(), [chosen]));
    let fields = vec![
        Field::line("name", "Name of the organisation", entries.one("name"))
            .hint("As its own letters have it."),
        Field::new("kind", "Kind of organisation", Input::Radios(kinds.into())),
    ];
    let (heading, action, button, back) = match partner {
        None => (
            "Add a partner".to_owned(),
            at::partners(slug),
            "Add the partner",
            crate::web::partners::address(slug, false),
        ),
        Some(partner) => (
            format!("Change {}", partner.name),
            at::partner_edit(slug, partner.id),
            "Save",
            at::partner(slug, partner.id),
        ),
    };
    FormPage {
        frame: frame(slug, who, site),
        trail: Some(trail(slug, if partner.is_some() { "Change" } else { "New" })),
        heading,
        lead: Vec::new(),
        sections: vec![Section { fields, ..Section::default() }],
        problems: wrong.problems,
        action,
        button: button.to_owned(),
        destroys: false,
        cancel: Some(wrong.other.unwrap_or_else(|| Link::new("Back without saving", back))),
    }
}
