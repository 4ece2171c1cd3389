//! Personal links of anonymous rounds that were used, until enough of them can be marked together.
//!
//! **What must hold.** Somebody reads the live database, its log or an archive of it, and any backups, and has the secret
//! key. They see in which order responses were committed, and in which order links were marked. Still no response may be
//! narrowed to fewer people than the smallest group that its round promises.
//!
//! **How.** Nothing about a link is written with its response: no mark, no lock on its row (a lock is written into
//! the row on PostgreSQL), no draft, no letter. The link is noted here, in memory. Marks are written by [`SpentLinks::mark_full`]
//! in a transaction of their own, by two rules (`may_be_marked`), which one database row per round keeps true for several
//! instances at once:
//!
//! 1. A batch marks at least the smallest group. Only rows that really change count: links that another instance
//!    marked, or whose person was taken off the list meanwhile, do not fill a batch.
//! 2. After a batch, of the links of the round either none is left unmarked or at least the smallest group. Otherwise
//!    the batch would say little of its own people, but much of the rest: with ten invited and six marked, every later
//!    response would be of one of four.
//!
//! **Why that is enough.** Let one instance write a batch of *m* links after *m* responses since its batch before. The links
//! are updated in the order of their random ids, so each of the *m!* ways to give these responses to these
//! people leaves the same bytes: each response is of any of *m* people, by rule 1. A response whose
//! link is never marked (the process ended, the round closed) is of any of the unmarked, by rule 2. With several instances
//! there are more responses to a batch, never fewer. Rounds are independent: a batch is of one round, also where several
//! are written in one transaction.
//!
//! **What therefore is not done.** The close and a graceful stop mark nothing, since what waits then is too few. A mailing asks
//! the marks alone and not this memory: who is left out of a reminder can be read in the outbox. So those whose marks wait
//! get a reminder that they do not need, and its words say so. A process that ends loses what waits here: fewer
//! than twice the smallest group in each round, and under load the responses of the last second.
//!
//! **What this cannot do.** It hides which person's link a response came by. It does not hide what the response itself
//! says: who answers "school" where one school is invited is known by that. A list of people shorter than the smallest
//! group stays so short; people who are taken off it, or whose letters come back, are known not to be among those
//! who answer later. Who answers a confidential round and an anonymous one within a minute may be guessed
//! from how near the two are in the log. And whoever *uses* links of others, which needs the secret key, can fill a batch.

use std::{
    collections::{BTreeMap, HashMap, HashSet, VecDeque},
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use sea_orm::{
    ConnectionTrait, ExprTrait,
    sea_query::{Expr, LockType, Order, Query},
};
use uuid::Uuid;

use super::{
    Db, Result, Transaction, again,
    entity::{invitation, round},
    write,
};

/// Links of one round that are marked in one statement at most; the database binds only so many values.
const MARKED_AT_ONCE: usize = 4_000;

/// Links remembered after they were marked: a form may be under way that looked at its link before.
const REMEMBERED: usize = 1_024;

/// A personal link as it stood when somebody came by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PersonalLink {
    /// Its invitation.
    pub id: Uuid,
    /// Whether the database says that it was used.
    pub used: bool,
    /// The smallest group that its round promises.
    pub smallest_group: u32,
}

/// The used links of one process that are not marked yet. Cheap to clone: all clones are the same memory.
#[derive(Clone, Default)]
pub struct SpentLinks(Arc<Mutex<Links>>);

#[derive(Default)]
struct Links {
    waiting: HashMap<Uuid, Waiting>,
    /// The latest that need not wait any longer.
    settled: VecDeque<Uuid>,
}

/// The used links of one round.
#[derive(Clone, Default)]
struct Waiting {
    /// In no order: the hashes of a set are random.
    links: HashSet<Uuid>,
    smallest_group: usize,
}

impl fmt::Debug for SpentLinks {
    /// Names no link: what waits here is written nowhere.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SpentLinks").finish_non_exhaustive()
    }
}

impl SpentLinks {
    /// Notes that a response came by this link.
    pub(super) fn note(&self, round: Uuid, link: PersonalLink) {
        let mut links = self.lock();
        let waiting = links.waiting.entry(round).or_default();
        waiting.links.insert(link.id);
        // A promise may be made stricter while people answer.
        waiting.smallest_group =
            waiting.smallest_group.max(link.smallest_group.try_into().unwrap_or(usize::MAX));
    }

    /// Whether a response came by this link to this process, as far as it remembers: at least while the mark waits.
    pub fn contains(&self, round: Uuid, link: Uuid) -> bool {
        let links = self.lock();
        links.waiting.get(&round).is_some_and(|waiting| waiting.links.contains(&link))
            || links.settled.contains(&link)
    }

    /// Marks the links of every round of which enough wait. Those that may not be marked yet go on waiting.
    ///
    /// # Errors
    /// When the database fails; then nothing is marked, and all go on waiting.
    pub async fn mark_full(&self, db: &Db) -> Result<()> {
        let full = self.full();
        if full.is_empty() {
            return Ok(());
        }
        let settled = again(|| mark(db, &full)).await?;
        self.lock().settle(settled);
        Ok(())
    }

