//! The tallies: what reports are made of. Their cost grows with items and groups, not with responses.
//!
//! In a file a batch raises one document for each of its rounds (`tally_document`). On a server it raises a row for each
//! count (`tally`): an instance of the release before, which serves beside ours during an upgrade, reads and writes rows alone.
//! Whoever reads sums both, in both kinds of database: a file from before there were documents has rows, and a file that was
//! moved to a server has brought documents. People who began are counted in rows everywhere.

pub(super) mod document;

use std::collections::BTreeMap;

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, ExprTrait, FromQueryResult, QueryFilter, Set,
    sea_query::{Alias, Expr, Func, OnConflict, Query},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use self::document::{DamagedTallies, RaisedTallies, TallyCell};
use super::{
    Connection, Result, StoreError,
    entity::{tally, tally_document},
};

/// The value under which people who began are counted, with no item and no group.
pub const STARTED: &str = "started";
/// The value under which whole responses are counted, with no item.
pub const RESPONSE: &str = "response";

/// SQLite binds at most 32,766 values in a statement and PostgreSQL 65,535; a row has six.
const ROWS_PER_STATEMENT: usize = 4_000;

/// How often one value of one item was given in one group.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromQueryResult)]
pub struct StoredTally {
    /// The item; empty for counts of the round itself.
    pub item: String,
    /// The reporting group.
    #[serde(rename = "group")]
    pub grp: String,
    pub value: String,
    /// How often.
    pub n: i64,
}

/// The tallies of a round, summed over slots, in order of item, group and value.
pub async fn of_round(db: &Connection, round: Uuid) -> Result<Vec<StoredTally>> {
    let mut sums: BTreeMap<(String, String, String), i64> = BTreeMap::new();
    for row in rows(db, round).await? {
        sums.insert((row.item, row.grp, row.value), row.n);
    }
    let these = tally_document::Column::RoundId.eq(round);
    for stored in tally_document::Entity::find().filter(these).all(db).await? {
        let damaged = |error: DamagedTallies| {
            StoreError::Damaged(format!(
                "the tallies of round {round}: {error}; `common-ground check --repair` counts them again"
            ))
        };
        for cell in document::read(&stored.document).map_err(damaged)? {
            let name = (cell.item.to_owned(), cell.group.to_owned(), cell.value.to_owned());
            let sum = sums.entry(name).or_default();
            *sum = sum.saturating_add(cell.n);
        }
    }
    Ok(sums.into_iter().map(|((item, grp, value), n)| StoredTally { item, grp, value, n }).collect())
}

/// Those of a round that are rows.
async fn rows(db: &Connection, round: Uuid) -> Result<Vec<StoredTally>> {
    use tally::Column::{Grp, Item, N, RoundId, Value};
    // PostgreSQL sums whole numbers to NUMERIC; a count of people fits a BIGINT.
    let sum = Func::cast_as(Expr::col(N).sum(), Alias::new("BIGINT"));
    let select = Query::select()
        .columns([Item, Grp, Value])
        .expr_as(sum, "n")
        .from(tally::Entity)
        .and_where(Expr::col(RoundId).eq(round))
        .group_by_columns([Item, Grp, Value])
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
pub async fn progress(db: &Connection, rounds: &[Uuid]) -> Result<BTreeMap<Uuid, RoundProgress>> {
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
    for (round, n) in counted_in_documents(db, rounds).await? {
        let round = progress.entry(round).or_default();
        round.responses = round.responses.saturating_add(u64::try_from(n).unwrap_or_default());
    }
    Ok(progress)
}

/// How many responses the documents of these rounds count, without reading the documents.
async fn counted_in_documents(db: &Connection, rounds: &[Uuid]) -> Result<Vec<(Uuid, i64)>> {
    use tally_document::Column::{Responses, RoundId};
    let sum = Func::cast_as(Expr::col(Responses).sum(), Alias::new("BIGINT"));
    let select = Query::select()
        .column(RoundId)
        .expr_as(sum, "n")
        .from(tally_document::Entity)
        .and_where(Expr::col(RoundId).is_in(rounds.iter().copied()))
        .group_by_columns([RoundId])
        .take();
    let rows = db.query_all(&select).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

/// What is to be counted: round, item, group and value to how many more.
pub(super) type Cells<'a> = BTreeMap<(Uuid, &'a str, &'a str, &'a str), i64>;

/// The same by round, as they stand in a document.
pub(super) fn by_round<'a>(cells: &Cells<'a>) -> Vec<(Uuid, Vec<TallyCell<'a>>)> {
    let cells: Vec<_> = cells.iter().collect();
    let rounds = cells.chunk_by(|(one, _), (next, _)| one.0 == next.0);
    rounds
        .map(|cells| {
            let of_round =
                cells.iter().map(|&(&(_, item, group, value), &n)| TallyCell { item, group, value, n });
            (cells[0].0.0, of_round.collect())
        })
        .collect()
}

