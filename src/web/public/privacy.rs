//! What holds for every survey: linked from the foot of every page.

use askama::Template;

use crate::{
    survey::words,
    web::{Answer, Frame, Result, Visitor},
};

#[rocket::get("/privacy")]
#[expect(clippy::needless_pass_by_value, reason = "a guard")]
pub(crate) fn show(visitor: Visitor<'_>) -> Result<Answer> {
    let frame = visitor.frame_in_their_language();
    let said = &frame.words().pages.privacy;
    Answer::page(&Privacy { said, groups: (said.groups)(visitor.app.settings.min_group), frame })
}

/// What the service keeps about people, whatever the survey.
#[derive(Debug, Clone, Template)]
#[template(path = "public/privacy.html")]
pub(crate) struct Privacy {
    /// What the page says.
    pub said: &'static words::PrivacyWords,
    /// The smallest group whose figures are shown.
    pub groups: String,
    /// Top and foot.
    pub frame: Frame,
}