    fn full(&self) -> BTreeMap<Uuid, Waiting> {
        let links = self.lock();
        let full = links.waiting.iter().filter(|(_, waiting)| waiting.links.len() >= waiting.smallest_group);
        full.map(|(round, waiting)| (*round, waiting.clone())).collect()
    }

    fn lock(&self) -> MutexGuard<'_, Links> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Links {
    fn settle(&mut self, rounds: Vec<(Uuid, HashSet<Uuid>)>) {
        for (round, settled) in rounds {
            if let Some(waiting) = self.waiting.get_mut(&round) {
                waiting.links.retain(|link| !settled.contains(link));
            }
            self.settled.extend(settled);
        }
        self.waiting.retain(|_, waiting| !waiting.links.is_empty());
        let over = self.settled.len().saturating_sub(REMEMBERED);
        self.settled.drain(..over);
    }
}

/// The two rules: whether so many of a round's links may be marked together when so many stay unmarked.
fn may_be_marked(marked: usize, left: usize, smallest_group: usize) -> bool {
    marked >= smallest_group && (left == 0 || left >= smallest_group)
}

/// Marks what may be marked; returns by round the links that need not wait any longer.
async fn mark(db: &Db, full: &BTreeMap<Uuid, Waiting>) -> Result<Vec<(Uuid, HashSet<Uuid>)>> {
    let tx = write(db).await?;
    hold(&tx, full.keys().copied()).await?;
    let mut settled = Vec::with_capacity(full.len());
    for (round, waiting) in full {
        settled.push((*round, mark_round(&tx, *round, waiting).await?));
    }
    tx.commit().await?;
    Ok(settled)
}

/// Instances take turns with a round. In one order, so that two never wait for each other in a circle; a new
/// invitation does not wait.
async fn hold(tx: &Transaction, rounds: impl Iterator<Item = Uuid>) -> Result<()> {
    let select = Query::select()
        .column(round::Column::Id)
        .from(round::Entity)
        .and_where(Expr::col(round::Column::Id).is_in(rounds))
        .order_by(round::Column::Id, Order::Asc)
        .lock(LockType::NoKeyUpdate)
        .take();
    tx.query_all(&select).await?;
    Ok(())
}

async fn mark_round(tx: &Transaction, round: Uuid, waiting: &Waiting) -> Result<HashSet<Uuid>> {
    let asked: Vec<Uuid> = waiting.links.iter().copied().take(MARKED_AT_ONCE).collect();
    let mut settled: HashSet<Uuid> = asked.iter().copied().collect();
    let of_asked = Expr::col(invitation::Column::Id).is_in(asked.iter().copied());
    let marked = unmarked(tx, round, Some(of_asked), asked.len()).await?;
    // One more group than these is enough to know that enough are left.
    let seen = unmarked(tx, round, None, marked.len() + waiting.smallest_group).await?.len();
    if may_be_marked(marked.len(), seen - marked.len(), waiting.smallest_group) {
        let mut ids: Vec<Uuid> = marked.into_iter().collect();
        ids.sort_unstable();
        let update = Query::update()
            .table(invitation::Entity)
            .value(invitation::Column::Used, true)
            .and_where(Expr::col(invitation::Column::Id).is_in(ids))
            .take();
        tx.execute(&update).await?;
    } else {
        settled.retain(|link| !marked.contains(link));
    }
    Ok(settled)
}

/// Unmarked links of a round, `most` of them at most.
async fn unmarked(tx: &Transaction, round: Uuid, which: Option<Expr>, most: usize) -> Result<HashSet<Uuid>> {
    let select = Query::select()
        .column(invitation::Column::Id)
        .from(invitation::Entity)
        .and_where(Expr::col(invitation::Column::RoundId).eq(round))
        .and_where(Expr::col(invitation::Column::Used).eq(false))
        .and_where_option(which)
        .limit(most.try_into().unwrap_or(u64::MAX))
        .take();
    let rows = tx.query_all(&select).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_is_a_whole_group_and_leaves_a_whole_group_or_nobody() {
        assert!(may_be_marked(5, 5, 5) && may_be_marked(5, 0, 5) && may_be_marked(9, 40, 5));
        assert!(!may_be_marked(4, 40, 5), "too few are marked");
        assert!(!may_be_marked(6, 4, 5), "too few are left");
        assert!(!may_be_marked(9, 40, 10), "another promise");
    }

    #[test]
    fn what_waits_is_not_written_into_a_log() {
        let spent = SpentLinks::default();
        let link = PersonalLink { id: Uuid::new_v4(), used: false, smallest_group: 5 };
        spent.note(Uuid::nil(), link);
        assert!(spent.contains(Uuid::nil(), link.id));
        assert!(!format!("{spent:?}").contains(&link.id.to_string()));
    }
}
