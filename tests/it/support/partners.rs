//! Partners and their contacts, as trainers keep them.

use common_ground::store::{
    contacts::{self, Contact},
    partners::{self, Partner},
};

use super::{app::TestApp, visitor::Visitor};

pub const PAGE: &str = "/programmes/reading/partners";

pub async fn partner(app: &TestApp, name: &str) -> Partner {
    let all = partners::all(app.app.db.read(), app.programme.id).await.unwrap();
    all.into_iter().find(|partner| partner.name == name).unwrap()
}

pub async fn contact(app: &TestApp, email: &str) -> Contact {
    contacts::with_email(app.app.db.read(), app.programme.id, email).await.unwrap().remove(0)
}

/// Adds a partner as a trainer does; returns the address of its page.
pub async fn add_partner(app: &TestApp, trainer: &Visitor, name: &str, kind: &str) -> String {
    trainer.post(PAGE, &[("name", name), ("kind", kind)]).await.has_status(303);
    format!("{PAGE}/{}", partner(app, name).await.id)
}

/// Adds a contact to the partner of that page.
pub async fn add_contact(trainer: &Visitor, page: &str, name: &str, email: &str) {
    trainer.post(&format!("{page}/contacts"), &[("name", name), ("email", email)]).await.leads_to(page);
}
