//! Frozen summaries, and the delivery of each to each reader.

pub mod deliveries;
pub mod unwritten;

use std::collections::{HashMap, HashSet};

use common_ground_reports::summary::Summary as Document;
use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use serde_json::Value as Json;
use uuid::Uuid;

use self::deliveries::EmailCounts;
use super::{
    Connection, EmailState, Instant, NewLetter, Result, StoreError, column_where, columns_of,
    entity::{course, delivery, outbox, summary},
    insert, webhook_deliveries,
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrozenSummary {
    pub id: Uuid,
    /// Its course.
    pub course_id: Uuid,
    /// The first is 1; corrections follow.
    pub revision: i32,
    /// When it was frozen.
    pub frozen_at: Timestamp,
    /// What was frozen; read it by [`FrozenSummary::read`].
    pub document: Json,
}

from_row!(FrozenSummary: summary { id, course_id, revision, frozen_at, document });

impl FrozenSummary {
    /// What was frozen.
    pub fn read(&self) -> Result<Document> {
        let read = serde_json::from_value(self.document.clone());
        read.map_err(|error| StoreError::Damaged(format!("summary {}: {error}", self.id)))
    }
}

/// One summary to one reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryDelivery {
    /// Its id, from which the links of the letter are made.
    pub id: Uuid,
    /// What is delivered.
    pub summary_id: Uuid,
    /// To whom; none when they are gone.
    pub to: Option<RecipientRole>,
    /// Its letter.
    pub outbox_id: Uuid,
    /// When the link to its page runs out.
    pub link_expires_at: Timestamp,
}

impl From<delivery::Model> for SummaryDelivery {
    fn from(row: delivery::Model) -> Self {
        let person = row.person_id.map(RecipientRole::Person);
        Self {
            id: row.id,
            summary_id: row.summary_id,
            to: person.or(row.reader_id.map(RecipientRole::Reader)),
            outbox_id: row.outbox_id,
            link_expires_at: row.link_expires_at.time(),
        }
    }
}

from_row!(SummaryDelivery: delivery);

/// Who gets a summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecipientRole {
    /// A person of the programme.
    Person(Uuid),
    /// A reader named for the course.
    Reader(Uuid),
}

/// Freezes a summary. The pair of course and revision is unique: a second one is refused.
pub async fn freeze(
    db: &Connection,
    course: Uuid,
    revision: i32,
    document: Json,
    now: Timestamp,
) -> Result<Uuid> {
    let id = Uuid::new_v4();
    let row = summary::ActiveModel {
        id: Set(id),
        course_id: Set(course),
        revision: Set(revision),
        frozen_at: Set(now.into()),
        document: Set(document),
    };
    summary::Entity::insert(row).exec_without_returning(db).await?;
    webhook_deliveries::of_summary(db, course, revision, now).await?;
    Ok(id)
}

/// The summary with this id.
pub async fn find(db: &Connection, id: Uuid) -> Result<Option<FrozenSummary>> {
    Ok(summary::Entity::find_by_id(id).into_model().one(db).await?)
}

/// The newest summary of a course.
pub async fn latest(db: &Connection, course: Uuid) -> Result<Option<FrozenSummary>> {
    Ok(summary::Entity::find()
        .filter(summary::Column::CourseId.eq(course))
        .order_by_desc(summary::Column::Revision)
        .into_model()
        .one(db)
        .await?)
}

