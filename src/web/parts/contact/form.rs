//! The form of a contact: what it asks, what is wrong with what was entered, and keeping it.

use uuid::Uuid;

use crate::{
    mail::{Address, AddressError},
    store::{Contact, Partner, Transaction, contact_tags, contacts, partners},
    survey::tags::{self, Spelling},
    web::{
        Answer, Desk, Field, FormData, FormPage, FormProblems, Link, MainPlace, Result, Trainer, at,
        named::Among,
        named_choice::{ChoiceField, NamedChoice},
        parts::{
            contact::{LONGEST, done, home},
            list_preview,
            partner::trail,
        },
    },
};

/// What stands for library staff where a partner can be chosen.
pub(crate) const LIBRARY: &str = "library";

/// Where a contact works, who can be moved.
pub(crate) const WORKS_AT: ChoiceField = ChoiceField {
    among: Among::Partners,
    name: "partner",
    label: "Belongs to",
    other: "Another organisation",
    none: Some((LIBRARY, "Library staff")),
    hint: "",
    blank: "Leave it blank for library staff.",
    gone: "Select where they work: the one you selected no longer exists",
};

/// What the activity log says of a contact that was added.
pub(crate) const ADDED: &str = "added a contact";
/// What it says of one that was changed.
pub(crate) const CHANGED: &str = "changed a contact";

/// The most tags in use that are told.
const TAGS: usize = 30;

/// Where a contact is or may be.
pub(crate) enum Belongs {
    To(Partner),
    ToLibrary,
    /// Any partner, or the library: a contact can be moved.
    ToAny {
        /// Where they are until then.
        now: Option<Partner>,
        /// Where they are moved to.
        choice: NamedChoice,
    },
}

/// What is wrong, and the contact that has the address already.
#[derive(Default)]
pub(crate) struct Wrong {
    pub problems: FormProblems,
    other: Option<Link>,
}

pub(crate) struct ContactForm<'f> {
    desk: &'f Desk<'f, Trainer>,
    belongs: Belongs,
    contact: Option<Contact>,
    /// The tags that any contact has.
    tags: Vec<String>,
}

/// Where somebody works: at a partner, or else at the library.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Workplace(pub Option<Uuid>);

impl<'f> ContactForm<'f> {
    pub(crate) async fn new(
        desk: &'f Desk<'f, Trainer>,
        belongs: Belongs,
        contact: Option<Contact>,
    ) -> Result<Self> {
        let tags = contact_tags::in_use(desk.db(), desk.programme().id).await?;
        Ok(Self { desk, belongs, contact, tags })
    }

    /// Keeps what was entered. `at` is where they work, or what is wrong with what was chosen.
    pub(crate) async fn save(self, data: &FormData, at: Result<Workplace, FormProblems>) -> Result<Answer> {
        let (desk, programme) = (self.desk, self.desk.programme().id);
        let tx = desk.change().await?;
        partners::lock(&tx, programme).await?;
        let id = self.contact.as_ref().map_or_else(|| data.made(), |contact| contact.id);
        if self.contact.is_none() && contacts::find(&tx, programme, id).await?.is_some() {
            let flash = format!("{} was added.", data.one("name"));
            return Ok(Answer::on(home(desk.slug(), at.ok().and_then(|at| at.0)), flash));
        }
        let (partner, kept) = match self.store(&tx, data, id, at).await? {
            Ok(contact) => (contact.partner_id, contact),
            Err(wrong) => return Answer::mend(&self.page(data, wrong)),
        };
        let (act, said) = if self.contact.is_some() {
            (CHANGED, format!("{} was changed", kept.name))
        } else {
            (ADDED, format!("{} was added", kept.name))
        };
        let mistyped = list_preview::mistyped([&*kept.email]);
        let flash = said + if mistyped.is_empty() { "." } else { mistyped.as_str() };
        done(desk, tx, act, partner).await?;
        Ok(Answer::on(home(desk.slug(), partner), flash))
    }

