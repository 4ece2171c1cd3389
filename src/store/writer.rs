//! The one task per process that stores submissions: it takes all that wait and commits them together, so that
//! the cost of making them durable is shared, and answers each only then.

use std::time::Duration;

use sea_orm::DbErr;
use tokio::{
    sync::{mpsc, oneshot},
    task::JoinHandle,
    time::sleep,
};
use uuid::Uuid;

use super::{
    Backend, Db, Result, StoreError,
    submission::{self, Invited, SLOTS, Stored, Submission},
};

/// Submissions that may wait; beyond it callers wait to hand theirs over.
const WAITING: usize = 4096;
/// Submissions committed together at most.
const BATCH: usize = 256;
/// How often a batch is tried when the database says that trying again may help.
const TRIES: u32 = 5;

enum Job {
    Submit(Submission, oneshot::Sender<Result<Stored>>),
    Started(Uuid),
}

/// The way in to the writer task. The task ends when the last of these is dropped and its queue is empty.
#[derive(Clone, Debug)]
pub struct Writer(mpsc::Sender<Job>);

impl Writer {
    /// Stores a submission; returns once it is durable.
    ///
    /// # Errors
    /// The database's own words; then nothing was stored, and the same submission may be sent again.
    pub async fn submit(&self, submission: Submission) -> Result<Stored> {
        let (answer, durable) = oneshot::channel();
        self.0.send(Job::Submit(submission, answer)).await.map_err(|_| StoreError::Stopping)?;
        durable.await.map_err(|_| StoreError::Stopping)?
    }

    /// Counts one more person who began to answer. Nobody waits for it.
    pub fn started(&self, round: Uuid) {
        // A full queue loses a count of beginners, never an answer.
        let _ = self.0.try_send(Job::Started(round));
    }

    /// Whether the writer task still runs.
    pub fn is_alive(&self) -> bool {
        !self.0.is_closed()
    }
}

/// Starts the writer task.
pub fn start(db: Db) -> (Writer, JoinHandle<()>) {
    let (sender, receiver) = mpsc::channel(WAITING);
    // Any slot is right, since slots are summed; a random one rarely meets another instance's rows.
    let slot = if db.backend() == Backend::Postgres { rand::random_range(0..SLOTS) } else { 0 };
    (Writer(sender), tokio::spawn(run(db, slot, receiver)))
}

async fn run(db: Db, slot: i32, mut queue: mpsc::Receiver<Job>) {
    let mut jobs = Vec::with_capacity(BATCH);
    while queue.recv_many(&mut jobs, BATCH).await > 0 {
        let mut started = Vec::new();
        let mut batch = Vec::with_capacity(jobs.len());
        let mut callers = Vec::with_capacity(jobs.len());
        for job in jobs.drain(..) {
            match job {
                Job::Started(round) => started.push(round),
                Job::Submit(submission, caller) => {
                    batch.push(submission);
                    callers.push(caller);
                }
            }
        }
        if !batch.is_empty() {
            store(&db, slot, &batch, callers).await;
        }
        if !started.is_empty()
            && let Err(error) = submission::count_started(&db, slot, &started).await
        {
            tracing::warn!(%error, "people who began could not be counted");
        }
    }
}

/// Stores a batch and answers every caller. One bad submission never fails its neighbours: when the batch
/// fails, each is tried alone.
async fn store(db: &Db, slot: i32, batch: &[Submission], callers: Vec<oneshot::Sender<Result<Stored>>>) {
    let mut outcomes = match commit(db, slot, batch).await {
        Ok(outcomes) => outcomes.into_iter().map(Ok).collect::<Vec<_>>(),
        Err(error) if batch.len() == 1 => vec![Err(error)],
        Err(error) => {
            tracing::warn!(%error, size = batch.len(), "a batch failed; its submissions are stored one by one");
            let mut outcomes = Vec::with_capacity(batch.len());
            for submission in batch {
                let alone = std::slice::from_ref(submission);
                outcomes.push(commit(db, slot, alone).await.map(|stored| stored[0]));
            }
            outcomes
        }
    };
    let spent: Vec<Uuid> = batch
        .iter()
        .zip(&outcomes)
        .filter(|(_, outcome)| matches!(outcome, Ok(Stored::New | Stored::Already)))
        .filter_map(|(submission, _)| match submission.invitation {
            Some(Invited::Apart(id)) => Some(id),
            _ => None,
        })
        .collect();
    for (caller, outcome) in callers.into_iter().zip(outcomes.drain(..)) {
        // A caller that went away has its answer stored all the same.
        let _ = caller.send(outcome);
    }
    if let Err(error) = submission::spend(db, &spent).await {
        tracing::warn!(%error, "used invitations could not be marked; their people may get a needless reminder");
    }
}

async fn commit(db: &Db, slot: i32, batch: &[Submission]) -> Result<Vec<Stored>> {
    let mut wait = Duration::from_millis(20);
    for _ in 1..TRIES {
        match submission::commit(db, slot, batch).await {
            Err(error) if may_pass(&error) => {
                sleep(wait).await;
                wait *= 3;
            }
            done => return done,
        }
    }
    submission::commit(db, slot, batch).await
}

/// Whether trying again may help: a lost connection, or a conflict with another transaction. Trying again is
/// safe even when the commit's answer was lost, because the key makes the second try find the first.
fn may_pass(error: &StoreError) -> bool {
    let StoreError::Database(error) = error else { return false };
    match error {
        DbErr::Conn(_) | DbErr::ConnectionAcquire(_) => true,
        DbErr::Exec(inner) | DbErr::Query(inner) => {
            let words = inner.to_string();
            [
                "40001",
                "40P01",
                "57P01",
                "could not serialize",
                "deadlock",
                "terminating connection",
                "Broken pipe",
                "Connection reset",
                "unexpected end of file",
                "the database system is",
                "database is locked",
            ]
            .iter()
            .any(|sign| words.contains(sign))
        }
        _ => false,
    }
}
