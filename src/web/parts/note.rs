//! A page of staff that says why something is not done, and where to go instead.

use askama::Template;

use crate::web::parts::{
    frame::Frame,
    piece::{Link, Trail},
};

/// The page.
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
