//! The pages that every page links to: help, accessibility, privacy.

use super::frame::Frame;
use askama::Template;

/// Whom to ask.
#[derive(Debug, Clone, Template)]
#[template(path = "page/about/help.html")]
pub struct Help {
    /// Top and foot.
    pub frame: Frame,
}

/// What works for whom, and what to do when it does not.
#[derive(Debug, Clone, Template)]
#[template(path = "page/about/accessibility.html")]
pub struct Accessibility {
    /// Top and foot.
    pub frame: Frame,
}

/// What the service keeps about people, whatever the survey.
#[derive(Debug, Clone, Template)]
#[template(path = "page/about/privacy.html")]
pub struct Privacy {
    /// Top and foot.
    pub frame: Frame,
    /// The smallest group whose figures are shown.
    pub min_group: u32,
}
