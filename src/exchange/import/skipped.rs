//! Rows that were left out of an import, kept with the reason in a last column: mend them there and import the
//! file.

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
};

use csv::{Terminator, Writer, WriterBuilder};

use super::{ImportError, file::REASON};
use crate::survey::columns::Located;

/// A file of skipped rows; it is made when the first one comes.
#[derive(Debug)]
pub struct SkippedRows {
    path: PathBuf,
    header: Vec<String>,
    rows: Option<Writer<File>>,
}

impl SkippedRows {
    /// A file at `path`, to be made when it is needed.
    pub fn at(path: &Path) -> Self {
        Self { path: path.to_owned(), header: Vec::new(), rows: None }
    }

    /// Where the file is or would be.
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn begin(&mut self, header: &[String]) {
        self.header = header.to_vec();
    }

    pub(super) fn keep(&mut self, cells: &[&str], mistakes: &[Located]) -> Result<(), ImportError> {
        self.write(cells, mistakes)
            .map_err(|source| ImportError::Skipped { file: self.path.display().to_string(), source })
    }

    fn write(&mut self, cells: &[&str], mistakes: &[Located]) -> io::Result<()> {
        if self.rows.is_none() {
            // Never over a file that somebody may still be mending.
            let file = File::create_new(&self.path)?;
            let mut rows = WriterBuilder::new().terminator(Terminator::CRLF).flexible(true).from_writer(file);
            rows.write_record(self.header.iter().map(String::as_str).chain([REASON]))?;
            self.rows = Some(rows);
        }
        let Some(rows) = &mut self.rows else { return Ok(()) };
        let reasons: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        // A short row gets the cells it lacks, so that its reason stands under its heading.
        let lacking = self.header.len().saturating_sub(cells.len());
        let cells = cells.iter().copied().chain(std::iter::repeat_n("", lacking));
        rows.write_record(cells.chain([&*reasons.join("; ")]))?;
        Ok(())
    }

    /// Writes what is still in memory.
    pub fn finish(self) -> Result<(), ImportError> {
        let file = self.path.display().to_string();
        let flushed = self.rows.map_or(Ok(()), |mut rows| rows.flush());
        flushed.map_err(|source| ImportError::Skipped { file, source })
    }
}
