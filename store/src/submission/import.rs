//! Answers from a file: stored in batches like those of forms, into closed rounds too, each row once.

use std::collections::HashSet;

use sea_orm::{
    ColumnTrait, ExprTrait,
    sea_query::{Expr, LockType, Query},
};
use uuid::Uuid;

use super::{Submission, SubmissionOutcome};
use crate::{
    store::{
        Db, KeyColumn, Result, StoreError, Transaction, column_where, comments,
        entity::{response, round},
        submission::safe_path::{ids, leave_out_seen_keys, store_new},
        write,
    },
    survey::{PrivacyMode, RoundState},
    system::secret::hash,
};

/// What the keys of imported rows begin with. They outlive the close, so that a file imported again after it
/// still doubles nothing.
pub(crate) const KEY_PREFIX: &str = "import:";

/// The slot of imports; slots are summed, so any is right.
const SLOT: i32 = 0;

/// The key of a row that is called `row`: by its own id, or by its file and place.
pub fn key(row: &str) -> String {
    format!("{KEY_PREFIX}{}", hash(row))
}

/// Stores a batch of rows for one open or closed round: all of it or, on an error, none. Rows whose key or id is
/// there already are [`SubmissionOutcome::Already`]; a round that is neither open nor closed takes none, nor does an anonymous
/// one that has closed. In a closed round the open answers, items `text_items`, become comments at once.
///
/// # Errors
/// When the database fails; then nothing of the batch is stored.
pub async fn commit(
    db: &Db,
    round: Uuid,
    batch: &[&Submission],
    text_items: &[String],
) -> Result<Vec<SubmissionOutcome>> {
    let tx = write(db).await?;
    let (state, privacy) = state(&tx, round).await?;
    let takes = match state {
        RoundState::Open => true,
        // At the close its answers were put in a random order: one that came later could be told from them.
        RoundState::Closed => privacy != PrivacyMode::Anonymous,
        _ => false,
    };
    if !takes {
        return Ok(vec![SubmissionOutcome::Closed; batch.len()]);
    }
    let mut outcome = vec![SubmissionOutcome::New; batch.len()];
    leave_out_known_ids(&tx, round, batch, &mut outcome).await?;
    leave_out_seen_keys(&tx, batch, &mut outcome).await?;
    let new = store_new(&tx, SLOT, batch, &outcome).await?;
    if state == RoundState::Closed {
        let documents = new.iter().map(|new| new.document()).collect::<Result<Vec<_>>>()?;
        let answers = new.iter().map(|new| &*new.group).zip(&documents);
        comments::cut(&tx, round, answers, text_items).await?;
    }
    tx.commit().await?;
    Ok(outcome)
}

/// The state of the round, held so until the commit: a close waits for us, or we see it. And its privacy.
async fn state(tx: &Transaction, round: Uuid) -> Result<(RoundState, PrivacyMode)> {
    use sea_orm::ConnectionTrait;
    let select = Query::select()
        .columns([round::Column::State, round::Column::Privacy])
        .from(round::Entity)
        .and_where(Expr::col(round::Column::Id).eq(round))
        .lock(LockType::Share)
        .take();
    let missing = || StoreError::Damaged(format!("round {round} is missing"));
    let row = tx.query_one(&select).await?.ok_or_else(missing)?;
    let state: KeyColumn<RoundState> = row.try_get_by_index(0)?;
    let privacy: KeyColumn<PrivacyMode> = row.try_get_by_index(1)?;
    Ok((state.0, privacy.0))
}

async fn leave_out_known_ids(
    tx: &Transaction,
    round: Uuid,
    batch: &[&Submission],
    outcome: &mut [SubmissionOutcome],
) -> Result<()> {
    let select = column_where(
        response::Column::Id,
        response::Column::RoundId
            .eq(round)
            .and(response::Column::Id.is_in(batch.iter().map(|submission| submission.id))),
    );
    let known: HashSet<Uuid> = ids(tx, &select).await?;
    for (submission, outcome) in batch.iter().zip(outcome) {
        if known.contains(&submission.id) {
            *outcome = SubmissionOutcome::Already;
        }
    }
    Ok(())
}
