//! A batch stored with a look at everything that may stand against it: a round that closed, a key that was seen
//! before, a personal link that was used. Each such submission is left out by itself, and the rest is stored.

use std::collections::{BTreeMap, BTreeSet, HashSet, btree_map::Entry};

use rand::seq::SliceRandom;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, Set, StatementBuilder,
    sea_query::{Expr, LockType, OnConflict, Query},
};
use uuid::Uuid;

use crate::store::{
    Db, Result, Transaction, column_where,
    entity::{draft, invitation, response, round, submission_key},
    spent::SpentLinks,
    submission::{InvitedBy, Submission, SubmissionOutcome, cells},
    tallies, write,
};

/// SQLite binds at most 32,766 values in a statement and PostgreSQL 65,535; the widest row here has four.
const ROWS_PER_STATEMENT: usize = 4_000;

/// Stores a batch: all of it or, on an error, none.
///
/// # Errors
/// When the database fails; then nothing of the batch is stored.
pub(super) async fn commit(
    db: &Db,
    slot: i32,
    batch: &[&Submission],
    spent: &SpentLinks,
) -> Result<Vec<SubmissionOutcome>> {
    let tx = write(db).await?;
    let open = open_rounds(&tx, batch).await?;
    let mut outcome: Vec<SubmissionOutcome> = batch
        .iter()
        .map(|s| if open.contains(&s.round) { SubmissionOutcome::New } else { SubmissionOutcome::Closed })
        .collect();
    leave_out_seen_keys(&tx, batch, &mut outcome).await?;
    leave_out_used_links(&tx, batch, spent, &mut outcome).await?;
    store_new(&tx, slot, batch, &outcome).await?;
    tx.commit().await?;
    Ok(outcome)
}

/// Inserts the new ones of a batch in random order and counts them; returns them.
pub(super) async fn store_new<'b>(
    tx: &Transaction,
    slot: i32,
    batch: &[&'b Submission],
    outcome: &[SubmissionOutcome],
) -> Result<Vec<&'b Submission>> {
    let mut new: Vec<&Submission> =
        batch.iter().zip(outcome).filter(|(_, o)| **o == SubmissionOutcome::New).map(|(s, _)| *s).collect();
    new.shuffle(&mut rand::rng());
    insert_responses(tx, &new).await?;
    tallies::raise(tx, slot, &cells(&new)).await?;
    Ok(new)
}

/// The rounds of the batch that are open, held so until the commit: a close waits for us, or we see it.
async fn open_rounds(tx: &Transaction, batch: &[&Submission]) -> Result<HashSet<Uuid>> {
    let rounds: BTreeSet<Uuid> = batch.iter().map(|s| s.round).collect();
    let select = Query::select()
        .column(round::Column::Id)
        .from(round::Entity)
        .and_where(Expr::col(round::Column::Id).is_in(rounds))
        .and_where(Expr::col(round::Column::State).eq("open"))
        .lock(LockType::Share)
        .take();
    ids(tx, &select).await
}

