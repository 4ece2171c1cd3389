//! Keying paper sheets: one short field for each question, quick by keyboard alone.

use super::frame::Frame;
use super::part::{Link, Problem, Trail};
use askama::Template;

/// The screen.
#[derive(Debug, Clone, Template)]
#[template(path = "page/keyed/show.html")]
pub struct Keyed {
    /// Top and foot.
    pub frame: Frame,
    /// Where it is.
    pub trail: Trail,
    /// Which sheet of this sitting.
    pub sheet: u32,
    /// What is wrong, for the top of the page.
    pub problems: Vec<Problem>,
    /// Where it is sent.
    pub action: String,
    /// What makes a sheet that is sent twice count once.
    pub key: String,
    /// The questions in the order of the sheet.
    pub lines: Vec<Line>,
    /// Back to the round.
    pub back: Link,
}

/// A question.
#[derive(Debug, Clone)]
pub struct Line {
    /// The item’s key.
    pub key: String,
    /// Its number on the sheet and the whole question.
    pub asks: String,
    /// What may be typed: “1 Not at all · 5 Completely · d Don’t know”.
    pub signs: String,
    /// What was typed.
    pub value: String,
    /// Whether words are written, not signs.
    pub long: bool,
    /// What is wrong with it.
    pub problem: Option<String>,
}

impl Line {
    /// The id of its field.
    pub fn id(&self) -> String {
        super::question::target(&self.key)
    }

    /// The ids of what describes it.
    pub fn described_by(&self) -> String {
        match self.problem {
            Some(_) => format!("{0}-hint {0}-problem", self.id()),
            None => format!("{}-hint", self.id()),
        }
    }
}
