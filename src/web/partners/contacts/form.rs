//! The form of a contact: what it asks, what is wrong with what was entered, and keeping it.

use std::sync::Arc;

use rocket::State;
use uuid::Uuid;

use crate::{
    app::App,
    mail::Address,
    store::{
        self,
        contacts::{self, Contact},
        partners::{self, Partner},
    },
    web::{
        at,
        http::{answer::Answer, error::Result, form_data::FormData, guard::Member},
        partners::{
            self as partner_pages,
            contacts::{LONGEST, home, record},
        },
        parts::{
            form::{Choice, Field, FormPage, Input, Problems, Section},
            frame::Site,
            piece::Link,
        },
    },
};

/// What stands for library staff where a partner can be chosen.
pub(crate) const LIBRARY: &str = "library";

/// Where a contact is or may be.
pub(crate) enum Place {
    Partner(Partner),
    Library,
    /// Any of these, or the library: a contact can be moved.
    Any(Vec<Partner>),
}

impl Place {
    pub(crate) async fn any(app: &App, who: &Member) -> Result<Self> {
        Ok(Self::Any(partners::all(app.db.read(), who.programme.id).await?))
    }
}

/// What is wrong, and the contact that has the address already.
#[derive(Default)]
pub(crate) struct Wrong {
    problems: Problems,
    other: Option<Link>,
}

/// The form of a contact.
pub(crate) struct Form<'f> {
    pub(crate) slug: &'f str,
    pub(crate) who: &'f Member,
    pub(crate) site: &'f State<Arc<Site>>,
    pub(crate) place: Place,
    pub(crate) contact: Option<Contact>,
}

impl Form<'_> {
    pub(crate) async fn save(self, app: &App, entries: &FormData) -> Result<Answer> {
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
            return Answer::mend(&self.page(entries, wrong));
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
        Ok(Answer::on(home(self.slug, partner), told))
    }

    fn check(&self, entries: &FormData, same: &[Contact]) -> Wrong {
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
            let page = at::contact_edit(self.slug, other.id);
            wrong.other = Some(Link::new(format!("Open {}", other.name), page));
        }
        wrong
    }

    fn fields(&self, entries: &FormData) -> Vec<Field> {
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

    pub(crate) fn page(&self, entries: &FormData, wrong: Wrong) -> FormPage {
        let fields = self.fields(entries);
        let slug = self.slug;
        let (heading, action, button, back) = match (&self.contact, &self.place) {
            (Some(contact), _) => (
                format!("Change {}", contact.name),
                at::contact_edit(slug, contact.id),
                "Save",
                at::contact_delete(slug, contact.id),
            ),
            (None, Place::Partner(partner)) => (
                format!("Add a contact at {}", partner.name),
                at::partner_contacts(slug, partner.id),
                "Add the contact",
                home(slug, Some(partner.id)),
            ),
            (None, _) => (
                "Add somebody of the library".to_owned(),
                at::library_contacts(slug),
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
