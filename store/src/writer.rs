//! The one task per process that stores submissions: it takes all that wait and commits them together, so that
//! the cost of making them durable is shared, and answers each only then.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use futures::future::{AbortHandle, abortable};
use tokio::{
    runtime::Handle,
    sync::{mpsc, oneshot},
    task::{JoinHandle, spawn_blocking},
    time::{sleep, timeout},
};
use uuid::Uuid;

use super::{
    Backend, Db, Result, StoreError, again,
    boards::entries::{self, EntryOutcome, PhoneEntry},
    fresh::RENEWED_EVERY,
    spent::SpentLinks,
    submission::{self, SLOTS, Submission, SubmissionOutcome},
};
use crate::system::metrics::Metrics;

/// Submissions that may wait; beyond it callers wait to hand theirs over.
const WAITING: usize = 4096;
/// Submissions committed together at most.
const BATCH: usize = 256;
/// For how long a batch is tried while the database says that trying again may help: a restart passes in that time.
const PATIENCE: Duration = Duration::from_secs(10);
/// The longest wait between two tries.
const LONGEST_WAIT: Duration = Duration::from_secs(1);
/// While more submissions wait, used links are marked no more often than this: each time costs a commit.
const MARKED_EVERY: Duration = Duration::from_secs(1);

/// How long PostgreSQL may take over one try. After that the connection is given up: whether the batch was committed is
/// not known then, and the keys of its forms make a second try safe.
const LIMIT: Duration = Duration::from_secs(8);

enum Job {
    Submit(Submission, oneshot::Sender<Result<SubmissionOutcome>>),
    Started(Uuid),
    Board(PhoneEntry, oneshot::Sender<Result<EntryOutcome>>),
}

/// The way in to the writer task. The task ends when the last of these is dropped and its queue is empty.
#[derive(Clone, Debug)]
pub struct Writer {
    queue: mpsc::Sender<Job>,
    under_way: Arc<UnderWay>,
    spent: SpentLinks,
}

/// Since when the oldest submission has waited, while there is one.
type UnderWay = Mutex<Option<Instant>>;

impl Writer {
    /// Stores a submission; returns once it is durable.
    ///
    /// # Errors
    /// When the database fails; then nothing was stored, and the same submission may be sent again.
    pub async fn submit(&self, submission: Submission) -> Result<SubmissionOutcome> {
        let (answer, durable) = oneshot::channel();
        self.queue.send(Job::Submit(submission, answer)).await.map_err(|_| StoreError::Stopping)?;
        durable.await.map_err(|_| StoreError::Stopping)?
    }

    /// Stores what a phone sent to a workshop board; returns once it is durable.
    ///
    /// # Errors
    /// When the database fails; then nothing was stored, and the same may be sent again.
    pub async fn enter(&self, entry: PhoneEntry) -> Result<EntryOutcome> {
        let (answer, durable) = oneshot::channel();
        self.queue.send(Job::Board(entry, answer)).await.map_err(|_| StoreError::Stopping)?;
        durable.await.map_err(|_| StoreError::Stopping)?
    }

    /// Counts one more person who began to answer. Nobody waits for it.
    pub fn started(&self, round: Uuid) {
        // A full queue loses a count of beginners, never an answer.
        let _ = self.queue.try_send(Job::Started(round));
    }

    /// Whether a response came by this link of an anonymous round to this process, and the database does not know it yet.
    pub fn has_spent(&self, round: Uuid, link: Uuid) -> bool {
        self.spent.contains(round, link)
    }

    /// Submissions that wait to be stored.
    pub fn waiting(&self) -> usize {
        self.queue.max_capacity() - self.queue.capacity()
    }

    /// For how long the batch that is being stored has been tried; nothing while none is.
    pub fn held_up(&self) -> Duration {
        let since = *self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        since.map_or(Duration::ZERO, |since| since.elapsed())
    }

    /// Whether the writer task still runs.
    pub fn is_alive(&self) -> bool {
        !self.queue.is_closed()
    }
}

/// Starts the writer task.
pub fn start(db: Db, metrics: Arc<Metrics>) -> (Writer, JoinHandle<()>) {
    let (sender, receiver) = mpsc::channel(WAITING);
    // Any slot is right, since slots are summed; a random one rarely meets another instance's rows.
    let slot = if db.backend() == Backend::Postgres { rand::random_range(0..SLOTS) } else { 0 };
    let under_way = Arc::<UnderWay>::default();
    let spent = SpentLinks::default();
    let (work, stop) = abortable(run(db, slot, receiver, metrics, under_way.clone(), spent.clone()));
    // A thread of its own: on SQLite it waits for the disk itself.
    let runtime = Handle::current();
    let thread = spawn_blocking(move || runtime.block_on(work));
    let stop = StopOnDrop(stop);
    let task = tokio::spawn(async move {
        let _stop = stop;
        // Stopped, it is nobody's to wait for.
        let _ = thread.await;
    });
    (Writer { queue: sender, under_way, spent }, task)
}

