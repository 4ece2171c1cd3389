//! The dataset as an Excel workbook: the answers as codes and in words, figures that go with them, and what the columns mean.

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use crate::{
    dataset::{Dataset, DatasetError},
    sheets::FigureSheet,
    variable::{CellValue, Variable},
};

/// From 30 December 1899, from which Excel counts, to 1970.
const DAYS_TO_1970: i64 = 25_569;
/// The first day that Excel counts as others do: 1 March 1900.
const FIRST_DAY: i64 = 61;
const CODEBOOK: [&str; 6] = ["column", "kind", "label", "question", "value", "meaning"];
const ANSWERS: [&str; 2] = [
    "Answers: one row for each response, as codes, the same as in the CSV file.",
    "In words: the same rows with the labels of the answers, under the labels of the questions.",
];
const CODES: [&str; 6] = [
    "Codebook: what each column and each value on the sheet of answers means.",
    "-1 means that the question does not apply to the person.",
    "-2 means that the person was not shown the question, and -7 that they preferred not to say.",
    "-8 means that they did not know.",
    "-9 means that they skipped the question. A text that was skipped is empty.",
    "Leave the codes out before you work out a mean: they are not values.",
];

/// The workbook of a dataset, with these figures.
///
/// # Errors
/// What the workbook cannot hold; figures that are no CSV.
pub fn file(data: &Dataset, figures: &[FigureSheet]) -> Result<Vec<u8>, DatasetError> {
    let mut book = Workbook::new();
    let sheets =
        Sheets { heading: Format::new().set_bold(), day: Format::new().set_num_format("yyyy-mm-dd") };
    sheets.answers(book.add_worksheet(), data)?;
    sheets.in_words(book.add_worksheet(), data)?;
    for one in figures {
        one.write(book.add_worksheet(), &sheets.heading)?;
    }
    sheets.codebook(book.add_worksheet(), data)?;
    sheets.about(book.add_worksheet(), data, figures)?;
    Ok(book.save_to_buffer()?)
}

struct Sheets {
    heading: Format,
    day: Format,
}

impl Sheets {
    fn begin<'w>(
        &self,
        sheet: &'w mut Worksheet,
        name: &str,
        headings: impl Iterator<Item = &'w str>,
    ) -> Result<&'w mut Worksheet, XlsxError> {
        sheet.set_name(name)?;
        for (column, heading) in (0..).zip(headings) {
            sheet.write_string_with_format(0, column, heading, &self.heading)?;
        }
        sheet.set_freeze_panes(1, 0)
    }

    fn answers(&self, sheet: &mut Worksheet, data: &Dataset) -> Result<(), XlsxError> {
        let variables = data.variables();
        let sheet = self.begin(sheet, "Answers", variables.iter().map(|variable| variable.key.as_str()))?;
        for (row, cells) in (1..).zip(data.rows()) {
            for (column, (variable, cell)) in (0..).zip(variables.iter().zip(cells)) {
                match variable.cell(cell) {
                    None | Some(CellValue::Nothing) => {}
                    Some(CellValue::Missing(code)) => {
                        sheet.write_number(row, column, f64::from(code))?;
                    }
                    Some(CellValue::Number(number)) => {
                        sheet.write_number(row, column, number)?;
                    }
                    Some(CellValue::Day(day)) => self.day(sheet, (row, column), day, cell)?,
                    Some(CellValue::Choice(_) | CellValue::Text(_)) => {
                        sheet.write_string(row, column, cell)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn in_words(&self, sheet: &mut Worksheet, data: &Dataset) -> Result<(), XlsxError> {
        let variables = data.variables();
        let sheet =
            self.begin(sheet, "In words", variables.iter().map(|variable| variable.label.as_str()))?;
        for (row, cells) in (1..).zip(data.rows()) {
            for (column, (variable, cell)) in (0..).zip(variables.iter().zip(cells)) {
                match (variable.cell(cell), label(variable, cell)) {
                    (None | Some(CellValue::Nothing), _) => {}
                    (_, Some(label)) => {
                        sheet.write_string(row, column, label)?;
                    }
                    (Some(CellValue::Number(number)), None) => {
                        sheet.write_number(row, column, number)?;
                    }
                    (Some(CellValue::Day(day)), None) => self.day(sheet, (row, column), day, cell)?,
                    _ => {
                        sheet.write_string(row, column, cell)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn codebook(&self, sheet: &mut Worksheet, data: &Dataset) -> Result<(), XlsxError> {
        let sheet = self.begin(sheet, "Codebook", CODEBOOK.into_iter())?;
        let mut row = 0;
        for variable in data.variables() {
            for meaning in variable.values.iter().chain(&variable.missing) {
                row += 1;
                let Variable { key, asked_as, label, question, .. } = variable;
                let cells = [key, asked_as, label, question, &meaning.value, &meaning.label];
                for (column, cell) in (0..).zip(cells) {
                    sheet.write_string(row, column, cell)?;
                }
            }
        }
        Ok(())
    }

    fn about(&self, sheet: &mut Worksheet, data: &Dataset, figures: &[FigureSheet]) -> Result<(), XlsxError> {
        sheet.set_name("About")?;
        sheet.set_column_width(0, 100)?;
        sheet.write_string_with_format(0, 0, data.title(), &self.heading)?;
        let figures = figures.iter().map(|one| one.about);
        for (row, line) in (1..).zip(ANSWERS.into_iter().chain(figures).chain(CODES)) {
            sheet.write_string(row, 0, line)?;
        }
        Ok(())
    }

    /// A day that Excel counts with, or what stands in the file where it cannot.
    fn day(
        &self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        day: i64,
        cell: &str,
    ) -> Result<(), XlsxError> {
        match i32::try_from(day + DAYS_TO_1970) {
            Ok(day) if i64::from(day) >= FIRST_DAY => {
                sheet.write_number_with_format(row, column, day, &self.day)?;
            }
            _ => {
                sheet.write_string(row, column, cell)?;
            }
        }
        Ok(())
    }
}

/// What a value means, where it has a label.
fn label<'v>(variable: &'v Variable, cell: &str) -> Option<&'v str> {
    let mut labels = variable.categories().chain(&variable.missing);
    labels.find(|label| label.value == cell).map(|label| label.label.as_str())
}
