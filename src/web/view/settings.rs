//! The privacy notice as its readers will see it.

use super::frame::Frame;
use super::part::{Link, Trail};
use askama::Template;

/// The notice for each mode of privacy.
#[derive(Debug, Clone, Template)]
#[template(path = "page/settings/preview.html")]
pub struct Preview {
    /// Top and foot.
    pub frame: Frame,
    /// Where the page is.
    pub trail: Trail,
    /// One for each mode.
    pub notices: Vec<Notice>,
    /// Where to change it.
    pub change: Link,
}

/// The notice of one mode.
#[derive(Debug, Clone)]
pub struct Notice {
    /// Part of ids in the page.
    pub key: &'static str,
    /// “In an anonymous round”
    pub title: &'static str,
    /// The words above the first question.
    pub promise: String,
    /// Headings and what stands under them.
    pub paragraphs: Vec<(&'static str, String)>,
}
