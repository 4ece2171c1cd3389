//! Frozen summaries, and the delivery of each to each reader.

use std::collections::HashMap;

use common_ground_reports::summary::Summary as Document;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Set,
};
use serde_json::Value as Json;
use uuid::Uuid;

use super::{
    Instant, Result, StoreError,
    entity::{delivery, outbox, summary},
    outbox::{NewLetter, State},
};

/// A frozen summary.
pub type Summary = summary::Model;

impl Summary {
    /// What was frozen.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when it cannot be read.
    pub fn read(&self) -> Result<Document> {
        let read = serde_json::from_value(self.document.clone());
        read.map_err(|error| StoreError::Damaged(format!("summary {}: {error}", self.id)))
    }
}

/// One summary to one reader.
pub type Delivery = delivery::Model;

/// Who gets a summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// A person of the programme.
    Person(Uuid),
    /// A reader named for the course.
    Reader(Uuid),
}

impl Delivery {
    /// Who gets it.
    pub fn recipient(&self) -> Option<Recipient> {
        let reader = self.reader_id.map(Recipient::Reader);
        self.person_id.map(Recipient::Person).or(reader)
    }
}

/// Freezes a summary. The pair of course and revision is unique: a second one is refused.
pub async fn freeze(
    db: &impl ConnectionTrait,
    course: Uuid,
    revision: i32,
    document: Json,
    now: Instant,
) -> Result<Uuid> {
    let id = Uuid::new_v4();
    let row = summary::ActiveModel {
        id: Set(id),
        course_id: Set(course),
        revision: Set(revision),
        frozen_at: Set(now),
        document: Set(document),
    };
    summary::Entity::insert(row).exec_without_returning(db).await?;
    Ok(id)
}

/// The summary with this id.
pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Summary>> {
    Ok(summary::Entity::find_by_id(id).one(db).await?)
}

/// The newest summary of a course.
pub async fn latest(db: &impl ConnectionTrait, course: Uuid) -> Result<Option<Summary>> {
    Ok(summary::Entity::find()
        .filter(summary::Column::CourseId.eq(course))
        .order_by_desc(summary::Column::Revision)
        .one(db)
        .await?)
}

/// A delivery to record.
#[derive(Clone, Copy, Debug)]
pub struct NewDelivery {
    /// Its id, from which the links of the letter are made.
    pub id: Uuid,
    /// What is delivered.
    pub summary: Uuid,
    /// To whom.
    pub to: Recipient,
    /// When the link to its page runs out.
    pub link_expires_at: Instant,
}

/// Queues a letter and records that a summary goes to somebody by it. The pair of summary and recipient is unique.
pub async fn send(
    tx: &impl ConnectionTrait,
    new: &NewDelivery,
    letter: NewLetter,
    now: Instant,
) -> Result<()> {
    let (person, reader) = match new.to {
        Recipient::Person(id) => (Some(id), None),
        Recipient::Reader(id) => (None, Some(id)),
    };
    let row = delivery::ActiveModel {
        id: Set(new.id),
        summary_id: Set(new.summary),
        person_id: Set(person),
        reader_id: Set(reader),
        outbox_id: Set(letter.id),
        link_expires_at: Set(new.link_expires_at),
    };
    super::outbox::enqueue(tx, letter, now).await?;
    delivery::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The delivery with this id.
pub async fn delivery(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Delivery>> {
    Ok(delivery::Entity::find_by_id(id).one(db).await?)
}

/// What became of the letter of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sending {
    /// Where it is in its life.
    pub state: State,
    /// When it is tried next.
    pub next_at: Instant,
    /// When it left.
    pub sent_at: Option<Instant>,
    /// What the mail server said of the latest try.
    pub result: String,
}

/// A letter without its words: they hold pictures, and weigh a hundred times what is told of them.
#[derive(FromQueryResult)]
struct Envelope {
    id: Uuid,
    state: String,
    next_at: Instant,
    sent_at: Option<Instant>,
    result: String,
}

/// The deliveries of a summary with what became of their letters.
///
/// # Errors
/// [`StoreError::Damaged`] for a letter that is missing or in no state we know.
pub async fn deliveries(db: &impl ConnectionTrait, summary: Uuid) -> Result<Vec<(Delivery, Sending)>> {
    let deliveries = delivery::Entity::find().filter(delivery::Column::SummaryId.eq(summary)).all(db).await?;
    let envelopes = outbox::Entity::find()
        .select_only()
        .columns([
            outbox::Column::Id,
            outbox::Column::State,
            outbox::Column::NextAt,
            outbox::Column::SentAt,
            outbox::Column::Result,
        ])
        .filter(outbox::Column::Id.is_in(deliveries.iter().map(|delivery| delivery.outbox_id)))
        .into_model::<Envelope>()
        .all(db)
        .await?;
    let mut letters: HashMap<Uuid, Envelope> =
        envelopes.into_iter().map(|envelope| (envelope.id, envelope)).collect();
    let with_letter = |delivery: Delivery| {
        let damaged =
            || StoreError::Damaged(format!("the letter of delivery {} cannot be read", delivery.id));
        let letter = letters.remove(&delivery.outbox_id).ok_or_else(damaged)?;
        let state = State::from_key(&letter.state).ok_or_else(damaged)?;
        let Envelope { next_at, sent_at, result, .. } = letter;
        Ok((delivery, Sending { state, next_at, sent_at, result }))
    };
    deliveries.into_iter().map(with_letter).collect()
}
