//! What a running service counts and measures, for whoever watches it. Nothing here names a person, a code or a link:
//! requests are counted under the pattern of their route.

use std::{sync::atomic::Ordering, time::Duration};

use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{
        counter::Counter,
        family::Family,
        gauge::Gauge,
        histogram::{Histogram, exponential_buckets},
    },
    registry::{Metric, Registry, Unit},
};

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Request {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct LetterState {
    state: String,
}

/// Everything that is counted. Shared by all parts of a service; counting never waits.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<Request, Counter>,
    under_way: Gauge,
    seconds: Family<Route, Histogram, fn() -> Histogram>,
    batch: Histogram,
    commit: Histogram,
    stored: Counter,
    waiting: Gauge,
    letters: Family<LetterState, Gauge>,
    statements: Counter,
    scheduler: SchedulerFigures,
}

/// What is counted of the scheduler.
#[derive(Debug)]
struct SchedulerFigures {
    lag: Gauge,
    leads: Gauge,
    steps: Histogram,
    failed_tasks: Gauge,
}

impl SchedulerFigures {
    fn registered(all: &mut Registry) -> Self {
        let lag = "Since this instance last ran the scheduler, or left it to another";
        let step = "One look of this instance at the clock, with all that was due";
        let failed = "Tasks of the scheduler that failed and are tried again, in all instances";
        Self {
            lag: timed(all, "scheduler_lag", lag, Gauge::default()),
            leads: counted(all, "scheduler_leads", "1 when this instance runs the scheduler"),
            steps: timed(all, "scheduler_step", step, durations()),
            failed_tasks: counted(all, "scheduler_failed_tasks", failed),
        }
    }
}

/// A request that is being answered, to the last byte.
#[derive(Debug)]
pub struct UnderWay(Gauge);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// From half a millisecond to sixteen seconds, doubling.
fn durations() -> Histogram {
    Histogram::new(exponential_buckets(0.0005, 2.0, 16))
}

/// Registers what is counted, and hands it out to be counted by.
fn counted<M: Metric + Clone + Default>(registry: &mut Registry, name: &str, help: &str) -> M {
    let metric = M::default();
    registry.register(name, help, metric.clone());
    metric
}

/// The same of what is measured in seconds.
fn timed<M: Metric + Clone>(registry: &mut Registry, name: &str, help: &str, metric: M) -> M {
    registry.register_with_unit(name, help, Unit::Seconds, metric.clone());
    metric
}

impl Default for Metrics {
    fn default() -> Self {
        let mut all = Registry::with_prefix("common_ground");
        let seconds = Family::new_with_constructor(durations as fn() -> Histogram);
        // From one submission to a full batch of 256, doubling.
        let batch = Histogram::new(exponential_buckets(1.0, 2.0, 9));
        let took = "From a request's first line to the start of its answer";
        let asked = "Statements asked of the database, but for those that store answers on SQLite";
        let requests = counted(&mut all, "http_requests", "Requests answered");
        let under_way = counted(&mut all, "http_requests_under_way", "Requests that are being answered");
        let seconds = timed(&mut all, "http_request_duration", took, seconds);
        all.register("writer_batch_submissions", "Submissions committed together", batch.clone());
        Self {
            requests,
            under_way,
            seconds,
            batch,
            commit: timed(&mut all, "writer_commit", "Making a batch of submissions durable", durations()),
            stored: counted(&mut all, "submissions", "Submissions made durable"),
            waiting: counted(&mut all, "writer_queue_submissions", "Submissions that wait for a batch"),
            letters: counted(&mut all, "outbox_emails", "Emails in the outbox, in all instances"),
            statements: counted(&mut all, "statements", asked),
            scheduler: SchedulerFigures::registered(&mut all),
            registry: all,
        }
    }
}

