//! What a form of staff came to.

use crate::web::http::{
    page::Page,
    told::{Telling, and_tell},
};

/// What a form came to.
#[derive(rocket::Responder)]
pub(crate) enum Saved {
    /// Done; the next page tells it.
    Done(Box<Telling>),
    /// The form again, with what is wrong.
    Again(Page),
}

impl Saved {
    /// Done: leads to `address`, whose page tells `what`.
    pub(crate) fn told(address: String, what: impl Into<String>) -> Self {
        Self::Done(Box::new(and_tell(address, what)))
    }
}
