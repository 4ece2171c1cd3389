//! A contact as its own pages and the API know it: its form, and what is noted of a change.

pub(crate) mod form;
pub(crate) mod pasted;

use uuid::Uuid;

use crate::{
    store::{Transaction, partners},
    web::{Desk, Result, Trainer, at},
};

/// The longest name, job and phone number.
pub(crate) const LONGEST: usize = 200;
/// What the activity log says of a contact that was deleted.
pub(crate) const DELETED: &str = "deleted a contact";

/// The page that a contact is on.
pub(crate) fn home(slug: &str, partner: Option<Uuid>) -> String {
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
