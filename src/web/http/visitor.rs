//! Somebody who need not be signed in: where they are, with which browser, and, when they send something, that it
//! comes from one of our own pages. What a `Desk` is to handlers of staff, a visitor is to all others.

use std::sync::Arc;

use rocket::{
    Request,
    http::{CookieJar, Method, Status},
    request::{FromRequest, Outcome},
};

use crate::{
    app::App,
    store::{Person, Transaction},
    web::http::{
        Error, Result, browser, origin,
        rate_limit::{Client, GuessLimits},
        session::{self, SignedInBy},
        site::Site,
    },
};

/// Whoever comes, and the service they come to.
pub(crate) struct Visitor<'r> {
    /// The service.
    pub app: &'r Arc<App>,
    /// What surrounds its pages.
    pub site: &'r Arc<Site>,
    /// The cookies of their browser.
    pub cookies: &'r CookieJar<'r>,
    /// Their network address, as far as it is known.
    pub client: Client,
    /// The language that the address names, whether there are pages in it or not.
    pub asked_language: Option<String>,
    /// The languages that their browser asks for, as it says so.
    pub accepts: &'r str,
    /// The path of the page that they asked for.
    pub path: &'r str,
    guesses: &'r GuessLimits,
    agent: &'r str,
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Visitor<'r> {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        Self::own(request)
    }
}

/// A visitor whatever page sent the request: for what mail programs send by themselves.
pub(crate) struct AnyOrigin<'r>(pub Visitor<'r>);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for AnyOrigin<'r> {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        Visitor::of(request).map(Self)
    }
}

impl<'r> Visitor<'r> {
    /// Whoever sends a request; when they send something, from one of our own pages.
    pub(crate) fn own(request: &'r Request<'_>) -> Outcome<Self, ()> {
        if !matches!(request.method(), Method::Get | Method::Head) && !origin::is_own(request) {
            return Outcome::Error((Status::Forbidden, ()));
        }
        Self::of(request)
    }

    fn of(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let state = request.rocket();
        let (Some(app), Some(site), Some(guesses)) = (state.state(), state.state(), state.state()) else {
            return Outcome::Error((Status::InternalServerError, ()));
        };
        let agent = request.headers().get_one("User-Agent").unwrap_or_default();
        Outcome::Success(Self {
            app,
            site,
            cookies: request.cookies(),
            client: Client::of(request),
            asked_language: request.query_value::<String>("lang").transpose().ok().flatten(),
            accepts: request.headers().get_one("Accept-Language").unwrap_or_default(),
            path: request.uri().path().raw().as_str(),
            guesses,
            agent,
        })
    }

    /// Their browser in words: “Firefox on Windows”.
    pub(crate) fn browser(&self) -> String {
        browser::words(self.agent)
    }

    /// `otherwise` for a code or token that does not exist, as long as the visitor does not guess at them.
    pub(crate) fn unknown(&self, otherwise: impl FnOnce() -> Error) -> Error {
        if self.guesses.allow(&self.client) { otherwise() } else { Error::TooMany }
    }

    /// Whether their network guessed so much that it learns nothing more for a while.
    pub(crate) fn is_shut(&self) -> bool {
        self.guesses.is_shut(&self.client)
    }

    /// Ends a change with a session for the person who came with it.
    ///
    /// # Errors
    /// When the database is away or busy; then nothing was changed.
    pub(crate) async fn let_in(&self, tx: Transaction, person: &Person, by: SignedInBy) -> Result<()> {
        let session = session::open(&tx, self.app, self.cookies, person, &self.browser(), by).await?;
        tx.commit().await?;
        self.cookies.add_private(session);
        Ok(())
    }
}
