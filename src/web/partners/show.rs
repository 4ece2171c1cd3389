//! One partner with its contacts, and library staff, who are a list of the same kind.

use std::collections::HashMap;

use common_ground_reports::wording;
use jiff::tz::TimeZone;
use uuid::Uuid;

use crate::{
    store::{
        Contact, ContactNote, Place,
        contact_tags::{self, Tags},
        contacts::{self, Activity},
        promises, unsubscribes,
    },
    web::{
        Answer, Button, Desk, Fact, Link, ListingGroup, Result, Row, RowEnd, Trainer, at, pager,
        partners::{find, handover, kind_label, listing, timeline::Timeline},
        parts::{format, promise},
    },
};

const NOTES: u64 = 50;

#[rocket::get("/programmes/<_>/partners/<id>?<tag>", rank = 2)]
pub(crate) async fn show(desk: Desk<'_, Trainer>, id: Uuid, tag: Option<&str>) -> Result<Answer> {
    let slug = desk.slug();
    let partner = find(&desk, id).await?;
    let contacts = contacts::of_partner(desk.db(), desk.programme().id, Some(id)).await?;
    let people = People::read(&desk, Some(id), contacts).await?;
    let notes = contacts::notes(desk.db(), id, NOTES).await?;
    let timeline = Timeline::of(&desk, id, &people.contacts, &notes).await?;
    let heading = match timeline.next {
        Some(next) => format!("{}: {next}", partner.name),
        None => partner.name,
    };
    let mut listing = listing(&desk, kind_label(&desk, &partner.kind), heading);
    listing.lead = vec![people.sentence()];
    let heard = people.activity.last_contact(id);
    let heard = heard.map_or("not yet".to_owned(), |at| format::date(at, &people.zone));
    listing.facts = people.facts();
    listing.facts.push(Fact::new("Last contact", heard));
    listing.actions = vec![
        Button::follow("Add a contact", at::new_partner_contact(slug, id)),
        Button::follow("Log a contact", at::partner_contact_log(slug, id)).quiet(),
        Button::follow("Agreement", at::partner_agreement(slug, id)).quiet(),
        Button::follow("Health", at::partner_health(slug, id)).quiet(),
        Button::follow("Add a promise", at::query(at::new_promise(slug), &[("partner", &Some(id))])).quiet(),
    ];
    let nobody = "No contacts yet. Add one so that you can invite somebody there.";
    listing.groups.push(people.group(slug, "Contacts", nobody, tag));
    listing.groups.extend(handover::group(&desk, id).await?);
    listing.groups.extend(promised(&desk, id).await?);
    let names: HashMap<Uuid, &str> =
        people.contacts.iter().map(|contact| (contact.id, contact.name.as_str())).collect();
    let notes = notes.iter().map(|note| line(note, &names)).collect();
    listing.groups.push(ListingGroup::titled("Contact log", notes, "Nothing logged yet."));
    listing.groups.push(ListingGroup::titled("Timeline", timeline.rows, "Nothing has happened yet."));
    listing.groups.push(ListingGroup::of_links(
        "This partner",
        vec![
            Link::new("Edit name or type", at::partner_edit(slug, id)),
            Link::new("Somebody has taken over", at::partner_handover(slug, id)),
            Link::new("When they’re busy", at::partner_busy(slug, id)),
            Link::new("Their own page", at::partner_links(slug, id)),
            Link::new("End links to their own page", at::partner_links_end(slug, id)),
            Link::new("Merge with another partner", at::partner_merge(slug, id)),
            Link::new("Delete it", at::partner_delete(slug, id)),
        ],
    ));
    Answer::page(&listing)
}

/// What each side said it would do.
async fn promised(desk: &Desk<'_, Trainer>, partner: Uuid) -> Result<[ListingGroup; 2]> {
    let today = desk.now().to_zoned_datetime(desk.zone()).date();
    let promises = promises::of_partner(desk.db(), partner).await?;
    let rows = |theirs: bool| {
        let of_side = promises.iter().filter(|one| one.is_theirs() == theirs);
        of_side.map(|one| promise::row(one, today).to(at::promise(desk.slug(), one.id))).collect()
    };
    let ours = "Nothing yet. Add what you promise them, and by when.";
    Ok([
        ListingGroup::titled("What we said we would do", rows(false), ours),
        ListingGroup::titled("What they said they would do", rows(true), "Nothing yet."),
    ])
}

/// The contacts without a partner.
#[rocket::get("/programmes/<_>/partners/library?<tag>&<after>&<before>")]
pub(crate) async fn library(
    desk: Desk<'_, Trainer>,
    tag: Option<&str>,
    after: Option<&str>,
    before: Option<&str>,
) -> Result<Answer> {
    let (slug, db, programme) = (desk.slug(), desk.db(), desk.programme().id);
    let tag = tag.filter(|tag| !tag.is_empty());
    let mut page = contacts::staff_page(db, programme, tag, Place::of(after, before)).await?;
    let address = at::query(at::library_staff(slug), &[("tag", &tag)]);
    let pages = pager::links(&page, &address);
    let people = People::read(&desk, None, std::mem::take(&mut page.rows)).await?;
    let counts = contacts::staff_counts(db, programme).await?;
    let mut listing = listing(&desk, "Library staff", "Library staff");
    listing.lead = vec!["People from the library who answer surveys and come to courses.".to_owned()];
    listing.facts = facts(counts.people, counts.courses, counts.invitations);
    let add = at::new_library_contact(slug);
    listing.actions = vec![Button::follow("Add a person", add)];
    let nobody = "No library staff yet. Add the people who come to your courses.";
    let mut group = people.group(slug, "People", nobody, tag);
    group.links.extend(pages);
    listing.groups.push(group);
    Answer::page(&listing)
}

