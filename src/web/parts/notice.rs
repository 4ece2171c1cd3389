//! A page that says one thing: what happened, what it means, where to go on.

use askama::Template;

use crate::web::parts::{frame::Frame, piece::Link};

/// What is said.
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
