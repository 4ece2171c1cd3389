//! Making room for others. SQLite lets one write at a time, and who waits looks again only now and then: a command that
//! writes without a pause keeps everybody who answers waiting until it is done.

use std::time::{Duration, Instant};

use tokio::time::sleep;

use super::{Backend, Db};

/// How long is written before others get their turn.
const STRETCH: Duration = Duration::from_millis(40);
/// Whoever waits looks again within this time.
const SHORTEST: Duration = Duration::from_millis(30);
/// However long one step took, nobody needs longer to store what waits.
const LONGEST: Duration = Duration::from_millis(500);

/// Somebody who writes much, step by step, beside people who answer.
#[derive(Debug)]
pub struct Considerate {
    /// PostgreSQL lets them write at the same time.
    takes_turns: bool,
    since: Instant,
}

impl Considerate {
    /// Begins to write.
    pub fn beside_others(db: &Db) -> Self {
        Self { takes_turns: db.backend() == Backend::Sqlite, since: Instant::now() }
    }

    /// Between two steps: leaves others as much time as was taken, once it was much.
    pub async fn pause(&mut self) {
        let took = self.since.elapsed();
        if self.takes_turns && took >= STRETCH {
            sleep(took.clamp(SHORTEST, LONGEST)).await;
            self.since = Instant::now();
        }
    }
}
