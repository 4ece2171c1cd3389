//! Rows straight from the bytes of a file, as long as they are plain: no quotation mark in them, and each ended as the
//! header is. Most files are so to their end; from the first row that is not, the careful reader goes on.

use std::io::{self, Read};

use csv::ByteRecord;

use super::{
    Unreadable,
    counter::{Halted, WideCounter},
    row::PlainRow,
    rows::{Passed, RecordReader},
    separator::{END, LineEnding, Sniffed, without_mark},
};

/// Bytes read at once. A longer row is not plain.
const BUFFER: usize = 1 << 18;

/// What a byte means in a plain row.
#[derive(Clone, Copy)]
enum Meaning {
    /// It belongs to a cell.
    Text,
    /// It ends a cell.
    Separator,
    /// It ends a row.
    LineFeed,
    /// It ends a row before a line feed.
    CarriageReturn,
    /// No plain row has it.
    Other,
}

/// The rows of a file behind its header.
pub(super) struct PlainRows<R> {
    input: R,
    separator: u8,
    ending: LineEnding,
    meanings: [Meaning; 256],
    buffer: Vec<u8>,
    /// Where in the buffer begins what was not counted yet.
    from: usize,
    /// Where in the buffer ends what was read.
    to: usize,
    /// What of the file was counted, its header among it.
    passed: Passed,
}

/// What was found at the beginning of some bytes.
enum Found {
    /// A row of so many bytes, and how many it takes with what ends it.
    Row { length: usize, taken: usize },
    /// A row that may go on behind them.
    Open,
    /// A row that is not plain.
    Other,
}

impl<R: Read> PlainRows<R> {
    /// The header of a file whose first bytes are known to be a plain one.
    pub(super) fn header(sniffed: &Sniffed, length: usize) -> ByteRecord {
        let header = &sniffed.head[..length - sniffed.ending.bytes().len()];
        without_mark(header).split(|byte| *byte == sniffed.separator).collect()
    }

    /// The rows behind that header.
    pub(super) fn new(sniffed: Sniffed, length: usize, input: R) -> Self {
        let Sniffed { separator, ending, head, header: _ } = sniffed;
        let read = &head[length..];
        let mut buffer = vec![0; BUFFER.max(read.len())];
        buffer[..read.len()].copy_from_slice(read);
        Self {
            input,
            separator,
            ending,
            meanings: meanings(separator, ending),
            from: 0,
            to: read.len(),
            buffer,
            passed: Passed { lines: 1, bytes: length as u64 },
        }
    }

    /// Counts rows up to the first that is not plain, and returns the reader of what is left; none at the end of the file.
    ///
    /// # Errors
    /// [`Halted`] when the input fails, or the rest of the file is not worth reading.
    pub(super) fn count(mut self, counter: &mut WideCounter<'_>) -> Result<Option<RecordReader<R>>, Halted> {
        let mut ends = Vec::new();
        // Blank lines behind the last row: the careful reader begins before them.
        let mut blank = Passed::default();
        let mut at = 0;
        loop {
            match find(&self.buffer[at..self.to], &self.meanings, &mut ends) {
                Found::Row { length: 0, taken } => {
                    at += taken;
                    blank = Passed { lines: blank.lines + 1, bytes: blank.bytes + taken as u64 };
                }
                Found::Row { length, taken } => {
                    let row = PlainRow { bytes: &self.buffer[at..at + length], ends: &ends };
                    at += taken;
                    self.from = at;
                    let line = self.passed.lines + blank.lines + 1;
                    self.passed.lines = line;
                    self.passed.bytes += blank.bytes + taken as u64;
                    blank = Passed::default();
                    counter.row(&row, || line, self.passed.bytes)?;
                }
                Found::Open => {
                    let before = self.from;
                    match self.more() {
                        Ok(true) => at -= before,
                        Ok(false) if at - before == self.to && self.to < self.buffer.len() => {
                            counter.reached(self.passed.bytes + blank.bytes);
                            return Ok(None);
                        }
                        // The last line, which nothing ends, or a very long one.
                        Ok(false) => return self.rest(),
                        Err(error) => {
                            let line = self.passed.lines + blank.lines + 1;
                            return Err(Unreadable { line, reason: error.to_string() }.into());
                        }
                    }
                }
                Found::Other => return self.rest(),
            }
        }
    }

    /// Reads on, what was not counted first; false at the end of the file, or where the buffer is full.
    fn more(&mut self) -> io::Result<bool> {
        if self.from > 0 {
            self.buffer.copy_within(self.from..self.to, 0);
            self.to -= self.from;
            self.from = 0;
        }
        let read = self.input.read(&mut self.buffer[self.to..])?;
        self.to += read;
        Ok(read > 0)
    }

    /// The careful reader, from the first row that was not counted.
    fn rest(self) -> Result<Option<RecordReader<R>>, Halted> {
        let rest = &self.buffer[self.from..self.to];
        Ok(Some(RecordReader::resumed(rest, self.input, (self.separator, self.ending), self.passed)?))
    }
}

fn meanings(separator: u8, ending: LineEnding) -> [Meaning; 256] {
    let mut meanings = [Meaning::Text; 256];
    let (line_feed, carriage_return) = match ending {
        LineEnding::Lf | LineEnding::Cr => (Meaning::LineFeed, Meaning::Other),
        LineEnding::CrLf => (Meaning::Other, Meaning::CarriageReturn),
    };
    for (byte, meaning) in [
        (separator, Meaning::Separator),
        (b'\n', line_feed),
        (b'\r', carriage_return),
        (b'"', Meaning::Other),
        (END, Meaning::Other),
    ] {
        meanings[usize::from(byte)] = meaning;
    }
    meanings
}

/// Looks for the row at the beginning of some bytes, and notes where its cells end.
fn find(bytes: &[u8], meanings: &[Meaning; 256], ends: &mut Vec<usize>) -> Found {
    ends.clear();
    for (at, byte) in bytes.iter().enumerate() {
        let taken = match meanings[usize::from(*byte)] {
            Meaning::Text => continue,
            Meaning::Separator => {
                ends.push(at);
                continue;
            }
            Meaning::LineFeed => at + 1,
            Meaning::CarriageReturn => match bytes.get(at + 1) {
                Some(b'\n') => at + 2,
                Some(_) => return Found::Other,
                None => return Found::Open,
            },
            Meaning::Other => return Found::Other,
        };
        ends.push(at);
        return Found::Row { length: at, taken };
    }
    Found::Open
}
