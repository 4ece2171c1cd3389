//! The file under way.

use std::io::Write;

use super::{
    ExportError, ExportRows,
    sheet::{AnswersSheet, RowPage},
};
use crate::exchange::shuffled::Shuffled;

/// Where rows go, in their order or in none.
pub(super) struct AnswersOut<W, F> {
    out: W,
    written: F,
    /// Rows put by until all of them are there, where they are handed on.
    shuffled: Option<Shuffled>,
    count: u64,
}

impl<W: Write, F: Fn(u64)> AnswersOut<W, F> {
    /// Writes what stands before the first row.
    pub(super) fn begin(sheet: &AnswersSheet, mut out: W, written: F) -> Result<Self, ExportError> {
        out.write_all(&sheet.head())?;
        let shuffled = match &sheet.rows {
            ExportRows::Stored => None,
            ExportRows::HandedOn(_) => Some(Shuffled::begin()?),
        };
        Ok(Self { out, written, shuffled, count: 0 })
    }

    /// Takes some rows.
    pub(super) fn take(&mut self, page: &RowPage) -> Result<(), ExportError> {
        match &mut self.shuffled {
            None => self.out.write_all(&page.rows)?,
            Some(shuffled) => shuffled.take(&page.rows, &page.ends)?,
        }
        self.count += page.count;
        (self.written)(page.count);
        Ok(())
    }

    /// Ends the file, and returns how many rows it has.
    pub(super) fn finish(mut self) -> Result<u64, ExportError> {
        if let Some(shuffled) = self.shuffled {
            shuffled.write(&mut self.out)?;
        }
        self.out.flush()?;
        Ok(self.count)
    }
}
