//! People who all answer one round at the same time, over HTTP.

use std::{
    collections::BTreeSet,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use common_ground::store::rounds::Round;
use tokio::task::JoinHandle;

use super::http::post;

/// People numbered, with what became of their forms.
pub struct Crowd {
    people: usize,
    path: String,
    next: AtomicUsize,
    thanked: Mutex<BTreeSet<usize>>,
}

impl Crowd {
    /// So many people who answer [`needs_round`](super::rounds::needs_round).
    pub fn of(people: usize, round: &Round) -> Arc<Self> {
        let path = format!("/s/{}", round.code);
        Arc::new(Self { people, path, next: AtomicUsize::new(0), thanked: Mutex::default() })
    }

    /// Lets them send, so many at one time.
    pub fn begin(self: &Arc<Self>, at_once: usize, address: SocketAddr) -> Vec<JoinHandle<()>> {
        let sender = || {
            let crowd = self.clone();
            tokio::spawn(async move { crowd.send_all(address).await })
        };
        (0..at_once).map(|_| sender()).collect()
    }

    /// How many have sent their form at least once.
    pub fn asked(&self) -> usize {
        self.next.load(Ordering::Relaxed).min(self.people)
    }

    pub fn who_was_thanked(&self) -> BTreeSet<usize> {
        self.thanked.lock().unwrap().clone()
    }

    /// Every person's form: their number is in the comment, and their key is their own.
    pub async fn send(&self, address: SocketAddr, person: usize) -> bool {
        let form = format!(
            "action=submit&key=00000000-0000-4000-8000-{person:012}&answers[staff_group]=outreach\
             &answers[conf_initiative]={}&answers[other_help]=person+{person}",
            person % 5 + 1
        );
        let thanked = matches!(post(address, &self.path, &form).await, Ok((303, _)));
        if thanked {
            self.thanked.lock().unwrap().insert(person);
        }
        thanked
    }

    /// Takes the next person until all are through, or until nobody answers any more.
    async fn send_all(&self, address: SocketAddr) {
        loop {
            let person = self.next.fetch_add(1, Ordering::Relaxed);
            if person >= self.people || !self.send(address, person).await {
                return;
            }
        }
    }

    /// How many were thanked so far.
    pub fn thanked(&self) -> usize {
        self.thanked.lock().unwrap().len()
    }
}

/// Nobody notices a wait as short as this.
const UNNOTICED: std::time::Duration = std::time::Duration::from_millis(100);

/// Holds that people got their turns beside work that took so long: each waited for less than this part of it. Beside work
/// that lets nobody in, somebody waits for nearly all of it.
#[track_caller]
pub fn got_their_turns(waits: &[std::time::Duration], took: std::time::Duration, part: u32) {
    assert!(waits.len() > 1, "nobody answered meanwhile");
    let longest = waits.iter().max().copied().unwrap_or_default();
    assert!(
        longest < UNNOTICED || longest < took / part,
        "{} answered beside work that took {took:?}, and the longest wait was {longest:?}",
        waits.len()
    );
}