pub(super) async fn ids(tx: &Transaction, select: &impl StatementBuilder) -> Result<HashSet<Uuid>> {
    let rows = tx.query_all(select).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

pub(super) async fn leave_out_seen_keys(
    tx: &Transaction,
    batch: &[&Submission],
    outcome: &mut [SubmissionOutcome],
) -> Result<()> {
    // Sorted, so that two instances never wait for each other's keys in a circle.
    let mut first: BTreeMap<(Uuid, &str), usize> = BTreeMap::new();
    for (index, submission) in batch.iter().enumerate() {
        if outcome[index] == SubmissionOutcome::New {
            match first.entry((submission.round, &*submission.key_hash)) {
                Entry::Vacant(entry) => {
                    entry.insert(index);
                }
                Entry::Occupied(_) => outcome[index] = SubmissionOutcome::Already,
            }
        }
    }
    let keys: Vec<_> = first.keys().copied().collect();
    let mut inserted = HashSet::new();
    for chunk in keys.chunks(ROWS_PER_STATEMENT) {
        let mut insert = Query::insert()
            .into_table(submission_key::Entity)
            .columns([submission_key::Column::RoundId, submission_key::Column::KeyHash])
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .returning(
                Query::returning()
                    .columns([submission_key::Column::RoundId, submission_key::Column::KeyHash]),
            )
            .take();
        for (round, key) in chunk {
            insert.values_panic([Expr::val(*round), Expr::val(*key)]);
        }
        for row in tx.query_all(&insert).await? {
            inserted.insert((row.try_get_by_index::<Uuid>(0)?, row.try_get_by_index::<String>(1)?));
        }
    }
    for ((round, key), index) in first {
        if !inserted.contains(&(round, key.to_owned())) {
            outcome[index] = SubmissionOutcome::Already;
        }
    }
    Ok(())
}

async fn leave_out_used_links(
    tx: &Transaction,
    batch: &[&Submission],
    spent: &SpentLinks,
    outcome: &mut [SubmissionOutcome],
) -> Result<()> {
    let (mut linked, mut apart) = (HashSet::new(), HashSet::new());
    for (index, submission) in batch.iter().enumerate() {
        let (SubmissionOutcome::New, Some(invited)) = (outcome[index], submission.invitation) else {
            continue;
        };
        let first = match invited {
            InvitedBy::Linked(id) => linked.insert(id),
            InvitedBy::Apart(link) => !spent.contains(submission.round, link.id) && apart.insert(link.id),
        };
        if !first {
            outcome[index] = SubmissionOutcome::LinkUsed;
        }
    }
    let mut unused = unused(tx, linked, true).await?;
    unused.extend(self::unused(tx, apart, false).await?);
    for (index, submission) in batch.iter().enumerate() {
        let (SubmissionOutcome::New, Some(invited)) = (outcome[index], submission.invitation) else {
            continue;
        };
        match invited {
            _ if !unused.contains(&invited.id()) => outcome[index] = SubmissionOutcome::LinkUsed,
            InvitedBy::Linked(id) => link(tx, id, submission.id).await?,
            InvitedBy::Apart(_) => {}
        }
    }
    Ok(())
}

/// Those of the links that are marked as used by nobody. PostgreSQL writes a lock into the row, beside the number of the
/// transaction that stores the response: links of anonymous rounds are not held.
async fn unused(tx: &Transaction, asked: HashSet<Uuid>, held: bool) -> Result<HashSet<Uuid>> {
    if asked.is_empty() {
        return Ok(asked);
    }
    let mut select = column_where(
        invitation::Column::Id,
        invitation::Column::Id.is_in(asked).and(invitation::Column::Used.eq(false)),
    );
    if held {
        // In one order, so that two instances never wait for each other's links in a circle.
        select.order_by(invitation::Column::Id, sea_orm::Order::Asc).lock(LockType::Update);
    }
    ids(tx, &select).await
}

async fn link(tx: &Transaction, invitation: Uuid, response: Uuid) -> Result<()> {
    let update = Query::update()
        .table(invitation::Entity)
        .value(invitation::Column::Used, true)
        .value(invitation::Column::ResponseId, response)
        .and_where(Expr::col(invitation::Column::Id).eq(invitation))
        .take();
    tx.execute(&update).await?;
    draft::Entity::delete_by_id(invitation).exec(tx).await?;
    Ok(())
}

async fn insert_responses(tx: &Transaction, new: &[&Submission]) -> Result<()> {
    for chunk in new.chunks(ROWS_PER_STATEMENT) {
        let mut rows = Vec::with_capacity(chunk.len());
        for submission in chunk {
            rows.push(response::ActiveModel {
                round_id: Set(submission.round),
                id: Set(submission.id),
                grp: Set(submission.group.clone()),
                answers: Set(submission.document()?),
            });
        }
        response::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}
