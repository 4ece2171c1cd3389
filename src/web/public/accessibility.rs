//! The accessibility statement: linked from the foot of every page.

use askama::Template;
use jiff::civil::{Date, date};

use crate::{
    survey::words::StatementWords,
    web::{Answer, Frame, Result, Visitor},
};

/// When this release was looked at for what its statement says. Whoever changes the statement changes this too.
const PREPARED: Date = date(2026, 11, 30);

#[rocket::get("/accessibility")]
#[expect(clippy::needless_pass_by_value, reason = "a guard")]
pub(crate) fn show(visitor: Visitor<'_>) -> Result<Answer> {
    let frame = visitor.frame_in_their_language();
    let (words, brand) = (frame.words(), &frame.brand);
    let said = &words.pages.statement;
    // A review of an earlier release says nothing about this one.
    let reviewed = brand.reviewed_on.unwrap_or(PREPARED).max(PREPARED);
    Answer::page(&Accessibility {
        said,
        applies_to: (said.applies_to)(&visitor.app.settings.site_url, &brand.organisation),
        tell: brand.contact.as_deref().map_or_else(|| said.tell.to_owned(), said.tell_or),
        committed: (said.committed)(&brand.organisation),
        prepared: (said.prepared)(&words.date(PREPARED), &words.date(reviewed)),
        frame,
    })
}

/// How far the guidelines are met, and what to do when something does not work.
#[derive(Debug, Clone, Template)]
#[template(path = "public/accessibility.html")]
pub(crate) struct Accessibility {
    /// What the statement of every library says.
    pub said: &'static StatementWords,
    /// What it is about, and who runs that.
    pub applies_to: String,
    /// Whom to tell.
    pub tell: String,
    /// Who is committed to what.
    pub committed: String,
    /// When it was prepared and reviewed.
    pub prepared: String,
    /// Top and foot.
    pub frame: Frame,
}
