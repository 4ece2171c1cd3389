//! A file of rows as people save it: CSV in any encoding that programs write, or an Excel workbook.

use common_ground_reports::wide::{RecordReader, Unreadable};
use csv::ByteRecord;

use super::{Encoding, MOST_ROWS, Record, located, workbook};
use crate::survey::columns::Located;

/// The rows of a file that have anything in them.
pub(super) struct FileRows {
    pub rows: Vec<Record>,
    /// What its text was read as; `None` for a workbook, which says it itself.
    pub encoding: Option<Encoding>,
}

impl FileRows {
    /// Reads a file, as `read_as` or as what it seems to be.
    pub(super) fn read(bytes: &[u8], read_as: Option<Encoding>) -> Result<Self, Located> {
        if workbook::is_workbook(bytes) {
            return Ok(Self { rows: workbook::rows(bytes)?, encoding: None });
        }
        let encoding = read_as.unwrap_or_else(|| Encoding::detect(bytes));
        let text = encoding.decode(bytes);
        // Pictures, programs and documents are full of zeros.
        let text = text.filter(|text| !text.contains('\0')).ok_or_else(|| {
            located(1, "", "This is not a CSV file or an Excel workbook. Save your list as “CSV UTF-8”")
        })?;
        Ok(Self { rows: rows(&text)?, encoding: Some(encoding) })
    }
}

fn rows(text: &str) -> Result<Vec<Record>, Located> {
    let mut csv = RecordReader::new(text.as_bytes()).map_err(|error| unreadable(1, &error))?;
    let mut record = ByteRecord::new();
    let mut rows = Vec::new();
    while csv.read(&mut record).map_err(|Unreadable { line, reason }| unreadable(line, &reason))? {
        let line = csv.line(&record);
        let cells: Vec<String> =
            record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        // The header is one more.
        if rows.len() > MOST_ROWS {
            return Err(located(line, "", format!("Import at most {MOST_ROWS} rows at once")));
        }
        rows.push(Record { line, cells });
    }
    Ok(rows)
}

fn unreadable(line: u64, reason: &dyn std::fmt::Display) -> Located {
    located(line, "", format!("The file can’t be read from here: {reason}"))
}
