//! Frozen summaries, and the delivery of each to each manager.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde_json::Value as Json;
use uuid::Uuid;

use super::{
    Instant, Result,
    entity::{delivery, outbox, summary},
};

/// A frozen summary.
pub type Summary = summary::Model;
/// One summary to one manager.
pub type Delivery = delivery::Model;

/// Freezes a summary. The pair of course and revision is unique: a second one is refused.
///
/// # Errors
/// The database's own words.
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
///
/// # Errors
/// The database's own words.
pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Summary>> {
    Ok(summary::Entity::find_by_id(id).one(db).await?)
}

/// The newest summary of a course.
///
/// # Errors
/// The database's own words.
pub async fn latest(db: &impl ConnectionTrait, course: Uuid) -> Result<Option<Summary>> {
    Ok(summary::Entity::find()
        .filter(summary::Column::CourseId.eq(course))
        .order_by_desc(summary::Column::Revision)
        .one(db)
        .await?)
}

/// Records that a summary goes to a person by a letter. The pair of summary and person is unique.
///
/// # Errors
/// The database's own words.
pub async fn deliver(
    db: &impl ConnectionTrait,
    id: Uuid,
    summary: Uuid,
    person: Uuid,
    letter: Uuid,
    link_expires_at: Instant,
) -> Result<()> {
    let row = delivery::ActiveModel {
        id: Set(id),
        summary_id: Set(summary),
        person_id: Set(person),
        outbox_id: Set(letter),
        link_expires_at: Set(link_expires_at),
    };
    delivery::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// The delivery with this id.
///
/// # Errors
/// The database's own words.
pub async fn delivery(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Delivery>> {
    Ok(delivery::Entity::find_by_id(id).one(db).await?)
}

/// The deliveries of a summary with the state of their letters.
///
/// # Errors
/// The database's own words.
pub async fn deliveries(
    db: &impl ConnectionTrait,
    summary: Uuid,
) -> Result<Vec<(Delivery, Option<super::outbox::Letter>)>> {
    let deliveries = delivery::Entity::find().filter(delivery::Column::SummaryId.eq(summary)).all(db).await?;
    let letters = outbox::Entity::find()
        .filter(outbox::Column::Id.is_in(deliveries.iter().map(|delivery| delivery.outbox_id)))
        .all(db)
        .await?;
    Ok(deliveries
        .into_iter()
        .map(|delivery| {
            let letter = letters.iter().find(|letter| letter.id == delivery.outbox_id).cloned();
            (delivery, letter)
        })
        .collect())
}
