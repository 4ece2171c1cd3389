//! The wide file of answers: its columns, a response as a row, and a row as a response.
//!
//! One row for each response: `response_id`, `group`, then a column for each item (for multiple choices and
//! rankings one for each option, `<key>/<option>`), and for what was written beside “other” `<key>/<option>/text`. The group item itself has no column beside `group`.
//!
//! A rating is 1 to 5, a choice its option's key, a point of another scale its number, an option of a multiple choice 1 or 0, of a ranking its place
//! or 0, a day is ISO 8601. Without a value stands a code: −1 does not apply, −2 not shown, −7 prefer not to say,
//! −8 don't know, −9 skipped; a text that was skipped is empty.

mod reader;
#[cfg(test)]
mod tests;
mod writer;

use std::borrow::Cow;

use common_ground_reports::{formula, scale::Missing};

pub use self::reader::{ColumnReader, Located};
pub use self::writer::ColumnWriter;
use super::{Item, Side, Survey};

/// The heading of the column with the response's own id.
pub const RESPONSE_ID: &str = "response_id";
/// The heading of the column with the reporting group.
pub const GROUP: &str = "group";

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilePurpose {
    /// Analysis programs: text as it was written.
    Analysis,
    /// Spreadsheets: text that would be taken for a formula gets a leading `'`.
    Excel,
}

/// The columns that one side's answers to a survey have, after `response_id` and `group`.
#[derive(Clone, Debug)]
pub struct Columns<'a> {
    survey: &'a Survey,
    side: Side,
    after_group: Vec<Column<'a>>,
}

/// An item, or a part of it.
#[derive(Clone, Copy, Debug)]
struct Column<'a> {
    item: &'a Item,
    part: Part<'a>,
}

/// What of an item a column has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part<'a> {
    /// Its answer.
    Whole,
    /// One of its options.
    Option(&'a str),
    /// What was written beside its option for “other”.
    Other,
}

impl<'a> Columns<'a> {
    /// The columns for a side.
    pub fn new(survey: &'a Survey, side: Side) -> Self {
        let mut columns = Vec::new();
        for item in survey.questions_on(side).filter(|item| !item.is_group()) {
            if item.kind.has_column_for_each_option() {
                let options = item.kind.options().iter();
                columns.extend(options.map(|o| Column { item, part: Part::Option(&o.key) }));
            } else {
                columns.push(Column { item, part: Part::Whole });
            }
            columns.extend(item.kind.other().map(|_| Column { item, part: Part::Other }));
        }
        Self { survey, side, after_group: columns }
    }

    /// The headings, in order.
    pub fn headings(&self) -> impl Iterator<Item = Cow<'a, str>> {
        let fixed = [RESPONSE_ID, GROUP].into_iter().map(Cow::Borrowed);
        fixed.chain(self.after_group.iter().map(Column::heading))
    }

    /// A writer of rows with these columns.
    pub fn writer<'d>(&self, purpose: FilePurpose) -> ColumnWriter<'_, 'd> {
        ColumnWriter::new(self, purpose)
    }

    /// A reader of files with this header.
    ///
    /// # Errors
    ///
    /// Columns that are not of this survey, that stand twice, or a missing `group`; each located on line 1.
    pub fn reader(&self, header: &[&str]) -> Result<ColumnReader<'a>, Vec<Located>> {
        ColumnReader::new(self.survey, self.side, &self.after_group, header)
    }
}

impl<'a> Column<'a> {
    fn heading(&self) -> Cow<'a, str> {
        match self.part {
            Part::Whole => Cow::Borrowed(self.item.key.as_str()),
            Part::Option(option) => Cow::Owned(format!("{}/{option}", self.item.key)),
            Part::Other => self.key(),
        }
    }

    /// The key under which its answer is kept.
    fn key(&self) -> Cow<'a, str> {
        match self.part {
            Part::Whole | Part::Option(_) => Cow::Borrowed(&*self.item.key),
            Part::Other => Cow::Owned(self.item.other_key().unwrap_or_default()),
        }
    }

    /// Whether it has what people wrote.
    fn is_text(&self) -> bool {
        match self.part {
            Part::Other => true,
            Part::Whole | Part::Option(_) => self.item.kind.input().is_text(),
        }
    }
}

/// Text as a cell: guarded in files for spreadsheets; and in every file where it would be read back as a code, or would lose a
/// `'` of its own.
fn cell_text(text: &str, purpose: FilePurpose) -> Cow<'_, str> {
    let is_code = text.parse().is_ok_and(|code| Missing::from_code(code).is_some());
    if purpose == FilePurpose::Excel || is_code || formula::is_guarded(text) {
        formula::guarded(text)
    } else {
        Cow::Borrowed(text)
    }
}

/// Appends a cell to a row of a CSV file (RFC 4180): in quotation marks, its own doubled, where it holds one, a comma or a
/// line break.
pub fn push_cell(row: &mut Vec<u8>, cell: &str) {
    if !cell.bytes().any(is_quoted) {
        row.extend_from_slice(cell.as_bytes());
        return;
    }
    row.push(b'"');
    for (at, piece) in cell.split('"').enumerate() {
        if at > 0 {
            row.extend_from_slice(b"\"\"");
        }
        row.extend_from_slice(piece.as_bytes());
    }
    row.push(b'"');
}

/// Whether a cell with this byte stands in quotation marks.
fn is_quoted(byte: u8) -> bool {
    matches!(byte, b'"' | b',' | b'\r' | b'\n')
}
