//! Reading responses, a page at a time, so that memory stays flat however many there are.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{Result, entity::response};

/// Responses read at a time.
const PAGE: u64 = 2_000;

/// One response as it is kept.
pub type Response = response::Model;

/// The next page of a round's responses after the id `after`, in order of their random ids.
pub async fn page(db: &impl ConnectionTrait, round: Uuid, after: Option<Uuid>) -> Result<Vec<Response>> {
    let mut find = response::Entity::find().filter(response::Column::RoundId.eq(round));
    if let Some(after) = after {
        find = find.filter(response::Column::Id.gt(after));
    }
    Ok(find.order_by_asc(response::Column::Id).limit(PAGE).all(db).await?)
}

/// One response, if it is there.
pub async fn find(db: &impl ConnectionTrait, round: Uuid, id: Uuid) -> Result<Option<Response>> {
    Ok(response::Entity::find_by_id((round, id)).one(db).await?)
}
