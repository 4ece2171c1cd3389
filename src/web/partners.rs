//! Partners: all of them, and who among them needs a look.

pub(crate) mod contacts;
pub(crate) mod delete;
pub(crate) mod duplicates;
pub(crate) mod edit;
pub(crate) mod import;
pub(crate) mod merge;
pub(crate) mod show;
pub(crate) mod unsubscribes;

use std::{collections::HashMap, sync::Arc};

use common_ground_reports::summary::wording;
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use rocket::{Route, State};
use uuid::Uuid;

use crate::{
    app::App,
    store::{
        self, Instant,
        contacts::{Activity, Contact},
        partners::{self, Partner},
    },
    survey::partner::{Kind, normalised},
    web::{
        at,
        http::{
            answer::Page,
            error::{Error, Result},
            flash::Told,
            guard::{Member, Trainer},
        },
        parts::rows::{Row, RowEnd},
        parts::{
            Frame,
            form::{Choice, Field, Input},
            format,
            frame::Site,
            listing::{Group, Listing, Search},
            nav::{self, Place},
            piece::{Act, Action, Empty, Link, Trail},
        },
    },
};

/// Partners on one page.
const PAGE: usize = 50;
/// Months without a word after which a contact is due for a look.
const LOOK_MONTHS: i32 = 24;

/// Every partner, by name.
#[rocket::get("/programmes/<slug>/partners?<q>&<kind>&<needs>&<page>")]
#[expect(clippy::too_many_arguments, reason = "what can be asked for, and who asks")]
pub(crate) async fn index(
    slug: &str,
    q: Option<&str>,
    kind: Option<&str>,
    needs: Option<&str>,
    page: Option<usize>,
    who: Trainer,
    told: Told,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let who = who.0;
    let all = Book::read(app, &who).await?;
    let asked = Asked {
        q: q.unwrap_or_default(),
        kind: kind.unwrap_or_default(),
        needs: needs.is_some_and(|on| !on.is_empty()),
    };
    let found: Vec<&Partner> = all.partners.iter().filter(|partner| all.fits(partner, &asked)).collect();
    let page = page.unwrap_or(1).clamp(1, found.len().div_ceil(PAGE).max(1));
    let zone = who.programme.settings.zone();
    let rows: Vec<Row> = found
        .iter()
        .skip((page - 1) * PAGE)
        .take(PAGE)
        .map(|partner| all.row(slug, partner, &zone))
        .collect();
    let mut group = Group { rows, ..Group::default() };
    if all.partners.is_empty() {
        group.empty = Some(nothing(slug));
        group.links.push(Link::new("Add a partner by hand", at::new_partner(slug)));
    } else if found.is_empty() {
        let sentence = "No partner is like that. Leave a field out, or look for part of a name.".to_owned();
        group.empty = Some(Empty { sentence, next: None });
    }
    let at = |page: usize| {
        let needs = asked.needs.then_some("yes");
        at::query(
            at::partners(slug),
            &[("q", &Some(asked.q)), ("kind", &Some(asked.kind)), ("needs", &needs), ("page", &Some(page))],
        )
    };
    if page > 1 {
        group.links.push(Link::new("The 50 before", at(page - 1)));
    }
    if page * PAGE < found.len() {
        group.links.push(Link::new("The next 50", at(page + 1)));
    }
    let mut listing =
        Listing::new(frame(slug, &who, site).telling(told.0), &*who.programme.name, all.heading());
    if !all.partners.is_empty() {
        listing.search = Some(search(slug, &asked));
        let add = at::new_partner(slug);
        listing.actions.push(Action { label: "Add a partner".into(), act: Act::Follow(add), quiet: false });
        let import = at::partners_import(slug);
        listing.actions.push(Action { label: "Import a list".into(), act: Act::Follow(import), quiet: true });
    }
    listing.groups.push(group);
    listing.groups.push(Group::of_links("Also here", also(slug, &who, all.due(app.clock.now()).len())));
    Page::of(&listing)
}

