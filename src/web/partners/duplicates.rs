//! Pairs of partners that may be one.

use std::{collections::HashMap, sync::Arc};

use uuid::Uuid;

use crate::{
    store::{
        contacts,
        partners::{self, Partner},
    },
    survey::partner::{KnownPartner, Likeness, alike},
    web::{
        at,
        http::{
            answer::Answer,
            desk::Desk,
            error::{Error, Result},
            guard::Trainer,
        },
        partners::{capital, listing},
        parts::{listing::ListingGroup, piece::Link, rows::Row},
    },
};

/// Pairs shown at once; the rest follows when these are dealt with.
const MOST: usize = 100;

/// The pairs.
#[rocket::get("/programmes/<_>/partners/alike")]
pub(crate) async fn show(desk: Desk<'_, Trainer>) -> Result<Answer> {
    let (db, programme) = (desk.db(), desk.programme().id);
    let partners = Arc::new(partners::all(db, programme).await?);
    let addresses = contacts::addresses(db, programme).await?;
    let read = partners.clone();
    // Comparing names takes a while on a long list: off the request threads.
    let pairs = tokio::task::spawn_blocking(move || pairs(&read, &addresses)).await;
    let pairs = pairs.map_err(|error| Error::Broken(error.to_string()))?;
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
    let rows = pairs.iter().take(MOST).map(|(one, other, likeness)| {
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
    listing.groups.push(ListingGroup { rows: rows.collect(), ..ListingGroup::default() });
    Answer::page(&listing)
}

fn pairs(partners: &[Partner], addresses: &HashMap<Uuid, Vec<String>>) -> Vec<(usize, usize, Likeness)> {
    let known: Vec<KnownPartner<'_>> = partners
        .iter()
        .map(|partner| KnownPartner {
            name: &partner.name,
            emails: addresses.get(&partner.id).into_iter().flatten().map(String::as_str).collect(),
        })
        .collect();
    alike(&known)
}
