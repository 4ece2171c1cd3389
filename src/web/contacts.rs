//! Contacts: adding, changing, moving and deleting them, and noting that somebody was heard from.

pub(super) mod edit;
mod form;
pub(super) mod heard;
mod removal;

use rocket::Route;
use uuid::Uuid;

use super::{
    error::{Error, Result},
    guard::Member,
    partners::show as partner_page,
};
use crate::{
    app::App,
    store::{
        self, audit,
        contacts::{self, Contact},
        partners,
    },
};

pub(super) fn routes() -> Vec<Route> {
    [edit::routes(), removal::routes(), heard::routes()].concat()
}

/// The longest name, job and phone number.
const LONGEST: usize = 200;

async fn find(app: &App, who: &Member, id: Uuid) -> Result<Contact> {
    contacts::find(app.db.read(), who.programme.id, id).await?.ok_or(Error::NotFound)
}

/// The page that a contact is on.
fn home(slug: &str, partner: Option<Uuid>) -> String {
    match partner {
        Some(id) => rocket::uri!(partner_page::show(slug, id)).to_string(),
        None => rocket::uri!(partner_page::library(slug)).to_string(),
    }
}

/// Records an act about a contact under the name of the partner: the trail keeps no names of people, so that an
/// erasure leaves none behind.
async fn record(
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
