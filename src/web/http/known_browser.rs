//! Browsers that signed in before: an encrypted cookie that says to which accounts. It lets nobody in. It gives the
//! browser a count of wrong passwords of its own, so that somebody else's guesses keep nobody out.

use rocket::{http::CookieJar, time::Duration};

use crate::{
    app::App,
    system::secret::random_token,
    web::http::{
        Error, Result,
        own_cookies::{self, KNOWN},
    },
};

/// Accounts that one browser is known for: a desk that several people share.
const MOST: usize = 6;
const DAYS: i64 = 180;

/// The name of this browser, if it signed in to this account before.
pub(crate) fn browser(app: &App, cookies: &CookieJar<'_>, email: &str) -> Option<String> {
    let cookie = cookies.get_private(&own_cookies::name(app, KNOWN))?;
    let mut parts = cookie.value().split(' ');
    let browser = parts.next()?.to_owned();
    let account = mark(app, email);
    parts.any(|known| known == account).then_some(browser)
}

/// Remembers that this browser signed in to this account.
///
/// # Errors
/// When the system has no randomness to give.
pub(crate) fn remember(app: &App, cookies: &CookieJar<'_>, email: &str) -> Result<()> {
    let before = cookies.get_private(&own_cookies::name(app, KNOWN));
    let mut parts = before.iter().flat_map(|cookie| cookie.value().split(' ')).map(str::to_owned);
    let browser = match parts.next() {
        Some(browser) => browser,
        None => random_token().map_err(Error::broken)?,
    };
    let account = mark(app, email);
    let others: Vec<String> = parts.filter(|known| *known != account).take(MOST - 1).collect();
    let value = [vec![browser, account], others].concat().join(" ");
    cookies.add_private(own_cookies::cookie(app, KNOWN, value, Duration::days(DAYS)));
    Ok(())
}

fn mark(app: &App, email: &str) -> String {
    app.secret.fingerprint(&format!("known browser {}", email.to_lowercase()))
}