/// Contacts who were not heard from and not asked for two years.
#[rocket::get("/programmes/<slug>/partners/due")]
pub(crate) async fn due(
    slug: &str,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let who = who.0;
    let all = Book::read(app, &who).await?;
    let due = all.due(app.clock.now());
    let heading = match due.len() {
        0 => "Nobody is due for a look".to_owned(),
        1 => "One contact is due for a look".to_owned(),
        several => format!("{} contacts are due for a look", capital(several)),
    };
    let mut listing = Listing::new(frame(slug, &who, site), &*who.programme.name, heading);
    listing.trail = Some(trail(slug, "Due for a look"));
    listing.lead = vec![
        "These people were not heard from and not invited for 24 months. Ask whether they are still the ones to \
         call on, then note it, change them, or delete them. Nobody is deleted by itself."
            .to_owned(),
    ];
    let names: HashMap<Uuid, &str> =
        all.partners.iter().map(|partner| (partner.id, partner.name.as_str())).collect();
    let rows = due.iter().map(|contact| Row {
        title: contact.name.clone(),
        href: Some(at::contact_edit(slug, contact.id)),
        detail: contact
            .partner_id
            .and_then(|id| names.get(&id))
            .map_or("Library staff", |name| *name)
            .to_owned(),
        end: RowEnd::Nothing,
    });
    listing.groups.push(Group { rows: rows.collect(), ..Group::default() });
    Page::of(&listing)
}

/// What is looked for.
struct Asked<'a> {
    q: &'a str,
    kind: &'a str,
    needs: bool,
}

/// All partners and contacts of a programme.
struct Book {
    partners: Vec<Partner>,
    contacts: Vec<Contact>,
    activity: Activity,
    of: HashMap<Uuid, Vec<usize>>,
}

impl Book {
    async fn read(app: &App, who: &Member) -> Result<Self> {
        let db = app.db.read();
        let partners = partners::all(db, who.programme.id).await?;
        let contacts = store::contacts::all(db, who.programme.id).await?;
        let activity = Activity::of(db, who.programme.id, &contacts).await?;
        let mut of: HashMap<Uuid, Vec<usize>> = HashMap::new();
        for (place, contact) in contacts.iter().enumerate() {
            if let Some(partner) = contact.partner_id {
                of.entry(partner).or_default().push(place);
            }
        }
        Ok(Self { partners, contacts, activity, of })
    }

    fn contacts_of(&self, partner: Uuid) -> impl Iterator<Item = &Contact> {
        self.of.get(&partner).into_iter().flatten().map(|place| &self.contacts[*place])
    }

    fn unnamed(&self) -> usize {
        self.partners.iter().filter(|partner| !self.of.contains_key(&partner.id)).count()
    }

    fn heading(&self) -> String {
        let partners = match self.partners.len() {
            0 => return "No partner yet".to_owned(),
            1 => "One partner".to_owned(),
            several => format!("{} partners", capital(several)),
        };
        match self.unnamed() {
            0 => format!("{partners}, each with somebody to call on"),
            unnamed => format!("{partners}, {} without a named contact", wording::number(unnamed as u64)),
        }
    }

    /// Whether a partner is looked for: by a part of its name, or of the name or address of a contact.
    fn fits(&self, partner: &Partner, asked: &Asked<'_>) -> bool {
        let looked_for = normalised(asked.q);
        let email = asked.q.trim().to_lowercase();
        let named = || {
            normalised(&partner.name).contains(&looked_for)
                || self.contacts_of(partner.id).any(|contact| {
                    normalised(&contact.name).contains(&looked_for) || contact.email.contains(&email)
                })
        };
        (asked.kind.is_empty() || partner.kind == asked.kind)
            && (!asked.needs || !self.of.contains_key(&partner.id))
            && (email.is_empty() || named())
    }

    fn row(&self, slug: &str, partner: &Partner, zone: &TimeZone) -> Row {
        let mut parts = vec![kind_label(&partner.kind)];
        match self.contacts_of(partner.id).count() {
            0 => parts.push("no named contact".to_owned()),
            1 => parts.push("one contact".to_owned()),
            several => parts.push(format!("{} contacts", wording::number(several as u64))),
        }
        if let Some(contact) = self.contacts_of(partner.id).find(|contact| contact.can_say_yes) {
            parts.push(format!("{} can say yes", contact.name));
        }
        if let Some(heard) = self.activity.heard(partner.id) {
            parts.push(format!("last heard from on {}", format::date(heard.time(), zone)));
        }
        let end = if self.of.contains_key(&partner.id) {
            RowEnd::Nothing
        } else {
            let add = at::new_partner_contact(slug, partner.id);
            RowEnd::Link(Link::new("Add a contact", add).about(format!("of {}", partner.name)))
        };
        Row {
            title: partner.name.clone(),
            href: Some(at::partner(slug, partner.id)),
            detail: parts.join(" · "),
            end,
        }
    }

