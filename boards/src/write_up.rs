//! The document that a workshop ends with: a title, an introduction, the prompts as headings, the cards as bullets, and
//! a date. The same document is written as text, Markdown, HTML, Word and JSON, and read back from all but HTML.

pub mod docx;
pub mod examples;
mod lines;
mod markdown;
mod text;

use askama::Template;
use serde::{Deserialize, Serialize};

use self::lines::INTRODUCTION;
pub use self::lines::{APPENDIX, SkippedLine};

/// Characters of the longest heading, title or date.
pub const LONGEST_HEADING: usize = 200;

/// Characters of the longest bullet. Cards are shorter; a write-up that somebody typed need not be.
pub const LONGEST_BULLET: usize = 1000;

/// Bytes of the longest text that is read.
pub const LARGEST: usize = 1 << 20;

/// Bytes of the largest Word document that is read.
pub const LARGEST_WORD: usize = 16 << 20;

/// The first bytes of every archive, and so of every Word document.
const ARCHIVE: &[u8] = b"PK\x03\x04";

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WriteUp {
    /// What the document is called; may be empty.
    pub title: String,
    /// Paragraphs before the first heading.
    #[serde(default)]
    pub introduction: Vec<String>,
    /// The prompts in order.
    pub prompts: Vec<Prompt>,
    /// Every card as it was written, under the headings again; usually none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub appendix: Vec<Prompt>,
    /// The last line, such as "October 2004"; may be empty.
    #[serde(default)]
    pub date: String,
}

/// A heading with its bullets.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prompt {
    /// Without a colon at the end.
    pub heading: String,
    /// In the order that was agreed.
    pub cards: Vec<Card>,
}

/// A bullet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// One line.
    pub text: String,
}

/// A write-up that was read, with what was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// What was understood.
    pub write_up: WriteUp,
    /// Lines that belong to no heading and no bullet.
    pub skipped: Vec<SkippedLine>,
}

/// Why a text is no write-up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Nothing but blanks.
    #[error("There is no text in it.")]
    Empty,
    /// Text, but nothing that could be a prompt.
    #[error(
        "There are no headings in it. A heading is a line that ends with a colon or a question mark, with its points below on lines that begin with “-”."
    )]
    NoHeadings,
    /// A bullet above all headings.
    #[error(
        "Line {0}: there is no heading above this point. A heading is a line that ends with a colon or a question mark."
    )]
    NoHeadingAbove(usize),
    /// A heading, a bullet or the whole is too long.
    #[error("Line {line}: this is longer than {limit} characters.")]
    TooLong {
        /// Counted from 1.
        line: usize,
        /// In characters.
        limit: usize,
    },
    /// More than [`LARGEST`].
    #[error("It is larger than 1 MB. A write-up is a page or two of text.")]
    TooLarge,
    /// Neither text nor a Word document.
    #[error("This can’t be read as text: it is not UTF-8 text (byte {0}).")]
    NotText(usize),
    /// Not a Word document.
    #[error("This is not a Word document (.docx) that can be read: {0}")]
    NotWord(String),
}

/// A page of its own, that prints.
#[derive(Template)]
#[template(path = "write_up.html")]
struct Page<'a> {
    language: &'a str,
    introduced: &'static str,
    appended: &'static str,
    write_up: &'a WriteUp,
}

impl WriteUp {
    /// A document of these parts, each cleaned so that it reads back as it was written.
    #[must_use]
    pub fn new(
        title: &str,
        introduction: &[impl AsRef<str>],
        prompts: impl IntoIterator<Item = (String, Vec<String>)>,
        date: &str,
    ) -> Self {
        Self {
            title: heading(title),
            introduction: introduction
                .iter()
                .map(|text| paragraph(text.as_ref()))
                .filter(|text| !text.is_empty())
                .collect(),
            prompts: prompts.into_iter().map(Prompt::of).collect(),
            appendix: Vec::new(),
            date: paragraph(date),
        }
    }

    /// The same document with every card as it was written, each part cleaned.
    #[must_use]
    pub fn with_appendix(mut self, prompts: impl IntoIterator<Item = (String, Vec<String>)>) -> Self {
        self.appendix = prompts.into_iter().map(Prompt::of).collect();
        self
    }

