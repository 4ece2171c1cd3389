//! The wide CSV of answers, one row per response, read as a stream into tallies.
//!
//! Memory grows with columns and groups, never with rows. The header decides everything once: the separator,
//! where the group stands and which columns are counted; after it a cell costs a look at its bytes.

mod cell;
mod error;
mod rows;
mod separator;
mod tally;
#[cfg(test)]
mod tests;

use std::io::Read;

use csv::ByteRecord;

pub use error::{BadFile, WideError};
pub use rows::{Rows, Unreadable};
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
pub struct Options<'a> {
    /// Its name, for messages.
    pub file: &'a str,
    /// What a column of that key holds.
    pub known: &'a dyn Fn(&str) -> ColumnKind,
    /// Told the number of bytes read, now and then and at the end.
    pub progress: &'a mut dyn FnMut(u64),
}

impl std::fmt::Debug for Options<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Options").field("file", &self.file).finish_non_exhaustive()
    }
}

/// Reads a wide CSV: UTF-8 with or without a byte order mark, lines ending LF, CRLF or CR, separated by comma,
/// semicolon or tab (whichever the header has most of), with a header of item keys. A cell is 1 to 5, a missing
/// code (-1, -2, -7, -8, -9) or empty, which counts as skipped. Blank lines and rows without any content are no
/// responses.
///
/// # Errors
/// [`BadFile`], with the first rows that could not be read and the number of all of them.
pub fn read(input: impl Read, options: Options<'_>) -> Result<WideTally, BadFile> {
    let Options { file, known, progress } = options;
    let mut bad = BadFile::new(file);
    let mut rows = match Rows::new(input) {
        Ok(rows) => rows,
        Err(error) => return Err(bad.with(0, "", error.to_string())),
    };
    let mut row = ByteRecord::new();
    match rows.read(&mut row) {
        Ok(true) => {}
        Ok(false) => return Err(bad.with(0, "", "the file is empty".to_owned())),
        Err(Unreadable { line, reason }) => return Err(bad.with(line, "", reason)),
    }
    let layout = Layout::of(&row, known, &mut bad);
    if bad.total > 0 {
        return Err(bad);
    }
    let mut tally = WideTally::new(&layout.header, &layout.rated);
    let mut seen = 0_u64;
    loop {
        match rows.read(&mut row) {
            Ok(true) => layout.count(&row, &|| rows.line(&row), &mut tally, &mut bad),
            Ok(false) => break,
            Err(Unreadable { line, reason }) => return Err(bad.with(line, "", reason)),
        }
        seen += 1;
        if seen.is_multiple_of(REPORT_EVERY) {
            progress(rows.position());
        }
        if tally.groups().len() > MAX_GROUPS {
            let reason = format!("more than {MAX_GROUPS} different groups: is this the right column?");
            return Err(bad.with(rows.line(&row), GROUP, reason));
        }
    }
    progress(rows.position());
    if bad.total > 0 { Err(bad) } else { Ok(tally) }
}

/// So many cells, in words.
pub fn cells(count: usize) -> String {
    if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") }
}

/// Where everything stands in a row.
struct Layout {
    header: Vec<String>,
    group: Option<usize>,
    /// The places of the columns that are counted, in order.
    rated: Vec<usize>,
}

impl Layout {
    fn of(row: &ByteRecord, known: &dyn Fn(&str) -> ColumnKind, bad: &mut BadFile) -> Self {
        let mut header: Vec<String> = Vec::with_capacity(row.len());
        for (place, name) in row.iter().enumerate() {
            // Text in 16 bits is mostly zeros; without a mark before it each half would pass for a letter.
            let Some(name) = std::str::from_utf8(name).ok().filter(|name| !name.contains('\0')) else {
                bad.note(
                    1,
                    &format!("{}", place + 1),
                    "the header is not UTF-8 text; save the file as “CSV UTF-8”".to_owned(),
                );
                header.push(String::new());
                continue;
            };
            let name = name.trim().to_owned();
            if !name.is_empty() && header.contains(&name) {
                bad.note(1, &name, "two columns have this name".to_owned());
            }
            header.push(name);
        }
        let group = header.iter().position(|name| name == GROUP);
        let is_rated = |name: &str| {
            !name.is_empty() && name != RESPONSE_ID && name != GROUP && known(name) == ColumnKind::Rating
        };
        let rated: Vec<usize> = (0..header.len()).filter(|place| is_rated(&header[*place])).collect();
        if rated.is_empty() && bad.total == 0 {
            let reason = "no column holds answers from 1 to 5; the first line must name the items".to_owned();
            bad.note(1, "", reason);
        }
        Self { header, group, rated }
    }

    fn count(&self, row: &ByteRecord, line: &dyn Fn() -> u64, tally: &mut WideTally, bad: &mut BadFile) {
        if row.iter().all(|cell| cell.trim_ascii().is_empty()) {
            return;
        }
        if row.len() != self.header.len() {
            let reason = format!("has {} where the header has {}", cells(row.len()), self.header.len());
            return bad.note(line(), "", reason);
        }
        let group = self.group.and_then(|place| row.get(place)).unwrap_or_default();
        let Ok(group) = std::str::from_utf8(group.trim_ascii()) else {
            return bad.note(line(), GROUP, "is not UTF-8 text".to_owned());
        };
        for (place, counts) in self.rated.iter().zip(tally.response(group)) {
            let cell = &row[*place];
            if let Err(reason) = cell::count(cell, counts) {
                bad.note(line(), &self.header[*place], reason);
            }
        }
    }
}
