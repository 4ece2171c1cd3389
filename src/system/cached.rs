//! What was read a moment ago, so that not every request reads it anew.

use std::{
    borrow::Borrow,
    collections::HashMap,
    fmt::Debug,
    hash::Hash,
    sync::{Mutex, MutexGuard, PoisonError},
};

use jiff::{SignedDuration, Timestamp};

/// Values held at most; beyond it all are read anew.
const MOST: usize = 1_000;

/// Values by key, each with the moment it was read at. What one instance changes it shows at once, the others when theirs
/// is no longer fresh.
#[derive(Debug)]
pub struct Cached<K, V> {
    /// How long what was read counts as the present; for ever where it never changes.
    fresh_for: Option<SignedDuration>,
    held: Mutex<HashMap<K, (Timestamp, V)>>,
}

impl<K: Eq + Hash, V: Clone> Cached<K, V> {
    /// Holds what may change elsewhere for so long.
    pub fn fresh_for(age: SignedDuration) -> Self {
        Self { fresh_for: Some(age), held: Mutex::default() }
    }

    /// Holds what never changes.
    pub fn unchanging() -> Self {
        Self { fresh_for: None, held: Mutex::default() }
    }

    /// The value of a key, if it was read a moment before `now`.
    pub fn fresh<Q: Eq + Hash + ?Sized>(&self, key: &Q, now: Timestamp) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let held = self.lock();
        let (read, value) = held.get(key)?;
        self.fresh_for.is_none_or(|age| *read <= now && now < *read + age).then(|| value.clone())
    }

    /// The value of a key as it was read last, however long ago.
    pub fn last<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        self.lock().get(key).map(|(_, value)| value.clone())
    }

    /// Holds what was read or set at `now`.
    pub fn hold(&self, key: K, value: V, now: Timestamp) -> V {
        let mut held = self.lock();
        if held.len() >= MOST {
            held.clear();
        }
        held.insert(key, (now, value.clone()));
        value
    }

    /// Forgets all: something was changed.
    pub fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<K, (Timestamp, V)>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AGE: SignedDuration = SignedDuration::from_secs(5);

    #[test]
    fn what_was_read_ages_in_a_few_seconds_and_is_remembered() {
        let cached = Cached::fresh_for(AGE);
        let now = Timestamp::UNIX_EPOCH;
        assert_eq!(cached.fresh("name", now), None);
        cached.hold("name", "Newham Libraries", now);
        assert_eq!(cached.fresh("name", now), Some("Newham Libraries"));
        assert_eq!(cached.fresh("another", now), None);
        assert_eq!(cached.fresh("name", now + AGE), None);
        assert_eq!(cached.last("name"), Some("Newham Libraries"));
        cached.clear();
        assert_eq!(cached.last("name"), None);
    }

    #[test]
    fn a_clock_that_was_set_back_makes_nothing_last_longer() {
        let cached = Cached::fresh_for(AGE);
        cached.hold((), 1, Timestamp::UNIX_EPOCH + AGE);
        assert_eq!(cached.fresh(&(), Timestamp::UNIX_EPOCH), None);
    }

    #[test]
    fn what_never_changes_never_ages() {
        let cached = Cached::unchanging();
        cached.hold((), 1, Timestamp::UNIX_EPOCH);
        assert_eq!(cached.fresh(&(), Timestamp::MAX), Some(1));
    }

    #[test]
    fn no_more_is_held_than_there_is_room_for() {
        let cached = Cached::unchanging();
        for key in 0..=MOST {
            cached.hold(key, key, Timestamp::UNIX_EPOCH);
        }
        assert_eq!(cached.last(&0), None);
        assert_eq!(cached.last(&MOST), Some(MOST));
    }
}
