//! Adding a contact, changing what is known of one, and moving one to another partner.

use std::sync::Arc;

use rocket::{Route, State};
use uuid::Uuid;

use crate::{
    app::App,
    store::invitations,
    web::{
        http::{
            answer::{Answer, Page},
            error::Result,
            form_data::FormData,
            guard::Trainer,
        },
        partners::{
            self as partner_pages,
            contacts::{
                find,
                form::{Form, LIBRARY, Place, Wrong},
            },
        },
        parts::frame::Site,
    },
};

/// The form for a contact of a partner.
#[rocket::get("/programmes/<slug>/partners/<id>/contacts/new", rank = 2)]
pub(crate) async fn new(
    slug: &str,
    id: Uuid,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let partner = partner_pages::find(app, &who.0, id).await?;
    let form = Form { slug, who: &who.0, site, place: Place::Partner(partner), contact: None };
    Page::of(&form.page(&FormData::default(), Wrong::default()))
}

/// Adds a contact to a partner.
#[rocket::post("/programmes/<slug>/partners/<id>/contacts", data = "<entries>", rank = 2)]
pub(crate) async fn create(
    slug: &str,
    id: Uuid,
    who: Trainer,
    entries: FormData,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let partner = partner_pages::find(app, &who.0, id).await?;
    Form { slug, who: &who.0, site, place: Place::Partner(partner), contact: None }.save(app, &entries).await
}

/// The form for somebody of the library.
#[rocket::get("/programmes/<slug>/partners/library/contacts/new")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn new_library(slug: &str, who: Trainer, site: &State<Arc<Site>>) -> Result<Page> {
    let form = Form { slug, who: &who.0, site, place: Place::Library, contact: None };
    Page::of(&form.page(&FormData::default(), Wrong::default()))
}

/// Adds somebody of the library.
#[rocket::post("/programmes/<slug>/partners/library/contacts", data = "<entries>")]
pub(crate) async fn create_library(
    slug: &str,
    who: Trainer,
    entries: FormData,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    Form { slug, who: &who.0, site, place: Place::Library, contact: None }.save(app, &entries).await
}

/// The form for what is known of a contact.
#[rocket::get("/programmes/<slug>/contacts/<id>/edit")]
pub(crate) async fn edit(
    slug: &str,
    id: Uuid,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let contact = find(app, &who.0, id).await?;
    let place = Place::any(app, &who.0).await?;
    let partner = contact.partner_id.map_or(LIBRARY.to_owned(), |id| id.to_string());
    let entries = FormData::of([
        ("partner", &*partner),
        ("name", &*contact.name),
        ("job", &*contact.job),
        ("email", &*contact.email),
        ("phone", &*contact.phone),
        ("can_say_yes", if contact.can_say_yes { "yes" } else { "" }),
    ]);
    let hash = app.secret.fingerprint(&contact.email);
    let stopped = invitations::is_stopped(app.db.read(), who.0.programme.id, &hash).await?;
    let mut page =
        Form { slug, who: &who.0, site, place, contact: Some(contact) }.page(&entries, Wrong::default());
    if stopped {
        page.lead.push(
            "This person asked for no more mail, and gets none. Only they can take that back: ask them to write to \
             you, and give them the open link of a survey if they want to answer."
                .to_owned(),
        );
    }
    Page::of(&page)
}

/// Changes a contact, or moves them to another partner.
#[rocket::post("/programmes/<slug>/contacts/<id>/edit", data = "<entries>")]
pub(crate) async fn update(
    slug: &str,
    id: Uuid,
    who: Trainer,
    entries: FormData,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let contact = find(app, &who.0, id).await?;
    let place = Place::any(app, &who.0).await?;
    Form { slug, who: &who.0, site, place, contact: Some(contact) }.save(app, &entries).await
}
