//! Contacts who were not heard from and not asked for two years.

use std::collections::HashMap;

use uuid::Uuid;

use crate::web::{
    at,
    http::{answer::Answer, desk::Desk, error::Result, guard::Trainer},
    partners::{book::Book, capital, listing},
    parts::{listing::ListingGroup, rows::Row},
};

/// The contacts.
#[rocket::get("/programmes/<_>/partners/due")]
pub(crate) async fn show(desk: Desk<'_, Trainer>) -> Result<Answer> {
    let book = Book::read(&desk).await?;
    let due = book.due(desk.now());
    let heading = match due.len() {
        0 => "No contacts to check".to_owned(),
        1 => "One contact to check".to_owned(),
        several => format!("{} contacts to check", capital(several)),
    };
    let mut listing = listing(&desk, "Contacts to check", heading);
    listing.lead = vec![
        "You haven’t been in contact with these people or invited them for 24 months. Check that they’re \
         still the right contacts, then log a contact, edit them or delete them. Nobody is deleted \
         automatically."
            .to_owned(),
    ];
    let names: HashMap<Uuid, &str> =
        book.partners.iter().map(|partner| (partner.id, partner.name.as_str())).collect();
    let rows = due.iter().map(|contact| {
        let at = contact.partner_id.and_then(|id| names.get(&id)).map_or("Library staff", |name| *name);
        Row::new(&*contact.name, at).to(at::contact_edit(desk.slug(), contact.id))
    });
    listing.groups.push(ListingGroup { rows: rows.collect(), ..ListingGroup::default() });
    Answer::page(&listing)
}
