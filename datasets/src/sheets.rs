//! Sheets of text as an Excel workbook, and sheets of figures in one.

use rust_xlsxwriter::{Format, Workbook, Worksheet};

use crate::dataset::DatasetError;

/// A sheet: its name, and its rows, the first of which are headings.
#[derive(Clone, Debug)]
pub struct TextSheet {
    /// What it is called.
    pub name: &'static str,
    /// Its cells; empty ones are left out.
    pub rows: Vec<Vec<String>>,
}

/// A sheet of figures, with the cells of a CSV file.
#[derive(Clone, Debug)]
pub struct FigureSheet {
    /// What it is called.
    pub name: &'static str,
    /// What is on it, for the sheet that says so.
    pub about: &'static str,
    /// The CSV file, with headings.
    pub csv: Vec<u8>,
    /// The headings of the columns that hold words; the others hold numbers.
    pub words: &'static [&'static str],
}

impl FigureSheet {
    /// Writes its cells: numbers as numbers, words as words, and nothing where the file has nothing.
    pub(crate) fn write(&self, sheet: &mut Worksheet, heading: &Format) -> Result<(), DatasetError> {
        sheet.set_name(self.name)?;
        let mut reader = csv::Reader::from_reader(self.csv.as_slice());
        let headings = reader.headers()?.clone();
        for (column, name) in (0..).zip(&headings) {
            sheet.write_string_with_format(0, column, name, heading)?;
        }
        for (row, line) in (1..).zip(reader.records()) {
            let line = line?;
            let cells = (0..).zip(headings.iter().zip(&line));
            for (column, (name, cell)) in cells.filter(|(_, (_, cell))| !cell.is_empty()) {
                match cell.parse::<f64>() {
                    Ok(number) if !self.words.contains(&name) => sheet.write_number(row, column, number)?,
                    _ => sheet.write_string(row, column, cell)?,
                };
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        Ok(())
    }
}

/// The workbook of these sheets. Nothing in it is a formula.
///
/// # Errors
/// A cell longer than a workbook can hold.
pub fn text_workbook(sheets: &[TextSheet]) -> Result<Vec<u8>, DatasetError> {
    let mut book = Workbook::new();
    let heading = Format::new().set_bold();
    for TextSheet { name, rows } in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name)?;
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                if row == 0 {
                    sheet.write_string_with_format(row, column, cell, &heading)?;
                } else {
                    sheet.write_string(row, column, cell)?;
                }
            }
        }
        sheet.set_freeze_panes(1, 0)?;
    }
    Ok(book.save_to_buffer()?)
}
