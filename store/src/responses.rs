//! Reading responses, a page at a time, so that memory stays flat however many there are; and how many of a round were typed in
//! from paper, which is a number of the round alone: no answer says how it came.

use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Set,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;

use super::{
    Connection, Result,
    entity::{keyed_sheets, response},
};

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

/// Counts one more answer from paper. It is a statement of its own, after the answer was stored, so that the two are in no transaction
/// together; a crash in between leaves the number one short.
pub async fn count_paper_entry(db: &Connection, round: Uuid) -> Result<()> {
    let one_more = Expr::col((keyed_sheets::Entity, keyed_sheets::Column::N)).add(1);
    let row = keyed_sheets::ActiveModel { round_id: Set(round), n: Set(1) };
    let raise =
        OnConflict::column(keyed_sheets::Column::RoundId).value(keyed_sheets::Column::N, one_more).to_owned();
    keyed_sheets::Entity::insert(row).on_conflict(raise).exec_without_returning(db).await?;
    Ok(())
}

/// How many answers of a round came on paper.
pub async fn keyed(db: &Connection, round: Uuid) -> Result<u64> {
    let row = keyed_sheets::Entity::find_by_id(round).one(db).await?;
    Ok(row.map_or(0, |row| u64::try_from(row.n).unwrap_or_default()))
}