impl Metrics {
    /// Counts an answered request under the pattern of its route, such as `/s/<code>`.
    pub fn request(&self, method: &'static str, route: &str, status: u16, took: Duration) {
        let label = Request { method, route: route.to_owned(), status };
        self.requests.get_or_create(&label).inc();
        self.seconds.get_or_create(&Route { route: route.to_owned() }).observe(took.as_secs_f64());
    }

    /// Counts a request as under way until what is returned is dropped.
    pub fn begin(&self) -> UnderWay {
        self.under_way.inc();
        UnderWay(self.under_way.clone())
    }

    /// How many requests are being answered.
    pub fn under_way(&self) -> i64 {
        self.under_way.get()
    }

    /// Counts a batch of submissions that became durable together.
    pub fn committed(&self, submissions: usize, took: Duration) {
        self.stored.inc_by(submissions as u64);
        // A batch holds at most a few hundred.
        self.batch.observe(f64::from(u32::try_from(submissions).unwrap_or(u32::MAX)));
        self.commit.observe(took.as_secs_f64());
    }

    /// Notes whether this instance does what time causes.
    pub fn leads(&self, leads: bool) {
        self.scheduler.leads.set(i64::from(leads));
    }

    /// Notes how long a look at the clock took, with all that was due.
    pub fn stepped(&self, took: Duration) {
        self.scheduler.steps.observe(took.as_secs_f64());
    }

    /// Notes how many statements were asked of the database since it was opened.
    pub fn asked(&self, statements: u64) {
        // Two who watch at once may come out of turn, and a count never falls.
        self.statements.inner().fetch_max(statements, Ordering::Relaxed);
    }

    /// The page that Prometheus reads.
    ///
    /// `letters` are the letters of the outbox by state, `waiting` the submissions in the queue, and `lag` the seconds
    /// since the scheduler last did its work. Of tasks that failed the number is kept when it cannot be read.
    ///
    /// # Errors
    /// When the page cannot be written, which memory alone can cause.
    pub fn page(
        &self,
        letters: &[(String, i64)],
        waiting: usize,
        lag: i64,
        failed_tasks: Option<u64>,
    ) -> Result<String, std::fmt::Error> {
        self.letters.clear();
        for (state, n) in letters {
            self.letters.get_or_create(&LetterState { state: state.clone() }).set(*n);
        }
        self.waiting.set(i64::try_from(waiting).unwrap_or(i64::MAX));
        self.scheduler.lag.set(lag);
        if let Some(failed) = failed_tasks {
            self.scheduler.failed_tasks.set(i64::try_from(failed).unwrap_or(i64::MAX));
        }
        let mut page = String::new();
        encode(&mut page, &self.registry)?;
        Ok(page)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_tells_what_was_counted_by_pattern_and_never_by_link() {
        let metrics = Metrics::default();
        metrics.request("GET", "/s/<code>", 200, Duration::from_millis(3));
        metrics.committed(12, Duration::from_millis(5));
        metrics.leads(true);
        metrics.stepped(Duration::from_millis(70));
        metrics.asked(41);
        metrics.asked(40);
        let page = metrics.page(&[("queued".to_owned(), 4)], 2, 7, Some(3)).unwrap();
        for line in [
            r#"common_ground_http_requests_total{method="GET",route="/s/<code>",status="200"} 1"#,
            r#"common_ground_http_request_duration_seconds_bucket{le="0.004",route="/s/<code>"} 1"#,
            "common_ground_submissions_total 12",
            "common_ground_writer_batch_submissions_sum 12.0",
            "common_ground_writer_queue_submissions 2",
            r#"common_ground_outbox_emails{state="queued"} 4"#,
            "common_ground_scheduler_lag_seconds 7",
            "common_ground_scheduler_leads 1",
            "common_ground_scheduler_failed_tasks 3",
            "common_ground_scheduler_step_seconds_count 1",
            "common_ground_statements_total 41",
        ] {
            assert!(page.contains(line), "{line}\n{page}");
        }
    }
}
