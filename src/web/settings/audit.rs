//! Who did what and when, newest first.

use std::sync::Arc;

use askama::Template;
use rocket::{Route, State};
use uuid::Uuid;

use crate::{
    app::App,
    store::{Instant, audit},
    web::{
        at,
        http::{answer::Page, error::Result, guard::Admin},
        parts::{
            format,
            frame::{Frame, Site},
            nav::{self, Place},
            piece::{Link, Trail},
        },
    },
};

/// Acts on one page.
const MOST: u64 = 50;

/// The trail from its newest act, or from the one named by `before`.
#[rocket::get("/programmes/<slug>/audit?<before>")]
pub(crate) async fn index(
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
        Link::new("Older", at::query(at::audit(slug), &[("before", &Some(from))]))
    });
    let newest = || Link::new("Newest", at::audit(slug));
    let act = |entry: audit::Entry| Act {
        when: format!("{}, {}", format::date(entry.at.time(), &zone), format::time(entry.at.time(), &zone)),
        datetime: format::machine(entry.at.time(), &zone),
        who: entry.person,
        what: format!("{} {}", entry.act, entry.object).trim_end().to_owned(),
    };
    Page::of(&Audit {
        frame: nav::frame(&who, site, Place::Settings),
        trail: Trail { above: vec![crate::web::settings::link(slug)], here: "Who did what".to_owned() },
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

/// A page of the audit trail, newest first.
#[derive(Debug, Clone, Template)]
#[template(path = "settings/audit.html")]
pub(crate) struct Audit {
    /// Top and foot.
    pub frame: Frame,
    /// Where it is.
    pub trail: Trail,
    /// What was done.
    pub acts: Vec<Act>,
    /// Acts before these.
    pub older: Option<Link>,
    /// Back to the first page.
    pub newest: Option<Link>,
}

/// One act.
#[derive(Debug, Clone)]
pub(crate) struct Act {
    /// “21 May 2026, 10:04”
    pub when: String,
    /// The same for machines.
    pub datetime: String,
    /// Who, by the address that they signed in with.
    pub who: String,
    /// “added the partner Elm House”
    pub what: String,
}
