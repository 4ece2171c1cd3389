//! Who gets a summary: the managers of the programme and others of it as they chose, unless they were left out, and the
//! readers named for the course. Nobody who unsubscribed.

use std::collections::{BTreeMap, HashSet};

use uuid::Uuid;

use crate::{
    app::App,
    letters::summary::SummaryReader,
    store::{
        EmailChoice, ExternalReader, Person, Programme, Result, SummaryDecisions, SummaryDelivery,
        email_choice, people, summaries, summary_drafts, unsubscribes,
    },
};

/// Somebody who gets a summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryRecipient {
    /// Who.
    pub who: summaries::RecipientRole,
    /// Their name; may be empty.
    pub name: String,
    /// Their address.
    pub email: String,
}

impl SummaryRecipient {
    /// How the email of a delivery to them addresses them.
    pub(super) fn reader(&self, app: &App, delivery: Uuid) -> SummaryReader {
        SummaryReader::new(app, self.who, &self.name, &self.email, delivery)
    }
}

impl From<Person> for SummaryRecipient {
    fn from(person: Person) -> Self {
        Self { who: summaries::RecipientRole::Person(person.id), name: person.name, email: person.email }
    }
}

impl From<ExternalReader> for SummaryRecipient {
    fn from(reader: ExternalReader) -> Self {
        Self { who: summaries::RecipientRole::Reader(reader.id), name: reader.name, email: reader.email }
    }
}

/// Everybody who gets the summary of a course with this plan, each address once; `needed` says whether somebody has
/// something to decide.
pub async fn of_plan(
    app: &App,
    programme: &Programme,
    plan: &SummaryDecisions,
    needed: bool,
) -> Result<Vec<SummaryRecipient>> {
    let choices: &[EmailChoice] =
        if needed { &EmailChoice::OF_SUMMARIES } else { &[EmailChoice::EachCourse] };
    let mut members = email_choice::readers(app.db.read(), programme.id, choices).await?;
    members.retain(|member| !plan.left_out.contains(&member.id));
    let mut wanted: Vec<SummaryRecipient> = members.into_iter().map(Into::into).collect();
    wanted.extend(plan.readers.iter().cloned().map(SummaryRecipient::from));
    let mut known = HashSet::new();
    wanted.retain(|recipient| known.insert(recipient.email.to_lowercase()));
    not_stopped(app, programme, wanted).await
}

/// Those who want letters of a programme.
pub async fn not_stopped(
    app: &App,
    programme: &Programme,
    mut all: Vec<SummaryRecipient>,
) -> Result<Vec<SummaryRecipient>> {
    let addresses: Vec<&str> = all.iter().map(|one| &*one.email).collect();
    let stopped = unsubscribes::among(app.db.read(), &app.secret, programme.id, &addresses).await?;
    all.retain(|one| !stopped.contains(&one.email));
    Ok(all)
}

/// Who is behind a delivery, with the name and the address of today.
pub async fn of_delivery(app: &App, delivery: &SummaryDelivery) -> Result<Option<SummaryRecipient>> {
    Ok(of_deliveries(app, std::slice::from_ref(delivery)).await?.remove(&delivery.id))
}

/// Who is behind each of these deliveries, by the delivery; those who are gone are left out.
pub async fn of_deliveries(
    app: &App,
    deliveries: &[SummaryDelivery],
) -> Result<BTreeMap<Uuid, SummaryRecipient>> {
    let (mut people, mut readers) = (Vec::new(), Vec::new());
    for delivery in deliveries {
        match delivery.to {
            Some(summaries::RecipientRole::Person(id)) => people.push(id),
            Some(summaries::RecipientRole::Reader(id)) => readers.push(id),
            None => {}
        }
    }
    let db = app.db.read();
    let people = people::with_ids(db, people).await?.into_iter().map(SummaryRecipient::from);
    let readers = summary_drafts::readers(db, readers).await?.into_iter().map(SummaryRecipient::from);
    let all: Vec<SummaryRecipient> = people.chain(readers).collect();
    let behind = |delivery: &SummaryDelivery| all.iter().find(|one| Some(one.who) == delivery.to).cloned();
    Ok(deliveries.iter().filter_map(|delivery| Some((delivery.id, behind(delivery)?))).collect())
}

/// Whether somebody wants no more letters of a programme.
pub async fn has_stopped(app: &App, programme: &Programme, email: &str) -> Result<bool> {
    unsubscribes::has_stopped(app.db.read(), &app.secret, programme.id, email).await
}
