//! A page that lists things of one kind: courses, results.

use askama::Template;

use crate::web::parts::{
    frame::Frame,
    piece::{Button, ButtonAct, Empty, Link},
    rows::{Row, RowEnd},
};

/// The list.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/index.html")]
pub(crate) struct Index {
    /// Top and foot.
    pub frame: Frame,
    pub programme: String,
    /// What there is, in a few words: “Three courses, one under way”.
    pub heading: String,
    /// What can be added.
    pub actions: Vec<Button>,
    /// What to do while there is nothing.
    pub empty: Option<Empty>,
    /// One line for each.
    pub rows: Vec<Row>,
    /// The pages before and after this.
    pub pages: Vec<Link>,
}
