//! The figures behind a picture as a file.

use super::{BYTE_ORDER_MARK, one_decimal};
use super::{FiguresError, finished, text, writer};
use crate::chart::{ChartData, Datum};

/// What a picture shows, for whoever draws it again: CSV in UTF-8 with a byte order mark, figures to one decimal as they
/// are printed.
///
/// # Errors
/// [`FiguresError`] if the rows cannot be written to memory.
pub fn data_sheet(data: &ChartData) -> Result<Vec<u8>, FiguresError> {
    let cell = |datum: &Datum| match datum {
        Datum::Words(words) => text(words),
        Datum::Figure(value) => one_decimal(*value),
        Datum::Count(count) => count.to_string(),
        Datum::Blank => String::new(),
    };
    let mut rows = writer();
    rows.write_record(data.columns.iter().map(|column| text(column)))?;
    for row in &data.rows {
        rows.write_record(row.iter().map(cell))?;
    }
    Ok([BYTE_ORDER_MARK, finished(rows)?.as_slice()].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_as_printed_and_no_text_is_run() {
        let data = ChartData {
            columns: vec!["Item".to_owned(), "Gap".to_owned(), "People".to_owned(), "Note".to_owned()],
            rows: vec![vec![
                Datum::Words("=1+1".to_owned()),
                Datum::Figure(-1.25),
                Datum::Count(12),
                Datum::Blank,
            ]],
        };
        let file = String::from_utf8(data_sheet(&data).unwrap()).unwrap();
        assert_eq!(file, "\u{feff}Item,Gap,People,Note\r\n'=1+1,-1.2,12,\r\n");
    }
}
