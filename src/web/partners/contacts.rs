//! Contacts: adding, changing, moving and deleting them, and noting that somebody was heard from.

pub(crate) mod contact_log;
pub(crate) mod delete;
pub(crate) mod edit;

use uuid::Uuid;

use crate::{
    store::{Contact, contacts},
    web::{
        Desk,
        Error,
        Result,
        Trainer,
        // What the API does alike.
        parts::contact::{LONGEST, done, form, home},
    },
};

async fn find(desk: &Desk<'_, Trainer>, id: Uuid) -> Result<Contact> {
    contacts::find(desk.db(), desk.programme().id, id).await?.ok_or(Error::NotFound)
}
