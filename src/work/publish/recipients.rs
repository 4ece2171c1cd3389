//! Who gets a summary: the managers of the programme who were not left out, and the readers named for the course.
//! Nobody who stopped the letters.

use uuid::Uuid;

use crate::{
    app::App,
    letters::summary::Addressee,
    store::{
        Result, invitations,
        people::{self, Person, Role},
        programmes::Programme,
        summaries,
        summary_drafts::{self, Plan, Reader},
    },
};

/// Somebody who gets a summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Who.
    pub who: summaries::Recipient,
    /// Their name; may be empty.
    pub name: String,
    /// Their address.
    pub email: String,
}

impl Recipient {
    /// How the email of a delivery to them addresses them.
    pub(super) fn addressee(&self, app: &App, delivery: Uuid) -> Addressee {
        Addressee::new(app, self.who, &self.name, &self.email, delivery)
    }
}

impl From<Person> for Recipient {
    fn from(person: Person) -> Self {
        Self { who: summaries::Recipient::Person(person.id), name: person.name, email: person.email }
    }
}

impl From<Reader> for Recipient {
    fn from(reader: Reader) -> Self {
        Self { who: summaries::Recipient::Reader(reader.id), name: reader.name, email: reader.email }
    }
}

/// Everybody who gets the summary of a course with this plan, each address once.
pub async fn of_plan(app: &App, programme: &Programme, plan: &Plan) -> Result<Vec<Recipient>> {
    let mut managers = people::with_role(app.db.read(), programme.id, Role::Manager).await?;
    managers.retain(|manager| !plan.left_out.contains(&manager.id));
    let mut wanted: Vec<Recipient> = managers.into_iter().map(Into::into).collect();
    wanted.extend(plan.readers.iter().cloned().map(Recipient::from));
    let mut recipients: Vec<Recipient> = Vec::new();
    for recipient in wanted {
        let is_known = recipients.iter().any(|known| known.email.eq_ignore_ascii_case(&recipient.email));
        if !is_known && !has_stopped(app, programme, &recipient.email).await? {
            recipients.push(recipient);
        }
    }
    Ok(recipients)
}

/// Who is behind a delivery, with the name and the address of today.
pub async fn of_delivery(app: &App, delivery: &summaries::Delivery) -> Result<Option<Recipient>> {
    let db = app.db.read();
    Ok(match delivery.to {
        Some(summaries::Recipient::Person(id)) => people::get(db, id).await?.map(Into::into),
        Some(summaries::Recipient::Reader(id)) => summary_drafts::reader(db, id).await?.map(Into::into),
        None => None,
    })
}

/// Whether somebody wants no more letters of a programme.
pub async fn has_stopped(app: &App, programme: &Programme, email: &str) -> Result<bool> {
    let address = app.secret.fingerprint(&email.to_lowercase());
    invitations::is_stopped(app.db.read(), programme.id, &address).await
}
