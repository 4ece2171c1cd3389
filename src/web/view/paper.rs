//! A questionnaire on paper: every question of one side, with boxes to tick.

use super::frame::Frame;
use super::part::Link;
use askama::Template;

/// The sheet.
#[derive(Debug, Clone, Template)]
#[template(path = "page/paper/show.html")]
pub struct Paper {
    /// Top and foot; neither is printed.
    pub frame: Frame,
    /// What is asked.
    pub title: String,
    /// The code of the round, so that the sheet is keyed where it belongs.
    pub code: String,
    /// What people read first.
    pub intro: String,
    /// The short privacy notice.
    pub promise: String,
    /// Where the sheet is handed in.
    pub hand_in: String,
    /// The questions under their headings.
    pub parts: Vec<Part>,
    /// Back to the round.
    pub back: Link,
}

/// Questions under one heading.
#[derive(Debug, Clone)]
pub struct Part {
    /// The heading.
    pub title: String,
    /// The questions.
    pub questions: Vec<Question>,
}

/// A question.
#[derive(Debug, Clone)]
pub struct Question {
    /// Its number on the sheet; none for words that ask nothing.
    pub number: Option<usize>,
    /// The whole sentence.
    pub asks: String,
    /// How to answer.
    pub how: Option<String>,
    /// Boxes, each with the sign that it is keyed by.
    pub boxes: Vec<Tick>,
    /// Lines to write on.
    pub lines: usize,
}

/// A box to tick.
#[derive(Debug, Clone)]
pub struct Tick {
    /// The sign it is keyed by: `4`, `d`.
    pub sign: String,
    /// What it means.
    pub label: String,
}
