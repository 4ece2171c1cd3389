//! The page of a frozen summary. Its body is a document of its own, drawn from what was frozen.

use super::frame::Frame;
use super::part::{Link, Markup};
use askama::Template;

/// The page of a summary, behind a link from a letter.
#[derive(Debug, Clone, Template)]
#[template(path = "page/summary/show.html")]
pub struct Summary {
    /// Top and foot.
    pub frame: Frame,
    /// “Pilot course 3, Stratford Library”
    pub title: String,
    /// The document.
    pub body: Markup,
    /// Its charts, to keep.
    pub charts: Vec<Link>,
}
