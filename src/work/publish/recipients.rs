//! Who gets a summary: the managers of the programme and others of it as they chose, unless they were left out, and the
//! readers named for the course. Nobody who unsubscribed.

use std::collections::{BTreeMap, HashSet};

use uuid::Uuid;

use crate::{
    app::App,
    letters::summary::Addressee,
    store::{
        Result,
        email_choice::{self, EmailChoice},
        invitations,
        people::{self, Person},
        programmes::Programme,
        summaries::{self, Delivery},
        summary_drafts::{self, Plan, Reader},
        unsubscribes,
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

/// Everybody who gets the summary of a course with this plan, each address once; `needed` says whether somebody has
/// something to decide.
pub async fn of_plan(app: &App, programme: &Programme, plan: &Plan, needed: bool) -> Result<Vec<Recipient>> {
    let choices: &[EmailChoice] =
        if needed { &EmailChoice::OF_SUMMARIES } else { &[EmailChoice::EachCourse] };
    let mut members = email_choice::readers(app.db.read(), programme.id, choices).await?;
    members.retain(|member| !plan.left_out.contains(&member.id));
    let mut wanted: Vec<Recipient> = members.into_iter().map(Into::into).collect();
    wanted.extend(plan.readers.iter().cloned().map(Recipient::from));
    let mut known = HashSet::new();
    wanted.retain(|recipient| known.insert(recipient.email.to_lowercase()));
    not_stopped(app, programme, wanted).await
}

/// Those who want letters of a programme.
pub async fn not_stopped(
    app: &App,
    programme: &Programme,
    mut all: Vec<Recipient>,
) -> Result<Vec<Recipient>> {
    let address = |one: &Recipient| app.secret.fingerprint(&one.email.to_lowercase());
    let asked = all.iter().map(address).collect();
    let stopped = unsubscribes::among(app.db.read(), programme.id, asked).await?;
    all.retain(|one| !stopped.contains(&address(one)));
    Ok(all)
}

/// Who is behind a delivery, with the name and the address of today.
pub async fn of_delivery(app: &App, delivery: &Delivery) -> Result<Option<Recipient>> {
    Ok(of_deliveries(app, std::slice::from_ref(delivery)).await?.remove(&delivery.id))
}

/// Who is behind each of these deliveries, by the delivery; those who are gone are left out.
pub async fn of_deliveries(app: &App, deliveries: &[Delivery]) -> Result<BTreeMap<Uuid, Recipient>> {
    let (mut people, mut readers) = (Vec::new(), Vec::new());
    for delivery in deliveries {
        match delivery.to {
            Some(summaries::Recipient::Person(id)) => people.push(id),
            Some(summaries::Recipient::Reader(id)) => readers.push(id),
            None => {}
        }
    }
    let db = app.db.read();
    let people = people::with_ids(db, people).await?.into_iter().map(Recipient::from);
    let readers = summary_drafts::readers(db, readers).await?.into_iter().map(Recipient::from);
    let all: Vec<Recipient> = people.chain(readers).collect();
    let behind = |delivery: &Delivery| all.iter().find(|one| Some(one.who) == delivery.to).cloned();
    Ok(deliveries.iter().filter_map(|delivery| Some((delivery.id, behind(delivery)?))).collect())
}

/// Whether somebody wants no more letters of a programme.
pub async fn has_stopped(app: &App, programme: &Programme, email: &str) -> Result<bool> {
    let address = app.secret.fingerprint(&email.to_lowercase());
    invitations::is_stopped(app.db.read(), programme.id, &address).await
}
