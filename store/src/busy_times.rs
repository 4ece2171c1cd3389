//! When partners are busy.

use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::{
    Connection, Result, StoreError, Transaction, delete_where, entity::busy_time, insert, set_where,
};
use crate::survey::busy::BusyTime;

fn read(row: busy_time::Model) -> Result<BusyTime> {
    let day = |text: &str| {
        text.parse::<Date>().map_err(|error| StoreError::Damaged(format!("busy time {}: {error}", row.id)))
    };
    Ok(BusyTime {
        id: row.id,
        partner_id: row.partner_id,
        starts_on: day(&row.starts_on)?,
        ends_on: day(&row.ends_on)?,
        every_year: row.every_year,
        why: row.why,
    })
}

/// When these partners are busy, the earliest first.
pub async fn of_partners(db: &Connection, partners: &[Uuid]) -> Result<Vec<BusyTime>> {
    let rows = busy_time::Entity::find()
        .filter(busy_time::Column::PartnerId.is_in(partners.iter().copied()))
        .order_by_asc(busy_time::Column::StartsOn)
        .order_by_asc(busy_time::Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Keeps one more.
pub async fn add(tx: &Transaction, time: &BusyTime) -> Result<()> {
    let row = busy_time::ActiveModel {
        id: Set(time.id),
        partner_id: Set(time.partner_id),
        starts_on: Set(time.starts_on.to_string()),
        ends_on: Set(time.ends_on.to_string()),
        every_year: Set(time.every_year),
        why: Set(time.why.clone()),
    };
    insert(tx, row).await
}

/// Deletes those of a partner with these ids; gives how many.
pub async fn remove(tx: &Transaction, partner: Uuid, ids: &[Uuid]) -> Result<u64> {
    let these =
        busy_time::Column::PartnerId.eq(partner).and(busy_time::Column::Id.is_in(ids.iter().copied()));
    delete_where(tx, busy_time::Entity, these).await
}

/// Moves those of a partner to another.
pub(super) async fn move_to(tx: &Transaction, from: Uuid, into: Uuid) -> Result<()> {
    set_where(tx, busy_time::Column::PartnerId, into, busy_time::Column::PartnerId.eq(from)).await?;
    Ok(())
}
