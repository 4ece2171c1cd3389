//! One batch of submissions made durable: the heart of the write path.
//!
//! In one transaction: keys that were seen before are left out, responses are inserted in random order, and the
//! tallies are raised. In anonymous rounds the spent invitations follow in a transaction of their own, so that
//! no stored thing links them to the responses; a crash in between costs one needless reminder, never an answer.

pub mod import;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rand::seq::SliceRandom;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, Set, StatementBuilder,
    sea_query::{Expr, LockType, OnConflict, Query},
};
use serde_json::Value as Json;
use uuid::Uuid;

use super::{
    Db, Result, StoreError,
    entity::{draft, invitation, response, round, submission_key, tally as tallied},
    rounds::Round,
    write,
};
use crate::{
    secret::hash,
    survey::{answers::Answers, definition::Survey, round::Privacy, tally},
};

/// SQLite binds at most 32,766 values in a statement and PostgreSQL 65,535; the widest row here has six.
const ROWS_PER_STATEMENT: usize = 4_000;
/// Tallies on PostgreSQL are spread over so many slots; an instance uses one.
pub const SLOTS: i32 = 16;

/// One person's answers, checked and ready to be stored.
#[derive(Clone, Debug)]
pub struct Submission {
    /// The round they answer.
    pub round: Uuid,
    /// A random id.
    pub id: Uuid,
    /// The reporting group.
    pub group: String,
    /// The answers as a document.
    pub answers: Json,
    /// What each answer adds to the tallies: item and value.
    pub tallies: Vec<(String, String)>,
    /// The hash of the form's idempotency key; of the id where the form brought none, so that a retry after a
    /// lost acknowledgement still finds the first try.
    pub key_hash: String,
    /// The personal link it came by.
    pub invitation: Option<Invited>,
}

impl Submission {
    /// Answers to a round, checked by its survey, ready to be stored under a new random id. `key` is the form's
    /// idempotency key, if it has one; `invitation` the personal link they came by.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the answers cannot be written down, which checked answers always can.
    pub fn new(
        round: &Round,
        survey: &Survey,
        answers: &Answers,
        key: Option<&str>,
        invitation: Option<Uuid>,
    ) -> Result<Self> {
        let id = Uuid::new_v4();
        Ok(Self {
            round: round.id,
            id,
            group: answers.group().to_owned(),
            answers: serde_json::to_value(answers).map_err(|error| StoreError::Damaged(error.to_string()))?,
            tallies: tally::tallies(survey, answers),
            key_hash: key.map_or_else(|| hash(&id.to_string()), hash),
            invitation: invitation.map(|link| match round.privacy {
                Privacy::Anonymous => Invited::Apart(link),
                Privacy::Confidential | Privacy::Shared => Invited::Linked(link),
            }),
        })
    }
}

/// How a response and the invitation it came by may be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invited {
    /// Confidential: the invitation points at the response.
    Linked(Uuid),
    /// Anonymous: the invitation only learns, later and apart, that it was used.
    Apart(Uuid),
}

/// What became of a submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    /// It is durable now.
    New,
    /// The same form was stored before.
    Already,
    /// The personal link was used before, by another form.
    LinkUsed,
    /// The round is not open.
    Closed,
}

/// Stores a batch: all of it or, on an error, none.
///
/// # Errors
/// The database's own words; then nothing of the batch is stored.
pub async fn commit(db: &Db, slot: i32, batch: &[Submission]) -> Result<Vec<Stored>> {
    let tx = write(db).await?;
    let open = open_rounds(&tx, batch).await?;
    let mut outcome: Vec<Stored> =
        batch.iter().map(|s| if open.contains(&s.round) { Stored::New } else { Stored::Closed }).collect();
    leave_out_seen_keys(&tx, batch, &mut outcome).await?;
    leave_out_used_links(&tx, batch, &mut outcome).await?;
    store_new(&tx, slot, batch, &outcome).await?;
    tx.commit().await?;
    Ok(outcome)
}

/// Inserts the new ones of a batch in random order and counts them; returns them.
async fn store_new<'b>(
    tx: &DatabaseTransaction,
    slot: i32,
    batch: &'b [Submission],
    outcome: &[Stored],
) -> Result<Vec<&'b Submission>> {
    let mut new: Vec<&Submission> =
        batch.iter().zip(outcome).filter(|(_, o)| **o == Stored::New).map(|(s, _)| s).collect();
    new.shuffle(&mut rand::rng());
    insert_responses(tx, &new).await?;
    let mut cells = BTreeMap::new();
    for submission in &new {
        for (item, value) in &submission.tallies {
            *cells.entry((submission.round, &**item, &*submission.group, &**value)).or_insert(0) += 1;
        }
    }
    raise_tallies(tx, slot, &cells).await?;
    Ok(new)
}

/// Whether a form with this key was stored before. Keys are forgotten when their round closes.
///
/// # Errors
/// The database's own words.
pub async fn was_seen(db: &impl ConnectionTrait, round: Uuid, key_hash: &str) -> Result<bool> {
    Ok(submission_key::Entity::find_by_id((round, key_hash.to_owned())).one(db).await?.is_some())
}

