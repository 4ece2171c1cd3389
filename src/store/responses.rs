//! Reading responses, a page at a time, so that memory stays flat however many there are.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, Order, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Query},
};
use uuid::Uuid;

use super::{Result, entity::response};

/// Responses read at a time.
pub const PAGE: u64 = 2_000;

/// One response as it is kept.
pub type Response = response::Model;

/// The next page of a round's responses after the id `after`, in order of their random ids.
///
/// # Errors
/// The database's own words.
pub async fn page(db: &impl ConnectionTrait, round: Uuid, after: Option<Uuid>) -> Result<Vec<Response>> {
    let mut find = response::Entity::find().filter(response::Column::RoundId.eq(round));
    if let Some(after) = after {
        find = find.filter(response::Column::Id.gt(after));
    }
    Ok(find.order_by_asc(response::Column::Id).limit(PAGE).all(db).await?)
}

/// The next page of a round's responses after the id `after`: ids and the stored documents as they stand, for
/// readers that need speed.
///
/// # Errors
/// The database's own words.
pub async fn page_of_documents(
    db: &impl ConnectionTrait,
    round: Uuid,
    after: Option<Uuid>,
) -> Result<Vec<(Uuid, String)>> {
    use response::Column::{Answers, Id, RoundId};
    let mut select = Query::select();
    select
        .column(Id)
        .expr(Expr::col(Answers).cast_as("TEXT"))
        .from(response::Entity)
        .and_where(Expr::col(RoundId).eq(round))
        .order_by(Id, Order::Asc)
        .limit(PAGE);
    if let Some(after) = after {
        select.and_where(Expr::col(Id).gt(after));
    }
    let rows = db.query_all(&select).await?;
    Ok(rows
        .iter()
        .map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?)))
        .collect::<Result<_, DbErr>>()?)
}

/// One response, if it is there.
///
/// # Errors
/// The database's own words.
pub async fn find(db: &impl ConnectionTrait, round: Uuid, id: Uuid) -> Result<Option<Response>> {
    Ok(response::Entity::find_by_id((round, id)).one(db).await?)
}
