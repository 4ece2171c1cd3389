//! Requests that change something must come from our own pages, or from no browser at all.
//!
//! Browsers say where a request comes from: in `Sec-Fetch-Site`, and older ones in `Origin`. No token is needed.

use std::convert::Infallible;

use rocket::{
    Request,
    request::{FromRequest, Outcome},
};

/// Whether the request comes from our own pages or from no browser.
pub(crate) fn is_own(request: &Request<'_>) -> bool {
    let headers = request.headers();
    if let Some(site) = headers.get_one("Sec-Fetch-Site") {
        return matches!(site, "same-origin" | "none");
    }
    match headers.get_one("Origin") {
        // No browser, or one older than any that we support.
        None => true,
        // A page without an origin of its own, such as a file or a frame in a sandbox. Ours have one and say it, because
        // their Referrer-Policy is strict-origin.
        Some("null") => false,
        Some(origin) => {
            let own = headers.get_one("Host");
            origin.split_once("://").map(|(_, host)| host) == own
        }
    }
}

/// Whether somebody followed a link on one of our own pages: for an address that changes nothing by itself, but begins something
/// that must have been read about first. Browsers that do not say where they come from are believed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OwnLink(pub bool);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for OwnLink {
    type Error = Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Infallible> {
        let site = request.headers().get_one("Sec-Fetch-Site");
        Outcome::Success(Self(site.is_none_or(|site| site == "same-origin")))
    }
}
