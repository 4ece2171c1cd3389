//! Requests that change something must come from our own pages, or from no browser at all.
//!
//! Browsers say where a request comes from: in `Sec-Fetch-Site`, and older ones in `Origin`. No token is needed.

use rocket::Request;

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
