//! Whom to ask: linked from the foot of every page.

use askama::Template;

use crate::web::{
    http::{answer::Page, error::Result, visitor::Visitor},
    parts::frame::Frame,
};

#[rocket::get("/help")]
#[expect(clippy::needless_pass_by_value, reason = "a guard")]
pub(crate) fn show(visitor: Visitor<'_>) -> Result<Page> {
    Page::of(&Help { frame: visitor.frame() })
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "public/help.html")]
pub(crate) struct Help {
    /// Top and foot.
    pub frame: Frame,
}
