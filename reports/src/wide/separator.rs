//! What separates cells and lines: told by the header alone.

use std::io::{self, Read};

use csv::{ByteRecord, Position};

/// A character that stands in no text, for the line that is put behind a file.
pub(super) const END: u8 = 0x04;

/// A header longer than this is no header.
const MAX_HEADER: usize = 1 << 20;

/// What the header of a file tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sniffed {
    /// What separates cells.
    pub(super) separator: u8,
    /// What ends lines.
    pub(super) ending: LineEnding,
    /// The bytes read so far; the rest is still in the input.
    pub(super) head: Vec<u8>,
    /// How many of them are the header and what ends its line, where the header is plain: alone in the first line, without
    /// a quotation mark.
    pub(super) header: Option<usize>,
}

/// What ends lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineEnding {
    /// A line feed.
    Lf,
    /// A carriage return and a line feed.
    CrLf,
    /// A carriage return alone, as old programs for the Mac write; it is read as a line feed.
    Cr,
}

impl LineEnding {
    /// The bytes that end a line, once carriage returns that stand alone are line feeds.
    pub(super) fn bytes(self) -> &'static [u8] {
        match self {
            Self::Lf | Self::Cr => b"\n",
            Self::CrLf => b"\r\n",
        }
    }

    /// The line, from 1, on which a record begins; `after` is where its reader stands behind it.
    ///
    /// The reader counts a line at its line feed, and leaves that of a CRLF, and blank lines, to the next record.
    /// Going forward from where it began to read, or back from where it stopped, one of the two is right and the
    /// other too small.
    pub(super) fn line(self, record: &ByteRecord, after: &Position) -> u64 {
        let left_over = |begin: &Position| u64::from(self == Self::CrLf && begin.byte() > 0);
        let forward = record.position().map_or(0, |begin| begin.line() + left_over(begin));
        let inside = record.as_slice().split(|byte| *byte == b'\n').skip(1).count() as u64;
        let back = after.line().saturating_sub(inside + u64::from(self != Self::CrLf));
        forward.max(back)
    }
}

/// Reads up to the end of the header, and what it tells.
///
/// The separator is the one that a first line "sep=;" names, or whichever of comma, semicolon and tab the header has most
/// of outside quotes; comma wins a tie. Later lines are never looked at: a comma in an answer must not change how the file is read.
pub(super) fn sniff(input: &mut impl Read) -> io::Result<Sniffed> {
    let mut head = Vec::new();
    let mut chunk = [0_u8; 8_192];
    // One byte more than the header tells a carriage return from half a line ending.
    while end_of_header(&head).is_none_or(|end| end + 1 == head.len()) && head.len() < MAX_HEADER {
        let read = input.read(&mut chunk)?;
        if read == 0 {
            break;
        }
        head.extend_from_slice(&chunk[..read]);
    }
    let end = end_of_header(&head).unwrap_or(head.len());
    let ending = match head[end..] {
        [b'\r', b'\r' | b'\n', ..] => LineEnding::CrLf,
        [b'\r', ..] => LineEnding::Cr,
        _ => LineEnding::Lf,
    };
    if let Some(separator) = named_separator(&head[..end]) {
        // What is left is a blank line, so that lines are still counted from the first.
        head.drain(..end);
        return Ok(Sniffed { separator, ending, head, header: None });
    }
    let header = &head[..end];
    let mut best = (b',', 0);
    for separator in [b',', b';', b'\t'] {
        let times = outside_quotes(header).filter(|(_, byte)| *byte == separator).count();
        if times > best.1 {
            best = (separator, times);
        }
    }
    let plain = plain_header(&head, end, ending);
    Ok(Sniffed { separator: best.0, ending, head, header: plain })
}

/// How many bytes a plain header takes with what ends its line, which begins at `end`.
fn plain_header(head: &[u8], end: usize, ending: LineEnding) -> Option<usize> {
    let (header, rest) = head.split_at(end);
    let is_plain = !header.iter().any(|byte| matches!(*byte, b'"' | b'\r' | b'\n' | END));
    let is_ended = ending != LineEnding::Cr && rest.starts_with(ending.bytes());
    let is_there = !without_mark(header).is_empty();
    (is_plain && is_ended && is_there).then(|| end + ending.bytes().len())
}

/// The beginning of a file without the mark that programs for Windows put before UTF-8.
pub(super) fn without_mark(head: &[u8]) -> &[u8] {
    head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head)
}

/// The separator that a first line names for a spreadsheet, "sep=;", which is no header.
fn named_separator(line: &[u8]) -> Option<u8> {
    let line = without_mark(line).trim_ascii_start();
    match line.split_at_checked(4)? {
        (name, [separator @ (b',' | b';' | b'\t')]) if name.eq_ignore_ascii_case(b"sep=") => Some(*separator),
        _ => None,
    }
}

/// The place of the line break that ends the header.
fn end_of_header(head: &[u8]) -> Option<usize> {
    // Blank lines before the header are skipped by the reader as well.
    let start = head.iter().position(|byte| !matches!(byte, b'\r' | b'\n'))?;
    outside_quotes(&head[start..]).find(|(_, byte)| matches!(byte, b'\r' | b'\n')).map(|(at, _)| start + at)
}

fn outside_quotes(bytes: &[u8]) -> impl Iterator<Item = (usize, u8)> {
    let mut quoted = false;
    bytes.iter().copied().enumerate().filter(move |(_, byte)| {
        if *byte == b'"' {
            quoted = !quoted;
        }
        !quoted
    })
}
