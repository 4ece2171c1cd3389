//! One batch of submissions made durable: the heart of the write path.
//!
//! In one transaction: keys that were seen before are left out, responses are inserted in random order, and the
//! tallies are raised. Answers against which nothing stands take the fast path (`fast_path`); whatever it does not take is
//! looked at one by one (`safe_path`). In anonymous rounds nothing of the personal link is written here, not even a
//! lock: that it was used is noted in memory, and marked later together with others (see [`SpentLinks`]).

mod fast_path;
pub mod import;
mod safe_path;

use std::collections::{BTreeMap, HashSet};

use sea_orm::EntityTrait;
use serde_json::Value as Json;
use uuid::Uuid;

use super::{
    Backend, Connection, Db, Result, Round, StoreError,
    entity::submission_key,
    spent::SpentLinks,
    tallies::{self, Cells, STARTED},
    write,
};
use crate::{
    survey::{Answers, PrivacyMode, Survey, checklist::AnswerRecord, tally::CountedValue},
    system::secret::hash,
};

pub use super::spent::PersonalLink;

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
    /// The answers as the document that is stored.
    pub answers: String,
    /// What its answers add to the tallies.
    pub tallies: Vec<CountedValue>,
    /// The hash of the form's idempotency key; of the id where the form brought none, so that a retry after a
    /// lost acknowledgement still finds the first try.
    pub key_hash: String,
    /// The personal link it came by.
    pub invitation: Option<InvitedBy>,
}

impl Submission {
    /// Answers to a round, checked by its survey, ready to be stored under a new random id. `key` is the form's
    /// idempotency key, if it has one; `invitation` the personal link they came by.
    pub fn new(
        round: &Round,
        survey: &Survey,
        answers: &Answers,
        key: Option<&str>,
        invitation: Option<PersonalLink>,
    ) -> Self {
        Self::of(round, AnswerRecord::of(survey, answers), key, invitation)
    }

    /// The same of answers that are written down already.
    pub fn of(
        round: &Round,
        record: AnswerRecord,
        key: Option<&str>,
        invitation: Option<PersonalLink>,
    ) -> Self {
        let id = Uuid::new_v4();
        Self {
            round: round.id,
            id,
            group: record.group,
            answers: record.document,
            tallies: record.tallies,
            key_hash: key.map_or_else(|| hash(&id.to_string()), hash),
            invitation: invitation.map(|link| match round.privacy {
                PrivacyMode::Anonymous => InvitedBy::Apart(link),
                PrivacyMode::Confidential | PrivacyMode::Shared => InvitedBy::Linked(link.id),
            }),
        }
    }

    /// The answers, taken apart.
    fn document(&self) -> Result<Json> {
        serde_json::from_str(&self.answers).map_err(|error| StoreError::Damaged(error.to_string()))
    }
}

/// How a response and the invitation it came by may be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitedBy {
    /// Confidential: the invitation points at the response.
    Linked(Uuid),
    /// Anonymous: the invitation only learns, later and together with others, that it was used.
    Apart(PersonalLink),
}

impl InvitedBy {
    fn id(self) -> Uuid {
        match self {
            Self::Linked(id) | Self::Apart(PersonalLink { id, .. }) => id,
        }
    }
}

/// What became of a submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubmissionOutcome {
    /// It is durable now.
    New,
    /// The same form was stored before.
    Already,
    /// The personal link was used before, by another form.
    LinkUsed,
    /// The round is not open.
    Closed,
}

/// Stores a batch: all of it or, on an error, none of those that it was still to be told of. Links of anonymous rounds that
/// are used by it are noted in `spent`.
///
/// # Errors
/// When the database fails; then the same batch may be tried again, and what was stored is known by its key.
pub async fn commit(
    db: &Db,
    slot: i32,
    batch: &[Submission],
    spent: &SpentLinks,
) -> Result<Vec<SubmissionOutcome>> {
    let mut outcome = vec![SubmissionOutcome::New; batch.len()];
    let mut links = HashSet::new();
    let (simple, mut left): (Vec<usize>, Vec<usize>) =
        (0..batch.len()).partition(|&at| is_simple(&batch[at], spent, &mut links));
    let of = |places: &[usize]| places.iter().map(|&at| &batch[at]).collect::<Vec<_>>();
    if !simple.is_empty() {
        if fast_path::store(db, slot, of(&simple)).await {
            for &at in &simple {
                note(&batch[at], spent);
            }
        } else {
            left.extend(simple);
        }
    }
    if !left.is_empty() {
        for (at, stored) in left.iter().zip(safe_path::commit(db, slot, &of(&left), spent).await?) {
            outcome[*at] = stored;
            // Stored before: perhaps by a process that ended before it could mark the link.
            if matches!(stored, SubmissionOutcome::New | SubmissionOutcome::Already) {
                note(&batch[*at], spent);
            }
        }
    }
    Ok(outcome)
}

/// Whether nothing that is known stands against a submission, and nothing of its link is to be written. `links` are those of
/// the batch so far.
fn is_simple(submission: &Submission, spent: &SpentLinks, links: &mut HashSet<Uuid>) -> bool {
    match submission.invitation {
        None => true,
        Some(InvitedBy::Linked(_)) => false,
        Some(InvitedBy::Apart(link)) => {
            !link.used && !spent.contains(submission.round, link.id) && links.insert(link.id)
        }
    }
}

fn note(submission: &Submission, spent: &SpentLinks) {
    if let Some(InvitedBy::Apart(link)) = submission.invitation {
        spent.note(submission.round, link);
    }
}

/// What a batch adds to the tallies.
fn cells<'a>(batch: &[&'a Submission]) -> Cells<'a> {
    let mut cells = BTreeMap::new();
    for submission in batch {
        for CountedValue { item, value } in &submission.tallies {
            *cells.entry((submission.round, &**item, &*submission.group, &**value)).or_insert(0) += 1;
        }
    }
    cells
}

/// Whether a form with this key was stored before. Keys are forgotten when their round closes.
pub async fn was_seen(db: &Connection, round: Uuid, key_hash: &str) -> Result<bool> {
    Ok(submission_key::Entity::find_by_id((round, key_hash.to_owned())).one(db).await?.is_some())
}

/// Counts people who began, per round.
pub async fn count_started(db: &Db, slot: i32, rounds: &[Uuid]) -> Result<()> {
    let mut cells = BTreeMap::new();
    for round in rounds {
        *cells.entry((*round, "", "", STARTED)).or_insert(0) += 1;
    }
    let tx = write(db).await?;
    tallies::raise_rows(&tx, slot, &cells).await?;
    tx.commit().await
}
