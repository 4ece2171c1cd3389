//! A request from its first line to its answer: it gets an id that the answer and our logs carry, it is counted, and
//! it is logged under the pattern of its route, never under its address, which may hold somebody's link.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use rocket::{
    Data, Request, Response,
    fairing::{Fairing, Info, Kind},
    http::Header,
};
use uuid::{Builder, Uuid};

use crate::system::metrics::Metrics;

/// The id of a request, and when it came.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arrival {
    /// Random; it says nothing of who asked.
    pub id: Uuid,
    at: Instant,
}

impl Arrival {
    pub(crate) fn of<'r>(request: &'r Request<'_>) -> &'r Self {
        // By the generator of this thread, which asks the system only now and then.
        let id = || Builder::from_random_bytes(rand::random()).into_uuid();
        request.local_cache(|| Self { id: id(), at: Instant::now() })
    }

    fn took(&self) -> Duration {
        self.at.elapsed()
    }
}

/// Counts and logs every request.
#[derive(Debug)]
pub(crate) struct Requests(pub Arc<Metrics>);

#[rocket::async_trait]
impl Fairing for Requests {
    fn info(&self) -> Info {
        Info { name: "requests", kind: Kind::Request | Kind::Response }
    }

    async fn on_request(&self, request: &mut Request<'_>, _: &mut Data<'_>) {
        Arrival::of(request);
        // Kept with the request, which goes when its answer has been sent, or nobody wants it any more.
        request.local_cache(|| self.0.begin());
    }

    async fn on_response<'r>(&self, request: &'r Request<'_>, response: &mut Response<'r>) {
        let arrival = Arrival::of(request);
        let took = arrival.took();
        // A handler that does not look at the name of the programme leaves it out.
        let route = request.route().map(|route| route.uri.path().replace("<_>", "<slug>"));
        let route = route.as_deref().unwrap_or("none");
        let (method, status) = (request.method().as_str(), response.status().code);
        self.0.request(method, route, status, took);
        response.set_header(Header::new("X-Request-Id", arrival.id.to_string()));
        let ms = took.as_secs_f64() * 1000.0;
        tracing::debug!(request = %arrival.id, method, route, status, ms, "answered");
    }
}
