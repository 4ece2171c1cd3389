//! Letters of summaries that are queued without their words, and wait for them.

use std::collections::HashMap;

use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, sea_query::Expr,
};
use uuid::Uuid;

use super::SummaryDelivery;
use crate::store::{
    Connection, Db, EmailState, Instant, Result, columns_of,
    entity::{delivery, outbox},
    outbox::{NEVER, is_claimed},
    set_where, webhook_deliveries, write,
};

/// Letters named in one statement.
const NAMED: usize = 500;

/// A letter of a summary without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnwrittenLetter {
    pub email: Uuid,
    /// Where it goes.
    pub address: String,
    /// When it was queued.
    pub queued_at: Timestamp,
    /// What it delivers, and to whom; none where that is gone.
    pub delivery: Option<SummaryDelivery>,
}

/// Lets emails that were just queued wait for their words.
pub async fn wait(tx: &Connection, emails: &[Uuid]) -> Result<()> {
    for emails in emails.chunks(NAMED) {
        let these = outbox::Column::Id.is_in(emails.iter().copied());
        set_where(tx, outbox::Column::NextAt, NEVER, these).await?;
    }
    Ok(())
}

/// The next letters that wait for their words, in one order for everybody.
pub async fn next(db: &Connection, most: u64) -> Result<Vec<UnwrittenLetter>> {
    read(db, outbox::Entity::find().filter(is_waiting()).order_by_asc(outbox::Column::Id).limit(most)).await
}

/// Those of these letters that wait for their words, in the same order.
pub async fn among(db: &Connection, emails: &[Uuid]) -> Result<Vec<UnwrittenLetter>> {
    let these = outbox::Column::Id.is_in(emails.iter().copied());
    read(db, outbox::Entity::find().filter(is_waiting()).filter(these).order_by_asc(outbox::Column::Id)).await
}

async fn read(db: &Connection, letters: Select<outbox::Entity>) -> Result<Vec<UnwrittenLetter>> {
    let columns = [outbox::Column::Id, outbox::Column::Address, outbox::Column::QueuedAt];
    let rows: Vec<(Uuid, String, Instant)> = columns_of(db, letters, columns).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let theirs = delivery::Column::OutboxId.is_in(rows.iter().map(|(email, ..)| *email));
    let deliveries: Vec<SummaryDelivery> =
        delivery::Entity::find().filter(theirs).into_model().all(db).await?;
    let mut deliveries: HashMap<Uuid, SummaryDelivery> =
        deliveries.into_iter().map(|delivery| (delivery.outbox_id, delivery)).collect();
    let letter = |(email, address, queued): (Uuid, String, Instant)| UnwrittenLetter {
        delivery: deliveries.remove(&email),
        email,
        address,
        queued_at: queued.time(),
    };
    Ok(rows.into_iter().map(letter).collect())
}

/// Puts its words into a letter that waits for them, and lets it leave.
pub async fn fill(tx: &Connection, email: Uuid, message: Vec<u8>) -> Result<()> {
    outbox::Entity::update_many()
        .col_expr(outbox::Column::Message, Expr::val(message))
        .col_expr(outbox::Column::NextAt, Expr::col(outbox::Column::QueuedAt))
        .filter(outbox::Column::Id.eq(email))
        .filter(is_waiting())
        .exec(tx)
        .await?;
    Ok(())
}

/// Lets a letter that was claimed without its words wait for them again; one that is somebody else's now stays as it is.
pub async fn wait_again(db: &Connection, email: Uuid, until: Timestamp) -> Result<()> {
    outbox::Entity::update_many()
        .col_expr(outbox::Column::State, EmailState::Queued.into())
        .col_expr(outbox::Column::NextAt, Expr::val(NEVER))
        .col_expr(outbox::Column::ClaimedUntil, Expr::val(Option::<i64>::None))
        .filter(is_claimed(email, until))
        .exec(db)
        .await?;
    Ok(())
}

/// Gives up a letter that waits for words which cannot be written.
pub async fn give_up(db: &Db, email: Uuid, why: &str, now: Timestamp) -> Result<()> {
    let tx = write(db).await?;
    let done = outbox::Entity::update_many()
        .col_expr(outbox::Column::State, EmailState::Failed.into())
        .col_expr(outbox::Column::Result, why.into())
        .filter(outbox::Column::Id.eq(email))
        .filter(is_waiting())
        .exec(&tx)
        .await?;
    if done.rows_affected > 0 {
        webhook_deliveries::of_email(&tx, email, now).await?;
    }
    tx.commit().await
}

fn is_waiting() -> Condition {
    Condition::all()
        .add(outbox::Column::State.eq(EmailState::Queued))
        .add(outbox::Column::NextAt.eq(Instant(NEVER)))
}