/// The contacts of a partner, and what is known of each.
struct People {
    contacts: Vec<Contact>,
    tags: Tags,
    activity: Activity,
    stopped: Vec<bool>,
    /// The page that they are on.
    home: String,
    zone: TimeZone,
}

impl People {
    async fn read(desk: &Desk<'_, Trainer>, partner: Option<Uuid>, contacts: Vec<Contact>) -> Result<Self> {
        let db = desk.db();
        let partners: Vec<Uuid> = partner.into_iter().collect();
        let activity = Activity::of(db, &contacts, &partners).await?;
        let addresses: Vec<&str> = contacts.iter().map(|contact| contact.email.as_str()).collect();
        let stops = unsubscribes::among(db, &desk.app.secret, desk.programme().id, &addresses).await?;
        let stopped = contacts.iter().map(|contact| stops.contains(&contact.email)).collect();
        let ids: Vec<Uuid> = contacts.iter().map(|contact| contact.id).collect();
        let tags = contact_tags::of(db, &ids).await?;
        let home = match partner {
            Some(id) => at::partner(desk.slug(), id),
            None => at::library_staff(desk.slug()),
        };
        Ok(Self { contacts, tags, activity, stopped, home, zone: desk.zone() })
    }

    fn sentence(&self) -> String {
        let yes: Vec<&str> =
            self.contacts.iter().filter(|one| one.can_say_yes).map(|one| one.name.as_str()).collect();
        match (self.contacts.len(), yes.as_slice()) {
            (0, _) => "This partner has no contact yet: add somebody you can get in touch with.".to_owned(),
            (_, []) => "None of these contacts can say yes. Find out who can.".to_owned(),
            (_, [one]) => format!("{one} can say yes."),
            (_, several) => format!("{} can say yes.", several.join(", ")),
        }
    }

    fn facts(&self) -> Vec<Fact> {
        let sum = |count: fn(&Activity, Uuid) -> u64| {
            self.contacts.iter().map(|contact| count(&self.activity, contact.id)).sum::<u64>()
        };
        facts(self.contacts.len() as u64, sum(Activity::courses), sum(Activity::invitations))
    }

    fn tags(&self, contact: Uuid) -> &[String] {
        self.tags.get(&contact).map(Vec::as_slice).unwrap_or_default()
    }

    /// All of them, or those with one tag.
    fn group(&self, slug: &str, title: &str, nobody: &str, tag: Option<&str>) -> ListingGroup {
        let tag = tag.filter(|tag| !tag.is_empty());
        let has_it = |contact: &Contact| {
            tag.is_none_or(|tag| self.tags(contact.id).iter().any(|own| own.as_str() == tag))
        };
        let shown = self.contacts.iter().zip(&self.stopped).filter(|(contact, _)| has_it(contact));
        let rows = shown.map(|(contact, stopped)| self.row(slug, contact, *stopped)).collect();
        let Some(tag) = tag else { return ListingGroup::titled(title, rows, nobody) };
        let mut group =
            ListingGroup::titled(format!("{title} tagged “{tag}”"), rows, "Nobody here has this tag.");
        group.links = vec![
            Link::new("Show everybody", self.home.clone()),
            Link::new(
                "Show all partners with this tag",
                at::query(at::partners(slug), &[("tag", &Some(tag))]),
            ),
        ];
        group
    }

    fn row(&self, slug: &str, contact: &Contact, stopped: bool) -> Row {
        let mut parts = vec![contact.job.clone(), contact.email.clone(), contact.phone.clone()];
        parts.retain(|part| !part.is_empty());
        parts.extend(contact.can_say_yes.then(|| "can say yes".to_owned()));
        parts.extend(stopped.then(|| "unsubscribed".to_owned()));
        match self.activity.courses(contact.id) {
            0 => {}
            1 => parts.push("one course".to_owned()),
            several => parts.push(format!("{} courses", wording::number(several))),
        }
        if let Some(heard) = self.activity.last_contact(contact.id) {
            parts.push(format!("last contact on {}", format::date(heard, &self.zone)));
        }
        let edit = Link::new("Change", at::contact_edit(slug, contact.id)).about(&*contact.name);
        let row = Row::new(&*contact.name, parts.join(" · "));
        let tagged = |tag: &String| Link::new(tag, at::query(self.home.clone(), &[("tag", &Some(tag))]));
        match self.tags(contact.id) {
            [] => row.link(edit),
            tags => Row { end: RowEnd::Tagged(tags.iter().map(tagged).collect(), edit), ..row },
        }
    }
}

fn facts(contacts: u64, courses: u64, invitations: u64) -> Vec<Fact> {
    vec![
        Fact::new("Contacts", wording::count(contacts)),
        Fact::new("Places on courses", wording::count(courses)),
        Fact::new("Invitations to surveys", wording::count(invitations)),
    ]
}

fn line(note: &ContactNote, names: &HashMap<Uuid, &str>) -> Row {
    // A day is kept as its first moment in UTC, whatever the zone of the programme.
    let day = format::date(note.day, &TimeZone::UTC);
    let with = note.contact_id.and_then(|id| names.get(&id)).map(|name| format!(" with {name}"));
    Row::new(&*note.about, format!("{day}, contact{} by {}", with.unwrap_or_default(), note.by))
}
