//! A wide file of answers, read row by row: its separator, its header, and each row as answers or as mistakes.

use std::{fs::File, path::Path};

use common_ground_reports::wide::{self, RecordReader, Unreadable};
use csv::ByteRecord;

use super::ImportError;
use crate::survey::{
    Answers,
    columns::{ColumnReader, Columns, Located},
};

/// The heading of the column in which skipped rows carry why they were skipped; such a file can be mended and
/// imported as it is.
pub(super) const REASON: &str = "reason";

pub(super) struct AnswerFile<'a> {
    rows: RecordReader<File>,
    reader: ColumnReader<'a>,
    header: Vec<String>,
    has_reasons: bool,
    row: ByteRecord,
    number: u64,
}

/// One row: what it says, or everything that is wrong with it.
pub(super) struct AnswerRow<'r> {
    /// Its place, from 1; the header and blank rows do not count.
    pub number: u64,
    /// Its cells, without a reason.
    pub cells: Vec<&'r str>,
    /// The id it gives itself, and its answers.
    pub answers: Result<(&'r str, Answers), Vec<Located>>,
}

impl<'a> AnswerFile<'a> {
    pub(super) fn open(path: &Path, columns: &Columns<'a>) -> Result<Self, ImportError> {
        let problem = |error: &dyn std::fmt::Display| ImportError::File {
            file: path.display().to_string(),
            reason: error.to_string(),
        };
        let file = File::open(path).map_err(|error| problem(&error))?;
        let mut rows = RecordReader::new(file).map_err(|error| problem(&error))?;
        let mut row = ByteRecord::new();
        if !rows.read(&mut row).map_err(unreadable)? {
            return Err(problem(&"the file is empty"));
        }
        // Text in 16 bits is mostly zeros; without a mark before it each half would pass for a letter.
        if row.as_slice().contains(&0) {
            return Err(not_text(1));
        }
        let cells = text(&row, 1)?;
        let mut header: Vec<String> =
            cells.iter().map(|cell| cell.trim_start_matches('\u{feff}').trim().to_owned()).collect();
        let has_reasons = header.pop_if(|last| last == REASON).is_some();
        let headings: Vec<&str> = header.iter().map(String::as_str).collect();
        let reader = columns.reader(&headings).map_err(ImportError::Header)?;
        Ok(Self { rows, reader, header, has_reasons, row, number: 0 })
    }

    /// The headings, without a reason.
    pub(super) fn header(&self) -> &[String] {
        &self.header
    }

    pub(super) fn position(&self) -> u64 {
        self.rows.position()
    }

    /// The next row that has anything in it.
    pub(super) fn next(&mut self) -> Result<Option<AnswerRow<'_>>, ImportError> {
        loop {
            if !self.rows.read(&mut self.row).map_err(unreadable)? {
                return Ok(None);
            }
            if self.row.iter().any(|cell| !cell.trim_ascii().is_empty()) {
                break;
            }
        }
        self.number += 1;
        let line = self.rows.line(&self.row);
        let width = self.header.len();
        let mut cells = text(&self.row, line)?;
        let len = cells.len();
        cells.truncate(width);
        // One more may be the reason that a skipped row was given.
        let answers = match len {
            len if len == width || len == width + usize::from(self.has_reasons) => {
                self.reader.read(line, &cells)
            }
            _ => {
                let message = format!("This row has {}; the header has {width}", wide::cells(len));
                Err(vec![located(line, "", &message)])
            }
        };
        Ok(Some(AnswerRow { number: self.number, cells, answers }))
    }
}

fn text(row: &ByteRecord, line: u64) -> Result<Vec<&str>, ImportError> {
    row.iter().map(std::str::from_utf8).collect::<Result<_, _>>().map_err(|_| not_text(line))
}

fn not_text(line: u64) -> ImportError {
    let message = "This is not UTF-8 text; save the file as “CSV UTF-8”";
    ImportError::Header(vec![located(line, "", message)])
}

fn unreadable(Unreadable { line, reason }: Unreadable) -> ImportError {
    ImportError::Header(vec![located(line, "", &format!("The rest of the file can’t be read: {reason}"))])
}

fn located(line: u64, column: &str, message: &str) -> Located {
    Located { line, column: column.to_owned(), message: message.to_owned() }
}