    /// Reads a file by what it holds and how its name ends: a Word document, Markdown (`.md`) or plain text.
    ///
    /// # Errors
    ///
    /// What is wrong, with its line.
    pub fn from_file(name: &str, bytes: &[u8]) -> Result<Read, ReadError> {
        let ending = name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_lowercase());
        if ending == "docx" || bytes.starts_with(ARCHIVE) {
            return if bytes.len() > LARGEST_WORD {
                Err(ReadError::TooLarge)
            } else {
                Self::from_docx(bytes)
            };
        }
        if bytes.len() > LARGEST {
            return Err(ReadError::TooLarge);
        }
        let text = std::str::from_utf8(bytes).map_err(|error| ReadError::NotText(error.valid_up_to() + 1))?;
        if ending == "md" { Self::from_markdown(text) } else { Self::from_text(text) }
    }

    /// Reads plain text, in which a heading is a line that ends with a colon or a question mark (or begins with "#"),
    /// and a bullet begins with "-", "*" or "•".
    ///
    /// # Errors
    ///
    /// What is wrong, with its line.
    pub fn from_text(text: &str) -> Result<Read, ReadError> {
        lines::assemble(text::read(text)?)
    }

    /// Reads Markdown, in which only lines that begin with "#" are headings, if there are any.
    ///
    /// # Errors
    ///
    /// What is wrong, with its line.
    pub fn from_markdown(text: &str) -> Result<Read, ReadError> {
        lines::assemble(markdown::read(text)?)
    }

    /// Reads a Word document: by its styles of headings and lists, or as text where it has none.
    ///
    /// # Errors
    ///
    /// What is wrong; lines are paragraphs.
    pub fn from_docx(bytes: &[u8]) -> Result<Read, ReadError> {
        lines::assemble(docx::read(bytes)?)
    }

    /// As plain text that reads back as it is.
    #[must_use]
    pub fn to_text(&self) -> String {
        text::write(self)
    }

    /// As Markdown that reads back as it is.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        markdown::write(self)
    }

    /// As a page of its own, in the language of this BCP 47 tag.
    ///
    /// # Errors
    ///
    /// None that can happen with the page as it is.
    pub fn to_html(&self, language: &str) -> Result<String, askama::Error> {
        Page { language, introduced: INTRODUCTION, appended: APPENDIX, write_up: self }.render()
    }

    /// As a Word document with real headings and lists, in the language of this BCP 47 tag.
    ///
    /// # Errors
    ///
    /// What the archive could not take.
    pub fn to_docx(&self, language: &str) -> Result<Vec<u8>, docx::WriteError> {
        docx::write(self, language)
    }

    /// As JSON, with a line feed at the end.
    ///
    /// # Errors
    ///
    /// None that can happen with these types.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|json| json + "\n")
    }

    /// How many bullets there are.
    #[must_use]
    pub fn cards(&self) -> usize {
        self.prompts.iter().map(|prompt| prompt.cards.len()).sum()
    }
}

impl Prompt {
    fn of((text, cards): (String, Vec<String>)) -> Self {
        let cards = cards.iter().map(|text| Card { text: line(text) }).filter(|card| !card.text.is_empty());
        Self { heading: heading(&text), cards: cards.collect() }
    }

    /// The heading as a document prints it: with a colon, unless it asks.
    #[must_use]
    pub fn printed(&self) -> String {
        if self.heading.ends_with('?') { self.heading.clone() } else { format!("{}:", self.heading) }
    }
}

/// One line without control characters and without blanks at its ends; blanks within stay as they were written.
#[must_use]
pub fn line(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .filter(|c| !matches!(c, '\u{feff}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}'))
        .collect();
    plain.trim().to_owned()
}

/// A line that can stand as a heading: without the marks that begin a bullet or a Markdown heading, and without a colon at
/// the end.
#[must_use]
pub fn heading(text: &str) -> String {
    let mut rest = line(text);
    loop {
        let bare = rest.trim_start_matches(['#', '-', '*', '•']).trim_end_matches(':').trim();
        if bare.len() == rest.len() {
            return rest;
        }
        rest = bare.to_owned();
    }
}

/// A line that can stand as a paragraph or a date: without the marks by which it would read as a bullet or a heading.
fn paragraph(text: &str) -> String {
    let text = line(text);
    let mut rest = text.as_str();
    while let Some(inside) = text::bullet(rest).or_else(|| text::marked(rest).map(|(_, words)| words)) {
        rest = inside;
    }
    rest.to_owned()
}

#[cfg(test)]
mod tests;
