//! Reading responses, a page at a time, so that memory stays flat however many there are.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{Connection, Result, entity::response};

/// Responses read at a time.
const PAGE: u64 = 2_000;

/// One response as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// Its round.
    pub round_id: Uuid,
    /// Its random id.
    pub id: Uuid,
    /// The group of whoever answered.
    pub grp: String,
    /// The answers by the keys of their items.
    pub answers: serde_json::Value,
}

from_row!(Response: response { round_id, id, grp, answers });

/// The next page of a round's responses after the id `after`, in order of their random ids.
pub async fn page(db: &Connection, round: Uuid, after: Option<Uuid>) -> Result<Vec<Response>> {
    let mut find = response::Entity::find().filter(response::Column::RoundId.eq(round));
    if let Some(after) = after {
        find = find.filter(response::Column::Id.gt(after));
    }
    Ok(find.order_by_asc(response::Column::Id).limit(PAGE).into_model().all(db).await?)
}

/// One response, if it is there.
pub async fn find(db: &Connection, round: Uuid, id: Uuid) -> Result<Option<Response>> {
    Ok(response::Entity::find_by_id((round, id)).into_model().one(db).await?)
}
