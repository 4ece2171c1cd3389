//! Pages that say one thing: what happened, what it means, where to go on.

use askama::Template;

use crate::web::parts::{Frame, Link, Trail};

/// What is said to whoever is not at work here.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/notice.html")]
pub(crate) struct Notice {
    /// Top and foot.
    pub frame: Frame,
    /// “Look in your inbox”
    pub heading: String,
    /// The first sentence.
    pub lead: String,
    /// More sentences.
    pub sentences: Vec<String>,
    /// Where to go on.
    pub link: Option<Link>,
}

/// What is said to staff: why something is not done, and where to go instead.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/note.html")]
pub(crate) struct Note {
    /// Top and foot.
    pub frame: Frame,
    /// Where it is.
    pub trail: Trail,
    /// What is so: “This can no longer be changed”.
    pub heading: String,
    /// Why.
    pub paragraphs: Vec<String>,
    /// Where to go instead, the likeliest first.
    pub ways: Vec<Link>,
}
