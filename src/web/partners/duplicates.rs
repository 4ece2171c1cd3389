//! Pairs of partners that may be one.

use std::{collections::HashMap, sync::Arc};

use uuid::Uuid;

use crate::{
    store::{ListPage, Partner, Place, contacts, partners},
    survey::partner::{COMMON_DOMAIN, KnownPartner, Likeness, alike},
    web::{
        Answer, Desk, Error, Link, ListingGroup, Result, Row, Trainer, at, large_page, pager,
        partners::{capital, listing},
    },
};

/// Two partners by their places in the list, and why they may be one.
type Pair = (usize, usize, Likeness);

#[rocket::get("/programmes/<_>/partners/alike?<after>&<before>")]
pub(crate) async fn show(
    desk: Desk<'_, Trainer>,
    after: Option<&str>,
    before: Option<&str>,
) -> Result<Answer> {
    let (db, programme) = (desk.db(), desk.programme().id);
    // Each name is set against the others.
    let _place = large_page(desk.app).await?;
    let partners = Arc::new(partners::all(db, programme).await?);
    let addresses = contacts::at_shared_hosts(db, programme, COMMON_DOMAIN).await?;
    let read = partners.clone();
    // Comparing names takes a while on a long list: off the request threads.
    let pairs = tokio::task::spawn_blocking(move || pairs(&read, &addresses)).await;
    let pairs = pairs.map_err(Error::broken)?;
    let heading = match pairs.len() {
        0 => "No similar partners".to_owned(),
        1 => "Two partners are similar".to_owned(),
        several => format!("{} pairs of partners are similar", capital(several as u64)),
    };
    let mut listing = listing(&desk, "Duplicates", heading);
    listing.lead = vec![
        "We compare names, ignoring capitals and punctuation, and the part of email addresses after the @. \
         Similar partners may still be different organisations."
            .to_owned(),
    ];
    // A pair has no id of its own: one bit for each in which the two differ is as good.
    let id =
        |(one, other, _): &Pair| Uuid::from_u128(partners[*one].id.as_u128() ^ partners[*other].id.as_u128());
    let page = ListPage::within(pairs, Place::of(after, before), id);
    let rows = page.rows.iter().map(|(one, other, likeness)| {
        let (one, other) = (&partners[*one], &partners[*other]);
        let into = Some(one.id.to_string());
        let merge = at::query(at::partner_merge(desk.slug(), other.id), &[("into", &into)]);
        let detail = match likeness {
            Likeness::SameName => "The names differ only in small words and punctuation.".to_owned(),
            Likeness::LikeName => "The names are very similar.".to_owned(),
            Likeness::SameDomain(domain) => format!("Both have contacts at {domain}."),
        };
        Row::new(format!("{} and {}", one.name, other.name), detail)
            .link(Link::new("Merge", merge).about(format!("{} into {}", other.name, one.name)))
    });
    let rows = rows.collect();
    let links = pager::links(&page, &at::partner_duplicates(desk.slug()));
    listing.groups.push(ListingGroup { rows, links, ..ListingGroup::default() });
    Answer::page(&listing)
}

fn pairs(partners: &[Partner], addresses: &HashMap<Uuid, Vec<String>>) -> Vec<Pair> {
    let known: Vec<KnownPartner<'_>> = partners
        .iter()
        .map(|partner| KnownPartner {
            name: &partner.name,
            emails: addresses.get(&partner.id).into_iter().flatten().map(String::as_str).collect(),
        })
        .collect();
    alike(&known)
}
