//! One row: its cells by place, wherever they are kept.

use csv::ByteRecord;

/// A row of a wide file.
pub(super) trait WideRow {
    /// How many cells it has.
    fn width(&self) -> usize;

    /// The cell at a place; nothing behind the last.
    fn cell(&self, place: usize) -> &[u8];

    /// Whether nothing but space is in it.
    fn is_blank(&self) -> bool {
        (0..self.width()).all(|place| self.cell(place).trim_ascii().is_empty())
    }
}

impl WideRow for ByteRecord {
    fn width(&self) -> usize {
        self.len()
    }

    fn cell(&self, place: usize) -> &[u8] {
        self.get(place).unwrap_or_default()
    }
}

/// A row as it stands in its file, without what ends its line.
pub(super) struct PlainRow<'r> {
    /// Its cells and what separates them, which is one byte.
    pub(super) bytes: &'r [u8],
    /// Where each cell ends.
    pub(super) ends: &'r [usize],
}

impl WideRow for PlainRow<'_> {
    fn width(&self) -> usize {
        self.ends.len()
    }

    fn cell(&self, place: usize) -> &[u8] {
        let Some(end) = self.ends.get(place) else { return &[] };
        let begin = if place == 0 { 0 } else { self.ends[place - 1] + 1 };
        &self.bytes[begin..*end]
    }
}
