//! The way in to a round, to be printed or shown by a projector.

use super::frame::Frame;
use super::part::{Fact, Link, Live, Markup};
use askama::Template;

/// The poster.
#[derive(Debug, Clone, Template)]
#[template(path = "page/poster/show.html")]
pub struct Poster {
    /// Top and foot; neither is printed.
    pub frame: Frame,
    /// What is asked: “How was the course?”
    pub title: String,
    /// The course it is about.
    pub course: Option<String>,
    /// The address as a QR code.
    pub qr: Markup,
    /// The address as one types it: “reading.example.org/s/HAM4KX”.
    pub short: String,
    /// The code alone.
    pub code: String,
    /// How long it takes, when it closes.
    pub facts: Vec<Fact>,
    /// What people are promised.
    pub promise: String,
    /// How many have answered, on a projector.
    pub live: Option<Live>,
    /// Whether a projector shows it: large, light on dark.
    pub on_screen: bool,
    /// The same in the other form.
    pub other: Link,
    /// Back to the round.
    pub back: Link,
}
