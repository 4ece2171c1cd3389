//! What holds for every survey: linked from the foot of every page.

use askama::Template;

use crate::web::{
    http::{answer::Page, error::Result, visitor::Visitor},
    parts::frame::Frame,
};

#[rocket::get("/privacy")]
#[expect(clippy::needless_pass_by_value, reason = "a guard")]
pub(crate) fn show(visitor: Visitor<'_>) -> Result<Page> {
    Page::of(&Privacy { frame: visitor.frame(), min_group: visitor.app.settings.min_group })
}

/// What the service keeps about people, whatever the survey.
#[derive(Debug, Clone, Template)]
#[template(path = "public/privacy.html")]
pub(crate) struct Privacy {
    /// Top and foot.
    pub frame: Frame,
    /// The smallest group whose figures are shown.
    pub min_group: u32,
}
