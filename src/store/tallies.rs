//! Reading the tallies: what reports are made of. Their cost grows with items and groups, not with responses.

use std::collections::BTreeMap;

use sea_orm::{
    ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, Set,
    sea_query::{Alias, Expr, Func, Query},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Result, entity::tally};

/// The value under which people who began are counted, with no item and no group.
pub const STARTED: &str = "started";
/// The value under which whole responses are counted, with no item.
pub const RESPONSE: &str = "response";

/// How often one value of one item was given in one group.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromQueryResult)]
pub struct StoredTally {
    /// The item; empty for counts of the round itself.
    pub item: String,
    /// The reporting group.
    #[serde(rename = "group")]
    pub grp: String,
    /// The value.
    pub value: String,
    /// How often.
    pub n: i64,
}

/// The tallies of a round, summed over slots, in order of item, group and value.
pub async fn of_round(db: &impl ConnectionTrait, round: Uuid) -> Result<Vec<StoredTally>> {
    use tally::Column::{Grp, Item, N, RoundId, Value};
    // PostgreSQL sums whole numbers to NUMERIC; a count of people fits a BIGINT.
    let sum = Func::cast_as(Expr::col(N).sum(), Alias::new("BIGINT"));
    let select = Query::select()
        .columns([Item, Grp, Value])
        .expr_as(sum, "n")
        .from(tally::Entity)
        .and_where(Expr::col(RoundId).eq(round))
        .group_by_columns([Item, Grp, Value])
        .order_by_columns([
            (Item, sea_orm::Order::Asc),
            (Grp, sea_orm::Order::Asc),
            (Value, sea_orm::Order::Asc),
        ])
        .take();
    let rows = db.query_all(&select).await?;
    Ok(rows.iter().map(|row| StoredTally::from_query_result(row, "")).collect::<Result<_, _>>()?)
}

/// People who began and responses stored, per round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RoundProgress {
    /// Forms begun.
    pub started: u64,
    /// Responses stored.
    pub responses: u64,
}

/// How far each of these rounds has come.
pub async fn progress(db: &impl ConnectionTrait, rounds: &[Uuid]) -> Result<BTreeMap<Uuid, RoundProgress>> {
    use tally::Column::{Item, N, RoundId, Value};
    let sum = Func::cast_as(Expr::col(N).sum(), Alias::new("BIGINT"));
    let select = Query::select()
        .columns([RoundId, Value])
        .expr_as(sum, "n")
        .from(tally::Entity)
        .and_where(Expr::col(RoundId).is_in(rounds.iter().copied()))
        .and_where(Expr::col(Item).eq(""))
        .group_by_columns([RoundId, Value])
        .take();
    let mut progress: BTreeMap<Uuid, RoundProgress> = BTreeMap::new();
    for row in db.query_all(&select).await? {
        let n = u64::try_from(row.try_get_by_index::<i64>(2)?).unwrap_or_default();
        let round = progress.entry(row.try_get_by_index(0)?).or_default();
        match &*row.try_get_by_index::<String>(1)? {
            STARTED => round.started = n,
            RESPONSE => round.responses = n,
            _ => {}
        }
    }
    Ok(progress)
}

/// Replaces the tallies of a round by a recount.
pub async fn replace(
    tx: &impl ConnectionTrait,
    round: Uuid,
    recount: &BTreeMap<(String, String, String), i64>,
) -> Result<()> {
    use sea_orm::{ColumnTrait, QueryFilter};
    tally::Entity::delete_many()
        .filter(tally::Column::RoundId.eq(round))
        .filter(tally::Column::Value.ne(STARTED))
        .exec(tx)
        .await?;
    let rows: Vec<_> = recount.iter().collect();
    for chunk in rows.chunks(1_000) {
        let models = chunk.iter().map(|((item, grp, value), n)| tally::ActiveModel {
            round_id: Set(round),
            item: Set(item.clone()),
            grp: Set(grp.clone()),
            value: Set(value.clone()),
            slot: Set(0),
            n: Set(**n),
        });
        tally::Entity::insert_many(models).exec_without_returning(tx).await?;
    }
    Ok(())
}
