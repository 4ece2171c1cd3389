//! The promises that the public page may show: the latest settled first, then what is to be done, the first due first.

use sea_orm::{
    ColumnTrait, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select, sea_query::Expr,
};
use uuid::Uuid;

use super::{
    list::{DUE, due},
    read,
};
use crate::store::{Connection, ListPage, Place, Promise, Result, entity::promise, keyset::KeyOrder};

/// What the day on which a promise was settled is counted down from, so that the latest is the least.
const LATEST: i32 = 199_999_999;

/// What these lists are in the order of; what is to be done comes after all that is settled.
fn order() -> KeyOrder {
    let day = "CAST(REPLACE(settled_on, '-', '') AS INTEGER)";
    let settled =
        format!("CASE WHEN settled_on IS NULL THEN '9' ELSE '0' || CAST({LATEST} - {day} AS TEXT) END");
    KeyOrder {
        key: Expr::cust(format!("({settled}) || ' ' || ({DUE})")),
        id: Expr::col((promise::Entity, promise::Column::Id)),
        is_descending: false,
    }
}

/// The key of that order of a promise that was read.
fn key(promise: &Promise) -> String {
    let settled = promise.settled_on.map(|day| {
        let day = i32::from(day.year()) * 10_000 + i32::from(day.month()) * 100 + i32::from(day.day());
        format!("0{}", LATEST - day)
    });
    format!("{} {}", settled.as_deref().unwrap_or("9"), due(&promise.by))
}

fn released(programme: Uuid) -> Select<promise::Entity> {
    promise::Entity::find()
        .filter(promise::Column::ProgrammeId.eq(programme))
        .filter(promise::Column::Released.eq(true))
}

/// One page of the promises of a programme that the public page may show. A row that it may not show names no place.
pub async fn released_page(db: &Connection, programme: Uuid, place: Place) -> Result<ListPage<Promise>> {
    let here = match place.row() {
        Some(row) => super::find(db, programme, row).await?.filter(|promise| promise.released),
        None => None,
    };
    let mut select = released(programme);
    let here = here.map(|here| Expr::val(key(&here)));
    let place = order().cut(QueryTrait::query(&mut select), place, here);
    let rows = select.all(db).await?.into_iter().map(read).collect::<Result<Vec<_>>>()?;
    Ok(ListPage::of(rows, place, |promise| promise.id))
}

/// The first of them, at most so many.
pub async fn first_released(db: &Connection, programme: Uuid, most: u64) -> Result<Vec<Promise>> {
    let KeyOrder { key, id, .. } = order();
    let first = released(programme).order_by(key, Order::Asc).order_by(id, Order::Asc).limit(most);
    first.all(db).await?.into_iter().map(read).collect()
}

/// How many there are.
pub async fn count_released(db: &Connection, programme: Uuid) -> Result<u64> {
    Ok(released(programme).count(db).await?)
}
