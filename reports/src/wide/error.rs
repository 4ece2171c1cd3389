//! What is wrong with a file, and where.

use thiserror::Error;

use super::DESCRIBED;

/// One thing that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}", self.words())]
pub struct WideError {
    /// The name of the file.
    pub file: String,
    /// The line, from 1; 0 for the file as a whole.
    pub line: u64,
    /// The name of the column; empty for the row as a whole.
    pub column: String,
    /// What is wrong, in words.
    pub reason: String,
}

impl WideError {
    fn words(&self) -> String {
        let Self { file, line, column, reason } = self;
        match (line, column.as_str()) {
            (0, _) => format!("{file}: {reason}"),
            (line, "") => format!("{file}, line {line}: {reason}"),
            (line, column) => format!("{file}, line {line}, column {column}: {reason}"),
        }
    }
}

/// What is wrong with the cells of one column.
#[derive(Clone, Debug, Default)]
pub(super) struct Faults {
    /// The first of them.
    first: Vec<WideError>,
    /// All of them.
    cells: u64,
}

impl Faults {
    pub(super) fn note(&mut self, file: &str, line: u64, column: &str, reason: String) {
        self.cells += 1;
        if self.first.len() < DESCRIBED {
            let (file, column) = (file.to_owned(), column.to_owned());
            self.first.push(WideError { file, line, column, reason });
        }
    }
}

/// A file that could not be read: the first things that are wrong, and how many there are.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}", self.words())]
pub struct BadFile {
    /// The name of the file.
    pub file: String,
    /// The first of them, at most 20.
    pub first: Vec<WideError>,
    /// All of them.
    pub total: u64,
}

impl BadFile {
    pub(super) fn new(file: &str) -> Self {
        Self { file: file.to_owned(), first: Vec::new(), total: 0 }
    }

    pub(super) fn note(&mut self, line: u64, column: &str, reason: String) {
        self.total += 1;
        if self.first.len() < DESCRIBED {
            let (file, column) = (self.file.clone(), column.to_owned());
            self.first.push(WideError { file, line, column, reason });
        }
    }

    /// Adds what is wrong with the cells of the columns. A column in which more cells hold something else than hold an
    /// answer is no rating, and that is said once.
    pub(super) fn add(&mut self, columns: &[Faults], rated: impl Fn(usize) -> u64) {
        for (place, faults) in columns.iter().enumerate() {
            let rated = rated(place);
            match faults.first.first() {
                Some(WideError { line, column, reason, .. }) if faults.cells > rated => {
                    let reason = format!(
                        "{reason}. {} of {} cells hold no answer: delete the column or describe it with --survey",
                        faults.cells,
                        faults.cells + rated
                    );
                    let (file, column) = (self.file.clone(), column.clone());
                    self.total += 1;
                    self.first.push(WideError { file, line: *line, column, reason });
                }
                _ => {
                    self.total += faults.cells;
                    self.first.extend(faults.first.iter().cloned());
                }
            }
        }
        self.first.sort_by_key(|error| error.line);
        self.first.truncate(DESCRIBED);
    }

    pub(super) fn with(mut self, line: u64, column: &str, reason: String) -> Self {
        self.note(line, column, reason);
        self
    }

    fn words(&self) -> String {
        let mut lines: Vec<String> = self.first.iter().map(ToString::to_string).collect();
        let more = self.total.saturating_sub(self.first.len() as u64);
        if more > 0 {
            lines.push(format!("and {more} more like these"));
        }
        lines.join("\n")
    }
}
