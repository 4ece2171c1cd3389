//! Every partner, by name, and a search among them.

use std::collections::BTreeSet;

use common_ground_reports::summary::wording;

use crate::{
    store::{partners::Partner, people::PersonRole},
    survey::partner::normalised,
    web::{
        at,
        http::{answer::Answer, desk::Desk, drawing::large_page, error::Result, guard::Trainer},
        partners::{book::Book, capital, kind_label},
        parts::{
            form::{Field, FieldInput, FormChoice},
            format,
            listing::{Listing, ListingGroup, Search},
            nav::MainPlace,
            piece::{Button, ButtonAct, Empty, Link},
            rows::Row,
        },
    },
};

/// Partners on one page.
const PAGE: usize = 50;

/// What is looked for.
struct Asked<'a> {
    q: &'a str,
    kind: &'a str,
    tag: &'a str,
    needs: bool,
}

impl Asked<'_> {
    /// The address of a page of what is found.
    fn at(&self, slug: &str, page: usize) -> String {
        let needs = self.needs.then_some("yes");
        at::query(
            at::partners(slug),
            &[
                ("q", &Some(self.q)),
                ("kind", &Some(self.kind)),
                ("tag", &Some(self.tag)),
                ("needs", &needs),
                ("page", &Some(page)),
            ],
        )
    }
}

/// Every partner, by name.
#[rocket::get("/programmes/<_>/partners?<q>&<kind>&<tag>&<needs>&<page>")]
pub(crate) async fn index(
    desk: Desk<'_, Trainer>,
    q: Option<&str>,
    kind: Option<&str>,
    tag: Option<&str>,
    needs: Option<&str>,
    page: Option<usize>,
) -> Result<Answer> {
    let _place = large_page().await?;
    let slug = desk.slug();
    let book = Book::read(&desk).await?;
    let asked = Asked {
        q: q.unwrap_or_default(),
        kind: kind.unwrap_or_default(),
        tag: tag.unwrap_or_default(),
        needs: needs.is_some_and(|on| !on.is_empty()),
    };
    let found: Vec<&Partner> = book.partners.iter().filter(|partner| fits(&book, partner, &asked)).collect();
    let page = page.unwrap_or(1).clamp(1, found.len().div_ceil(PAGE).max(1));
    let shown = found.iter().skip((page - 1) * PAGE).take(PAGE);
    let mut group = ListingGroup {
        rows: shown.map(|one| row(&desk, &book, one, asked.tag)).collect(),
        ..ListingGroup::default()
    };
    if book.partners.is_empty() {
        group.empty = Some(nothing(slug));
        group.links.push(Link::new("Add one partner", at::new_partner(slug)));
    } else if found.is_empty() {
        let sentence = "No matches. Clear a field, or search for part of a name.".to_owned();
        group.empty = Some(Empty { sentence, next: None });
    }
    if page > 1 {
        group.links.push(Link::new("Previous 50", asked.at(slug, page - 1)));
    }
    if page * PAGE < found.len() {
        group.links.push(Link::new("Next 50", asked.at(slug, page + 1)));
    }
    let mut listing = Listing::new(desk.frame(MainPlace::Partners), &*desk.programme().name, heading(&book));
    if !book.partners.is_empty() {
        listing.search = Some(search(&desk, &book, &asked));
        let button =
            |label: &str, to, quiet| Button { label: label.to_owned(), act: ButtonAct::Follow(to), quiet };
        listing.actions = vec![
            button("Add a partner", at::new_partner(slug), false),
            button("Import a list", at::partners_import(slug), true),
        ];
    }
    listing.groups.push(group);
    listing.groups.push(ListingGroup::of_links("Also here", also(&desk, &book)?));
    Answer::page(&listing)
}

fn heading(book: &Book) -> String {
    let partners = match book.partners.len() {
        0 => return "No partners yet".to_owned(),
        1 => "One partner".to_owned(),
        several => format!("{} partners", capital(several)),
    };
    match book.partners.iter().filter(|partner| !book.has_contact(partner)).count() {
        0 => format!("{partners}, each with a contact"),
        unnamed => format!("{partners}, {} without a contact", wording::number(unnamed as u64)),
    }
}

