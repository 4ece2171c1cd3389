//! Contacts: adding, changing, moving and deleting them, and noting that somebody was heard from.

use std::sync::Arc;

use jiff::{civil::Date, tz::TimeZone};
use rocket::{Route, State};
use uuid::Uuid;

use super::{
    entries::Entries,
    error::{Error, Result},
    guard::{Member, Trainer},
    page::Page,
    partners::{self as partner_pages, show as partner_page},
    told::Saved,
    view::{
        form::{Choice, Field, FormPage, Input, Problems, Section},
        frame::Site,
        part::Link,
    },
};
use crate::{
    app::App,
    mail::Address,
    store::{
        self, audit,
        contacts::{self, Contact, Note},
        invitations,
        partners::{self, Partner},
    },
};

pub(super) fn routes() -> Vec<Route> {
    rocket::routes![
        new,
        create,
        new_library,
        create_library,
        edit,
        update,
        ask_delete,
        delete,
        note,
        create_note
    ]
}

/// The longest name, job and phone number.
const LONGEST: usize = 200;
/// What stands for library staff where a partner can be chosen.
const LIBRARY: &str = "library";

/// The form for a contact of a partner.
#[rocket::get("/programmes/<slug>/partners/<id>/contacts/new", rank = 2)]
pub(super) async fn new(
    slug: &str,
    id: Uuid,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let partner = partner_pages::find(app, &who.0, id).await?;
    let form = Form { slug, who: &who.0, site, place: Place::Partner(partner), contact: None };
    Page::of(&form.page(&Entries::default(), Wrong::default()))
}

/// Adds a contact to a partner.
#[rocket::post("/programmes/<slug>/partners/<id>/contacts", data = "<entries>", rank = 2)]
async fn create(
    slug: &str,
    id: Uuid,
    who: Trainer,
    entries: Entries,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Saved> {
    let partner = partner_pages::find(app, &who.0, id).await?;
    Form { slug, who: &who.0, site, place: Place::Partner(partner), contact: None }.save(app, &entries).await
}

/// The form for somebody of the library.
#[rocket::get("/programmes/<slug>/partners/library/contacts/new")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(super) fn new_library(slug: &str, who: Trainer, site: &State<Arc<Site>>) -> Result<Page> {
    let form = Form { slug, who: &who.0, site, place: Place::Library, contact: None };
    Page::of(&form.page(&Entries::default(), Wrong::default()))
}

