//! Every partner, by name, and a search among them.

use common_ground_reports::wording;

use crate::{
    store::{Partner, PartnerQuery, PersonRole, Place, contact_tags, contacts, partners},
    web::{
        Answer, Button, Desk, Empty, Field, FormChoice, Link, Listing, ListingGroup, MainPlace, Result, Row,
        Search, Trainer, at, pager,
        partners::{
            book::{Book, due_since},
            capital, kind_label,
        },
        parts::format,
    },
};

/// So many partners and contacts make one file that can be imported again, however long their names are.
const FITS: u64 = 500;

/// Every partner, by name.
#[rocket::get("/programmes/<_>/partners?<q>&<kind>&<tag>&<needs>&<after>&<before>")]
pub(crate) async fn index(
    desk: Desk<'_, Trainer>,
    q: Option<&str>,
    kind: Option<&str>,
    tag: Option<&str>,
    needs: Option<&str>,
    after: Option<&str>,
    before: Option<&str>,
) -> Result<Answer> {
    let (slug, db, programme) = (desk.slug(), desk.db(), desk.programme().id);
    // No database takes NUL in text, and nobody is called so.
    let q = q.unwrap_or_default().replace('\0', "");
    let asked = PartnerQuery {
        text: &q,
        kind: kind.unwrap_or_default(),
        tag: tag.unwrap_or_default(),
        without_contact: needs.is_some_and(|on| !on.is_empty()),
    };
    let all = partners::count(db, programme).await?;
    let mut page = partners::page(db, programme, &asked, Place::of(after, before)).await?;
    let pages = pager::links(&page, &address(slug, &asked));
    let book = Book::of(&desk, std::mem::take(&mut page.rows)).await?;
    let mut group = ListingGroup {
        rows: book.partners.iter().map(|one| row(&desk, &book, one, asked.tag)).collect(),
        ..ListingGroup::default()
    };
    if all == 0 {
        group.empty = Some(nothing(slug));
        group.links.push(Link::new("Add one partner", at::new_partner(slug)));
    } else if book.partners.is_empty() {
        let sentence = "No matches. Clear a field, or search for part of a name.".to_owned();
        group.empty = Some(Empty { sentence, next: None });
    }
    group.links.extend(pages);
    let heading = heading(all, contacts::partners_without(db, programme).await?);
    let mut listing = Listing::new(desk.frame(MainPlace::Partners), &*desk.programme().name, heading);
    if all > 0 {
        let tags = contact_tags::in_use(db, programme).await?;
        listing.search = Some(search(&desk, &tags, &asked));
        listing.actions = vec![
            Button::follow("Add a partner", at::new_partner(slug)),
            Button::follow("Import a list", at::partners_import(slug)).quiet(),
        ];
    }
    listing.groups.push(group);
    let due = contacts::due_count(db, programme, due_since(desk.now())).await?;
    let many = all + contacts::count(db, programme).await? > FITS;
    listing.groups.push(ListingGroup::of_links("Also here", also(&desk, due, many)));
    Answer::page(&listing)
}

/// The address of what is looked for.
fn address(slug: &str, asked: &PartnerQuery<'_>) -> String {
    let given = |text| Some(text).filter(|text: &&str| !text.is_empty());
    at::query(
        at::partners(slug),
        &[
            ("q", &given(asked.text)),
            ("kind", &given(asked.kind)),
            ("tag", &given(asked.tag)),
            ("needs", &asked.without_contact.then_some("yes")),
        ],
    )
}

fn heading(partners: u64, unnamed: u64) -> String {
    let partners = match partners {
        0 => return "No partners yet".to_owned(),
        1 => "One partner".to_owned(),
        several => format!("{} partners", capital(several)),
    };
    match unnamed {
        0 => format!("{partners}, each with a contact"),
        unnamed => format!("{partners}, {} without a contact", wording::number(unnamed)),
    }
}

fn row(desk: &Desk<'_, Trainer>, book: &Book, partner: &Partner, tag: &str) -> Row {
    let mut parts = vec![kind_label(desk, &partner.kind)];
    let tagged: Vec<&str> = book.tagged(partner.id, tag).map(|contact| contact.name.as_str()).collect();
    parts.extend((!tagged.is_empty()).then(|| format!("“{tag}”: {}", tagged.join(", "))));
    match book.contacts_of(partner.id).count() {
        0 => parts.push("no contact".to_owned()),
        1 => parts.push("one contact".to_owned()),
        several => parts.push(format!("{} contacts", wording::number(several as u64))),
    }
    if let Some(contact) = book.contacts_of(partner.id).find(|contact| contact.can_say_yes) {
        parts.push(format!("{} can say yes", contact.name));
    }
    if let Some(heard) = book.activity.last_contact(partner.id) {
        parts.push(format!("last contact on {}", format::date(heard, &desk.zone())));
    }
    let row = Row::new(&*partner.name, parts.join(" · ")).to(at::partner(desk.slug(), partner.id));
    if book.has_contact(partner) {
        return row;
    }
    let add = at::new_partner_contact(desk.slug(), partner.id);
    row.link(Link::new("Add a contact", add).about(format!("of {}", partner.name)))
}

fn search(desk: &Desk<'_, Trainer>, in_use: &[String], asked: &PartnerQuery<'_>) -> Search {
    let slug = desk.slug();
    let mut kinds = vec![FormChoice::of("", "Any type", [asked.kind])];
    let all = desk.programme().settings.kinds().all();
    kinds.extend(all.map(|kind| FormChoice::of(kind.key(), kind.label(), [asked.kind])));
    let mut fields = vec![
        Field::typed("search", "q", "Name of an organisation or a person", asked.text),
        Field::select("kind", "Type", kinds),
    ];
    if !in_use.is_empty() {
        let mut tags = vec![FormChoice::of("", "Any tag", [asked.tag])];
        tags.extend(in_use.iter().map(|tag| FormChoice::of(&**tag, &**tag, [asked.tag])));
        fields.push(Field::select("tag", "Tag of a contact", tags));
    }
    fields.push(Field::tick("needs", "Has no contact", asked.without_contact));
    Search { action: at::partners(slug), fields }
}

fn nothing(slug: &str) -> Empty {
    Empty {
        sentence:
            "A partner is an organisation you work with, and your contacts there. Import your list, or add \
             the first one."
                .to_owned(),
        next: Some(Button::follow("Import a list", at::partners_import(slug))),
    }
}

fn also(desk: &Desk<'_, Trainer>, due: u64, many: bool) -> Vec<Link> {
    let slug = desk.slug();
    let mut links = vec![
        Link::new("Promises", at::promises(slug)),
        Link::new("Library staff", at::library_staff(slug)),
        Link::new("Similar partners", at::partner_duplicates(slug)),
        Link::new("Unsubscribe list", at::partners_stopped(slug)),
        Link::new("Download the list as a CSV file", at::partners_csv(slug)),
    ];
    if many {
        links.push(Link::new("Download the list in parts, to import again", at::partners_parts(slug)));
    }
    if due > 0 {
        let label = format!("Contacts to check: {}", wording::number(due));
        links.push(Link::new(label, at::partners_due(slug)));
    }
    if desk.who().role == PersonRole::Admin {
        links.push(Link::new("Find or erase a person’s data", at::erasure(slug)));
    }
    links
}
