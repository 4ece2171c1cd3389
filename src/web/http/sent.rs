//! What becomes of a form that was sent: it leads on and tells what was done, or comes back with what is wrong.

use rocket::{Responder, http::Status, response::Redirect};

use crate::web::{
    http::{
        error::Result,
        page::Page,
        told::{self, Telling},
    },
    parts::form::FormPage,
};

/// The answer to a form.
#[derive(Responder)]
pub(crate) enum Sent {
    /// It was done.
    On(Box<Telling>),
    /// It was done, and what came next needs no words.
    Quietly(Box<Redirect>),
    /// Something is to be mended, or to be seen at once.
    Page(Page),
}

impl Sent {
    /// Leads to an address, whose page tells what was done.
    pub(crate) fn and_tell(address: &impl ToString, what: impl Into<String>) -> Self {
        Self::On(Box::new(told::and_tell(address.to_string(), what)))
    }

    /// Leads to an address.
    pub(crate) fn to(address: &impl ToString) -> Self {
        Self::Quietly(Box::new(Redirect::to(address.to_string())))
    }

    /// The form again, with what is wrong.
    pub(crate) fn again(form: &FormPage) -> Result<Self> {
        Ok(Self::Page(Page::with_status(Status::UnprocessableEntity, form)?))
    }
}