/// The newest summary, by its id, of each course of a programme that had one frozen in this time; later courses later.
pub async fn frozen_between(
    db: &Connection,
    programme: Uuid,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Uuid>> {
    let of_programme = column_where(course::Column::Id, course::Column::ProgrammeId.eq(programme));
    let rows: Vec<(Uuid, Uuid)> = summary::Entity::find()
        .select_only()
        .columns([summary::Column::Id, summary::Column::CourseId])
        .filter(summary::Column::CourseId.in_subquery(of_programme))
        .filter(summary::Column::FrozenAt.gte(Instant::from(from)))
        .filter(summary::Column::FrozenAt.lt(Instant::from(until)))
        .order_by_desc(summary::Column::FrozenAt)
        .order_by_desc(summary::Column::Revision)
        .into_tuple()
        .all(db)
        .await?;
    let mut courses = HashSet::new();
    let mut newest: Vec<Uuid> =
        rows.into_iter().filter(|(_, course)| courses.insert(*course)).map(|(id, _)| id).collect();
    newest.reverse();
    Ok(newest)
}

/// The summaries with these ids.
pub async fn with_ids(db: &Connection, ids: &[Uuid]) -> Result<Vec<FrozenSummary>> {
    let among = summary::Column::Id.is_in(ids.iter().copied());
    Ok(summary::Entity::find().filter(among).into_model().all(db).await?)
}

/// Which of these summaries went to which of these people.
pub async fn had_by_people(
    db: &Connection,
    summaries: &[Uuid],
    people: &[Uuid],
) -> Result<HashSet<(Uuid, Uuid)>> {
    let rows: Vec<(Uuid, Option<Uuid>)> = delivery::Entity::find()
        .select_only()
        .columns([delivery::Column::SummaryId, delivery::Column::PersonId])
        .filter(delivery::Column::SummaryId.is_in(summaries.iter().copied()))
        .filter(delivery::Column::PersonId.is_in(people.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(summary, person)| Some((summary, person?))).collect())
}

/// What became of the newest summary of a course.
#[derive(Clone, Debug)]
pub struct SummaryOutcome {
    /// When it was frozen.
    pub frozen_at: Timestamp,
    /// Where its emails are.
    pub emails: EmailCounts,
}

/// What became of the newest summary of each of these courses, without the documents; courses without one are left
/// out. What is noted of an email that became a file begins with `saved`.
pub async fn outcomes(
    db: &Connection,
    courses: &[Uuid],
    saved: &str,
) -> Result<HashMap<Uuid, SummaryOutcome>> {
    let these = summary::Column::CourseId.is_in(courses.iter().copied());
    let rows = summary::Entity::find().filter(these).order_by_asc(summary::Column::Revision);
    let columns = [summary::Column::CourseId, summary::Column::Id, summary::Column::FrozenAt];
    let rows: Vec<(Uuid, Uuid, Instant)> = columns_of(db, rows, columns).await?;
    // A later revision takes the place of an earlier one.
    let newest: HashMap<Uuid, (Uuid, Instant)> =
        rows.into_iter().map(|(course, summary, frozen)| (course, (summary, frozen))).collect();
    let ids: Vec<Uuid> = newest.values().map(|(summary, _)| *summary).collect();
    let emails = deliveries::counts(db, &ids, saved).await?;
    let outcome = |(summary, frozen): (Uuid, Instant)| {
        let emails = emails.get(&summary).copied().unwrap_or_default();
        SummaryOutcome { frozen_at: frozen.time(), emails }
    };
    Ok(newest.into_iter().map(|(course, row)| (course, outcome(row))).collect())
}

/// A delivery to record.
#[derive(Clone, Copy, Debug)]
pub struct NewDelivery {
    /// Its id, from which the links of the letter are made.
    pub id: Uuid,
    /// What is delivered.
    pub summary: Uuid,
    /// To whom.
    pub to: RecipientRole,
    /// When the link to its page runs out.
    pub link_expires_at: Timestamp,
}

/// Queues a letter and records that a summary goes to somebody by it. The pair of summary and recipient is unique.
pub async fn send(tx: &Connection, new: &NewDelivery, letter: NewLetter, now: Timestamp) -> Result<()> {
    let outbox = letter.id;
    super::outbox::enqueue(tx, letter, now).await?;
    deliver(tx, new, outbox).await
}

/// Records that a summary goes to somebody by the email `outbox`. The pair of summary and recipient is unique.
pub async fn deliver(tx: &Connection, new: &NewDelivery, outbox: Uuid) -> Result<()> {
    let (person, reader) = match new.to {
        RecipientRole::Person(id) => (Some(id), None),
        RecipientRole::Reader(id) => (None, Some(id)),
    };
    let row = delivery::ActiveModel {
        id: Set(new.id),
        summary_id: Set(new.summary),
        person_id: Set(person),
        reader_id: Set(reader),
        outbox_id: Set(outbox),
        link_expires_at: Set(new.link_expires_at.into()),
    };
    insert(tx, row).await
}

/// The delivery with this id.
pub async fn delivery(db: &Connection, id: Uuid) -> Result<Option<SummaryDelivery>> {
    Ok(delivery::Entity::find_by_id(id).into_model().one(db).await?)
}

/// What became of the letter of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sending {
    /// Where it is in its life.
    pub state: EmailState,
    /// When it is tried next.
    pub next_at: Timestamp,
    /// When it left.
    pub sent_at: Option<Timestamp>,
    /// What the mail server said of the latest try.
    pub result: String,
}

/// The deliveries of a summary with what became of their letters.
///
/// # Errors
/// [`StoreError::Damaged`] for a letter that is missing.
pub async fn deliveries(db: &Connection, summary: Uuid) -> Result<Vec<(SummaryDelivery, Sending)>> {
    let deliveries = delivery::Entity::find()
        .filter(delivery::Column::SummaryId.eq(summary))
        .into_model::<SummaryDelivery>()
        .all(db)
        .await?;
    with_emails(db, deliveries).await
}

/// Deliveries with what became of their letters, in their order.
async fn with_emails(
    db: &Connection,
    deliveries: Vec<SummaryDelivery>,
) -> Result<Vec<(SummaryDelivery, Sending)>> {
    let these = outbox::Column::Id.is_in(deliveries.iter().map(|delivery| delivery.outbox_id));
    // Without their words: they hold pictures, and weigh a hundred times what is told of them.
    let columns = [
        outbox::Column::Id,
        outbox::Column::State,
        outbox::Column::NextAt,
        outbox::Column::SentAt,
        outbox::Column::Result,
    ];
    let rows: Vec<(Uuid, EmailState, Instant, Option<Instant>, String)> =
        columns_of(db, outbox::Entity::find().filter(these), columns).await?;
    let letter = |(id, state, next_at, sent_at, result): (_, _, Instant, Option<Instant>, _)| {
        (id, Sending { state, next_at: next_at.time(), sent_at: sent_at.map(Instant::time), result })
    };
    let mut letters: HashMap<Uuid, Sending> = rows.into_iter().map(letter).collect();
    let with_letter = |delivery: SummaryDelivery| {
        let missing = || StoreError::Damaged(format!("the email of delivery {} is missing", delivery.id));
        let letter = letters.remove(&delivery.outbox_id).ok_or_else(missing)?;
        Ok((delivery, letter))
    };
    deliveries.into_iter().map(with_letter).collect()
}
