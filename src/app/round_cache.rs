//! Rounds that somebody came to a moment ago, so that their rows are not read anew for everybody in a crowd. Only whether
//! somebody is shown a form or may try to send rests on it: the transaction that stores an answer looks at the round
//! itself, and whoever would be refused is refused by what the database says.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use crate::store::{programmes::Programme, rounds::Round};

/// How long a row that was read is good for.
const GOOD_FOR: Duration = Duration::from_secs(1);
/// How long it is remembered for when the database is away.
const REMEMBERED: Duration = Duration::from_hours(1);
/// Rounds held at most; beyond it all are read anew.
const MOST: usize = 1_000;

/// A round with its programme.
pub type Known = (Arc<Round>, Arc<Programme>);

/// The rounds, by the code that people entered.
#[derive(Debug, Default)]
pub struct Lately(Mutex<HashMap<String, (Instant, Known)>>);

impl Lately {
    /// The round of a code, if it was read within the last second.
    pub fn find(&self, code: &str) -> Option<Known> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.get(code).filter(|(read, _)| read.elapsed() < GOOD_FOR).map(|(_, known)| known.clone())
    }

    /// The round of a code as it was read last, within the hour: while the database is away, it is enough to give what
    /// somebody entered back to them.
    pub fn find_old(&self, code: &str) -> Option<Known> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.get(code).filter(|(read, _)| read.elapsed() < REMEMBERED).map(|(_, known)| known.clone())
    }

    /// Forgets all: something is about to change, or has.
    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Holds a round that was just read.
    pub fn hold(&self, code: &str, known: Known) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.len() >= MOST {
            held.clear();
        }
        held.insert(code.to_owned(), (Instant::now(), known));
    }
}
