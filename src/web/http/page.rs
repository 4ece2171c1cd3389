//! What is sent to a browser: a page that was drawn, or the way to another address.

use std::io::Cursor;

use rocket::{
    Request,
    http::{ContentType, Status},
    response::{self, Redirect, Responder, Response},
};

#[derive(Debug)]
pub(crate) struct Page {
    status: Status,
    html: String,
}

impl Page {
    /// A page as it was drawn.
    pub(super) fn new(status: Status, html: String) -> Self {
        Self { status, html }
    }
}

impl<'r> Responder<'r, 'static> for Page {
    fn respond_to(self, _: &'r Request<'_>) -> response::Result<'static> {
        Response::build()
            .status(self.status)
            .header(ContentType::HTML)
            .sized_body(self.html.len(), Cursor::new(self.html))
            .ok()
    }
}

/// The way to another address.
#[derive(Debug)]
pub(crate) struct Onward(String);

impl Onward {
    pub(super) fn to(address: String) -> Self {
        Self(address)
    }

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
