//! What a handler answers: a page, or the way to another address.

use askama::Template;
use rocket::{http::Status, response::Responder};

use super::{
    Error, Result,
    flash::Flash,
    page::{Onward, Page},
};

impl Page {
    pub(crate) fn of(template: &impl Template) -> Result<Self> {
        Self::with_status(Status::Ok, template)
    }

    pub(crate) fn with_status(status: Status, template: &impl Template) -> Result<Self> {
        let html = template.render().map_err(Error::broken)?;
        Ok(Self::new(status, html))
    }
}

/// What became of a request.
#[derive(Debug, Responder)]
pub(crate) enum Answer {
    /// A page: what was asked for, a form to mend, or why something is not done.
    Page(Page),
    /// It was done, and the next page says so.
    Done(Box<Flash>),
    Go(Onward),
}

impl Answer {
    /// A page that answers what was asked.
    pub(crate) fn page(template: &impl Template) -> Result<Self> {
        Page::of(template).map(Self::Page)
    }

    /// A form once more, with what to mend, or a page that says why something is not done: 422.
    pub(crate) fn mend(template: &impl Template) -> Result<Self> {
        Page::with_status(Status::UnprocessableEntity, template).map(Self::Page)
    }

    /// On to `address`, whose page says what was done.
    pub(crate) fn on(address: impl Into<String>, what: impl Into<String>) -> Self {
        Self::Done(Box::new(Flash::new(address, what)))
    }

    pub(crate) fn to(address: impl Into<String>) -> Self {
        Self::Go(Onward::to(address.into()))
    }
}