    /// Keeps a contact with this id as it was entered, or says what is wrong with that. `at` is where they work, or what is
    /// wrong with what was chosen.
    pub(crate) async fn store(
        &self,
        tx: &Transaction,
        data: &FormData,
        id: Uuid,
        at: Result<Workplace, FormProblems>,
    ) -> Result<Result<Contact, Wrong>> {
        let (desk, programme) = (self.desk, self.desk.programme().id);
        let email = data.one("email").to_lowercase();
        let same = match email.as_str() {
            "" => Vec::new(),
            email => contacts::with_email(tx, programme, email).await?,
        };
        let mut wrong = self.check(data, &same);
        let tags = tags::read(data.one("tags")).unwrap_or_else(|message| {
            wrong.problems.add("tags", message);
            Vec::new()
        });
        let partner = match at {
            Ok(Workplace(partner)) if wrong.problems.is_empty() => partner,
            Ok(_) => return Ok(Err(wrong)),
            Err(problems) => {
                for (field, message) in problems.all() {
                    wrong.problems.add(field, message);
                }
                return Ok(Err(wrong));
            }
        };
        let new = Contact {
            id,
            programme_id: programme,
            partner_id: partner,
            name: data.one("name").to_owned(),
            email,
            job: data.one("job").to_owned(),
            phone: data.one("phone").to_owned(),
            can_say_yes: data.is_on("can_say_yes"),
            added_at: Some(desk.now()),
            // Whoever had left and is saved is back.
            left_at: None,
        };
        if self.contact.is_some() {
            contacts::change(tx, &new).await?;
        } else {
            contacts::add_all(tx, std::slice::from_ref(&new)).await?;
        }
        let mut spelling = Spelling::of(&contact_tags::in_use(tx, programme).await?);
        contact_tags::put(tx, &[(new.id, spelling.spelt(&tags))]).await?;
        Ok(Ok(new))
    }

    fn check(&self, data: &FormData, same: &[Contact]) -> Wrong {
        let mut wrong = Wrong::default();
        if data.one("name").is_empty() {
            wrong.problems.add("name", "Enter the name of the person");
        }
        for field in ["name", "job", "phone"] {
            wrong.problems.cap(field, data.one(field), LONGEST);
        }
        match Address::parse(data.one("email")) {
            Ok(_) => {}
            Err(AddressError::Empty) if !data.one("phone").is_empty() => {}
            Err(AddressError::Empty) => {
                wrong
                    .problems
                    .add("email", "Enter an email address, as in name@example.org, or a phone number");
            }
            Err(error) => wrong.problems.add("email", format!("Check the email address: {error}")),
        }
        let own = self.contact.as_ref().map(|contact| contact.id);
        if let Some(other) = same.iter().find(|other| Some(other.id) != own) {
            let words = format!("{} already has this address: open them below", other.name);
            wrong.problems.add("email", words);
            let page = at::contact_edit(self.desk.slug(), other.id);
            wrong.other = Some(Link::new(format!("Open {}", other.name), page));
        }
        wrong
    }

    fn fields(&self, data: &FormData) -> Vec<Field> {
        let mut fields = vec![
            Field::line("name", "Name", data.one("name")),
            Field::line("job", "Job", data.one("job")).hint("Their job there, such as “deputy manager”."),
            Field::typed("email", "email", "Email address", data.one("email"))
                .hint("Without one they can’t be invited by email; enter a phone number then."),
            Field::typed("tel", "phone", "Phone", data.one("phone")),
            Field::tick("can_say_yes", "Can say yes", data.is_on("can_say_yes"))
                .hint("Can agree to something, or can speak directly to the person who can."),
            Field::line("tags", "Tags", data.one("tags")).hint(self.tags_hint()),
        ];
        if let Belongs::ToAny { choice, .. } = &self.belongs {
            fields.extend(choice.fields(&WORKS_AT, data));
        }
        fields
    }

    fn tags_hint(&self) -> String {
        let about = "Words to find people by when you invite them, with commas between them";
        match self.tags.iter().take(TAGS).map(String::as_str).collect::<Vec<_>>().as_slice() {
            [] => format!("{about}, such as “book club, autumn pilot”."),
            known => format!("{about}. In use: {}.", known.join(", ")),
        }
    }

    pub(crate) fn page(&self, data: &FormData, wrong: Wrong) -> FormPage {
        let slug = self.desk.slug();
        let form = |heading: String| self.desk.form(MainPlace::Partners, heading);
        let form = match (&self.contact, &self.belongs) {
            (Some(contact), _) => form(format!("Change {}", contact.name))
                .button("Save", at::contact_edit(slug, contact.id))
                .cancel("Delete this contact", at::contact_delete(slug, contact.id)),
            (None, Belongs::To(partner)) => form(format!("Add a contact at {}", partner.name))
                .button("Add the contact", at::partner_contacts(slug, partner.id))
                .cancel("Back without saving", home(slug, Some(partner.id))),
            (None, _) => form("Add a colleague".to_owned())
                .button("Add the person", at::library_contacts(slug))
                .cancel("Back without saving", home(slug, None)),
        };
        let partner = match &self.belongs {
            Belongs::ToAny { now, .. } => now.as_ref(),
            Belongs::To(partner) => Some(partner),
            Belongs::ToLibrary => None,
        };
        let name = partner.map_or("Library staff", |partner| partner.name.as_str());
        let mut trail = trail(slug, "Contact");
        trail.above.push(Link::new(name, home(slug, partner.map(|partner| partner.id))));
        let form = form.trail(trail).fields(self.fields(data)).problems(wrong.problems);
        let form = if self.contact.is_none() { form.once(data) } else { form };
        match wrong.other {
            Some(other) => form.cancel(other.label, other.href),
            None => form,
        }
    }
}
