//! What was just done, said once at the top of the next page. It travels in an encrypted cookie, so that nobody puts
//! words on our pages.

use std::sync::Arc;

use rocket::{
    Request,
    http::CookieJar,
    response::{self, Redirect, Responder},
    time::Duration,
};

use super::own_cookies::{self, FLASH};
use crate::app::App;

/// Seconds for which it waits to be said.
const SECONDS: i64 = 300;
/// The most bytes of it: a browser takes a cookie of about 4,000.
const MOST: usize = 2_000;

/// The way to a page that says what was done.
#[derive(Debug)]
pub(crate) struct Flash {
    address: String,
    what: String,
}

impl Flash {
    pub(crate) fn new(address: impl Into<String>, what: impl Into<String>) -> Self {
        Self { address: address.into(), what: what.into() }
    }
}

impl<'r> Responder<'r, 'static> for Flash {
    fn respond_to(mut self, request: &'r Request<'_>) -> response::Result<'static> {
        if let Some(app) = request.rocket().state::<Arc<App>>() {
            let fits = self.what.floor_char_boundary(MOST);
            self.what.truncate(fits);
            let cookie = own_cookies::cookie(app, FLASH, self.what, Duration::seconds(SECONDS));
            request.cookies().add_private(cookie);
        }
        Redirect::to(self.address).respond_to(request)
    }
}

/// What the act before this page left to say. It is said once.
pub(crate) fn take(app: &App, cookies: &CookieJar<'_>) -> Option<String> {
    let said = cookies.get_private(&own_cookies::name(app, FLASH))?;
    own_cookies::remove(app, cookies, FLASH);
    Some(said.value().to_owned())
}
