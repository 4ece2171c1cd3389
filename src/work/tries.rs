//! One step of the scheduler is many tasks, and none of them may stop another. What fails is kept with the words of its
//! error, tried again after waits that double from half a minute to an hour, and forgotten once it is done.

use std::{
    collections::{HashMap, HashSet},
    panic::AssertUnwindSafe,
};

use futures::{FutureExt, future::BoxFuture};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::{
    app::App,
    store::{Result, StoredFailure, failures},
};

/// The wait after the first failure.
const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(30);
/// The longest wait.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(1);
/// The most characters of an error that are kept.
const ERROR: usize = 500;

/// What the scheduler does about one thing at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Opens the rounds of the whole site.
    Open,
    /// Closes a round.
    Close,
    /// Notes how far an open round has come.
    Progress,
    /// Looks for addresses that unsubscribed before their programme was moved here.
    Meet,
    /// Queues the invitations and reminders of a round.
    Ask,
    /// Writes the summary of a course.
    Summary,
    /// Tells those who asked for it that the results of a round are out.
    Tell,
    /// Queues the digests of a programme.
    Digest,
    /// Reminds both sides that an agreement is to be looked at again.
    Review,
    /// Begins, ends or unseals a health check of a partnership.
    Health,
    /// Reminds whoever promised something.
    Remind,
    /// Asks whoever asked for something whether it is what they meant.
    Judge,
    /// Writes to whoever added a webhook that takes nothing, and switches it off.
    Webhook,
    /// Deletes what a programme has kept long enough; of the whole site, looks for programmes that have.
    Delete,
    /// Deletes what belongs to no programme and was kept long enough.
    Tidy,
}

keys!(Step {
    Open = "open",
    Close = "close",
    Progress = "progress",
    Meet = "meet",
    Ask = "ask",
    Summary = "summary",
    Tell = "tell",
    Digest = "digest",
    Review = "review",
    Health = "health",
    Remind = "remind",
    Judge = "judge",
    Webhook = "webhook",
    Delete = "delete",
    Tidy = "tidy",
});

#[derive(Clone, Copy, Debug)]
pub(super) struct Task {
    step: Step,
    /// The round, course or programme.
    subject: Uuid,
    /// Whose it is; nobody's when it belongs to the whole site.
    programme: Option<Uuid>,
}

impl Task {
    pub(super) fn of(step: Step, subject: Uuid, programme: Uuid) -> Self {
        Self { step, subject, programme: Some(programme) }
    }

    pub(super) fn of_site(step: Step) -> Self {
        Self { step, subject: Uuid::nil(), programme: None }
    }

    fn key(self) -> Key {
        (self.step.key().to_owned(), self.subject)
    }
}

type Key = (String, Uuid);

/// The tasks of one look at the clock.
pub(super) struct Tries<'a> {
    app: &'a App,
    now: Timestamp,
    /// The one programme that is looked at; none where all are.
    only: Option<Uuid>,
    before: HashMap<Key, StoredFailure>,
    tried: HashSet<Key>,
    failed: u64,
}

impl<'a> Tries<'a> {
    /// Knows what failed before; tries only what is of one programme, or of the whole site, where one is named.
    pub(super) async fn begin(app: &'a App, only: Option<Uuid>, now: Timestamp) -> Result<Self> {
        let known = failures::all(app.db.read()).await?;
        let before = known.into_iter().map(|failure| ((failure.step.clone(), failure.subject_id), failure));
        Ok(Self { app, now, only, before: before.collect(), tried: HashSet::new(), failed: 0 })
    }

    /// Whether the work of a programme is done.
    pub(super) fn covers(&self, programme: Uuid) -> bool {
        self.only.is_none_or(|only| only == programme)
    }