    /// Contacts without a word and without an invitation for too long. Of whom nothing is known, not even when they
    /// were added, is not due: they may be new.
    fn due(&self, now: Timestamp) -> Vec<&Contact> {
        let months = LOOK_MONTHS.months();
        let since = now.to_zoned_datetime(TimeZone::UTC).checked_sub(months);
        let since = since.map_or(Timestamp::MIN, |then| then.timestamp());
        let recent = |at: Option<Instant>| at.is_some_and(|at| at.time() >= since);
        let due = self.contacts.iter().filter(|contact| {
            let (heard, asked) = (self.activity.heard(contact.id), self.activity.asked(contact.id));
            let known = [contact.added_at, heard, asked];
            known.iter().any(Option::is_some) && !known.into_iter().any(recent)
        });
        due.collect()
    }
}

fn search(slug: &str, asked: &Asked<'_>) -> Search {
    let mut kinds = vec![Choice::of("", "Any kind", [asked.kind])];
    kinds.extend(Kind::ALL.map(|kind| Choice::of(kind.key(), kind.label(), [asked.kind])));
    Search {
        action: address(slug, false),
        fields: vec![
            Field::typed("search", "q", "Name of an organisation or a person", asked.q),
            Field::new("kind", "Kind", Input::Select(kinds)),
            Field::new("needs", "Needs a named contact", Input::Tick(asked.needs)),
        ],
    }
}

fn nothing(slug: &str) -> Empty {
    Empty {
        sentence:
            "A partner is an organisation that you work with, with the names of the people to call on there. \
                   Import the list you have, or add the first one by hand."
                .to_owned(),
        next: Some(Action {
            label: "Import a list".to_owned(),
            act: Act::Follow(at::partners_import(slug)),
            quiet: false,
        }),
    }
}

fn also(slug: &str, who: &Member, due: usize) -> Vec<Link> {
    let mut links = vec![
        Link::new("Library staff", at::library_staff(slug)),
        Link::new("Partners that look alike", at::partners_alike(slug)),
        Link::new("Addresses that want no more mail", at::partners_stopped(slug)),
        Link::new("Download the list as a CSV file", at::partners_csv(slug)),
    ];
    if due > 0 {
        let label = format!("Due for a look: {}", wording::number(due as u64));
        links.push(Link::new(label, at::partners_due(slug)));
    }
    if who.role == crate::store::people::Role::Admin {
        let erasure = at::erasure(slug);
        links.push(Link::new("What is held about a person, and erasing it", erasure));
    }
    links
}

/// The address of the list, of all partners or of those that need a name.
pub(crate) fn address(slug: &str, needs: bool) -> String {
    let needs = needs.then_some("yes");
    at::query(at::partners(slug), &[("needs", &needs)])
}

/// The frame of every page here.
pub(crate) fn frame(slug: &str, who: &Member, site: &State<Arc<Site>>) -> Frame {
    nav::frame(who, site, Place::Partners)
}

/// Where a page below the list of partners is.
pub(crate) fn trail(slug: &str, here: impl Into<String>) -> Trail {
    let partners = Link::new("Partners", address(slug, false));
    Trail { above: vec![partners], here: here.into() }
}

/// The label of a kind as it is stored.
pub(crate) fn kind_label(kind: &str) -> String {
    Kind::from_key(kind).map_or(kind, |kind| kind.label()).to_owned()
}

/// A number that begins a sentence.
fn capital(number: usize) -> String {
    wording::capitalised(&wording::number(number as u64))
}

/// The partner with this id, if it is one of this programme.
pub(crate) async fn find(app: &App, who: &Member, id: Uuid) -> Result<Partner> {
    partners::find(app.db.read(), who.programme.id, id).await?.ok_or(Error::NotFound)
}
