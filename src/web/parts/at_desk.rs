//! What handlers begin a page with, at the desk of somebody who is signed in or for any visitor: its frame, or a form; and the
//! form that comes back.

use std::sync::Arc;

use crate::{
    survey::{ENGLISH, words},
    web::{
        http::{Answer, Desk, Result, Seat, Visitor},
        parts::{FormPage, Frame, MainPlace, nav},
    },
};

impl<G: Seat> Desk<'_, G> {
    /// Top and foot of a page in that place. Says what was just done, once.
    pub(crate) fn frame(&self, here: MainPlace) -> Frame {
        nav::frame(self.who(), self.site(), here).telling(self.said())
    }

    /// A form in that place, without fields yet.
    pub(crate) fn form(&self, here: MainPlace, heading: impl Into<String>) -> FormPage {
        FormPage::new(self.frame(here), heading)
    }
}

impl Visitor<'_> {
    /// Top and foot of a page in English.
    pub(crate) fn frame(&self) -> Frame {
        Frame::public(Arc::clone(self.site), "en")
    }

    /// Top and foot of a page that is in every language of the pages: in the one that the address names, else the one
    /// that their browser asks for.
    pub(crate) fn frame_in_their_language(&self) -> Frame {
        let all = || words::all().iter().map(|words| words.code);
        let named = self.asked_language.as_deref().filter(|asked| all().any(|code| code == *asked));
        let language = named.unwrap_or_else(|| words::preferred(self.accepts, all(), ENGLISH));
        Frame::public(Arc::clone(self.site), language).offering(all(), self.path)
    }

    /// A form without fields yet.
    pub(crate) fn form(&self, heading: impl Into<String>) -> FormPage {
        FormPage::new(self.frame(), heading)
    }
}

impl Answer {
    /// A form that comes back: with what is wrong, or only to show what it makes.
    ///
    /// # Errors
    /// [`Error::Broken`](crate::web::Error::Broken) when the template fails.
    pub(crate) fn again(form: &FormPage) -> Result<Self> {
        if form.problems.is_empty() { Self::page(form) } else { Self::mend(form) }
    }
}
