//! Contacts who were not heard from and not asked for two years.

use std::collections::HashMap;

use uuid::Uuid;

use crate::{
    store::{Place, contacts, partners},
    web::{
        Answer, Desk, ListingGroup, Result, Row, Trainer, at, pager,
        partners::{book::due_since, capital, listing},
    },
};

#[rocket::get("/programmes/<_>/partners/due?<after>&<before>")]
pub(crate) async fn show(
    desk: Desk<'_, Trainer>,
    after: Option<&str>,
    before: Option<&str>,
) -> Result<Answer> {
    let (db, programme, slug) = (desk.db(), desk.programme().id, desk.slug());
    let since = due_since(desk.now());
    let all = contacts::due_count(db, programme, since).await?;
    let due = contacts::due_page(db, programme, since, Place::of(after, before)).await?;
    let heading = match all {
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
    let of: Vec<Uuid> = due.rows.iter().filter_map(|contact| contact.partner_id).collect();
    let names: HashMap<Uuid, String> =
        partners::with_ids(db, &of).await?.into_iter().map(|partner| (partner.id, partner.name)).collect();
    let rows = due.rows.iter().map(|contact| {
        let of = contact.partner_id.and_then(|id| names.get(&id)).map_or("Library staff", String::as_str);
        Row::new(&*contact.name, of).to(at::contact_edit(slug, contact.id))
    });
    let links = pager::links(&due, &at::partners_due(slug));
    listing.groups.push(ListingGroup { rows: rows.collect(), links, ..ListingGroup::default() });
    Answer::page(&listing)
}
