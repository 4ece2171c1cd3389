//! The sheets of an XLSForm as rows of named cells. A workbook is a ZIP: it is counted before it is read, as lists of people are.

use std::{
    collections::BTreeMap,
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{Reader, Xlsx};

use crate::exchange::people::workbook::{is_bounded, text};

/// The largest file, packed.
const PACKED: usize = 2 << 20;
/// The most cells of a sheet.
const CELLS: usize = 5_000;
/// The most bytes of a sheet. A text that many cells share is packed once, and would be here once for each.
const SHEET: usize = 4 << 20;
/// The most characters of a cell: more than any question here may have.
const CELL: usize = 20_000;
const UNREADABLE: &str = "This workbook can’t be opened. Remove its password if it has one, or save it again as “Excel Workbook (.xlsx)”";

/// What some columns are also called.
const COLUMNS: [(&str, &str); 8] = [
    ("caption", "label"),
    ("relevance", "relevant"),
    ("list name", "list_name"),
    ("value", "name"),
    ("command", "type"),
    ("required message", "required_message"),
    ("form title", "form_title"),
    ("form id", "form_id"),
];

/// A sheet.
#[derive(Clone, Debug, Default)]
pub(super) struct FormSheet {
    /// Its rows that have anything in them, but for the headings.
    pub(super) rows: Vec<FormRow>,
}

/// A row: its cells by their headings.
#[derive(Clone, Debug)]
pub(super) struct FormRow {
    sheet: &'static str,
    number: u32,
    cells: BTreeMap<String, (u32, String)>,
}

/// The three sheets of a form.
#[derive(Clone, Debug)]
pub(super) struct FormSheets {
    pub(super) survey: FormSheet,
    pub(super) choices: FormSheet,
    pub(super) settings: FormSheet,
}

impl FormSheets {
    /// Reads them.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, String> {
        if bytes.len() > PACKED {
            return Err("This workbook is larger than 2 MB".to_owned());
        }
        if !is_bounded(bytes).ok_or(UNREADABLE)? {
            return Err(
                "This workbook is too large. Keep only the sheets survey, choices and settings".to_owned()
            );
        }
        // Whatever a strange file does to the reader is the file's fault.
        let read = catch_unwind(AssertUnwindSafe(|| -> Result<Self, String> {
            let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| UNREADABLE.to_owned())?;
            Ok(Self {
                survey: table(&mut book, "survey")?
                    .ok_or("This workbook has no sheet called “survey”, so it isn’t an XLSForm")?,
                choices: table(&mut book, "choices")?.unwrap_or_default(),
                settings: table(&mut book, "settings")?.unwrap_or_default(),
            })
        }));
        read.unwrap_or_else(|_| Err(UNREADABLE.to_owned()))
    }
}

impl FormRow {
    /// A cell; empty where there is none.
    pub(super) fn cell(&self, heading: &str) -> &str {
        self.cells.get(heading).map_or("", |(_, cell)| cell.as_str())
    }

    /// The cells whose headings begin so, by what follows.
    pub(super) fn beginning<'r>(&'r self, begin: &str) -> impl Iterator<Item = (&'r str, &'r str)> {
        self.cells
            .iter()
            .filter_map(move |(heading, (_, cell))| Some((heading.strip_prefix(begin)?, &**cell)))
    }

    /// What is wrong with the cell under a heading.
    pub(super) fn wrong(&self, heading: &str, what: &str) -> String {
        let (sheet, number) = (self.sheet, self.number);
        match self.cells.get(heading) {
            Some((column, _)) => format!("Sheet {sheet}, row {number}, column {}: {what}", letters(*column)),
            None => format!("Sheet {sheet}, row {number}: {what}"),
        }
    }
}

/// A sheet, whatever the case of its name.
fn table(book: &mut Xlsx<Cursor<&[u8]>>, name: &'static str) -> Result<Option<FormSheet>, String> {
    let known = book.sheet_names().into_iter().find(|known| known.trim().eq_ignore_ascii_case(name));
    let Some(known) = known else { return Ok(None) };
    let mut reader = book.worksheet_cells_reader(&known).map_err(|_| UNREADABLE.to_owned())?;
    let mut rows: BTreeMap<u32, Vec<(u32, String)>> = BTreeMap::new();
    let (mut count, mut length) = (0, 0);
    while let Some(cell) = reader.next_cell().map_err(|_| UNREADABLE.to_owned())? {
        let (row, column) = cell.get_position();
        let said = text(cell.get_value(), CELL);
        if said.is_empty() {
            continue;
        }
        count += 1;
        if count > CELLS {
            return Err(format!("Sheet {name} has more than {CELLS} cells"));
        }
        length += said.len();
        if length > SHEET {
            return Err(format!("Sheet {name} has more text than any form"));
        }
        rows.entry(row).or_default().push((column, said));
    }
    let mut rows = rows.into_iter();
    let Some((_, headings)) = rows.next() else { return Ok(Some(FormSheet::default())) };
    let headings: BTreeMap<u32, String> =
        headings.into_iter().map(|(column, heading)| (column, heading_of(&heading))).collect();
    let row = |(row, cells): (u32, Vec<(u32, String)>)| {
        let cells = cells
            .into_iter()
            .filter_map(|(column, cell)| Some((headings.get(&column)?.clone(), (column, cell))))
            .collect();
        FormRow { sheet: name, number: row + 1, cells }
    };
    Ok(Some(FormSheet { rows: rows.map(row).collect() }))
}

/// A heading as it is known here: `Label :: English (en)` is `label::English (en)`.
fn heading_of(heading: &str) -> String {
    let (base, language) = heading.split_once("::").unwrap_or((heading, ""));
    let base = base.trim().to_ascii_lowercase();
    let known = COLUMNS.iter().find(|(other, _)| *other == base).map(|(_, known)| (*known).to_owned());
    let base = known.unwrap_or(base);
    if language.trim().is_empty() { base } else { format!("{base}::{}", language.trim()) }
}

/// The letters of a column, counted from 0.
fn letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + u8::try_from(left % 26).unwrap_or(0)));
        left /= 26;
    }
    letters.into_iter().rev().collect()
}
