//! What was read a moment ago, so that not every request reads it anew.

use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// How long what was read counts as the present. What one instance changes it shows at once, the others within this.
const FRESH_FOR: SignedDuration = SignedDuration::from_secs(5);

/// A value with the moment it was read at.
#[derive(Debug)]
pub struct Cached<T>(Mutex<Option<(Timestamp, T)>>);

impl<T> Default for Cached<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T: Clone> Cached<T> {
    /// The value, if it was read a moment before `now`.
    pub fn fresh(&self, now: Timestamp) -> Option<T> {
        let held = self.lock();
        let (read, value) = held.as_ref()?;
        (*read <= now && now < *read + FRESH_FOR).then(|| value.clone())
    }

    /// The value as it was read last, however long ago.
    pub fn last(&self) -> Option<T> {
        self.lock().as_ref().map(|(_, value)| value.clone())
    }

    /// Holds what was read or set at `now`.
    pub fn hold(&self, value: T, now: Timestamp) -> T {
        *self.lock() = Some((now, value.clone()));
        value
    }

    /// Forgets it: it was changed.
    pub fn clear(&self) {
        *self.lock() = None;
    }

    fn lock(&self) -> MutexGuard<'_, Option<(Timestamp, T)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_ages_in_a_few_seconds_and_is_remembered() {
        let cached = Cached::default();
        let now = Timestamp::UNIX_EPOCH;
        assert_eq!(cached.fresh(now), None);
        cached.hold("Newham Libraries", now);
        assert_eq!(cached.fresh(now), Some("Newham Libraries"));
        assert_eq!(cached.fresh(now + FRESH_FOR), None);
        assert_eq!(cached.last(), Some("Newham Libraries"));
        cached.clear();
        assert_eq!(cached.last(), None);
    }

    #[test]
    fn a_clock_that_was_set_back_makes_nothing_last_longer() {
        let cached = Cached::default();
        cached.hold(1, Timestamp::UNIX_EPOCH + FRESH_FOR);
        assert_eq!(cached.fresh(Timestamp::UNIX_EPOCH), None);
    }
}
