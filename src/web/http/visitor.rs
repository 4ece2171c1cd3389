//! Somebody who need not be signed in: where they are, with which browser, and, when they send something, that it
//! comes from one of our own pages.

use rocket::{
    Request,
    http::{Method, Status},
    request::{FromRequest, Outcome},
};

use crate::web::http::{browser, origin, rate_limit::Client};

/// Whoever asks.
#[derive(Clone, Debug)]
pub(crate) struct Stranger {
    /// Their network address, as far as it is known.
    pub client: Client,
    /// Their browser in words: “Firefox on Windows”.
    pub browser: String,
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Stranger {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        if !matches!(request.method(), Method::Get | Method::Head) && !origin::is_own(request) {
            return Outcome::Error((Status::Forbidden, ()));
        }
        Outcome::Success(Self {
            client: Client::of(request),
            browser: browser::words(request.headers().get_one("User-Agent").unwrap_or_default()),
        })
    }
}