/// Adds to the tallies, in the transaction of what is counted.
pub(super) async fn raise(tx: &Connection, slot: i32, cells: &Cells<'_>) -> Result<()> {
    if tx.get_database_backend() == DbBackend::Postgres {
        return raise_rows(tx, slot, cells).await;
    }
    let mut left = Cells::new();
    for (round, more) in by_round(cells) {
        let stored = tally_document::Entity::find_by_id((round, slot)).one(tx).await?;
        match document::raised(stored.as_ref().map(|row| &*row.document), &more) {
            Ok(raised) => keep(tx, round, slot, raised).await?,
            Err(error) => {
                // Nobody's answer is refused for it: rows are summed with documents, and `check` finds what is wrong.
                tracing::error!(%round, %error, "answers are counted in rows; `common-ground check` says more");
                left.extend(cells.iter().filter(|(cell, _)| cell.0 == round).map(|(cell, n)| (*cell, *n)));
            }
        }
    }
    raise_rows(tx, slot, &left).await
}

async fn keep(tx: &Connection, round: Uuid, slot: i32, raised: RaisedTallies) -> Result<()> {
    use tally_document::Column::{Document, Responses, RoundId, Slot};
    let row = tally_document::ActiveModel {
        round_id: Set(round),
        slot: Set(slot),
        responses: Set(raised.responses),
        document: Set(raised.document),
    };
    let higher = OnConflict::columns([RoundId, Slot]).update_columns([Responses, Document]).to_owned();
    tally_document::Entity::insert(row).on_conflict(higher).exec_without_returning(tx).await?;
    Ok(())
}

/// Adds to those that are rows. Sorted by key, so that two transactions never wait for each other in a circle.
pub(super) async fn raise_rows(tx: &Connection, slot: i32, cells: &Cells<'_>) -> Result<()> {
    use tally::Column::{Grp, Item, N, RoundId, Slot, Value};
    let rows: Vec<_> = cells.iter().collect();
    for chunk in rows.chunks(ROWS_PER_STATEMENT) {
        let sum = Expr::col((tally::Entity, N)).add(Expr::col(("excluded", N)));
        let mut insert = Query::insert()
            .into_table(tally::Entity)
            .columns([RoundId, Item, Grp, Value, Slot, N])
            .on_conflict(OnConflict::columns([RoundId, Item, Grp, Value, Slot]).value(N, sum).to_owned())
            .take();
        for ((round, item, group, value), n) in chunk {
            insert.values_panic([
                Expr::val(*round),
                Expr::val(*item),
                Expr::val(*group),
                Expr::val(*value),
                Expr::val(slot),
                Expr::val(**n),
            ]);
        }
        tx.execute(&insert).await?;
    }
    Ok(())
}

/// Replaces the tallies of a round by a recount.
pub async fn replace(
    tx: &Connection,
    round: Uuid,
    recount: &BTreeMap<(String, String, String), i64>,
) -> Result<()> {
    tally::Entity::delete_many()
        .filter(tally::Column::RoundId.eq(round))
        .filter(tally::Column::Value.ne(STARTED))
        .exec(tx)
        .await?;
    tally_document::Entity::delete_many().filter(tally_document::Column::RoundId.eq(round)).exec(tx).await?;
    let cells = recount.iter().map(|((item, group, value), n)| ((round, &**item, &**group, &**value), *n));
    raise(tx, 0, &cells.collect()).await
}