/// Whether a partner is looked for: by a part of its name, or of the name or address of a contact.
fn fits(book: &Book, partner: &Partner, asked: &Asked<'_>) -> bool {
    let looked_for = normalised(asked.q);
    let email = asked.q.trim().to_lowercase();
    let named = || {
        normalised(&partner.name).contains(&looked_for)
            || book.contacts_of(partner.id).any(|contact| {
                normalised(&contact.name).contains(&looked_for) || contact.email.contains(&email)
            })
    };
    (asked.kind.is_empty() || partner.kind == asked.kind)
        && (asked.tag.is_empty() || book.tagged(partner.id, asked.tag).next().is_some())
        && (!asked.needs || !book.has_contact(partner))
        && (email.is_empty() || named())
}

fn row(desk: &Desk<'_, Trainer>, book: &Book, partner: &Partner, tag: &str) -> Row {
    let mut parts = vec![kind_label(desk, &partner.kind)];
    let tagged: Vec<&str> = book.tagged(partner.id, tag).map(|contact| contact.name.as_str()).collect();
    if !tagged.is_empty() {
        parts.push(format!("“{tag}”: {}", tagged.join(", ")));
    }
    match book.contacts_of(partner.id).count() {
        0 => parts.push("no contact".to_owned()),
        1 => parts.push("one contact".to_owned()),
        several => parts.push(format!("{} contacts", wording::number(several as u64))),
    }
    if let Some(contact) = book.contacts_of(partner.id).find(|contact| contact.can_say_yes) {
        parts.push(format!("{} can say yes", contact.name));
    }
    if let Some(heard) = book.activity.heard(partner.id) {
        parts.push(format!("last contact on {}", format::date(heard, &desk.zone())));
    }
    let row = Row::new(&*partner.name, parts.join(" · ")).to(at::partner(desk.slug(), partner.id));
    if book.has_contact(partner) {
        return row;
    }
    let add = at::new_partner_contact(desk.slug(), partner.id);
    row.link(Link::new("Add a contact", add).about(format!("of {}", partner.name)))
}

fn search(desk: &Desk<'_, Trainer>, book: &Book, asked: &Asked<'_>) -> Search {
    let slug = desk.slug();
    let mut kinds = vec![FormChoice::of("", "Any type", [asked.kind])];
    let all = desk.programme().settings.kinds().all();
    kinds.extend(all.map(|kind| FormChoice::of(kind.key(), kind.label(), [asked.kind])));
    let mut fields = vec![
        Field::typed("search", "q", "Name of an organisation or a person", asked.q),
        Field::new("kind", "Type", FieldInput::Select(kinds)),
    ];
    let in_use: BTreeSet<&str> = book.tags.values().flatten().map(String::as_str).collect();
    if !in_use.is_empty() {
        let mut tags = vec![FormChoice::of("", "Any tag", [asked.tag])];
        tags.extend(in_use.into_iter().map(|tag| FormChoice::of(tag, tag, [asked.tag])));
        fields.push(Field::new("tag", "Tag of a contact", FieldInput::Select(tags)));
    }
    fields.push(Field::new("needs", "Has no contact", FieldInput::Tick(asked.needs)));
    Search { action: at::partners(slug), fields }
}

fn nothing(slug: &str) -> Empty {
    Empty {
        sentence:
            "A partner is an organisation you work with, and your contacts there. Import your list, or add \
             the first one."
                .to_owned(),
        next: Some(Button {
            label: "Import a list".to_owned(),
            act: ButtonAct::Follow(at::partners_import(slug)),
            quiet: false,
        }),
    }
}

fn also(desk: &Desk<'_, Trainer>, book: &Book) -> Result<Vec<Link>> {
    let (slug, due) = (desk.slug(), book.due(desk.now()).len());
    let mut links = vec![
        Link::new("Promises", at::promises(slug)),
        Link::new("Library staff", at::library_staff(slug)),
        Link::new("Similar partners", at::partners_alike(slug)),
        Link::new("Unsubscribe list", at::partners_stopped(slug)),
        Link::new("Download the list as a CSV file", at::partners_csv(slug)),
    ];
    let parts = book.parts()?;
    for part in (1..=parts).filter(|_| parts > 1) {
        let label = format!("Download part {part} of {parts}, to import again");
        links.push(Link::new(label, at::query(at::partners_csv(slug), &[("part", &Some(part))])));
    }
    if due > 0 {
        let label = format!("Contacts to check: {}", wording::number(due as u64));
        links.push(Link::new(label, at::partners_due(slug)));
    }
    if desk.who().role == PersonRole::Admin {
        links.push(Link::new("Find or erase a person’s data", at::erasure(slug)));
    }
    Ok(links)
}
