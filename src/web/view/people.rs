//! The people of a programme, and one of them.

use super::frame::Frame;
use super::part::{Act, Action, Fact, Trail};
use askama::Template;

/// Everybody.
#[derive(Debug, Clone, Template)]
#[template(path = "page/people/index.html")]
pub struct People {
    /// Top and foot.
    pub frame: Frame,
    /// Where it is.
    pub trail: Trail,
    /// “Six people work in this programme”
    pub heading: String,
    /// One line for each, by name.
    pub lines: Vec<Line>,
    /// Adds somebody.
    pub add: Action,
}

/// One person in the list.
#[derive(Debug, Clone)]
pub struct Line {
    /// Their name.
    pub name: String,
    /// Address of their page.
    pub href: String,
    /// The address that they sign in with.
    pub email: String,
    /// “Trainer”
    pub role: String,
    /// “21 May 2026”
    pub since: String,
    /// “On” or “Off”
    pub second_factor: String,
    /// “Can sign in”
    pub state: String,
}

/// One person.
#[derive(Debug, Clone, Template)]
#[template(path = "page/people/show.html")]
pub struct PersonPage {
    /// Top and foot.
    pub frame: Frame,
    /// Where the page is, and their address.
    pub trail: Trail,
    /// Their name.
    pub heading: String,
    /// Role, since when, second factor, state.
    pub facts: Vec<Fact>,
    /// What the role may do.
    pub may: String,
    /// What can be done.
    pub actions: Vec<Action>,
}
