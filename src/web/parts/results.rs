//! The pages of what one survey brought, and what those of a course did. Their bodies are documents of their own.

use askama::Template;

use crate::web::{
    parts::rows::{Row, RowEnd},
    parts::{
        frame::Frame,
        piece::{Act, Empty, Link, Markup, Trail},
    },
};

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "rounds/results.html")]
pub(crate) struct Results {
    /// Top and foot.
    pub frame: Frame,
    /// Results / the survey.
    pub trail: Trail,
    /// The finding.
    pub title: String,
    /// That these are no results but a sample, where they are.
    pub sample: Option<String>,
    /// The document, from its heading on.
    pub body: Markup,
    /// Files to keep; none while answers can come.
    pub files: Vec<Link>,
    /// Single answers and what they mean, for those who run courses.
    pub data: Option<Data>,
}

/// Files for analysis.
#[derive(Debug, Clone)]
pub(crate) struct Data {
    /// The files.
    pub files: Vec<Link>,
    /// What is in them and what is not.
    pub about: String,
}

/// What the surveys of a course brought, side by side.
#[derive(Debug, Clone, Template)]
#[template(path = "courses/results.html")]
pub(crate) struct OfCourse {
    /// Top and foot.
    pub frame: Frame,
    /// Results / the course.
    pub trail: Trail,
    /// The finding, or that there is nothing yet.
    pub title: String,
    /// What there is to show.
    pub content: Content,
    /// Its surveys, each leading to its own results.
    pub surveys: Vec<Row>,
    /// Where more files are.
    pub about_files: &'static str,
    /// Files to keep; none while answers can come.
    pub files: Vec<Link>,
    /// What else tells of the course.
    pub further: Vec<Link>,
}

/// What there is to show of a course.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// Nothing, and what will be here.
    Nothing(Empty),
    /// The document, from its heading on.
    Report(Markup),
}
