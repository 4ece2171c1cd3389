//! Contacts: adding, changing, moving and deleting them, and noting that somebody was heard from.

pub(crate) mod contact_log;
pub(crate) mod delete;
pub(crate) mod edit;
pub(crate) mod form;

use rocket::Route;
use uuid::Uuid;

use crate::{
    app::App,
    store::{
        self, audit,
        contacts::{self, Contact},
        partners,
    },
    web::{
        at,
        http::{
            error::{Error, Result},
            guard::Member,
        },
    },
};

/// The longest name, job and phone number.
pub(crate) const LONGEST: usize = 200;

pub(crate) async fn find(app: &App, who: &Member, id: Uuid) -> Result<Contact> {
    contacts::find(app.db.read(), who.programme.id, id).await?.ok_or(Error::NotFound)
}

/// The page that a contact is on.
pub(crate) fn home(slug: &str, partner: Option<Uuid>) -> String {
    match partner {
        Some(id) => at::partner(slug, id),
        None => at::library_staff(slug),
    }
}

/// Records an act about a contact under the name of the partner: the trail keeps no names of people, so that an
/// erasure leaves none behind.
pub(crate) async fn record(
    app: &App,
    tx: &store::Transaction,
    who: &Member,
    act: &str,
    partner: Option<Uuid>,
) -> Result<()> {
    let object = match partner {
        Some(id) => partners::find(tx, who.programme.id, id).await?.map(|partner| partner.name),
        None => None,
    };
    let object = object.unwrap_or_else(|| "library staff".to_owned());
    Ok(audit::record(tx, Some(who.programme.id), &who.person, act, &object, app.clock.now().into()).await?)
}
