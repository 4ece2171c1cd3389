//! Pairs of partners that may be one.

use std::sync::Arc;

use rocket::{Route, State};

use crate::{
    app::App,
    survey::partner::{Known, Likeness, alike},
    web::{
        at,
        http::{
            answer::Page,
            error::{Error, Result},
            guard::Trainer,
        },
        partners::{Book, capital, frame, trail},
        parts::rows::{Row, RowEnd},
        parts::{
            frame::Site,
            listing::{Group, Listing},
            piece::Link,
        },
    },
};

/// Pairs shown at once; the rest follows when these are dealt with.
const MOST: usize = 100;

/// The pairs.
#[rocket::get("/programmes/<slug>/partners/alike")]
pub(crate) async fn show(
    slug: &str,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let who = who.0;
    let book = Arc::new(Book::read(app, &who).await?);
    let read = book.clone();
    // Comparing names takes a while on a long list: off the request threads.
    let pairs = tokio::task::spawn_blocking(move || pairs(&read)).await;
    let pairs = pairs.map_err(|error| Error::Broken(error.to_string()))?;
    let heading = match pairs.len() {
        0 => "No two partners look alike".to_owned(),
        1 => "Two partners look alike".to_owned(),
        several => format!("{} pairs of partners look alike", capital(several)),
    };
    let mut listing = Listing::new(frame(slug, &who, site), &*who.programme.name, heading);
    listing.trail = Some(trail(slug, "Duplicates"));
    listing.lead = vec![
        "Names are compared without case and signs, and addresses by what follows the @. Two that look alike may \
         still be two."
            .to_owned(),
    ];
    let rows = pairs.iter().take(MOST).map(|(one, other, likeness)| {
        let (one, other) = (&book.partners[*one], &book.partners[*other]);
        let merge = at::query(at::partner_merge(slug, other.id), &[("into", &Some(one.id.to_string()))]);
        Row {
            title: format!("{} and {}", one.name, other.name),
            href: None,
            detail: match likeness {
                Likeness::SameName => "The names differ in no more than small words and signs.".to_owned(),
                Likeness::LikeName => "The names are much alike.".to_owned(),
                Likeness::SameDomain(domain) => format!("People of both write from {domain}."),
            },
            end: RowEnd::Link(Link::new("Merge", merge).about(format!("{} into {}", other.name, one.name))),
        }
    });
    listing.groups.push(Group { rows: rows.collect(), ..Group::default() });
    Page::of(&listing)
}

fn pairs(book: &Book) -> Vec<(usize, usize, Likeness)> {
    let known: Vec<Known<'_>> = book
        .partners
        .iter()
        .map(|partner| Known {
            name: &partner.name,
            emails: book.contacts_of(partner.id).map(|contact| contact.email.as_str()).collect(),
        })
        .collect();
    alike(&known)
}
