//! Webhooks: where a programme tells other programs what happened. Addresses and secrets are encrypted before they
//! arrive here: whoever has the address of a channel can write to it.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use sea_orm::{ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::{Connection, Instant, Result, columns_of, entity::webhook, insert, set_where};

pub use super::entity::{WebhookEvent, WebhookKind, WebhookState};

/// How long nothing may be taken before the owner is written to.
const PATIENCE: SignedDuration = SignedDuration::from_hours(3 * 24);
/// How long after that it is switched off.
const NOTICE: SignedDuration = SignedDuration::from_hours(24);

/// A webhook as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    pub id: Uuid,
    /// Whose.
    pub programme_id: Uuid,
    /// Who added it, and is written to when it takes nothing.
    pub owner_id: Option<Uuid>,
    /// What people call it.
    pub name: String,
    /// What reads it.
    pub kind: WebhookKind,
    /// The host of its address, for pages.
    pub host: String,
    /// Its address, encrypted.
    pub address: String,
    /// What signs what is told to it, encrypted; empty where nothing is signed.
    pub secret: String,
    /// What signed before, encrypted, and until when it still does.
    pub former: Option<(String, Timestamp)>,
    /// What it is told.
    pub events: Vec<WebhookEvent>,
    /// Whether it is told anything.
    pub state: WebhookState,
    /// When it was added.
    pub created_at: Timestamp,
    /// Since when it has taken nothing.
    pub failing_since: Option<Timestamp>,
    /// When its owner was written to.
    pub warned_at: Option<Timestamp>,
}

impl From<webhook::Model> for Webhook {
    fn from(row: webhook::Model) -> Self {
        Self {
            id: row.id,
            programme_id: row.programme_id,
            owner_id: row.owner_id,
            name: row.name,
            kind: row.kind,
            host: row.host,
            address: row.address,
            secret: row.secret,
            former: row.former_secret.zip(row.former_until.map(Instant::time)),
            events: row.events.split(' ').filter_map(WebhookEvent::from_key).collect(),
            state: row.state,
            created_at: row.created_at.time(),
            failing_since: row.failing_since.map(Instant::time),
            warned_at: row.warned_at.map(Instant::time),
        }
    }
}

from_row!(Webhook: webhook);

/// Keeps a new one.
pub async fn add(tx: &Connection, new: &Webhook) -> Result<()> {
    let events: Vec<_> = new.events.iter().map(|event| event.key()).collect();
    let row = webhook::ActiveModel {
        id: Set(new.id),
        programme_id: Set(new.programme_id),
        owner_id: Set(new.owner_id),
        name: Set(new.name.clone()),
        kind: Set(new.kind),
        host: Set(new.host.clone()),
        address: Set(new.address.clone()),
        secret: Set(new.secret.clone()),
        former_secret: Set(None),
        former_until: Set(None),
        events: Set(events.join(" ")),
        state: Set(new.state),
        created_at: Set(new.created_at.into()),
        failing_since: Set(None),
        warned_at: Set(None),
    };
    insert(tx, row).await
}

/// The webhook with this id.
pub async fn get(db: &Connection, id: Uuid) -> Result<Option<Webhook>> {
    Ok(webhook::Entity::find_by_id(id).into_model().one(db).await?)
}

/// What these webhooks are called.
pub async fn names(db: &Connection, ids: &[Uuid]) -> Result<HashMap<Uuid, String>> {
    let these = webhook::Entity::find().filter(webhook::Column::Id.is_in(ids.iter().copied()));
    let names: Vec<(Uuid, String)> =
        columns_of(db, these, [webhook::Column::Id, webhook::Column::Name]).await?;
    Ok(names.into_iter().collect())
}

/// The webhooks of a programme, by name.
pub async fn of_programme(db: &Connection, programme: Uuid) -> Result<Vec<Webhook>> {
    Ok(webhook::Entity::find()
        .filter(webhook::Column::ProgrammeId.eq(programme))
        .order_by_asc(webhook::Column::Name)
        .order_by_asc(webhook::Column::Id)
        .into_model()
        .all(db)
        .await?)
}