/// Marks the invitations of anonymous rounds as used: a transaction of its own, after the responses are durable.
///
/// # Errors
/// The database's own words.
pub async fn spend(db: &Db, invitations: &[Uuid]) -> Result<()> {
    if !invitations.is_empty() {
        let ids: BTreeSet<Uuid> = invitations.iter().copied().collect();
        let update = Query::update()
            .table(invitation::Entity)
            .value(invitation::Column::Used, true)
            .and_where(Expr::col(invitation::Column::Id).is_in(ids))
            .take();
        db.write_one().execute(&update).await?;
    }
    Ok(())
}

/// Counts people who began, per round.
///
/// # Errors
/// The database's own words.
pub async fn count_started(db: &Db, slot: i32, rounds: &[Uuid]) -> Result<()> {
    let mut cells = BTreeMap::new();
    for round in rounds {
        *cells.entry((*round, "", "", super::tallies::STARTED)).or_insert(0) += 1;
    }
    let tx = write(db).await?;
    raise_tallies(&tx, slot, &cells).await?;
    Ok(tx.commit().await?)
}

/// The rounds of the batch that are open, held so until the commit: a close waits for us, or we see it.
async fn open_rounds(tx: &DatabaseTransaction, batch: &[Submission]) -> Result<HashSet<Uuid>> {
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

async fn ids(tx: &DatabaseTransaction, select: &impl StatementBuilder) -> Result<HashSet<Uuid>> {
    let rows = tx.query_all(select).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

async fn leave_out_seen_keys(
    tx: &DatabaseTransaction,
    batch: &[Submission],
    outcome: &mut [Stored],
) -> Result<()> {
    // Sorted, so that two instances never wait for each other's keys in a circle.
    let mut first: BTreeMap<(Uuid, &str), usize> = BTreeMap::new();
    for (index, submission) in batch.iter().enumerate() {
        if outcome[index] == Stored::New {
            match first.entry((submission.round, &*submission.key_hash)) {
                std::collections::btree_map::Entry::Vacant(entry) => {
                    entry.insert(index);
                }
                std::collections::btree_map::Entry::Occupied(_) => outcome[index] = Stored::Already,
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
            outcome[index] = Stored::Already;
        }
    }
    Ok(())
}

async fn leave_out_used_links(
    tx: &DatabaseTransaction,
    batch: &[Submission],
    outcome: &mut [Stored],
) -> Result<()> {
    let mut asked = HashSet::new();
    for (index, submission) in batch.iter().enumerate() {
        if let (Stored::New, Some(Invited::Apart(id) | Invited::Linked(id))) =
            (outcome[index], submission.invitation)
            && !asked.insert(id)
        {
            outcome[index] = Stored::LinkUsed;
        }
    }
    if asked.is_empty() {
        return Ok(());
    }
    let select = Query::select()
        .column(invitation::Column::Id)
        .from(invitation::Entity)
        .and_where(Expr::col(invitation::Column::Id).is_in(asked))
        .and_where(Expr::col(invitation::Column::Used).eq(false))
        .lock(LockType::Update)
        .take();
    let unused = ids(tx, &select).await?;
    for (index, submission) in batch.iter().enumerate() {
        if outcome[index] != Stored::New {
            continue;
        }
        match submission.invitation {
            Some(Invited::Apart(id) | Invited::Linked(id)) if !unused.contains(&id) => {
                outcome[index] = Stored::LinkUsed;
            }
            Some(Invited::Linked(id)) => link(tx, id, submission.id).await?,
            _ => {}
        }
    }
    Ok(())
}

async fn link(tx: &DatabaseTransaction, invitation: Uuid, response: Uuid) -> Result<()> {
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

async fn insert_responses(tx: &DatabaseTransaction, new: &[&Submission]) -> Result<()> {
    for chunk in new.chunks(ROWS_PER_STATEMENT) {
        let rows = chunk.iter().map(|submission| response::ActiveModel {
            round_id: Set(submission.round),
            id: Set(submission.id),
            grp: Set(submission.group.clone()),
            answers: Set(submission.answers.clone()),
        });
        response::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

type Cells<'a> = BTreeMap<(Uuid, &'a str, &'a str, &'a str), i64>;

/// Adds to the tallies. Sorted by key, so that two transactions never wait for each other in a circle.
async fn raise_tallies(tx: &DatabaseTransaction, slot: i32, cells: &Cells<'_>) -> Result<()> {
    use tallied::Column::{Grp, Item, N, RoundId, Slot, Value};
    let rows: Vec<_> = cells.iter().collect();
    for chunk in rows.chunks(ROWS_PER_STATEMENT) {
        let sum = Expr::col((tallied::Entity, N)).add(Expr::col(("excluded", N)));
        let mut insert = Query::insert()
            .into_table(tallied::Entity)
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
