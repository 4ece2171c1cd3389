//! Contacts: adding, changing, moving and deleting them, and noting that somebody was heard from.

pub(crate) mod contact_log;
pub(crate) mod delete;
pub(crate) mod edit;

use uuid::Uuid;

// What the API does alike.
use crate::web::parts::contact::{LONGEST, done, form, home};
use crate::{
    store::{Contact, contacts},
    web::{Desk, Error, Result, Trainer},
};

async fn find(desk: &Desk<'_, Trainer>, id: Uuid) -> Result<Contact> {
    contacts::find(desk.db(), desk.programme().id, id).await?.ok_or(Error::NotFound)
}
