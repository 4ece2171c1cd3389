//! Recounting the tallies from the responses.

use std::collections::BTreeMap;

use sea_orm::{
    ConnectionTrait, ExprTrait,
    sea_query::{Expr, LockType, Query},
};
use uuid::Uuid;

use super::{
    Connection, Result, StoreError, Transaction,
    entity::round,
    responses,
    tallies::{self, STARTED},
};
use crate::survey::{
    Answers, Survey,
    tally::{CountedValue, TallyPlan},
};

/// Item, group, value.
pub type CountedCell = (String, String, String);

/// One cell in which the tallies and the responses disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub cell: CountedCell,
    /// What the tallies say.
    pub tallied: i64,
    /// What the responses say.
    pub counted: i64,
}

/// Holds a round until the transaction ends: no submission is stored in it meanwhile, so that a recount and the
/// tallies are of the same moment.
pub async fn lock(tx: &Transaction, round: Uuid) -> Result<()> {
    let select = Query::select()
        .column(round::Column::Id)
        .from(round::Entity)
        .and_where(Expr::col(round::Column::Id).eq(round))
        .lock(LockType::Update)
        .take();
    tx.query_all(&select).await?;
    Ok(())
}

/// What one response adds to the tallies of its round, read from its stored document.
///
/// # Errors
/// Answers that cannot be read, in words.
pub fn counted(
    survey: &Survey,
    answers: &serde_json::Value,
) -> std::result::Result<Vec<CountedValue>, String> {
    counted_by(&TallyPlan::of_survey(survey), answers)
}

/// The same where many responses are counted.
///
/// # Errors
/// Answers that cannot be read, in words.
pub fn counted_by(
    plan: &TallyPlan,
    answers: &serde_json::Value,
) -> std::result::Result<Vec<CountedValue>, String> {
    let answers: Answers = serde_json::from_value(answers.clone()).map_err(|error| error.to_string())?;
    Ok(plan.tallies(&answers))
}

/// Counts a round again from its responses. `tally` says what one response adds; `seen` is told of progress.
pub async fn recount(
    db: &Connection,
    round: Uuid,
    tally: impl Fn(&serde_json::Value) -> std::result::Result<Vec<CountedValue>, String>,
    seen: impl Fn(u64),
) -> Result<BTreeMap<CountedCell, i64>> {
    let mut counts = BTreeMap::new();
    let mut after = None;
    loop {
        let page = responses::page(db, round, after).await?;
        let Some(last) = page.last() else { return Ok(counts) };
        after = Some(last.id);
        for response in &page {
            let cells = tally(&response.answers).map_err(|reason| {
                StoreError::Damaged(format!("response {} of round {round}: {reason}", response.id))
            })?;
            for CountedValue { item, value } in cells {
                *counts.entry((item, response.grp.clone(), value)).or_insert(0) += 1;
            }
        }
        seen(page.len() as u64);
    }
}

/// Where the stored tallies differ from a recount.
pub async fn differences(
    db: &Connection,
    round: Uuid,
    recount: &BTreeMap<CountedCell, i64>,
) -> Result<Vec<Difference>> {
    let mut tallied: BTreeMap<CountedCell, i64> = BTreeMap::new();
    let stored = match tallies::of_round(db, round).await {
        // What cannot be read counts nothing, so that it is found and counted anew.
        Err(StoreError::Damaged(_)) => Vec::new(),
        read => read?,
    };
    for tally in stored {
        if tally.value != STARTED {
            tallied.insert((tally.item, tally.grp, tally.value), tally.n);
        }
    }
    let mut cells: Vec<&CountedCell> = tallied.keys().chain(recount.keys()).collect();
    cells.sort();
    cells.dedup();
    Ok(cells
        .into_iter()
        .map(|cell| Difference {
            cell: cell.clone(),
            tallied: tallied.get(cell).copied().unwrap_or_default(),
            counted: recount.get(cell).copied().unwrap_or_default(),
        })
        .filter(|difference| difference.tallied != difference.counted)
        .collect())
}
