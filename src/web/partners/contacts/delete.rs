//! Deleting a contact, after saying what is lost with one.

use std::sync::Arc;

use rocket::{Route, State};
use uuid::Uuid;

use crate::{
    app::App,
    store::{self, contacts},
    web::{
        at,
        http::{
            answer::{Answer, Page},
            error::Result,
            guard::Trainer,
        },
        partners::{
            self as partner_pages,
            contacts::{find, home, record},
        },
        parts::{
            form::{FormPage, Problems},
            frame::Site,
            piece::Link,
        },
    },
};

/// Says what is lost with a contact.
#[rocket::get("/programmes/<slug>/contacts/<id>/delete")]
pub(crate) async fn ask_delete(
    slug: &str,
    id: Uuid,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let contact = find(app, &who.0, id).await?;
    Page::of(&FormPage {
        frame: partner_pages::frame(slug, &who.0, site),
        trail: Some(partner_pages::trail(slug, contact.name.clone())),
        heading: format!("Delete {}?", contact.name),
        lead: vec![
            "With them go their personal links, their places on lists of courses, and the notes about them. Links \
             that they were sent no longer work."
                .to_owned(),
            "Answers that were given stay. If this person asked you to delete what is held about them, an \
             administrator can erase that as well."
                .to_owned(),
        ],
        sections: Vec::new(),
        problems: Problems::default(),
        action: at::contact_delete(slug, id),
        button: "Delete the contact".to_owned(),
        destroys: true,
        cancel: Some(Link::new("Keep them", at::contact_edit(slug, id))),
    })
}

/// Deletes a contact.
#[rocket::post("/programmes/<slug>/contacts/<id>/delete")]
pub(crate) async fn delete(slug: &str, id: Uuid, who: Trainer, app: &State<Arc<App>>) -> Result<Answer> {
    let who = who.0;
    let contact = find(app, &who, id).await?;
    let tx = store::write(&app.db).await?;
    contacts::remove(&tx, id).await?;
    record(app, &tx, &who, "deleted a contact", contact.partner_id).await?;
    tx.commit().await.map_err(store::StoreError::from)?;
    Ok(Answer::on(home(slug, contact.partner_id), format!("{} was deleted.", contact.name)))
}
