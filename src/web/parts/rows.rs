//! Lines in a list: what each is, what goes on, and what stands at its end; and the page of such a list.

use askama::Template;

use crate::web::parts::{Button, ButtonAct, Empty, Frame, Link, piece::Progress};

/// A page that lists things of one kind: courses, results.
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

#[derive(Debug, Clone)]
#[must_use]
pub(crate) struct Row {
    /// “Pilot course 4, East Ham”
    pub title: String,
    /// Address of its page.
    pub href: Option<String>,
    /// What happened or happens next, in a sentence or two.
    pub detail: String,
    /// The end of the line.
    pub end: RowEnd,
}

#[derive(Debug, Clone)]
pub(crate) enum RowEnd {
    Nothing,
    Progress(Progress),
    Link(Link),
    /// Tags, each leading to all that has it, and a link.
    Tagged(Vec<Link>, Link),
    /// A mark that its day has passed.
    Overdue,
}

impl Row {
    /// A line that leads nowhere.
    pub(crate) fn new(title: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { title: title.into(), href: None, detail: detail.into(), end: RowEnd::Nothing }
    }

    /// The same line with the page that its title leads to.
    pub(crate) fn to(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// The same line with a link at its end.
    pub(crate) fn link(mut self, link: Link) -> Self {
        self.end = RowEnd::Link(link);
        self
    }
}
