//! Sheets of text as an Excel workbook.

use rust_xlsxwriter::{Format, Workbook};

use crate::dataset::DatasetError;

/// A sheet: its name, and its rows, the first of which are headings.
#[derive(Clone, Debug)]
pub struct TextSheet {
    /// What it is called.
    pub name: &'static str,
    /// Its cells; empty ones are left out.
    pub rows: Vec<Vec<String>>,
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
