//! What was just done, told once at the top of the next page.

use rocket::{
    Request, Responder,
    http::Status,
    request::{FlashMessage, FromRequest, Outcome},
    response::{Flash, Redirect},
};

use super::{error::Result, page::Page, view::form::FormPage};

/// What the act before this page told, if there was one.
#[derive(Debug)]
pub(super) struct Told(pub Option<String>);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Told {
    type Error = std::convert::Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        let told = FlashMessage::from_request(request).await.succeeded();
        Outcome::Success(Self(told.map(|told| told.message().to_owned())))
    }
}

/// What becomes of a form of staff.
#[derive(Debug, Responder)]
pub(super) enum Saved {
    /// It was done, and the next page tells so.
    Done(Box<Flash<Redirect>>),
    /// It comes back with what to mend.
    Refused(Page),
}

impl Saved {
    /// Done: leads to `address`, whose page tells `what`.
    pub(super) fn told(address: String, what: impl Into<String>) -> Self {
        Self::Done(Box::new(and_tell(address, what)))
    }

    /// The form again, at 422.
    ///
    /// # Errors
    /// [`Error::Broken`](super::error::Error::Broken) when the template fails.
    pub(super) fn refused(page: &impl askama::Template) -> Result<Self> {
        Ok(Self::Refused(Page::with_status(Status::UnprocessableEntity, page)?))
    }
}

/// Leads to `address`, whose page tells `what` was done if it asks for [`Told`].
pub(super) fn and_tell(address: String, what: impl Into<String>) -> Flash<Redirect> {
    Flash::success(Redirect::to(address), what)
}

/// What became of a form: a page that says what to mend, or the way on.
#[derive(rocket::Responder)]
pub(super) enum Reply {
    /// The same form again, or a page that says why not.
    Page(Page),
    /// On to another page, which asks more.
    Lead(Box<Redirect>),
    /// It was done.
    Go(Box<Flash<Redirect>>),
}

impl Reply {
    /// Leads to `address` and tells what was done.
    pub(super) fn told(address: String, what: impl Into<String>) -> Self {
        Self::Go(Box::new(and_tell(address, what)))
    }

    /// Shows a form again with what to mend.
    ///
    /// # Errors
    /// [`Error::Broken`](super::error::Error::Broken) when the template fails.
    pub(super) fn mend(form: &FormPage) -> Result<Self> {
        Ok(Self::Page(Page::with_status(Status::UnprocessableEntity, form)?))
    }
}
