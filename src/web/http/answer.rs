//! What a handler answers: a page, or the way to another address.

use askama::Template;
use rocket::{
    Request,
    http::{ContentType, Status},
    response::{self, Redirect, Responder, Response},
};

use super::{Error, Result, flash::Flash};
use crate::web::parts::FormPage;

#[derive(Debug)]
pub(crate) struct Page {
    status: Status,
    html: String,
}

impl Page {
    pub(crate) fn of(template: &impl Template) -> Result<Self> {
        Self::with_status(Status::Ok, template)
    }

    pub(crate) fn with_status(status: Status, template: &impl Template) -> Result<Self> {
        let html = template.render().map_err(Error::broken)?;
        Ok(Self { status, html })
    }
}

impl<'r> Responder<'r, 'static> for Page {
    fn respond_to(self, _: &'r Request<'_>) -> response::Result<'static> {
        Response::build()
            .status(self.status)
            .header(ContentType::HTML)
            .sized_body(self.html.len(), std::io::Cursor::new(self.html))
            .ok()
    }
}

/// The way to another address.
#[derive(Debug)]
pub(crate) struct Onward(String);

impl Onward {
    /// Whether nothing in the address need be looked at: it is one of ours, in the letters that most of them are written in.
    fn is_plain(&self) -> bool {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.?=&".contains(&byte);
        self.0.starts_with('/') && !self.0.starts_with("//") && self.0.bytes().all(plain)
    }
}

impl<'r> Responder<'r, 'static> for Onward {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        if self.is_plain() {
            return Response::build().status(Status::SeeOther).raw_header("Location", self.0).ok();
        }
        Redirect::to(self.0).respond_to(request)
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

    /// A form that comes back: with what is wrong, or only to show what it makes.
    pub(crate) fn again(form: &FormPage) -> Result<Self> {
        if form.problems.is_empty() { Self::page(form) } else { Self::mend(form) }
    }

    /// On to `address`, whose page says what was done.
    pub(crate) fn on(address: impl Into<String>, what: impl Into<String>) -> Self {
        Self::Done(Box::new(Flash::new(address, what)))
    }

    pub(crate) fn to(address: impl Into<String>) -> Self {
        Self::Go(Onward(address.into()))
    }
}
