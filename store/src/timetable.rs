//! What a course will do, and moving it: the windows of its rounds, and the letters that go with them.

use jiff::{Timestamp, tz::TimeZone};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, SimpleExpr},
};
use uuid::Uuid;

use super::{
    Connection, Db, Instant, MailingState, Result, Round, StoreError, WebhookEvent, again, columns_of,
    entity::{invitation, mailing, round},
    mailings, set_where, webhook_deliveries, write,
};
use crate::survey::{RoundState, Window, mailing as planning};

/// Opens every planned round whose time has come; returns how many.
pub async fn open_due(db: &Db, now: Timestamp) -> Result<u64> {
    let is_due = || {
        Condition::all()
            .add(round::Column::State.eq(RoundState::Planned.key()))
            .add(round::Column::OpensAt.lte(Instant::from(now)))
    };
    // Nearly always there is none, and then nobody who writes has to wait.
    if round::Entity::find().filter(is_due()).one(db.read()).await?.is_none() {
        return Ok(0);
    }
    again(|| open_these(db, is_due(), now)).await
}

async fn open_these(db: &Db, due: Condition, now: Timestamp) -> Result<u64> {
    let tx = write(db).await?;
    let ids = round::Entity::find().filter(due.clone()).order_by_asc(round::Column::Id);
    let ids: Vec<Uuid> = columns_of(&tx, ids, [round::Column::Id]).await?;
    let mut opened = 0;
    for id in ids {
        let still_due = due.clone().add(round::Column::Id.eq(id));
        let done = set_where(&tx, round::Column::State, RoundState::Open.key(), still_due).await?;
        if done > 0 {
            webhook_deliveries::of_round(&tx, id, WebhookEvent::RoundOpened, Some(now)).await?;
        }
        opened += done;
    }
    tx.commit().await?;
    Ok(opened)
}

/// Gives a round another window. Personal links last as long as the round; emails that are still planned and stood at an
/// opening that moves, or would fall outside of the window, get the time they would have been planned for, or are left
/// out where it has no room.
/// Returns false when the round is over, or opened in the meantime although its opening was to move.
pub async fn move_round(tx: &Connection, round: &Round, window: Window, zone: &TimeZone) -> Result<bool> {
    let from = if window.opens == round.opens_at {
        vec![RoundState::Planned, RoundState::Open]
    } else {
        vec![RoundState::Planned]
    };
    let changes = [
        (round::Column::OpensAt, Expr::val(Instant::from(window.opens).0)),
        (round::Column::ClosesAt, Expr::val(Instant::from(window.closes).0)),
    ];
    if !change(tx, round.id, &from, changes).await? {
        return Ok(false);
    }
    extend_links(tx, round.id, window.closes).await?;
    let hours = mailings::hours(tx, round.programme, zone).await?;
    let letters = planning::plan(window, &hours)
        .map_err(|error| StoreError::Damaged(format!("emails of round {}: {error}", round.code)))?;
    for planned in mailings::of_round(tx, round.id).await? {
        let opening_moves = planned.at == round.opens_at && window.opens != round.opens_at;
        let fits = !opening_moves && (window.opens..window.closes).contains(&planned.at);
        if planned.state != MailingState::Planned || fits {
            continue;
        }
        match letters.iter().find(|letter| (letter.kind, letter.seq) == (planned.kind, planned.seq)) {
            Some(letter) => mailings::move_to(tx, planned.id, letter.at).await?,
            None => mailings::skip(tx, planned.id).await?,
        };
    }
    Ok(true)
}

/// Calls off a round that is not open yet, and leaves its letters out. Returns false when it has opened.
pub async fn cancel_round(tx: &Connection, round: Uuid) -> Result<bool> {
    let to = [(round::Column::State, Expr::val(RoundState::Cancelled.key()))];
    let done = change(tx, round, &[RoundState::Planned], to).await?;
    if done {
        skip_letters(tx, round).await?;
    }
    Ok(done)
}

/// Plans a round again that was called off before it opened, with letters in the part of its window that is left.
/// Returns false when it was not called off, or its time is over.
pub async fn plan_round_again(
    tx: &Connection,
    round: &Round,
    zone: &TimeZone,
    now: Timestamp,
) -> Result<bool> {
    if round.closes_at <= now {
        return Ok(false);
    }
    let to = [(round::Column::State, Expr::val(RoundState::Planned.key()))];
    if !change(tx, round.id, &[RoundState::Cancelled], to).await? {
        return Ok(false);
    }
    mailing::Entity::delete_many()
        .filter(mailing::Column::RoundId.eq(round.id))
        .filter(mailing::Column::State.eq(MailingState::Skipped))
        .exec(tx)
        .await?;
    if mailings::of_round(tx, round.id).await?.is_empty() {
        mailings::plan(tx, round.id, round.opens_at.max(now), round.closes_at, zone).await?;
    }
    Ok(true)
}

/// Opens a closed round again until `closes`. Whether that keeps what was promised is for the caller to know.
/// Returns false when it was not closed.
pub async fn reopen_round(tx: &Connection, round: Uuid, closes: Timestamp) -> Result<bool> {
    let changes = [
        (round::Column::State, Expr::val(RoundState::Open.key())),
        (round::Column::ClosesAt, Expr::val(closes.as_millisecond())),
    ];
    let done = change(tx, round, &[RoundState::Closed], changes).await?;
    if done {
        extend_links(tx, round, closes).await?;
    }
    Ok(done)
}

/// Leaves every letter of a round out that is still planned.
pub async fn skip_letters(tx: &Connection, round: Uuid) -> Result<()> {
    for planned in mailings::of_round(tx, round).await? {
        mailings::skip(tx, planned.id).await?;
    }
    Ok(())
}

async fn extend_links(tx: &Connection, round: Uuid, until: Timestamp) -> Result<()> {
    let of_round = invitation::Column::RoundId.eq(round);
    set_where(tx, invitation::Column::ExpiresAt, until.as_millisecond(), of_round).await?;
    Ok(())
}

async fn change<const N: usize>(
    tx: &Connection,
    round: Uuid,
    from: &[RoundState],
    changes: [(round::Column, SimpleExpr); N],
) -> Result<bool> {
    let mut update = round::Entity::update_many()
        .filter(round::Column::Id.eq(round))
        .filter(round::Column::State.is_in(from.iter().map(|state| state.key())));
    for (column, value) in changes {
        update = update.col_expr(column, value);
    }
    Ok(update.exec(tx).await?.rows_affected > 0)
}
