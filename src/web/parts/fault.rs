//! The page of a request that failed, for what failed in a handler and for what the framework itself refuses.

use std::{sync::Arc, time::Duration};

use askama::Template;
use rocket::{
    Catcher, Request,
    http::{Header, Method, Status},
    response::{self, Redirect, Responder},
};
use tokio::time::timeout;

use crate::web::{
    at,
    http::{Page, error::told, fault::FaultKind, guard, site::Site},
    parts::{Frame, nav},
};

/// Seconds after which those who came while the database was away may come again.
const COME_BACK: &str = "5";

/// How long a page of a fault waits to learn who it is for.
const WITHIN: Duration = Duration::from_secs(2);

#[derive(Debug, Clone, Template)]
#[template(path = "parts/fault.html")]
struct Fault {
    /// Top and foot.
    frame: Frame,
    /// What happened.
    fault: FaultKind,
}

/// The page of a fault, or bare words where even that cannot be drawn; who should come back is told when.
struct Refusal(std::result::Result<Page, (Status, &'static str)>);

impl<'r> Responder<'r, 'static> for Refusal {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let mut response = self.0.respond_to(request)?;
        if response.status() == Status::ServiceUnavailable {
            response.set_header(Header::new("Retry-After", COME_BACK));
        }
        Ok(response)
    }
}

/// Pages for what failed in a handler, and for what the framework itself refuses.
pub(crate) fn catchers() -> Vec<Catcher> {
    rocket::catchers![sign_in_first, refused]
}

/// Sends a reader to the sign-in and back. Forms of staff come to `kept` instead.
#[rocket::catch(401)]
fn sign_in_first(request: &Request<'_>) -> Redirect {
    if matches!(request.method(), Method::Get | Method::Head) {
        let next = request.uri().to_string();
        return Redirect::to(at::query(at::sign_in(), &[("next", &Some(next))]));
    }
    Redirect::to(at::sign_in())
}

#[rocket::catch(default)]
async fn refused(status: Status, request: &Request<'_>) -> Refusal {
    let (status, fault) = told(status, request);
    Refusal(match frame(request, &fault).await {
        Some(frame) => Page::with_status(status, &Fault { frame, fault })
            .map_err(|_| (status, "Something went wrong here.")),
        None => Err((status, "The service is starting.")),
    })
}

/// The frame of a fault: with the places of the programme for who works in one.
async fn frame(request: &Request<'_>, kind: &FaultKind) -> Option<Frame> {
    let site = request.rocket().state::<Arc<Site>>()?;
    // A database that is away is not asked who this is.
    let is_away = matches!(kind, FaultKind::Busy | FaultKind::Crowded);
    let who = if is_away { None } else { timeout(WITHIN, guard::at_work(request)).await.ok() };
    Some(match who {
        Some(Ok(Some(member))) => nav::frame(&member, site, None),
        Some(Ok(None)) => nav::outside(site),
        _ => Frame::public(Arc::clone(site), "en"),
    })
}