/// Ends the thread with the task that waits for it.
struct StopOnDrop(AbortHandle);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn run(
    db: Db,
    slot: i32,
    mut queue: mpsc::Receiver<Job>,
    metrics: Arc<Metrics>,
    under_way: Arc<UnderWay>,
    spent: SpentLinks,
) {
    let note = |since| *under_way.lock().unwrap_or_else(PoisonError::into_inner) = since;
    let mut jobs = Vec::with_capacity(BATCH);
    let mut marked = Instant::now();
    while queue.recv_many(&mut jobs, BATCH).await > 0 {
        let mut started = Vec::new();
        let mut batch = Vec::with_capacity(jobs.len());
        let mut callers = Vec::with_capacity(jobs.len());
        let (mut entries, mut phones) = (Vec::new(), Vec::new());
        for job in jobs.drain(..) {
            match job {
                Job::Started(round) => started.push(round),
                Job::Submit(submission, caller) => {
                    batch.push(submission);
                    callers.push(caller);
                }
                Job::Board(entry, caller) => {
                    entries.push(entry);
                    phones.push(caller);
                }
            }
        }
        if !batch.is_empty() {
            let began = Instant::now();
            note(Some(began));
            store(&db, slot, &batch, &spent, callers).await;
            note(None);
            metrics.committed(batch.len(), began.elapsed());
            if queue.is_empty() || marked.elapsed() >= MARKED_EVERY {
                marked = Instant::now();
                if let Err(error) = in_time(&db, spent.mark_full(&db)).await {
                    tracing::warn!(%error, "used links could not be marked; they go on waiting");
                }
            }
        }
        if !entries.is_empty() {
            let began = Instant::now();
            note(Some(began));
            let db = &db;
            let outcomes = one_bad_alone(&entries, |batch| persisted(db, move || entries::commit(db, batch)));
            answer(phones, outcomes.await);
            note(None);
            metrics.committed(entries.len(), began.elapsed());
        }
        if !started.is_empty()
            && let Err(error) = in_time(&db, again(|| submission::count_started(&db, slot, &started))).await
        {
            tracing::warn!(%error, "people who began could not be counted");
        }
    }
}

/// Stores a batch and answers every caller.
async fn store(
    db: &Db,
    slot: i32,
    batch: &[Submission],
    spent: &SpentLinks,
    callers: Vec<oneshot::Sender<Result<SubmissionOutcome>>>,
) {
    let outcomes =
        one_bad_alone(batch, |batch| persisted(db, move || submission::commit(db, slot, batch, spent)));
    answer(callers, outcomes.await);
}

fn answer<T>(callers: Vec<oneshot::Sender<Result<T>>>, outcomes: Vec<Result<T>>) {
    for (caller, outcome) in callers.into_iter().zip(outcomes) {
        // A caller that went away has its answer stored all the same.
        let _ = caller.send(outcome);
    }
}

/// Stores a batch. One bad part never fails its neighbours: when the batch fails, each is tried alone.
async fn one_bad_alone<'b, T, R, F>(batch: &'b [T], commit: impl Fn(&'b [T]) -> F) -> Vec<Result<R>>
where
    F: Future<Output = Result<Vec<R>>>,
{
    match commit(batch).await {
        Ok(outcomes) => outcomes.into_iter().map(Ok).collect(),
        Err(error) if batch.len() == 1 => vec![Err(error)],
        Err(error) if error.stores_nothing() => {
            tracing::error!(%error, size = batch.len(), "the database did not take a batch in time");
            batch.iter().map(|_| Err(StoreError::Busy)).collect()
        }
        Err(error) => {
            tracing::warn!(%error, size = batch.len(), "a batch failed; its parts are stored one by one");
            let mut outcomes = Vec::with_capacity(batch.len());
            for one in batch {
                let alone = commit(std::slice::from_ref(one)).await;
                outcomes.push(alone.map(|mut stored| stored.remove(0)));
            }
            outcomes
        }
    }
}

/// Does something within the limit. A file does not go away; there, whoever writes is waited for.
async fn in_time<T>(db: &Db, work: impl Future<Output = Result<T>>) -> Result<T> {
    match db.backend() {
        Backend::Sqlite => work.await,
        Backend::Postgres => timeout(LIMIT, work).await.unwrap_or(Err(StoreError::Busy)),
    }
}

/// Commits, again and again while that may help.
async fn persisted<T, F>(db: &Db, commit: impl Fn() -> F) -> Result<T>
where
    F: Future<Output = Result<T>>,
{
    let mut wait = Duration::from_millis(3);
    let began = Instant::now();
    let mut renewed = false;
    loop {
        let tried = in_time(db, commit()).await;
        if let Err(error) = &tried {
            db.failed(error);
        }
        match tried {
            // The connection may be one of a time when the server took no changes: once more, on another.
            Err(error) if error.takes_no_changes() && !renewed && db.backend() == Backend::Postgres => {
                renewed = true;
                sleep(RENEWED_EVERY).await;
                db.failed(&error);
            }
            Err(error) if error.may_pass() && began.elapsed() < PATIENCE => {
                sleep(wait).await;
                wait = (wait * 3).min(LONGEST_WAIT);
            }
            done => return done,
        }
    }
}
