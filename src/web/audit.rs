//! Who did what and when, newest first.

use std::sync::Arc;

use rocket::{Route, State};
use uuid::Uuid;

use super::{
    error::Result,
    guard::Admin,
    nav::{self, Place},
    page::Page,
    view::{
        audit::{Act, Audit},
        frame::Site,
        part::{Link, Trail},
    },
    words,
};
use crate::{
    app::App,
    store::{Instant, audit},
};

/// Acts on one page.
const MOST: u64 = 50;

pub(super) fn routes() -> Vec<Route> {
    rocket::routes![index]
}

/// The trail from its newest act, or from the one named by `before`.
#[rocket::get("/programmes/<slug>/audit?<before>")]
pub(super) async fn index(
    slug: &str,
    before: Option<String>,
    who: Admin,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Admin(who) = who;
    let zone = who.programme.settings.zone();
    let start = before.as_deref().and_then(place);
    let mut entries = match start {
        Some(last) => audit::older(app.db.read(), who.programme.id, last, MOST + 1).await?,
        None => audit::latest(app.db.read(), who.programme.id, MOST + 1).await?,
    };
    let more = entries.len() as u64 > MOST;
    entries.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
    let last = entries.last().filter(|_| more);
    let older = last.map(|last| {
        let from = format!("{}.{}", last.at.0, last.id.simple());
        Link::new("Older", rocket::uri!(index(slug, Some(from))).to_string())
    });
    let newest = || Link::new("Newest", rocket::uri!(index(slug, None::<String>)).to_string());
    let act = |entry: audit::Entry| Act {
        when: format!("{}, {}", words::date(entry.at.time(), &zone), words::time(entry.at.time(), &zone)),
        datetime: words::machine(entry.at.time(), &zone),
        who: entry.person,
        what: format!("{} {}", entry.act, entry.object).trim_end().to_owned(),
    };
    Page::of(&Audit {
        frame: nav::frame(slug, &who, site, Place::Settings),
        trail: Trail { above: vec![super::settings::link(slug)], here: "Who did what".to_owned() },
        acts: entries.into_iter().map(act).collect(),
        older,
        newest: start.is_some().then(newest),
    })
}

/// Where a page begins, as its address has it: milliseconds, a dot, an id.
fn place(text: &str) -> Option<(Instant, Uuid)> {
    let (at, id) = text.split_once('.')?;
    Some((Instant(at.parse().ok()?), Uuid::parse_str(id).ok()?))
}
