//! The answers of a round with the meaning of their columns, read from the CSV file that holds them.

use csv::{ReaderBuilder, StringRecord};

use crate::variable::Variable;

/// The most cells that are held at once: 50,000 answers to a survey of 40 columns. CSV has no such end. Ratings reach it
/// first, with a few bytes each: what is made of a cell takes much more room than its text.
pub const MOST_CELLS: usize = 2_000_000;
/// The most bytes of the CSV file that are held at once. Texts reach it first.
pub const MOST_BYTES: usize = 16 << 20;

/// Columns and rows.
#[derive(Clone, Debug)]
pub struct Dataset {
    title: String,
    variables: Vec<Variable>,
    rows: Vec<StringRecord>,
}

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum DatasetError {
    /// More than is held at once.
    #[error("there are more answers than this kind of file holds; choose CSV, which has no such limit")]
    TooLarge,
    /// The first line names other columns.
    #[error("the columns of the file are not those of its codebook")]
    Columns,
    /// A cell that its column cannot have.
    #[error("row {row} has a value in the column {column} that the codebook does not know")]
    Cell {
        /// Its row, the first after the headings being 1.
        row: usize,
        /// The heading of its column.
        column: String,
    },
    /// No CSV.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// The archive cannot be written.
    #[error(transparent)]
    Archive(#[from] zip::result::ZipError),
    /// The workbook cannot be written.
    #[error(transparent)]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}

impl Dataset {
    /// Reads a file of answers whose columns are these.
    ///
    /// # Errors
    /// What is wrong with it, as [`DatasetError`] says.
    pub fn read(title: &str, variables: Vec<Variable>, csv: &[u8]) -> Result<Self, DatasetError> {
        if csv.len() > MOST_BYTES {
            return Err(DatasetError::TooLarge);
        }
        let mut reader = ReaderBuilder::new().from_reader(csv);
        if !reader.headers()?.iter().eq(variables.iter().map(|variable| variable.key.as_str())) {
            return Err(DatasetError::Columns);
        }
        let mut rows = Vec::new();
        for row in reader.into_records() {
            let row = row?;
            if (rows.len() + 1) * variables.len() > MOST_CELLS {
                return Err(DatasetError::TooLarge);
            }
            let mut cells = variables.iter().zip(row.iter());
            if let Some((variable, _)) = cells.find(|(variable, cell)| variable.cell(cell).is_none()) {
                return Err(DatasetError::Cell { row: rows.len() + 1, column: variable.key.clone() });
            }
            rows.push(row);
        }
        Ok(Self { title: title.to_owned(), variables, rows })
    }

    /// What the survey is called.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The columns, in order.
    pub fn variables(&self) -> &[Variable] {
        &self.variables
    }

    /// The rows, each with a cell for every column.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &StringRecord> {
        self.rows.iter()
    }
}
