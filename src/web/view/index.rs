//! A page that lists things of one kind: courses, results.

use super::frame::Frame;
use super::part::{Act, Action, Empty};
use super::programme::{Row, RowEnd};
use askama::Template;

/// The list.
#[derive(Debug, Clone, Template)]
#[template(path = "page/index/show.html")]
pub struct Index {
    /// Top and foot.
    pub frame: Frame,
    /// The programme.
    pub programme: String,
    /// What there is, in a few words: “Three courses, one under way”.
    pub heading: String,
    /// What can be added.
    pub actions: Vec<Action>,
    /// What to do while there is nothing.
    pub empty: Option<Empty>,
    /// One line for each.
    pub rows: Vec<Row>,
}