/// Adds somebody of the library.
#[rocket::post("/programmes/<slug>/partners/library/contacts", data = "<entries>")]
async fn create_library(
    slug: &str,
    who: Trainer,
    entries: Entries,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Saved> {
    Form { slug, who: &who.0, site, place: Place::Library, contact: None }.save(app, &entries).await
}

/// The form for what is known of a contact.
#[rocket::get("/programmes/<slug>/contacts/<id>/edit")]
pub(super) async fn edit(
    slug: &str,
    id: Uuid,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let contact = find(app, &who.0, id).await?;
    let place = Place::any(app, &who.0).await?;
    let partner = contact.partner_id.map_or(LIBRARY.to_owned(), |id| id.to_string());
    let entries = Entries::of([
        ("partner", &*partner),
        ("name", &*contact.name),
        ("job", &*contact.job),
        ("email", &*contact.email),
        ("phone", &*contact.phone),
        ("can_say_yes", if contact.can_say_yes { "yes" } else { "" }),
    ]);
    let hash = app.secret.fingerprint(&contact.email);
    let stopped = invitations::is_stopped(app.db.read(), who.0.programme.id, &hash).await?;
    let mut page =
        Form { slug, who: &who.0, site, place, contact: Some(contact) }.page(&entries, Wrong::default());
    if stopped {
        page.lead.push(
            "This person asked for no more mail, and gets none. Only they can take that back: ask them to write to \
             you, and give them the open link of a survey if they want to answer."
                .to_owned(),
        );
    }
    Page::of(&page)
}

/// Changes a contact, or moves them to another partner.
#[rocket::post("/programmes/<slug>/contacts/<id>/edit", data = "<entries>")]
async fn update(
    slug: &str,
    id: Uuid,
    who: Trainer,
    entries: Entries,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Saved> {
    let contact = find(app, &who.0, id).await?;
    let place = Place::any(app, &who.0).await?;
    Form { slug, who: &who.0, site, place, contact: Some(contact) }.save(app, &entries).await
}

/// Says what is lost with a contact.
#[rocket::get("/programmes/<slug>/contacts/<id>/delete")]
async fn ask_delete(
    slug: &str,
    id: Uuid,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let contact = find(app, &who.0, id).await?;
    Page::of(&FormPage {
        frame: partner_pages::frame(slug, &who.0, site),
        trail: Some(partner_pages::trail(slug, contact.name.clone())),
        heading: format!("Delete {}?", contact.name),
        lead: vec![
            "With them go their personal links, their places on lists of courses, and the notes about them. Links \
             that they were sent no longer work."
                .to_owned(),
            "Answers that were given stay. If this person asked you to delete what is held about them, an \
             administrator can erase that as well."
                .to_owned(),
        ],
        sections: Vec::new(),
        problems: Problems::default(),
        action: rocket::uri!(delete(slug, id)).to_string(),
        button: "Delete the contact".to_owned(),
        destroys: true,
        cancel: Some(Link::new("Keep them", rocket::uri!(edit(slug, id)).to_string())),
    })
}

/// Deletes a contact.
#[rocket::post("/programmes/<slug>/contacts/<id>/delete")]
async fn delete(slug: &str, id: Uuid, who: Trainer, app: &State<Arc<App>>) -> Result<Saved> {
    let who = who.0;
    let contact = find(app, &who, id).await?;
    let tx = store::write(&app.db).await?;
    contacts::remove(&tx, id).await?;
    record(app, &tx, &who, "deleted a contact", contact.partner_id).await?;
    tx.commit().await.map_err(store::StoreError::from)?;
    Ok(Saved::told(home(slug, contact.partner_id), format!("{} was deleted.", contact.name)))
}

/// The form for a note.
#[rocket::get("/programmes/<slug>/partners/<id>/heard")]
pub(super) async fn note(
    slug: &str,
    id: Uuid,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let partner = partner_pages::find(app, &who.0, id).await?;
    let contacts = contacts::of_partner(app.db.read(), who.0.programme.id, Some(id)).await?;
    let today = app.clock.now().to_zoned_datetime(who.0.programme.settings.zone()).date().to_string();
    let entries = Entries::of([("day", &*today), ("by", &*who.0.person.name)]);
    Page::of(&note_form(slug, &who.0, site, &partner, &contacts, &entries, Problems::default()))
}

/// Notes that a partner was heard from.
#[rocket::post("/programmes/<slug>/partners/<id>/heard", data = "<entries>")]
async fn create_note(
    slug: &str,
    id: Uuid,
    who: Trainer,
    entries: Entries,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Saved> {
    let who = who.0;
    let partner = partner_pages::find(app, &who, id).await?;
    let contacts = contacts::of_partner(app.db.read(), who.programme.id, Some(id)).await?;
    let mut problems = Problems::default();
    let today = app.clock.now().to_zoned_datetime(who.programme.settings.zone()).date();
    let day = entries.one("day").parse::<Date>().ok().filter(|day| day.year() >= 2000);
    match day {
        None => problems.add("day", "Enter the day, such as 2026-05-21"),
        Some(day) if day > today => problems.add("day", "Enter a day that is not in the future"),
        Some(_) => {}
    }
    for (field, ask) in
        [("by", "Enter who of the library heard from them"), ("about", "Enter what it was about")]
    {
        if entries.one(field).is_empty() {
            problems.add(field, ask);
        }
        problems.cap(field, entries.one(field), LONGEST);
    }
    let from = match entries.one("contact") {
        "" => None,
        chosen => {
            let known = contacts.iter().find(|contact| contact.id.to_string() == chosen);
            if known.is_none() {
                problems.add("contact", "Select who it was: whoever was selected is no longer there");
            }
            known.map(|known| known.id)
        }
    };
    let day = day
        .and_then(|day| day.at(0, 0, 0, 0).to_zoned_datetime(TimeZone::UTC).ok())
        .filter(|_| problems.is_empty());
    let Some(day) = day else {
        return Saved::refused(&note_form(slug, &who, site, &partner, &contacts, &entries, problems));
    };
    let new = Note {
        id: Uuid::new_v4(),
        partner_id: Some(id),
        contact_id: from,
        day: day.timestamp().into(),
        by: entries.one("by").to_owned(),
        about: entries.one("about").to_owned(),
    };
    let tx = store::write(&app.db).await?;
    contacts::note(&tx, new).await?;
    record(app, &tx, &who, "noted that they were heard from", Some(id)).await?;
    tx.commit().await.map_err(store::StoreError::from)?;
    Ok(Saved::told(rocket::uri!(partner_page::show(slug, id)).to_string(), "The note was added."))
}

async fn find(app: &App, who: &Member, id: Uuid) -> Result<Contact> {
    contacts::find(app.db.read(), who.programme.id, id).await?.ok_or(Error::NotFound)
}

/// The page that a contact is on.
fn home(slug: &str, partner: Option<Uuid>) -> String {
    match partner {
        Some(id) => rocket::uri!(partner_page::show(slug, id)).to_string(),
        None => rocket::uri!(partner_page::library(slug)).to_string(),
    }
}

/// Records an act about a contact under the name of the partner: the trail keeps no names of people, so that an
/// erasure leaves none behind.
async fn record(
    app: &App,
    tx: &store::Transaction,
    who: &Member,
    act: &str,
    partner: Option<Uuid>,
) -> Result<()> {
    let object = match partner {
        Some(id) => partners::find(tx, who.programme.id, id).await?.map(|partner| partner.name),
        None => None,
    };
    let object = object.unwrap_or_else(|| "library staff".to_owned());
    Ok(audit::record(tx, Some(who.programme.id), &who.person, act, &object, app.clock.now().into()).await?)
}

/// Where a contact is or may be.
enum Place {
    Partner(Partner),
    Library,
    /// Any of these, or the library: a contact can be moved.
    Any(Vec<Partner>),
}

impl Place {
    async fn any(app: &App, who: &Member) -> Result<Self> {
        Ok(Self::Any(partners::all(app.db.read(), who.programme.id).await?))
    }
}

/// What is wrong, and the contact that has the address already.
#[derive(Default)]
struct Wrong {
    problems: Problems,
    other: Option<Link>,
}

/// The form of a contact.
struct Form<'f> {
    slug: &'f str,
    who: &'f Member,
    site: &'f State<Arc<Site>>,
    place: Place,
    contact: Option<Contact>,
}

impl Form<'_> {
    async fn save(self, app: &App, entries: &Entries) -> Result<Saved> {
        // None where what was chosen is not there, or no longer.
        let partner = match &self.place {
            Place::Partner(partner) => Some(Some(partner.id)),
            Place::Library => Some(None),
            Place::Any(_) if entries.one("partner") == LIBRARY => Some(None),
            Place::Any(partners) => {
                let chosen = partners.iter().find(|partner| partner.id.to_string() == entries.one("partner"));
                chosen.map(|chosen| Some(chosen.id))
            }
        };
        let tx = store::write(&app.db).await?;
        partners::hold(&tx, self.who.programme.id).await?;
        let email = entries.one("email").to_lowercase();
        let same = contacts::with_email(&tx, self.who.programme.id, &email).await?;
        let mut wrong = self.check(entries, &same);
        if partner.is_none() {
            wrong.problems.add("partner", "Select where they work: what was selected is no longer there");
        }
        let Some(partner) = partner.filter(|_| wrong.problems.is_empty()) else {
            return Saved::refused(&self.page(entries, wrong));
        };
        let new = Contact {
            id: self.contact.as_ref().map_or_else(Uuid::new_v4, |contact| contact.id),
            programme_id: self.who.programme.id,
            partner_id: partner,
            name: entries.one("name").to_owned(),
            email,
            job: entries.one("job").to_owned(),
            phone: entries.one("phone").to_owned(),
            can_say_yes: entries.is_on("can_say_yes"),
            added_at: Some(app.clock.now().into()),
        };
        let (act, told) = if self.contact.is_some() {
            contacts::change(&tx, &new).await?;
            ("changed a contact", format!("{} was changed.", new.name))
        } else {
            contacts::add_all(&tx, std::slice::from_ref(&new)).await?;
            ("added a contact", format!("{} was added.", new.name))
        };
        record(app, &tx, self.who, act, partner).await?;
        tx.commit().await.map_err(store::StoreError::from)?;
        Ok(Saved::told(home(self.slug, partner), told))
    }

    fn check(&self, entries: &Entries, same: &[Contact]) -> Wrong {
        let mut wrong = Wrong::default();
        if entries.one("name").is_empty() {
            wrong.problems.add("name", "Enter the name of the person");
        }
        for field in ["name", "job", "phone"] {
            wrong.problems.cap(field, entries.one(field), LONGEST);
        }
        if let Err(error) = Address::parse(entries.one("email")) {
            let words = if entries.one("email").is_empty() {
                "Enter an email address, as in name@example.org".to_owned()
            } else {
                format!("Check the email address: {error}")
            };
            wrong.problems.add("email", words);
        }
        let own = self.contact.as_ref().map(|contact| contact.id);
        if let Some(other) = same.iter().find(|other| Some(other.id) != own) {
            let words = format!("{} has this address already; open them below", other.name);
            wrong.problems.add("email", words);
            let page = rocket::uri!(edit(self.slug, other.id)).to_string();
            wrong.other = Some(Link::new(format!("Open {}", other.name), page));
        }
        wrong
    }

    fn fields(&self, entries: &Entries) -> Vec<Field> {
        let mut fields = vec![
            Field::line("name", "Name", entries.one("name")),
            Field::line("job", "Job", entries.one("job"))
                .hint("What they are there, such as “deputy manager”."),
            Field::typed("email", "email", "Email address", entries.one("email")),
            Field::typed("tel", "phone", "Phone", entries.one("phone")),
            Field::new("can_say_yes", "Can say yes", Input::Tick(entries.is_on("can_say_yes")))
                .hint("Has the authority to agree to something, or direct access to whoever has."),
        ];
        if let Place::Any(partners) = &self.place {
            let chosen = entries.one("partner");
            let mut choices = vec![Choice::of(LIBRARY, "Library staff", [chosen])];
            choices.extend(partners.iter().map(|one| Choice::of(one.id.to_string(), &*one.name, [chosen])));
            fields.push(Field::new("partner", "Belongs to", Input::Select(choices)));
        }
        fields
    }

    fn page(&self, entries: &Entries, wrong: Wrong) -> FormPage {
        let fields = self.fields(entries);
        let slug = self.slug;
        let (heading, action, button, back) = match (&self.contact, &self.place) {
            (Some(contact), _) => (
                format!("Change {}", contact.name),
                rocket::uri!(update(slug, contact.id)).to_string(),
                "Save",
                rocket::uri!(ask_delete(slug, contact.id)).to_string(),
            ),
            (None, Place::Partner(partner)) => (
                format!("Add a contact at {}", partner.name),
                rocket::uri!(create(slug, partner.id)).to_string(),
                "Add the contact",
                home(slug, Some(partner.id)),
            ),
            (None, _) => (
                "Add somebody of the library".to_owned(),
                rocket::uri!(create_library(slug)).to_string(),
                "Add the person",
                home(slug, None),
            ),
        };
        let back = if self.contact.is_some() {
            Link::new("Delete this contact", back)
        } else {
            Link::new("Back without saving", back)
        };
        let mut trail = partner_pages::trail(slug, "Contact");
        let partner = match (&self.contact, &self.place) {
            (Some(contact), Place::Any(all)) => all.iter().find(|one| Some(one.id) == contact.partner_id),
            (None, Place::Partner(partner)) => Some(partner),
            _ => None,
        };
        let name = partner.map_or("Library staff", |partner| partner.name.as_str());
        trail.above.push(Link::new(name, home(slug, partner.map(|partner| partner.id))));
        FormPage {
            frame: partner_pages::frame(slug, self.who, self.site),
            trail: Some(trail),
            heading,
            lead: Vec::new(),
            sections: vec![Section { fields, ..Section::default() }],
            problems: wrong.problems,
            action,
            button: button.to_owned(),
            destroys: false,
            cancel: Some(wrong.other.unwrap_or(back)),
        }
    }
}

fn note_form(
    slug: &str,
    who: &Member,
    site: &State<Arc<Site>>,
    partner: &Partner,
    contacts: &[Contact],
    entries: &Entries,
    problems: Problems,
) -> FormPage {
    let chosen = entries.one("contact");
    let mut people = vec![Choice::of("", "Nobody in particular", [chosen])];
    people.extend(contacts.iter().map(|one| Choice::of(one.id.to_string(), &*one.name, [chosen])));
    let back = rocket::uri!(partner_page::show(slug, partner.id)).to_string();
    let mut trail = partner_pages::trail(slug, "Note");
    trail.above.push(Link::new(partner.name.clone(), back.clone()));
    FormPage {
        frame: partner_pages::frame(slug, who, site),
        trail: Some(trail),
        heading: format!("When did you hear from {}?", partner.name),
        lead: vec![
            "One line: who heard from them, and what about. Do not name or describe any child.".to_owned(),
        ],
        sections: vec![Section {
            fields: vec![
                Field::typed("date", "day", "Day", entries.one("day")),
                Field::new("contact", "Who there", Input::Select(people)),
                Field::line("by", "Who of the library", entries.one("by")),
                Field::line("about", "What about", entries.one("about")),
            ],
            ..Section::default()
        }],
        problems,
        action: rocket::uri!(create_note(slug, partner.id)).to_string(),
        button: "Add the note".to_owned(),
        destroys: false,
        cancel: Some(Link::new("Back without saving", back)),
    }
}
