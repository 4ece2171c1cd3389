//! Partners: all of them, and who among them needs a look.

pub(crate) mod agreement;
pub(crate) mod book;
pub(crate) mod busy;
pub(crate) mod contacts;
pub(crate) mod delete;
pub(crate) mod due;
pub(crate) mod duplicates;
pub(crate) mod edit;
pub(crate) mod handover;
pub(crate) mod health;
pub(crate) mod health_words;
pub(crate) mod import;
pub(crate) mod index;
pub(crate) mod merge;
pub(crate) mod own_page;
pub(crate) mod parts;
pub(crate) mod show;
pub(crate) mod timeline;
pub(crate) mod unsubscribes;

use common_ground_reports::wording;
use uuid::Uuid;

use crate::{
    store::{Partner, partners},
    survey::PartnerKind,
    web::{Desk, Error, Listing, MainPlace, Result, Trainer, parts::partner::trail},
};

/// A page of lines below the list of partners.
fn listing(desk: &Desk<'_, Trainer>, here: impl Into<String>, heading: impl Into<String>) -> Listing {
    let mut listing = Listing::new(desk.frame(MainPlace::Partners), &*desk.programme().name, heading);
    listing.trail = Some(trail(desk.slug(), here));
    listing
}

/// The partner with this id, if it is one of this programme.
async fn find(desk: &Desk<'_, Trainer>, id: Uuid) -> Result<Partner> {
    partners::find(desk.db(), desk.programme().id, id).await?.ok_or(Error::NotFound)
}

/// The label of a kind as it is stored.
fn kind_label(desk: &Desk<'_, Trainer>, kind: &str) -> String {
    desk.programme().settings.kinds().find(kind).map_or(kind, PartnerKind::label).to_owned()
}

/// A number that begins a sentence.
fn capital(number: u64) -> String {
    wording::capitalised(&wording::number(number))
}
