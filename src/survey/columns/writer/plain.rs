//! The short way to read a document: compact, its items in the order of their keys, no word escaped. Most are like that
//! on SQLite. Whatever is not takes the long way.

use super::{Missing, Place, push_cell};
use crate::survey::columns::csv_cell::is_quoted;

/// One answer of a plain document, whose words are those of the document.
#[derive(Clone, Copy)]
pub(super) enum PlainAnswer<'d> {
    /// The document does not have it.
    Nothing,
    /// A point of a scale.
    Rating(u8),
    /// The key of an option.
    Choice(PlainWords<'d>),
    /// What was written.
    Text(PlainWords<'d>),
    /// Why there is no value.
    Missing(Missing),
}

/// Words that no character of which is escaped.
#[derive(Clone, Copy)]
pub(super) struct PlainWords<'d> {
    pub(super) text: &'d str,
    /// Whether a CSV file has them as they are: seen while they are read, so that nobody looks again.
    is_bare: bool,
}

impl PlainWords<'_> {
    /// Appends them to a row of a CSV file.
    pub(super) fn push(self, row: &mut Vec<u8>) {
        if self.is_bare {
            row.extend_from_slice(self.text.as_bytes());
        } else {
            push_cell(row, self.text);
        }
    }
}

/// Puts the answers of a document in the places of their items; none when it is not plain, and then some may be in place
/// already.
pub(super) fn read<'d>(
    places: &[Place<'_>],
    answers: &mut [PlainAnswer<'d>],
    document: &'d str,
) -> Option<()> {
    answers.fill(PlainAnswer::Nothing);
    let mut rest = document.strip_prefix('{')?;
    for (place, answer) in places.iter().zip(answers) {
        let Some(after) = rest.strip_prefix(&*place.before) else { continue };
        (*answer, rest) = one(after)?;
        match rest.as_bytes() {
            [b',', ..] => rest = &rest[1..],
            b"}" => return Some(()),
            _ => return None,
        }
    }
    None
}

/// Reads one answer, and what follows it.
fn one(text: &str) -> Option<(PlainAnswer<'_>, &str)> {
    match *text.as_bytes() {
        [point @ b'1'..=b'5', ..] => Some((PlainAnswer::Rating(point - b'0'), &text[1..])),
        [b'{', ..] => {
            let (answer, rest) = if let Some(key) = text.strip_prefix("{\"one\":\"") {
                let (key, rest) = words(key)?;
                (PlainAnswer::Choice(key), rest)
            } else {
                let (words, rest) = words(text.strip_prefix("{\"text\":\"")?)?;
                (PlainAnswer::Text(words), rest)
            };
            Some((answer, rest.strip_prefix('}')?))
        }
        _ => {
            let (why, rest) = words(text.strip_prefix('"')?)?;
            let why = Missing::ALL.into_iter().find(|missing| missing.key() == why.text)?;
            Some((PlainAnswer::Missing(why), rest))
        }
    }
}

/// Words up to the quotation mark that ends them, and what follows it; none where a character is escaped.
fn words(text: &str) -> Option<(PlainWords<'_>, &str)> {
    let mut is_bare = true;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => return Some((PlainWords { text: &text[..at], is_bare }, &text[at + 1..])),
            b'\\' => return None,
            byte => is_bare &= !is_quoted(byte),
        }
    }
    None
}
