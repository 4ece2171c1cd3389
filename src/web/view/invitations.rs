//! The letters of a round: who was written to, what a letter says, and where the links of a test lead.

use askama::Template;

use super::{
    frame::Frame,
    part::{Act, Action, Empty, Fact, Link, Trail},
    programme::{Row, RowEnd},
};
use crate::letters::invitation::Words;

/// Who is invited to a round and what became of their letters.
#[derive(Debug, Clone, Template)]
#[template(path = "page/invitations/show.html")]
pub struct Invitations {
    /// Top and foot.
    pub frame: Frame,
    /// Courses / course / survey · invitations.
    pub trail: Trail,
    /// How many letters left, wait and failed.
    pub heading: String,
    /// What happens next.
    pub lead: String,
    /// The counts.
    pub facts: Vec<Fact>,
    /// Why there is nobody.
    pub empty: Option<Empty>,
    /// What can be done now.
    pub actions: Vec<Action>,
    /// The invitation and the reminders with their times.
    pub mailings: Vec<Row>,
    /// What is told of each person, and what is not.
    pub told: String,
    /// Everybody by name.
    pub people: Vec<Row>,
}

/// A letter before it is sent.
#[derive(Debug, Clone, Template)]
#[template(path = "page/invitations/preview.html")]
pub struct Preview {
    /// Top and foot.
    pub frame: Frame,
    /// Where the page is.
    pub trail: Trail,
    /// “What the invitation says”
    pub heading: String,
    /// “From: …”
    pub from: String,
    /// What it says.
    pub words: Words,
    /// The whole plain text.
    pub text: String,
    /// Sending a test.
    pub actions: Vec<Action>,
    /// The other kind of letter.
    pub other: Link,
}

/// Where the links of a test lead.
#[derive(Debug, Clone, Template)]
#[template(path = "page/invitations/tried.html")]
pub struct Tried {
    /// Top and foot.
    pub frame: Frame,
    /// Where the page is.
    pub trail: Trail,
    /// Back to the letters of the round.
    pub back: Link,
}
