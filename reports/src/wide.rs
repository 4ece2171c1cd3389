//! The wide CSV of answers, one row per response, read as a stream into tallies.
//!
//! Memory grows with columns and groups, and with rows only by eight bytes for the name of each of the first
//! four million responses. The header decides everything once: the separator,
//! where the group stands and which columns are counted; after it a cell costs a look at its bytes.

mod cell;
mod error;
mod rows;
mod separator;
mod tally;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::io::Read;

use csv::ByteRecord;

use error::Faults;

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
/// Responses among which a name that comes again is noticed.
const MAX_NAMED: usize = 4_000_000;
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
pub fn read(input: impl Read, options: WideOptions<'_>) -> Result<WideTally, BadFile> {
    let WideOptions { file, known, progress } = options;
    let mut bad = BadFile::new(file);
    let mut rows = match RecordReader::new(input) {
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
    let mut faults = vec![Faults::default(); layout.rated.len()];
    let mut names = Names::default();
    let mut seen = 0_u64;
    loop {
        match rows.read(&mut row) {
            Ok(true) => {
                let told = (&mut bad, &mut faults[..]);
                if layout.count(&row, &|| rows.line(&row), &mut tally, told) {
                    tally.repeated += u64::from(layout.name(&row).is_some_and(|name| names.has_again(name)));
                }
            }
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
    bad.add(&faults, |place| tally.rated(place));
    if bad.total > 0 { Err(bad) } else { Ok(tally) }
}

/// The names of responses, as hashes.
#[derive(Default)]
struct Names {
    seen: HashSet<u64>,
    hasher: RandomState,
}

impl Names {
    /// Whether the name was there before.
    fn has_again(&mut self, name: &[u8]) -> bool {
        let name = self.hasher.hash_one(name);
        if self.seen.len() < MAX_NAMED { !self.seen.insert(name) } else { self.seen.contains(&name) }
    }
}

/// So many cells, in words.
pub fn cells(count: usize) -> String {
    if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") }
}

/// Where everything stands in a row.
struct Layout {
    header: Vec<String>,
    id: Option<usize>,
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
            let is = |known: &str| name.eq_ignore_ascii_case(known).then(|| known.to_owned());
            let name = is(GROUP).or_else(|| is(RESPONSE_ID)).unwrap_or(name);
            if !name.is_empty() && header.contains(&name) {
                bad.note(1, &name, "two columns have this name".to_owned());
            }
            header.push(name);
        }
        let place = |known: &str| header.iter().position(|name| name == known);
        let (id, group) = (place(RESPONSE_ID), place(GROUP));
        let is_rated = |name: &str| {
            !name.is_empty() && name != RESPONSE_ID && name != GROUP && known(name) == ColumnKind::Rating
        };
        let rated: Vec<usize> = (0..header.len()).filter(|place| is_rated(&header[*place])).collect();
        if rated.is_empty() && bad.total == 0 {
            let reason = "no column holds answers from 1 to 5; the first line must name the items".to_owned();
            bad.note(1, "", reason);
        }
        Self { header, id, group, rated }
    }

    /// The name of a response; none where it has none.
    fn name<'r>(&self, row: &'r ByteRecord) -> Option<&'r [u8]> {
        row.get(self.id?).map(<[u8]>::trim_ascii).filter(|name| !name.is_empty())
    }

    /// Counts a row; false where it is no response or cannot be read.
    fn count(
        &self,
        row: &ByteRecord,
        line: &dyn Fn() -> u64,
        tally: &mut WideTally,
        (bad, faults): (&mut BadFile, &mut [Faults]),
    ) -> bool {
        if row.iter().all(|cell| cell.trim_ascii().is_empty()) {
            return false;
        }
        if row.len() != self.header.len() {
            let reason = format!("has {} where the header has {}", cells(row.len()), self.header.len());
            bad.note(line(), "", reason);
            return false;
        }
        let group = self.group.and_then(|place| row.get(place)).unwrap_or_default();
        let Ok(group) = std::str::from_utf8(group.trim_ascii()) else {
            bad.note(line(), GROUP, "is not UTF-8 text".to_owned());
            return false;
        };
        for ((place, counts), faults) in self.rated.iter().zip(tally.response(group)).zip(faults) {
            let cell = &row[*place];
            if let Err(reason) = cell::count(cell, counts) {
                faults.note(&bad.file, line(), &self.header[*place], reason);
            }
        }
        true
    }
}
