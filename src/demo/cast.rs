//! The people and partners of the demonstration. All are invented; `example.org` belongs to nobody.

use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use super::DemoError;
use crate::{
    app::App,
    password,
    store::{
        invitations,
        people::{self, Role},
        programmes::{self, Programme, Settings},
    },
};

const STAFF: [(&str, &str, Role); 6] = [
    ("admin@riverside.example.org", "Ines Okafor", Role::Admin),
    ("trainer@riverside.example.org", "Tom Hartley", Role::Trainer),
    ("manager@riverside.example.org", "Priya Nair", Role::Manager),
    ("head.of.libraries@riverside.example.org", "Gwen Morgan", Role::Manager),
    ("children@riverside.example.org", "Samuel Adeyemi", Role::Manager),
    ("outreach@riverside.example.org", "Rosa Lindqvist", Role::Manager),
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
const PARTICIPANTS: usize = 18;

/// Somebody who can sign in.
#[derive(Clone, Debug, Serialize)]
pub struct Account {
    /// The address to sign in with.
    pub email: String,
    /// The password, made anew for each demonstration.
    pub password: String,
    /// The role in the programme.
    pub role: String,
}

/// Everybody in the demonstration.
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
        settings: Settings {
            controller: "Riverside Libraries".to_owned(),
            contact: "Tom Hartley, trainer@riverside.example.org".to_owned(),
            data_protection_officer: "dpo@riverside.example.org".to_owned(),
            ..Settings::default()
        },
    };
    programmes::add(app.db.write_one(), &programme, now.into()).await?;
    let mut accounts = Vec::new();
    for (email, name, role) in STAFF {
        let password = password::generate()?;
        let hash = password::hash(password.clone()).await?;
        let person = people::add(app.db.write_one(), email, name, Some(hash), now.into()).await?;
        people::join(app.db.write_one(), person, programme.id, role).await?;
        accounts.push(Account { email: email.to_owned(), password, role: role.key().to_owned() });
    }
    for (name, kind, contacts) in PARTNERS {
        let partner = invitations::add_partner(app.db.write_one(), programme.id, name, kind).await?;
        for contact in contacts {
            add_contact(app, programme.id, Some(partner), contact).await?;
        }
    }
    let mut participants = Vec::new();
    for number in 1..=PARTICIPANTS {
        participants.push(add_contact(app, programme.id, None, &format!("Participant {number}")).await?);
    }
    Ok(Cast { programme, accounts, participants })
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
