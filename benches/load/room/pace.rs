//! When a phone does what: it sends things at moments of its own, and asks for what is new meanwhile.

use std::{
    iter::{Enumerate, Peekable},
    time::{Duration, Instant},
    vec::IntoIter,
};

use rand::{RngExt, rngs::StdRng};
use tokio::time::sleep_until;

/// What a phone does next.
pub enum Act {
    /// Sends its next thing, counted from 0.
    Send(usize),
    /// Asks for what is new.
    Look,
}

/// The times of one phone.
pub struct Pace {
    moments: Peekable<Enumerate<IntoIter<Instant>>>,
    look: Instant,
    each: Duration,
    end: Instant,
}

impl Pace {
    /// So many things until then, and a look every so often.
    pub fn of(rng: &mut StdRng, things: usize, each: Duration, end: Instant) -> Self {
        let now = Instant::now();
        let look = now + each.mul_f64(rng.random_range(0.0..1.0));
        let within = end.saturating_duration_since(now).mul_f64(0.95);
        let mut moments: Vec<Instant> =
            (0..things).map(|_| now + within.mul_f64(rng.random_range(0.0..1.0))).collect();
        moments.sort();
        Self { moments: moments.into_iter().enumerate().peekable(), look, each, end }
    }

    /// Waits until there is something to do; none when the time is over and everything was sent.
    pub async fn next(&mut self) -> Option<Act> {
        let sends = self.moments.peek().map(|(_, moment)| *moment).filter(|moment| *moment < self.look);
        let next = sends.unwrap_or(self.look);
        if next >= self.end {
            return None;
        }
        sleep_until(next.into()).await;
        if sends.is_some() {
            return self.moments.next().map(|(thing, _)| Act::Send(thing));
        }
        self.look += self.each;
        Some(Act::Look)
    }
}
