//! The page of all courses side by side: a picture and a table for each question.

use super::comparison::Chart;
use super::frame::Frame;
use super::part::{Act, Empty, Trail};
use askama::Template;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "page/trend/show.html")]
pub struct Trends {
    /// Top and foot.
    pub frame: Frame,
    /// Results / over courses.
    pub trail: Trail,
    /// “How three courses compare”
    pub heading: String,
    /// How to read it.
    pub lead: String,
    /// The questions, or that there are none.
    pub content: Content,
}

/// What there is to show.
#[derive(Debug, Clone)]
pub enum Content {
    /// Nothing, and what will be here.
    Nothing(Empty),
    /// One for each question.
    Items(Vec<Item>),
}

/// One question over courses.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its picture, with the question as heading.
    pub chart: Chart,
    /// What the table holds.
    pub caption: String,
    /// The courses in date order.
    pub rows: Vec<CourseRow>,
}

/// One course.
#[derive(Debug, Clone)]
pub struct CourseRow {
    /// “Pilot course 3, 14 May 2026”
    pub course: String,
    /// “4.3”, “too few answers” or “no answers”.
    pub mean: String,
    /// “12”, or “fewer than 5”.
    pub n: String,
    /// “3.9 to 4.7”, or a dash.
    pub interval: String,
    /// “like earlier courses”, or a dash.
    pub standing: String,
    /// Whether there is no mean.
    pub hidden: bool,
}
