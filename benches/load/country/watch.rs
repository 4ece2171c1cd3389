//! What the service counts of itself, as whoever watches it reads it.

use std::time::{Duration, Instant};

use crate::{http::Connection, program::Service};

/// How long a look at the clock is waited for: the service takes one every half minute.
const PATIENCE: Duration = Duration::from_secs(90);

/// Somebody who watches a service.
pub(super) struct Watch {
    connection: Connection,
    /// Statements that reading the counts asks itself.
    own: u64,
    /// Statements asked before what is measured.
    before: u64,
}

impl Watch {
    pub(super) async fn of(service: &Service) -> Self {
        let connection = Connection::open(service.address).await.unwrap();
        let mut watch = Self { connection, own: 0, before: 0 };
        let mut own = u64::MAX;
        for _ in 0..5 {
            watch.begin().await;
            own = own.min(watch.asked().await);
        }
        watch.own = own;
        watch
    }

    /// Begins to count statements.
    pub(super) async fn begin(&mut self) {
        self.before = self.statements().await;
    }

    /// How many were asked since, by whomever.
    pub(super) async fn asked(&mut self) -> u64 {
        (self.statements().await - self.before).saturating_sub(self.own)
    }

    /// Seconds that the next look at the clock takes.
    pub(super) async fn step(&mut self) -> f64 {
        let began = Instant::now();
        let (count, sum) = self.steps().await;
        loop {
            tokio::time::sleep(Duration::from_secs(1)).await;
            let (now, all) = self.steps().await;
            if now > count {
                return (all - sum) / (now - count);
            }
            assert!(began.elapsed() < PATIENCE, "the service did not look at the clock");
        }
    }

    async fn steps(&mut self) -> (f64, f64) {
        let count = self.figure("common_ground_scheduler_step_seconds_count").await;
        (count, self.figure("common_ground_scheduler_step_seconds_sum").await)
    }

    async fn statements(&mut self) -> u64 {
        self.read("common_ground_statements_total").await.parse().unwrap()
    }

    async fn figure(&mut self, name: &str) -> f64 {
        self.read(name).await.parse().unwrap()
    }

    async fn read(&mut self, name: &str) -> String {
        let (status, _) = self.connection.get("/metrics", "").await.unwrap();
        assert_eq!(status, 200, "{}", self.connection.head());
        let page = self.connection.body();
        let figure = page.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        figure.unwrap_or_else(|| panic!("{name} is not counted:\n{page}")).to_owned()
    }
}
