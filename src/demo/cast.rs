//! The people and partners of the demonstration. All are invented; `example.org` belongs to nobody.

use jiff::{Timestamp, ToSpan};
use serde::Serialize;
use uuid::Uuid;

use super::DemoError;
use crate::{
    app::App,
    store::{
        Contact, ContactNote, PersonRole, Programme, ProgrammeSettings, contact_tags, contacts, invitations,
        people, programmes, site_admins,
    },
    system::password,
};

const STAFF: [(&str, &str, PersonRole); 6] = [
    ("admin@riverside.example.org", "Ines Okafor", PersonRole::Admin),
    ("trainer@riverside.example.org", "Tom Hartley", PersonRole::Trainer),
    ("manager@riverside.example.org", "Priya Nair", PersonRole::Manager),
    ("head.of.libraries@riverside.example.org", "Gwen Morgan", PersonRole::Manager),
    ("children@riverside.example.org", "Samuel Adeyemi", PersonRole::Manager),
    ("outreach@riverside.example.org", "Rosa Lindqvist", PersonRole::Manager),
];

/// Partners by kind, with the names to call on; a partner without a name shows as such.
const PARTNERS: [(&str, &str, &[&str]); 12] = [
    ("Elm House", "childrens_home", &["Dana Whitfield", "Kofi Mensah"]),
    ("Harbour View", "childrens_home", &["Louise Tran"]),
    ("The Old Vicarage", "childrens_home", &[]),
    ("Riverside Primary School", "school", &["Amir Rahman", "Beth Lowe"]),
    ("St Aidan’s School", "school", &["Joanna Pike"]),
    ("Northgate Academy", "school", &["Carl Benson", "Mina Sato"]),
    ("Virtual School for Looked-After Children", "education_department", &["Helen Achebe"]),
    ("Behaviour Improvement Team", "council_department", &["Marcus Bell"]),
    ("Youth Service", "council_department", &["Yusuf Demir", "Ella Byrne"]),
    ("Housing Options", "council_department", &[]),
    ("Open Door", "charity", &["Ruth Kowalski"]),
    ("Story Boat", "charity", &["Neil Fraser"]),
];

/// People on the list of the pilot course.
const PARTICIPANTS: [&str; 18] = [
    "Amara Osei",
    "Ben Carter",
    "Chloe Evans",
    "Dylan Price",
    "Ewa Nowak",
    "Farah Aziz",
    "Grace Lin",
    "Hugh Morgan",
    "Isla Reid",
    "Jack Turner",
    "Kate Boyd",
    "Leo Santos",
    "Mina Shah",
    "Nia Thomas",
    "Owen Clark",
    "Priya Nair",
    "Rosa Diaz",
    "Sam Wright",
];

/// Somebody who can sign in.
#[derive(Clone, Debug, Serialize)]
pub struct Account {
    /// The address to sign in with.
    pub email: String,
    /// The password, made anew for each demonstration.
    pub password: String,
    /// The role in the programme.
    pub role: String,
    /// Whether they administer the whole site.
    pub site_admin: bool,
}

pub(super) struct Cast {
    pub programme: Programme,
    pub accounts: Vec<Account>,
    /// The people on the list of a course.
    pub participants: Vec<Uuid>,
}

/// Adds everybody to an empty service.
pub(super) async fn assemble(app: &App, now: Timestamp) -> Result<Cast, DemoError> {
    let programme = Programme {
        id: Uuid::new_v4(),
        slug: "welcome-to-reading".to_owned(),
        name: "Welcome to reading".to_owned(),
        settings: ProgrammeSettings {
            controller: "Riverside Libraries".to_owned(),
            contact: "Tom Hartley, trainer@riverside.example.org".to_owned(),
            data_protection_officer: "dpo@riverside.example.org".to_owned(),
            ..ProgrammeSettings::default()
        },
    };
    programmes::add(app.db.write_one(), &programme, now).await?;
    let mut accounts = Vec::new();
    for (email, name, role) in STAFF {
        let password = password::generate()?;
        let hash = password::hash(password.clone()).await?;
        let person = people::add(app.db.write_one(), email, name, Some(hash), now).await?;
        people::join(app.db.write_one(), person, programme.id, role).await?;
        site_admins::set(app.db.write_one(), person, role == PersonRole::Admin).await?;
        accounts.push(Account {
            email: email.to_owned(),
            password,
            role: role.key().to_owned(),
            site_admin: role == PersonRole::Admin,
        });
    }
    for (name, kind, contacts) in PARTNERS {
        let partner = invitations::add_partner(app.db.write_one(), programme.id, name, kind).await?;
        name_contacts(app, programme.id, partner, kind, contacts, now).await?;
    }
    let mut participants = Vec::new();
    for name in PARTICIPANTS {
        participants.push(add_contact(app, programme.id, None, name).await?);
    }
    Ok(Cast { programme, accounts, participants })
}

/// The people of a partner: the first of them can say yes, and was heard from a month ago.
async fn name_contacts(
    app: &App,
    programme: Uuid,
    partner: Uuid,
    kind: &str,
    names: &[&str],
    now: Timestamp,
) -> Result<(), DemoError> {
    let jobs = match kind {
        "childrens_home" => ["Home manager", "Key worker"],
        "school" => ["Head of inclusion", "Librarian"],
        _ => ["Team leader", "Project worker"],
    };
    for (place, (name, job)) in names.iter().zip(jobs).enumerate() {
        let contact = add_contact(app, programme, Some(partner), name).await?;
        let Some(known) = contacts::find(app.db.read(), programme, contact).await? else { continue };
        let phone = format!("020 7946 0{:03}", name.len() * 7 + place);
        let known = Contact { job: job.to_owned(), phone, can_say_yes: place == 0, ..known };
        contacts::change(app.db.write_one(), &known).await?;
        let tag = if place == 0 { "Steering group" } else { "Book club" };
        contact_tags::put(app.db.write_one(), &[(contact, vec![tag.to_owned()])]).await?;
        if place == 0 {
            let heard = ContactNote {
                id: Uuid::new_v4(),
                partner_id: Some(partner),
                contact_id: Some(contact),
                day: now - (30 * 24).hours(),
                by: "Tom Hartley".to_owned(),
                about: "Asked what would help; wants somebody to visit in the holidays".to_owned(),
            };
            contacts::note(app.db.write_one(), heard).await?;
        }
    }
    Ok(())
}

async fn add_contact(
    app: &App,
    programme: Uuid,
    partner: Option<Uuid>,
    name: &str,
) -> Result<Uuid, DemoError> {
    let email = format!("{}@example.org", name.to_lowercase().replace(' ', "."));
    Ok(invitations::add_contact(app.db.write_one(), programme, partner, name, &email).await?)
}
