//! The close of a round: no more answers, and in anonymous rounds nothing left that tells their order.

use common_ground_reports::small_numbers::MinGroup;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter,
    sea_query::{Expr, Query},
};
use uuid::Uuid;

use super::{
    Backend, Db, Result, Transaction, WebhookEvent, column_where, comments, delete_where,
    entity::{draft, invitation, round, submission_key},
    published, rounds,
    submission::import,
    traces, webhook_deliveries, write,
};
use crate::survey::RoundState;

/// How often the numbers and days of a round are read before its close, while people go on answering it. After that they
/// are read within it.
const READINGS: u32 = 3;

/// Closes an open round: its responses stay, its form keys and drafts go, open answers become
/// comments of their own. In an anonymous round every response gets a new random id and a new place on disk: on PostgreSQL at
/// once, on SQLite, where nobody can store anything meanwhile, piece by piece behind the close (see [`traces`]).
/// The old ones may be read in the log or in dead rows until [`traces`] has cleared them. Links that wait to be marked are
/// not marked now: they are too few (see [`super::spent`]). Returns false when the round was not open. `text_items` are
/// the items whose answers are comments, and `min_group` the smallest group that its published table tells of.
///
/// # Errors
/// When the database fails; then the round is open as before.
pub async fn close(
    db: &Db,
    id: Uuid,
    anonymous: bool,
    text_items: &[String],
    min_group: MinGroup,
) -> Result<bool> {
    if rounds::find(db.read(), id).await?.is_none_or(|round| round.state != RoundState::Open) {
        return Ok(false);
    }
    let mut readings = 1;
    let (tx, given) = loop {
        let given = published::read_before(db.read(), id).await?;
        let tx = write(db).await?;
        if !take_no_more(&tx, id).await? {
            return Ok(false);
        }
        if readings == READINGS || published::is_of_now(&tx, id, given.as_ref()).await? {
            break (tx, given);
        }
        tx.rollback().await?;
        readings += 1;
    };
    comments::extract(&tx, id, text_items).await?;
    submission_key::Entity::delete_many()
        .filter(submission_key::Column::RoundId.eq(id))
        // Keys of imported rows tell about a file, not about a person.
        .filter(submission_key::Column::KeyHash.not_like(format!("{}%", import::KEY_PREFIX)))
        .exec(&tx)
        .await?;
    delete_drafts(&tx, id).await?;
    published::at_close(&tx, id, min_group, given.as_ref()).await?;
    match (anonymous, db.backend()) {
        (false, _) => {}
        (true, Backend::Sqlite) => traces::note_unwritten(&tx, id).await?,
        (true, Backend::Postgres) => {
            traces::rewrite_at_once(&tx, id).await?;
            traces::note(&tx, id).await?;
        }
    }
    webhook_deliveries::of_round(&tx, id, WebhookEvent::RoundClosed, None).await?;
    tx.commit().await?;
    if anonymous {
        traces::try_to_sweep(db).await;
    }
    Ok(true)
}

/// Lets a round take no more answers; false when it was not open. Waits for batches under way, which hold the row shared;
/// later ones see the state.
async fn take_no_more(tx: &Transaction, id: Uuid) -> Result<bool> {
    let update = Query::update()
        .table(round::Entity)
        .value(round::Column::State, "closed")
        .and_where(Expr::col(round::Column::Id).eq(id))
        .and_where(Expr::col(round::Column::State).eq("open"))
        .take();
    Ok(tx.execute(&update).await?.rows_affected() > 0)
}

async fn delete_drafts(tx: &Transaction, round: Uuid) -> Result<()> {
    let invitations = column_where(invitation::Column::Id, invitation::Column::RoundId.eq(round));
    delete_where(tx, draft::Entity, draft::Column::InvitationId.in_subquery(invitations)).await?;
    Ok(())
}
