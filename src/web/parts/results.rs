//! The page of what one survey brought. Its body is a document of its own.

use askama::Template;

use crate::web::parts::{
    chart_files::ChartFiles,
    frame::Frame,
    piece::{Link, Markup, Trail},
};

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/results.html")]
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
    pub charts: Vec<ChartFiles>,
    /// Single answers and what they mean, for those who run courses.
    pub data: Option<Data>,
}

/// Files for analysis.
#[derive(Debug, Clone)]
pub(crate) struct Data {
    pub files: Vec<Link>,
    /// What is in them and what is not.
    pub about: String,
}
