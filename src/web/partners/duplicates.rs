//! Pairs of partners that may be one.

use std::sync::Arc;

use crate::{
    survey::partner::{KnownPartner, Likeness, alike},
    web::{
        at,
        http::{
            answer::Answer,
            desk::Desk,
            error::{Error, Result},
            guard::Trainer,
        },
        partners::{book::Book, capital, listing},
        parts::{listing::ListingGroup, piece::Link, rows::Row},
    },
};

/// Pairs shown at once; the rest follows when these are dealt with.
const MOST: usize = 100;

/// The pairs.
#[rocket::get("/programmes/<_>/partners/alike")]
pub(crate) async fn show(desk: Desk<'_, Trainer>) -> Result<Answer> {
    let book = Arc::new(Book::read(&desk).await?);
    let read = book.clone();
    // Comparing names takes a while on a long list: off the request threads.
    let pairs = tokio::task::spawn_blocking(move || pairs(&read)).await;
    let pairs = pairs.map_err(|error| Error::Broken(error.to_string()))?;
    let heading = match pairs.len() {
        0 => "No similar partners".to_owned(),
        1 => "Two partners are similar".to_owned(),
        several => format!("{} pairs of partners are similar", capital(several)),
    };
    let mut listing = listing(&desk, "Duplicates", heading);
    listing.lead = vec![
        "We compare names, ignoring capitals and punctuation, and the part of email addresses after the @. \
         Similar partners may still be different organisations."
            .to_owned(),
    ];
    let rows = pairs.iter().take(MOST).map(|(one, other, likeness)| {
        let (one, other) = (&book.partners[*one], &book.partners[*other]);
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

fn pairs(book: &Book) -> Vec<(usize, usize, Likeness)> {
    let known: Vec<KnownPartner<'_>> = book
        .partners
        .iter()
        .map(|partner| KnownPartner {
            name: &partner.name,
            emails: book.contacts_of(partner.id).map(|contact| contact.email.as_str()).collect(),
        })
        .collect();
    alike(&known)
}