/// Switches it on or off. Whoever switches it on begins with a clean slate.
pub async fn set_state(tx: &Connection, id: Uuid, state: WebhookState) -> Result<()> {
    webhook::Entity::update_many()
        .col_expr(webhook::Column::State, state.into())
        .col_expr(webhook::Column::FailingSince, Option::<i64>::None.into())
        .col_expr(webhook::Column::WarnedAt, Option::<i64>::None.into())
        .filter(webhook::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Gives it another name and other events; and, with its host and encrypted, another address, at which it begins with a clean
/// slate.
pub async fn change(
    tx: &Connection,
    id: Uuid,
    name: &str,
    events: &[WebhookEvent],
    address: Option<(String, String)>,
) -> Result<()> {
    let events: Vec<_> = events.iter().map(|event| event.key()).collect();
    let mut update = webhook::Entity::update_many()
        .col_expr(webhook::Column::Name, name.into())
        .col_expr(webhook::Column::Events, events.join(" ").into())
        .filter(webhook::Column::Id.eq(id));
    if let Some((host, address)) = address {
        update = update
            .col_expr(webhook::Column::Host, host.into())
            .col_expr(webhook::Column::Address, address.into())
            .col_expr(webhook::Column::FailingSince, Option::<i64>::None.into())
            .col_expr(webhook::Column::WarnedAt, Option::<i64>::None.into());
    }
    update.exec(tx).await?;
    Ok(())
}

/// Gives it another secret; the present one signs beside it until `until`.
pub async fn change_secret(tx: &Connection, webhook: &Webhook, secret: &str, until: Timestamp) -> Result<()> {
    webhook::Entity::update_many()
        .col_expr(webhook::Column::FormerSecret, Some(webhook.secret.clone()).into())
        .col_expr(webhook::Column::FormerUntil, Some(until.as_millisecond()).into())
        .col_expr(webhook::Column::Secret, secret.into())
        .filter(webhook::Column::Id.eq(webhook.id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Deletes it with what became of everything told to it.
pub async fn delete(tx: &Connection, id: Uuid) -> Result<()> {
    webhook::Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}

/// Notes that it took something.
pub(super) async fn took(tx: &Connection, id: Uuid) -> Result<()> {
    webhook::Entity::update_many()
        .col_expr(webhook::Column::FailingSince, Option::<i64>::None.into())
        .col_expr(webhook::Column::WarnedAt, Option::<i64>::None.into())
        .filter(webhook::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Notes that it took nothing, unless that is known.
pub(super) async fn refused(tx: &Connection, id: Uuid, now: Timestamp) -> Result<()> {
    let works = webhook::Column::Id.eq(id).and(webhook::Column::FailingSince.is_null());
    set_where(tx, webhook::Column::FailingSince, Some(now.as_millisecond()), works).await?;
    Ok(())
}

/// Those whose owner is to be written to, and those that are to be switched off after that, with their programmes.
pub async fn to_look_after(db: &Connection, now: Timestamp) -> Result<Vec<(Uuid, Uuid)>> {
    let to_warn = webhook::Column::WarnedAt
        .is_null()
        .and(webhook::Column::FailingSince.lte(Instant::from(now - PATIENCE)));
    let to_end = webhook::Column::WarnedAt.lte(Instant::from(now - NOTICE));
    Ok(webhook::Entity::find()
        .select_only()
        .columns([webhook::Column::Id, webhook::Column::ProgrammeId])
        .filter(webhook::Column::State.eq(WebhookState::On))
        .filter(Condition::any().add(to_warn).add(to_end))
        .into_tuple()
        .all(db)
        .await?)
}

/// Notes that its owner was written to. Returns false when that was done before.
pub async fn warn(tx: &Connection, id: Uuid, now: Timestamp) -> Result<bool> {
    let unwarned = webhook::Column::Id.eq(id).and(webhook::Column::WarnedAt.is_null());
    Ok(set_where(tx, webhook::Column::WarnedAt, Some(now.as_millisecond()), unwarned).await? > 0)
}

/// Switches it off if it still took nothing.
pub async fn give_up(tx: &Connection, id: Uuid) -> Result<()> {
    let warned = webhook::Column::Id.eq(id).and(webhook::Column::WarnedAt.is_not_null());
    set_where(tx, webhook::Column::State, WebhookState::GivenUp, warned).await?;
    Ok(())
}
