//! The wide CSV of answers, one row per response, read as a stream into tallies.
//!
//! Memory grows with columns and groups, and with rows only by eight bytes for the name of each of the first
//! four million responses. The header decides everything once: the separator,
//! where the group stands and which columns are counted; after it a cell costs a look at its bytes.

mod cell;
mod counter;
mod error;
mod groups;
mod layout;
mod names;
mod plain;
mod row;
mod rows;
mod separator;
mod tally;
#[cfg(test)]
mod tests;

use std::io::Read;

use csv::ByteRecord;

use counter::{Halted, WideCounter};
use layout::WideLayout;
use plain::PlainRows;
use separator::{Sniffed, sniff};

pub use error::{BadFile, WideError};
pub use rows::{RecordReader, Unreadable};
pub use tally::WideTally;

/// The column that names a response.
pub const RESPONSE_ID: &str = "response_id";
/// The column that names the group of a response.
pub const GROUP: &str = "group";

/// The most bad rows that are described; the rest is counted.
const DESCRIBED: usize = 20;
/// More groups than this are no groups: the wrong column has the name.
const MAX_GROUPS: usize = 500;
/// Rows between two reports of progress.
const REPORT_EVERY: u64 = 8_192;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Answers from 1 to 5 or missing codes.
    Rating,
    /// Anything else: text, numbers, choices. Not read.
    Ignore,
}

/// The kinds of columns where no survey is known: all are ratings but the options of a choice, `key/option`.
pub fn without_survey(key: &str) -> ColumnKind {
    if key.contains('/') { ColumnKind::Ignore } else { ColumnKind::Rating }
}

/// How to read a file.
pub struct WideOptions<'a> {
    /// Its name, for messages.
    pub file: &'a str,
    /// What a column of that key holds.
    pub known: &'a dyn Fn(&str) -> ColumnKind,
    /// Told the number of bytes read, now and then and at the end.
    pub progress: &'a mut dyn FnMut(u64),
}

impl std::fmt::Debug for WideOptions<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Options").field("file", &self.file).finish_non_exhaustive()
    }
}

/// Reads a wide CSV: UTF-8 with or without a byte order mark, lines ending LF, CRLF or CR, separated by comma,
/// semicolon or tab (whichever a first line "sep=;" names or the header has most of), with a header of item keys. A
/// cell is 1 to 5 (3.0 is 3), a missing code (-1, -2, -7, -8, -9) or empty, which counts as skipped. Blank lines and
/// rows without any content are no responses.
///
/// # Errors
/// [`BadFile`], with the first rows that could not be read and the number of all of them.
pub fn read(mut input: impl Read, options: WideOptions<'_>) -> Result<WideTally, BadFile> {
    let WideOptions { file, known, progress } = options;
    let mut bad = BadFile::new(file);
    let opened = sniff(&mut input)
        .map_err(|error| Unreadable { line: 0, reason: error.to_string() })
        .and_then(|sniffed| Opened::new(sniffed, input));
    let (header, rows) = match opened {
        Ok(Opened { header, rows }) => (header, rows),
        Err(Unreadable { line, reason }) => return Err(bad.with(line, "", reason)),
    };
    let layout = WideLayout::of(&header, known, &mut bad);
    if bad.total > 0 {
        return Err(bad);
    }
    let mut counter = WideCounter::new(layout, bad, progress);
    let counted = match rows {
        Rows::Plain(plain) => plain.count(&mut counter),
        Rows::Any(any) => Ok(Some(*any)),
    };
    // Where the quick way ends, the careful one goes on.
    match counted.and_then(|rest| rest.map_or(Ok(()), |rest| count(rest, &mut counter))) {
        Ok(()) => counter.finish(),
        Err(halted) => Err(counter.halted(halted)),
    }
}

/// A file after its header.
struct Opened<R> {
    header: ByteRecord,
    rows: Rows<R>,
}

enum Rows<R> {
    /// As long as they are plain.
    Plain(Box<PlainRows<R>>),
    /// Whatever they are.
    Any(Box<RecordReader<R>>),
}

impl<R: Read> Opened<R> {
    fn new(sniffed: Sniffed, input: R) -> Result<Self, Unreadable> {
        if let Some(length) = sniffed.header {
            let header = PlainRows::<R>::header(&sniffed, length);
            let rows = PlainRows::new(sniffed, length, input);
            return Ok(Self { header, rows: Rows::Plain(Box::new(rows)) });
        }
        let mut rows = RecordReader::of(sniffed, input);
        let mut header = ByteRecord::new();
        if rows.read(&mut header)? {
            return Ok(Self { header, rows: Rows::Any(Box::new(rows)) });
        }
        Err(Unreadable { line: 0, reason: "the file is empty".to_owned() })
    }
}

/// Counts all rows of a reader.
fn count<R: Read>(mut rows: RecordReader<R>, counter: &mut WideCounter<'_>) -> Result<(), Halted> {
    let mut row = ByteRecord::new();
    while rows.read(&mut row)? {
        counter.row(&row, || rows.line(&row), rows.position())?;
    }
    counter.reached(rows.position());
    Ok(())
}

/// So many cells, in words.
pub fn cells(count: usize) -> String {
    if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") }
}
