//! Who takes part in a course, and whom of the address book to add.

use super::frame::Frame;
use super::part::{Empty, Link, Trail};
use askama::Template;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "page/participants/show.html")]
pub struct Participants {
    /// Top and foot.
    pub frame: Frame,
    /// Where it is.
    pub trail: Trail,
    /// “18 people take part”
    pub heading: String,
    /// What being on the list means.
    pub lead: String,
    /// What to do while nobody is on it.
    pub empty: Option<Empty>,
    /// Where new people are typed or pasted.
    pub new: Link,
    /// Where a file of people is sent.
    pub file: Link,
    /// Everybody on the list.
    pub people: Vec<Person>,
    /// Where the address book is searched, and people are added.
    pub address: String,
    /// What was searched for.
    pub sought: String,
    /// Whom the search found who is not on the list.
    pub found: Vec<Found>,
    /// What is said about the search: “12 contacts are not on the list”.
    pub told: String,
}

/// Somebody on the list.
#[derive(Debug, Clone)]
pub struct Person {
    /// Their name.
    pub name: String,
    /// Their address and organisation.
    pub detail: String,
    /// Takes them off.
    pub remove: Link,
}

/// Somebody in the address book.
#[derive(Debug, Clone)]
pub struct Found {
    /// Their id.
    pub id: String,
    /// Name, organisation and address.
    pub words: String,
}
