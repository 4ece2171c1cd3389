//! The page that says where programs such as Excel and Power BI read the figures of a survey or a course.

use askama::Template;

use crate::web::parts::{
    frame::Frame,
    piece::{Link, Trail},
};

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/connect.html")]
pub(crate) struct SpreadsheetLinks {
    pub frame: Frame,
    /// Results / the survey or course.
    pub trail: Trail,
    /// What the figures are of.
    pub about: String,
    /// The whole address of the feed.
    pub feed: String,
    /// Whole addresses of CSV files, each with what it holds.
    pub files: Vec<(String, String)>,
    /// Pages like this one of what belongs to it.
    pub others: Vec<Link>,
    /// Where a token is made.
    pub new_token: String,
}
