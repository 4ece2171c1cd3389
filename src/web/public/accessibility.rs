//! The accessibility statement: linked from the foot of every page.

use askama::Template;

use crate::web::{
    http::{answer::Page, error::Result, visitor::Visitor},
    parts::frame::Frame,
};

#[rocket::get("/accessibility")]
#[expect(clippy::needless_pass_by_value, reason = "a guard")]
pub(crate) fn show(visitor: Visitor<'_>) -> Result<Page> {
    Page::of(&Accessibility { frame: visitor.frame() })
}

/// What works for whom, and what to do when it does not.
#[derive(Debug, Clone, Template)]
#[template(path = "public/accessibility.html")]
pub(crate) struct Accessibility {
    /// Top and foot.
    pub frame: Frame,
}
