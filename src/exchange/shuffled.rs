//! Rows in an order that nobody can foretell, in flat memory: they are put by in a file without a name, and fetched from
//! there in random order.

use std::{
    fs::File,
    io::{self, BufWriter, Read, Seek, SeekFrom, Write},
};

use rand::seq::SliceRandom;

/// Rows put by.
pub(super) struct Shuffled {
    file: BufWriter<File>,
    /// Where each row begins, and its length.
    rows: Vec<(u64, usize)>,
    length: u64,
}

impl Shuffled {
    pub(super) fn begin() -> io::Result<Self> {
        Ok(Self { file: BufWriter::new(tempfile::tempfile()?), rows: Vec::new(), length: 0 })
    }

    /// Puts some rows by, each of which ends where `ends` says.
    pub(super) fn take(&mut self, rows: &[u8], ends: &[usize]) -> io::Result<()> {
        self.file.write_all(rows)?;
        let mut from = 0;
        for end in ends {
            self.rows.push((self.length + from as u64, end - from));
            from = *end;
        }
        self.length += rows.len() as u64;
        Ok(())
    }

    /// Writes all of them in random order.
    pub(super) fn write(mut self, out: &mut impl Write) -> io::Result<()> {
        let mut file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        self.rows.shuffle(&mut rand::rng());
        let mut row = Vec::new();
        for (from, length) in self.rows {
            row.resize(length, 0);
            file.seek(SeekFrom::Start(from))?;
            file.read_exact(&mut row)?;
            out.write_all(&row)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_comes_out_once_and_whole() {
        let mut shuffled = Shuffled::begin().unwrap();
        shuffled.take(b"one\r\n\"two\r\ntwo\"\r\n", &[5, 17]).unwrap();
        shuffled.take(b"three\r\n", &[7]).unwrap();
        let mut out = Vec::new();
        shuffled.write(&mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.len(), 24);
        for row in ["one\r\n", "\"two\r\ntwo\"\r\n", "three\r\n"] {
            assert_eq!(text.matches(row).count(), 1, "{text}");
        }
    }
}
