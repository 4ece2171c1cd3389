//! From lines whose kind is known to a write-up. Text, Markdown and Word differ only in how they tell the kinds apart.

use super::{
    Card, LONGEST_BULLET, LONGEST_HEADING, Prompt, Read, ReadError, WriteUp, heading, line, paragraph,
};

/// What a line of a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineKind {
    /// The name of the document.
    Title,
    /// A prompt.
    Heading,
    /// A card.
    Bullet,
    /// More of the bullet above.
    Continuation,
    /// Anything else.
    Prose,
}

/// A line that is not blank.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Counted from 1.
    pub(super) number: usize,
    pub(super) kind: LineKind,
    pub(super) text: String,
}

/// A line that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkippedLine {
    /// Counted from 1.
    pub line: usize,
    /// What it says.
    pub text: String,
}

/// The word above the introduction, in the languages of the product.
pub(super) const INTRODUCTION: &str = "Introduction";
const INTRODUCTIONS: [&str; 2] = [INTRODUCTION, "Cyflwyniad"];

/// The words above the appendix.
pub const APPENDIX: &str = "Appendix: every card as it was written";

pub(super) fn assemble(lines: Vec<Line>) -> Result<Read, ReadError> {
    if lines.is_empty() {
        return Err(ReadError::Empty);
    }
    let mut write_up = WriteUp::default();
    let mut skipped: Vec<SkippedLine> = Vec::new();
    let last = lines.len() - 1;
    // Where headings and bullets go: to the appendix, once its own heading was met.
    let mut appended = false;
    for (index, Line { number, kind, text }) in lines.into_iter().enumerate() {
        let text = line(&text);
        let limit = match kind {
            LineKind::Title | LineKind::Heading => LONGEST_HEADING,
            _ => LONGEST_BULLET.max(if write_up.prompts.is_empty() { 20 * LONGEST_BULLET } else { 0 }),
        };
        if text.chars().count() > limit {
            return Err(ReadError::TooLong { line: number, limit });
        }
        let begun = !write_up.prompts.is_empty();
        if begun && matches!(kind, LineKind::Heading | LineKind::Prose) && appends(&text) {
            appended = true;
            continue;
        }
        let prompts = if appended { &mut write_up.appendix } else { &mut write_up.prompts };
        match kind {
            LineKind::Title => write_up.title = heading(&text),
            LineKind::Heading if introduces(&text) && !begun => {}
            LineKind::Heading => prompts.push(Prompt { heading: heading(&text), cards: Vec::new() }),
            LineKind::Bullet => match prompts.last_mut() {
                Some(prompt) => prompt.cards.push(Card { text }),
                None => return Err(ReadError::NoHeadingAbove(number)),
            },
            LineKind::Continuation => match prompts.last_mut().and_then(|prompt| prompt.cards.last_mut()) {
                Some(card) => {
                    card.text.push(' ');
                    card.text.push_str(&text);
                    if card.text.chars().count() > LONGEST_BULLET {
                        return Err(ReadError::TooLong { line: number, limit: LONGEST_BULLET });
                    }
                }
                None => write_up.introduction.push(paragraph(&text)),
            },
            LineKind::Prose if !begun => {
                if !introduces(&text) {
                    write_up.introduction.push(paragraph(&text));
                }
            }
            LineKind::Prose if index == last && text.chars().count() <= LONGEST_HEADING => {
                write_up.date = paragraph(&text);
            }
            LineKind::Prose => skipped.push(SkippedLine { line: number, text }),
        }
    }
    if write_up.prompts.is_empty() {
        return Err(ReadError::NoHeadings);
    }
    Ok(Read { write_up, skipped })
}

/// Whether the line is the heading of the appendix.
fn appends(text: &str) -> bool {
    text.trim_end_matches(':').trim_end() == APPENDIX
}

/// Whether the line is the heading of the introduction.
pub(super) fn introduces(text: &str) -> bool {
    let text = text.trim_end_matches(':').trim();
    INTRODUCTIONS.iter().any(|word| word.eq_ignore_ascii_case(text))
}
