//! The page of what one survey brought, whose body is a document of its own; and where programs read its figures.

use askama::Template;

use crate::web::parts::{Frame, Link, Markup, Trail, chart_files::ChartFiles};

/// The page of what it brought.
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

/// The page that says where programs such as Excel and Power BI read the figures of a survey or a course.
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
