//! Letting somebody in: a session under the hash of its cookie.

use jiff::ToSpan;
use rocket::{
    http::{Cookie, CookieJar},
    time::Duration,
};

use crate::{
    app::App,
    store::{Person, SessionTerm, Transaction, audit, sessions},
    system::{
        password::strength::{self, Weak},
        secret::{hash, random_token},
    },
    web::http::{
        Error, Result, known_browser,
        own_cookies::{self, SESSION},
    },
};

/// How long a session lasts.
const HOURS: i64 = 24 * 7;
/// How long one lasts that began at the identity provider: whoever leaves the council loses that account, and with it the
/// way to a new session.
const COUNCIL_HOURS: i64 = 12;

/// How somebody showed who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SignedInBy {
    /// With a password of ours, or a link that only they got.
    Us,
    /// With the account of the identity provider.
    Council,
}

/// Opens a session in a transaction and ends the one that this browser had; the cookies are set once the answer goes.
///
/// # Errors
/// When the system has no randomness to give.
pub(crate) async fn open(
    tx: &Transaction,
    app: &App,
    cookies: &CookieJar<'_>,
    person: &Person,
    browser: &str,
    by: SignedInBy,
) -> Result<Cookie<'static>> {
    let now = app.clock.now();
    if let Some(before) = token(app, cookies) {
        sessions::end(tx, &hash(&before)).await?;
    }
    let token = new_token()?;
    let (hours, act) = match by {
        SignedInBy::Us => (HOURS, "signed in with"),
        SignedInBy::Council => (COUNCIL_HOURS, "signed in by the council account with"),
    };
    let term = SessionTerm { until: now + hours.hours(), single_sign_on: by == SignedInBy::Council };
    sessions::open(tx, &hash(&token), person.id, browser, now, term).await?;
    audit::record_everywhere(tx, person, act, browser, now).await?;
    known_browser::remember(app, cookies, &person.email)?;
    Ok(own_cookies::cookie(app, SESSION, token, Duration::hours(hours)))
}

/// A token that stands for nothing but itself.
pub(crate) fn new_token() -> Result<String> {
    random_token().map_err(Error::broken)
}

/// The token of the session that a browser has, if any; whether it still works is another question.
pub(crate) fn token(app: &App, cookies: &CookieJar<'_>) -> Option<String> {
    cookies.get_private(&own_cookies::name(app, SESSION)).map(|cookie| cookie.value().to_owned())
}

/// Why a password must not be chosen by a person, if so: nothing of it may be what everybody knows of them or of the
/// library.
pub(crate) fn weakness(app: &App, site: &str, password: &str, own: &[&str]) -> Option<Weak> {
    let host = app.settings.site_url.as_str();
    let known: Vec<&str> = own.iter().copied().chain([site, host]).collect();
    strength::check(password, &known).err()
}
