//! Whom to ask: linked from the foot of every page.

use askama::Template;

use crate::{
    survey::words,
    web::{Answer, Frame, Result, Visitor},
};

#[rocket::get("/help")]
#[expect(clippy::needless_pass_by_value, reason = "a guard")]
pub(crate) fn show(visitor: Visitor<'_>) -> Result<Answer> {
    let frame = visitor.frame_in_their_language();
    let said = &frame.words().pages.help;
    Answer::page(&Help { said, ask: frame.brand.contact.as_deref().map(said.ask), frame })
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "public/help.html")]
pub(crate) struct Help {
    /// What the page says.
    pub said: &'static words::HelpWords,
    /// Whom to ask.
    pub ask: Option<String>,
    /// Top and foot.
    pub frame: Frame,
}
