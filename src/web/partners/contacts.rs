//! Contacts: adding, changing, moving and deleting them, and noting that somebody was heard from.

pub(crate) mod contact_log;
pub(crate) mod delete;
pub(crate) mod edit;
pub(crate) mod form;

use uuid::Uuid;

use crate::{
    store::{Contact, Transaction, contacts, partners},
    web::{Desk, Error, Result, Trainer, at},
};

/// The longest name, job and phone number.
const LONGEST: usize = 200;

async fn find(desk: &Desk<'_, Trainer>, id: Uuid) -> Result<Contact> {
    contacts::find(desk.db(), desk.programme().id, id).await?.ok_or(Error::NotFound)
}

/// The page that a contact is on.
fn home(slug: &str, partner: Option<Uuid>) -> String {
    match partner {
        Some(id) => at::partner(slug, id),
        None => at::library_staff(slug),
    }
}

/// Ends an act about a contact, recorded under the name of the partner: the trail keeps no names of people, so that an
/// erasure leaves none behind.
pub(crate) async fn done(
    desk: &Desk<'_, Trainer>,
    tx: Transaction,
    act: &str,
    partner: Option<Uuid>,
) -> Result<()> {
    let object = match partner {
        Some(id) => partners::find(&tx, desk.programme().id, id).await?.map(|partner| partner.name),
        None => None,
    };
    let object = object.unwrap_or_else(|| "library staff".to_owned());
    desk.done(tx, act, &object).await
}
