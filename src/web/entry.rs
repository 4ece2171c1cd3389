//! Letting somebody in: a session under the hash of its cookie, and the cookie.

use jiff::ToSpan;
use rocket::{
    http::{Cookie, SameSite},
    time::Duration,
};

use super::{
    error::{Error, Result},
    guard::SESSION,
    view::form::Field,
};
use crate::{
    app::App,
    password::strength,
    secret::{hash, random_token},
    store::{Transaction, audit, people::Person, sessions},
};

/// How long a session lasts.
const HOURS: i64 = 24 * 7;

/// Opens a session in a transaction; the cookie is to be set once that is committed.
pub(super) async fn open(
    tx: &Transaction,
    app: &App,
    person: &Person,
    browser: &str,
) -> Result<Cookie<'static>> {
    let now = app.clock.now();
    let token = new_token()?;
    sessions::open(tx, &hash(&token), person.id, browser, now.into(), (now + HOURS.hours()).into()).await?;
    audit::record_everywhere(tx, person, "signed in with", browser, now.into()).await?;
    Ok(cookie(app, SESSION, token, "/", Duration::hours(HOURS)))
}

/// A token that stands for nothing but itself.
pub(super) fn new_token() -> Result<String> {
    random_token().map_err(|error| Error::Broken(error.to_string()))
}

/// A cookie as all of ours are.
pub(super) fn cookie(
    app: &App,
    name: &'static str,
    value: String,
    path: &'static str,
    lasts: Duration,
) -> Cookie<'static> {
    // Lax, so that a link in an email finds its reader signed in.
    Cookie::build((name, value))
        .path(path)
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.settings.site_url.starts_with("https:"))
        .max_age(lasts)
        .build()
}

/// The field in which a person chooses a password.
pub(super) fn new_password() -> Field {
    Field::typed("password", "password", "Password", "").autocomplete("new-password").hint(strength::ADVICE)
}
