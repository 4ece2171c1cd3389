//! A CSV file as records, each with its line: the same for every file of rows that comes in.

use std::io::{self, Chain, Cursor, Read};

use csv::ByteRecord;
use thiserror::Error;

use super::separator::{END, LineEnding, Sniffed, sniff};

/// The records of a file, whichever of comma, semicolon and tab separates its cells and whatever ends its lines.
///
/// Behind the file a line of our own is read: where it becomes part of a cell, a quotation mark was never closed.
/// The reader below says nothing of that, and half a file would pass for a whole one.
pub struct RecordReader<R> {
    csv: csv::Reader<Chain<Lines<R>, &'static [u8]>>,
    ending: LineEnding,
    /// Bytes read, without our own.
    position: u64,
    /// What of the file others had read before.
    before: Passed,
}

/// What of a file has been read: whole lines.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Passed {
    /// How many.
    pub(super) lines: u64,
    pub(super) bytes: u64,
}

/// Where a file cannot be read on, and why.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{reason}")]
pub struct Unreadable {
    /// The line, from 1.
    pub line: u64,
    /// Why, in words.
    pub reason: String,
}

impl<R> std::fmt::Debug for RecordReader<R> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Rows").field("ending", &self.ending).finish_non_exhaustive()
    }
}

impl<R: Read> RecordReader<R> {
    /// Looks at the header of a file, which is the first record that will be read.
    ///
    /// # Errors
    /// What the input's reading fails with.
    pub fn new(mut input: R) -> io::Result<Self> {
        let sniffed = sniff(&mut input)?;
        Ok(Self::of(sniffed, input))
    }

    /// The records of a file whose header was looked at.
    pub(super) fn of(sniffed: Sniffed, input: R) -> Self {
        let Sniffed { separator, ending, head, header: _ } = sniffed;
        Self::begin(head, input, (separator, ending), Passed::default())
    }

    /// The records of a file of which others have read some lines; `rest` was read as well, and is still to come.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub(super) fn resumed(
        rest: &[u8],
        input: R,
        (separator, ending): (u8, LineEnding),
        passed: Passed,
    ) -> Result<Self, Unreadable> {
        // A line of our own stands for the last one before: the reader then is in the state in which that one left it.
        let line = [&b"x"[..], ending.bytes()].concat();
        let before = Passed {
            lines: passed.lines.saturating_sub(1),
            bytes: passed.bytes.saturating_sub(line.len() as u64),
        };
        let head = [&line[..], rest].concat();
        let mut rows = Self::begin(head, input, (separator, ending), before);
        rows.read(&mut ByteRecord::new())?;
        Ok(rows)
    }

    fn begin(head: Vec<u8>, input: R, (separator, ending): (u8, LineEnding), before: Passed) -> Self {
        let file = Lines { input: Cursor::new(head).chain(input), fed: ending == LineEnding::Cr };
        let csv = csv::ReaderBuilder::new()
            .delimiter(separator)
            .flexible(true)
            .has_headers(false)
            .buffer_capacity(1 << 18)
            .from_reader(file.chain(behind(ending)));
        Self { csv, ending, position: before.bytes, before }
    }

    /// Reads the next record that is no blank line; false at the end.
    ///
    /// # Errors
    /// [`Unreadable`] when the input fails, or a quotation mark is still open at its end.
    pub fn read(&mut self, row: &mut ByteRecord) -> Result<bool, Unreadable> {
        let more = self.csv.read_byte_record(row);
        let more = more.map_err(|error| Unreadable {
            line: self.before.lines + self.csv.position().line(),
            reason: error.to_string(),
        })?;
        if row.as_slice().last() == Some(&END) {
            if row.as_slice() == [END] {
                return Ok(false);
            }
            if row.as_slice().ends_with(behind(self.ending)) {
                let line = self.line(row);
                let reason = "a quotation mark in this row is never closed; is the file whole?".to_owned();
                return Err(Unreadable { line, reason });
            }
        }
        self.position = self.before.bytes + self.csv.position().byte();
        Ok(more)
    }

    /// The line, from 1, on which the record that was read last begins.
    pub fn line(&self, row: &ByteRecord) -> u64 {
        self.before.lines + self.ending.line(row, self.csv.position())
    }

    /// Bytes read so far.
    pub fn position(&self) -> u64 {
        self.position
    }
}

/// The line behind a file, after what ends the file's own last line. Blank lines are nothing.
fn behind(ending: LineEnding) -> &'static [u8] {
    match ending {
        LineEnding::Lf | LineEnding::Cr => &[b'\n', END],
        LineEnding::CrLf => &[b'\r', b'\n', END],
    }
}

/// A file whose carriage returns are read as line feeds where there are no line feeds, so that lines can be counted.
struct Lines<R> {
    input: Chain<Cursor<Vec<u8>>, R>,
    fed: bool,
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        if self.fed {
            buffer[..read].iter_mut().filter(|byte| **byte == b'\r').for_each(|byte| *byte = b'\n');
        }
        Ok(read)
    }
}
