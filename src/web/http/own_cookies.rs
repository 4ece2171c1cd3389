//! The cookies of staff: what they are called, and that no script and no other site has them.

use std::borrow::Cow;

use rocket::{
    http::{Cookie, CookieJar, SameSite},
    time::Duration,
};

use crate::app::App;

/// The cookie of somebody who is signed in.
pub(crate) const SESSION: &str = "session";
/// The cookie of somebody whose password was right, who has yet to give a code.
pub(crate) const HALF_WAY: &str = "half-way";
/// The cookie of a browser that signed in before.
pub(crate) const KNOWN: &str = "known";
/// The cookie of somebody who went to sign in with the account of the identity provider.
pub(crate) const COUNCIL: &str = "council";
/// The cookie of what was just done, said on the next page.
pub(crate) const FLASH: &str = "told";

fn is_https(app: &App) -> bool {
    app.settings.site_url.starts_with("https:")
}

/// What a cookie is called: with https a browser then sees to it that no other host and no page of plain http set it.
pub(crate) fn name(app: &App, name: &'static str) -> Cow<'static, str> {
    if is_https(app) { format!("__Host-{name}").into() } else { name.into() }
}

/// A cookie as all of ours are.
pub(crate) fn cookie(app: &App, called: &'static str, value: String, lasts: Duration) -> Cookie<'static> {
    // Lax, so that a link in an email finds its reader signed in.
    Cookie::build((name(app, called), value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(is_https(app))
        .max_age(lasts)
        .build()
}

/// Takes a cookie of ours away.
pub(crate) fn remove(app: &App, cookies: &CookieJar<'_>, called: &'static str) {
    cookies.remove_private(cookie(app, called, String::new(), Duration::ZERO));
}
