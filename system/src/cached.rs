//! What was read or made a moment ago, so that not every request does it anew.

use std::{
    borrow::Borrow,
    collections::HashMap,
    fmt::Debug,
    hash::Hash,
    sync::{Mutex, MutexGuard, PoisonError},
};

use jiff::{SignedDuration, Timestamp};

/// Values held at most, unless they are weighed; beyond it all are read anew.
const MOST: usize = 1_000;

/// Values by key, each with the moment it was read at. What one instance changes it shows at once, the others when theirs
/// is no longer fresh.
#[derive(Debug)]
pub struct Cached<K, V> {
    /// How long what was read counts as the present; for ever where it never changes.
    fresh_for: Option<SignedDuration>,
    /// How much is held at most, as each value weighs.
    most: usize,
    weigh: fn(&V) -> usize,
    held: Mutex<Held<K, V>>,
}

#[derive(Debug)]
struct Held<K, V> {
    values: HashMap<K, (Timestamp, V)>,
    weight: usize,
}

impl<K: Eq + Hash, V: Clone> Cached<K, V> {
    /// Holds what may change elsewhere for so long.
    pub fn fresh_for(age: SignedDuration) -> Self {
        Self { fresh_for: Some(age), ..Self::unchanging() }
    }

    /// Holds what never changes.
    pub fn unchanging() -> Self {
        Self::weighed(MOST, |_| 1)
    }

    /// Holds what never changes, as long as all of it together weighs no more than `most`.
    pub fn weighed(most: usize, weigh: fn(&V) -> usize) -> Self {
        let held = Held { values: HashMap::new(), weight: 0 };
        Self { fresh_for: None, most, weigh, held: Mutex::new(held) }
    }

    /// The value of a key, if it was read a moment before `now`.
    pub fn fresh<Q: Eq + Hash + ?Sized>(&self, key: &Q, now: Timestamp) -> Option<V>
    where
        K: Borrow<Q>,
    {
        match self.fresh_for {
            Some(age) => self.read_within(key, age, now),
            None => self.last(key),
        }
    }

    /// The value of a key, if it was read no longer than `age` before `now`, whatever counts as fresh otherwise.
    pub fn read_within<Q: Eq + Hash + ?Sized>(
        &self,
        key: &Q,
        age: SignedDuration,
        now: Timestamp,
    ) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let held = self.lock();
        let (read, value) = held.values.get(key)?;
        (*read <= now && now < *read + age).then(|| value.clone())
    }

    /// The value of a key as it was read last, however long ago.
    pub fn last<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        self.lock().values.get(key).map(|(_, value)| value.clone())
    }

    /// Holds what was read or set at `now`. What is too large for itself alone is not held.
    pub fn hold(&self, key: K, value: V, now: Timestamp) -> V {
        let weight = (self.weigh)(&value);
        let mut held = self.lock();
        if let Some((_, before)) = held.values.remove(&key) {
            held.weight -= (self.weigh)(&before);
        }
        if held.weight + weight > self.most {
            held.clear();
        }
        if weight <= self.most {
            held.weight += weight;
            held.values.insert(key, (now, value.clone()));
        }
        value
    }

    /// Forgets all: something was changed.
    pub fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, Held<K, V>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K, V> Held<K, V> {
    fn clear(&mut self) {
        self.values.clear();
        self.weight = 0;
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
        assert_eq!(cached.read_within("name", AGE * 2, now + AGE), Some("Newham Libraries"));
        assert_eq!(cached.read_within("name", AGE / 2, now + AGE / 2), None);
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

    #[test]
    fn what_is_large_leaves_less_room_for_others() {
        let cached = Cached::weighed(10, String::len);
        let hold = |key: &'static str, value: &str| cached.hold(key, value.to_owned(), Timestamp::UNIX_EPOCH);
        hold("one", "12345");
        hold("other", "12345");
        // In the place of what was there under its key.
        hold("one", "54321");
        assert_eq!(cached.last("one").as_deref(), Some("54321"));
        assert_eq!(cached.last("other").as_deref(), Some("12345"));
        hold("third", "1");
        assert_eq!(cached.last("one"), None);
        assert_eq!(cached.last("third").as_deref(), Some("1"));
        assert_eq!(hold("whale", "12345678901"), "12345678901");
        assert_eq!(cached.last("whale"), None);
    }
}
