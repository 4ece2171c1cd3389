//! A rendered template as a response.

use askama::Template;
use rocket::{
    Request,
    http::{ContentType, Status},
    response::{self, Responder, Response},
};

use crate::web::http::error::Error;

/// A page with its status.
#[derive(Debug)]
pub(crate) struct Page {
    status: Status,
    html: String,
}

impl Page {
    /// A page that answers what was asked.
    ///
    /// # Errors
    /// [`Error::Broken`] when the template fails.
    pub(crate) fn of(template: &impl Template) -> Result<Self, Error> {
        Self::with_status(Status::Ok, template)
    }

    /// A page with another status.
    ///
    /// # Errors
    /// [`Error::Broken`] when the template fails.
    pub(crate) fn with_status(status: Status, template: &impl Template) -> Result<Self, Error> {
        let html = template.render().map_err(|error| Error::Broken(error.to_string()))?;
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
