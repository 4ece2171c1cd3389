//! The short way to read a document: compact, its items in the order of their keys, no word escaped. Most are like that
//! on SQLite. Whatever is not takes the long way.

use super::{Missing, Place, push_cell};
use crate::columns::is_quoted;

/// Bytes that are compared at once: a call for each key and each word takes longer than the work itself.
const AT_ONCE: usize = 8;

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
        let Some(after) = behind(rest, &place.before) else { continue };
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

/// What follows `before` in a text that begins so.
fn behind<'d>(text: &'d str, before: &str) -> Option<&'d str> {
    let (found, wanted) = (text.as_bytes().get(..before.len())?, before.as_bytes());
    let is_same = match (found.last_chunk::<AT_ONCE>(), wanted.last_chunk::<AT_ONCE>()) {
        (Some(end), Some(wanted_end)) => {
            let (found, _) = found.as_chunks::<AT_ONCE>();
            let (wanted, _) = wanted.as_chunks::<AT_ONCE>();
            end == wanted_end && found.iter().zip(wanted).all(|(found, wanted)| found == wanted)
        }
        _ => found == wanted,
    };
    is_same.then(|| &text[before.len()..])
}

/// Words up to the quotation mark that ends them, and what follows it; none where a character is escaped.
fn words(text: &str) -> Option<(PlainWords<'_>, &str)> {
    let bytes = text.as_bytes();
    let (chunks, _) = bytes.as_chunks::<AT_ONCE>();
    // Most of what people write ends no words and needs no quotation marks.
    let begin = chunks.iter().take_while(|chunk| marks(**chunk) == 0).count() * AT_ONCE;
    let mut is_bare = true;
    for (at, byte) in bytes.iter().enumerate().skip(begin) {
        match byte {
            b'"' => return Some((PlainWords { text: &text[..at], is_bare }, &text[at + 1..])),
            b'\\' => return None,
            byte => is_bare &= !is_quoted(*byte),
        }
    }
    None
}

/// How many of some bytes end words or need a closer look: as a sum, which is made of all of them at once.
fn marks(bytes: [u8; AT_ONCE]) -> u8 {
    let is = |byte: u8, mark: u8| u8::from(byte == mark);
    let of = |byte: u8| is(byte, b'"') + is(byte, b'\\') + is(byte, b',') + is(byte, b'\r') + is(byte, b'\n');
    bytes.into_iter().map(of).sum()
}