    /// Does a task, unless it is of a programme that is not looked at, or failed and must wait; `None` then, or when it fails
    /// now. In a box, since some work is large and only one is under way at a time.
    ///
    /// # Errors
    /// When not even the failure can be kept: then the database is away, and nothing else would fare better.
    pub(super) fn at<'t, T: Send + 't>(
        &'t mut self,
        task: Task,
        work: impl Future<Output = Result<T>> + Send + 't,
    ) -> BoxFuture<'t, Result<Option<T>>> {
        self.attempt(task, work).boxed()
    }

    async fn attempt<T>(&mut self, task: Task, work: impl Future<Output = Result<T>>) -> Result<Option<T>> {
        if task.programme.is_some_and(|programme| !self.covers(programme)) {
            return Ok(None);
        }
        let key = task.key();
        let before = self.before.get(&key);
        if before.is_some_and(|failure| self.waits(failure)) {
            return Ok(None);
        }
        self.tried.insert(key);
        // A task that panics is one that failed. What it held it has dropped, transactions included.
        let why = match AssertUnwindSafe(work).catch_unwind().await {
            Ok(Ok(done)) => {
                if before.is_some() {
                    failures::clear(self.app.db.write_one(), task.step.key(), task.subject).await?;
                    tracing::info!(step = task.step.key(), subject = %task.subject, "done after failures");
                }
                return Ok(Some(done));
            }
            Ok(Err(error)) => error.to_string(),
            Err(_) => "the program met something that it was not made for; its log tells where".to_owned(),
        };
        self.failed += 1;
        let failure = self.failure(task, &why);
        tracing::error!(
            step = task.step.key(),
            subject = %task.subject,
            why = failure.error,
            tries = failure.tries,
            "a task of the scheduler failed; the others go on"
        );
        failures::keep(self.app.db.write_one(), failure).await?;
        Ok(None)
    }

    /// Forgets failures of tasks that are no longer to be done: somebody did it by hand, or it is gone. Returns how
    /// many tasks failed.
    pub(super) async fn end(self) -> Result<u64> {
        for (key, failure) in &self.before {
            if self.looked_for(failure) && !self.tried.contains(key) && !self.waits(failure) {
                failures::clear(self.app.db.write_one(), &failure.step, failure.subject_id).await?;
            }
        }
        Ok(self.failed)
    }

    /// Whether it would have been tried again if it were still to be done. What was kept long enough is deleted when all
    /// programmes are looked at.
    fn looked_for(&self, failure: &StoredFailure) -> bool {
        let is_theirs = failure.programme_id.is_some_and(|programme| self.covers(programme));
        self.only.is_none() || is_theirs && failure.step != Step::Delete.key()
    }

    /// A time beyond the longest wait is that of a clock which stood later, as in a rehearsal.
    fn waits(&self, failure: &StoredFailure) -> bool {
        let next = failure.next_at;
        self.now < next && next <= self.now + LONGEST_WAIT
    }

    fn failure(&self, task: Task, why: &str) -> StoredFailure {
        let before = self.before.get(&task.key());
        let tries = before.map_or(0, |failure| failure.tries).saturating_add(1);
        let now = self.now;
        StoredFailure {
            step: task.step.key().to_owned(),
            subject_id: task.subject,
            programme_id: task.programme,
            error: without_addresses(why),
            first_at: before.map_or(now, |failure| failure.first_at),
            last_at: now,
            tries,
            next_at: self.now + wait(tries),
        }
    }
}

/// How long a task rests that failed so often.
fn wait(tries: i32) -> SignedDuration {
    let doubled = u32::try_from(tries.saturating_sub(1)).unwrap_or_default().min(7);
    FIRST_WAIT.saturating_mul(2_i32.pow(doubled)).min(LONGEST_WAIT)
}

/// The words of an error, without anybody's address.
fn without_addresses(words: &str) -> String {
    let shown = |word: &str| if word.contains('@') { "…".to_owned() } else { word.to_owned() };
    let words: String = words.split(' ').map(shown).collect::<Vec<_>>().join(" ");
    words.chars().take(ERROR).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_from_half_a_minute_to_an_hour() {
        let waits: Vec<i64> = (1..=9).map(|tries| wait(tries).as_secs()).collect();
        assert_eq!(waits, [30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600]);
    }

    #[test]
    fn an_error_is_kept_without_addresses_and_never_at_any_length() {
        assert_eq!(without_addresses("no such user dana@example.org here"), "no such user … here");
        assert_eq!(without_addresses(&"é".repeat(2_000)).chars().count(), ERROR);
    }
}
