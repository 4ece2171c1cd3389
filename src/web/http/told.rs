//! What was just done, told once at the top of the next page. It travels in an encrypted cookie, so that nobody puts
//! words on our pages.

use std::sync::Arc;

use rocket::{
    Request,
    http::Status,
    request::{FromRequest, Outcome},
    response::{self, Redirect, Responder},
    time::Duration,
};

use crate::{
    app::App,
    web::{
        http::{
            error::Result,
            page::Page,
            session::{self, TOLD},
        },
        parts::form::FormPage,
    },
};

/// Seconds for which it waits to be told.
const SECONDS: i64 = 300;
/// The most bytes of it: a browser takes a cookie of about 4,000.
const MOST: usize = 2_000;

/// What the act before this page told, if there was one.
#[derive(Debug)]
pub(crate) struct Told(pub Option<String>);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Told {
    type Error = std::convert::Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        let Some(app) = request.rocket().state::<Arc<App>>() else { return Outcome::Success(Self(None)) };
        let cookies = request.cookies();
        let told = cookies.get_private(&session::name(app, TOLD));
        if told.is_some() {
            session::remove(app, cookies, TOLD);
        }
        Outcome::Success(Self(told.map(|told| told.value().to_owned())))
    }
}

/// The way to a page that tells what was done, if it asks for [`Told`].
#[derive(Debug)]
pub(crate) struct Telling {
    address: String,
    what: String,
}

impl<'r> Responder<'r, 'static> for Telling {
    fn respond_to(mut self, request: &'r Request<'_>) -> response::Result<'static> {
        if let Some(app) = request.rocket().state::<Arc<App>>() {
            let fits = self.what.floor_char_boundary(MOST);
            self.what.truncate(fits);
            request.cookies().add_private(session::cookie(app, TOLD, self.what, Duration::seconds(SECONDS)));
        }
        Redirect::to(self.address).respond_to(request)
    }
}

/// What becomes of a form of staff.
#[derive(Debug, rocket::Responder)]
pub(crate) enum Saved {
    /// It was done, and the next page tells so.
    Done(Box<Telling>),
    /// It comes back with what to mend.
    Refused(Page),
}

impl Saved {
    /// Done: leads to `address`, whose page tells `what`.
    pub(crate) fn told(address: String, what: impl Into<String>) -> Self {
        Self::Done(Box::new(and_tell(address, what)))
    }

    /// The form again, at 422.
    ///
    /// # Errors
    /// [`Error::Broken`](crate::web::http::error::Error::Broken) when the template fails.
    pub(crate) fn refused(page: &impl askama::Template) -> Result<Self> {
        Ok(Self::Refused(Page::with_status(Status::UnprocessableEntity, page)?))
    }
}

/// Leads to `address`, whose page tells `what` was done if it asks for [`Told`].
pub(crate) fn and_tell(address: String, what: impl Into<String>) -> Telling {
    Telling { address, what: what.into() }
}

/// What became of a form: a page that says what to mend, or the way on.
#[derive(rocket::Responder)]
pub(crate) enum Reply {
    /// The same form again, or a page that says why not.
    Page(Page),
    /// On to another page, which asks more.
    Lead(Box<Redirect>),
    /// It was done.
    Go(Box<Telling>),
}

impl Reply {
    /// Leads to `address` and tells what was done.
    pub(crate) fn told(address: String, what: impl Into<String>) -> Self {
        Self::Go(Box::new(and_tell(address, what)))
    }

    /// Shows a form again with what to mend.
    ///
    /// # Errors
    /// [`Error::Broken`](crate::web::http::error::Error::Broken) when the template fails.
    pub(crate) fn mend(form: &FormPage) -> Result<Self> {
        Ok(Self::Page(Page::with_status(Status::UnprocessableEntity, form)?))
    }
}
