//! The home page of a programme: what needs a person this week, and the latest finding.

use askama::Template;

use crate::web::parts::{
    frame::Frame,
    piece::{Act, Action, Empty, Link},
    rows::{Row, RowEnd},
};

/// The home page.
#[derive(Debug, Clone, Template)]
#[template(path = "home/show.html")]
pub(crate) struct Programme {
    /// Top and foot.
    pub frame: Frame,
    /// “Welcome to reading · pilot programme 2026”
    pub programme: String,
    /// What is happening: “Two courses need you this week”.
    pub heading: String,
    /// What to do first, where there is no course.
    pub empty: Option<Empty>,
    /// Courses, the most pressing first.
    pub courses: Vec<Row>,
    /// Surveys of the whole programme that take answers now.
    pub surveys: Vec<Row>,
    /// Anything else that waits for a person.
    pub needs: Vec<Row>,
    /// The latest finding.
    pub finding: Option<Finding>,
}

/// A finding with its two means.
#[derive(Debug, Clone)]
pub(crate) struct Finding {
    /// The sentence without its full stop: “Partners want us to bend our rules more than we say we do”.
    pub sentence: String,
    /// The partners’ mean: “4.2”.
    pub partners: String,
    /// The library’s mean: “2.7”.
    pub library: String,
    /// What the means rest on: “Means on a scale from 1 to 5, from 9 partners and 14 library staff”.
    pub basis: String,
    /// Where the comparison is.
    pub link: Link,
}
