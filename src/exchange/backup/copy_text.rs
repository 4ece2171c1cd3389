//! The rows of a dump as PostgreSQL writes them in text: `COPY public.partner (id, name) FROM stdin;`, a line for each
//! row with its values between tabs, and `\.` at the end.

use std::{
    fs::File,
    io::{self, BufRead, BufReader},
    path::Path,
};

/// Rows of one table.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct CopiedRows {
    pub table: String,
    /// Its columns, in the order of the values.
    pub columns: Vec<String>,
    /// The rows; a value that is none is none.
    pub rows: Vec<Vec<Option<String>>>,
}

/// Reads such a text.
#[derive(Debug)]
pub struct CopyText<R> {
    lines: R,
    /// The table whose rows are being read, and its columns.
    within: Option<(String, Vec<String>)>,
}

impl CopyText<BufReader<File>> {
    /// Opens a file.
    pub fn open(file: &Path) -> io::Result<Self> {
        Ok(Self::of(BufReader::new(File::open(file)?)))
    }
}

impl<R: BufRead> CopyText<R> {
    /// Reads what is handed over.
    pub fn of(lines: R) -> Self {
        Self { lines, within: None }
    }

    /// The next rows of one table, so many at most; nothing at the end.
    ///
    /// # Errors
    /// What the system said; `UnexpectedEof` where the text was cut off.
    pub fn next(&mut self, most: usize) -> io::Result<Option<CopiedRows>> {
        let mut line = String::new();
        while self.within.is_none() {
            line.clear();
            if self.lines.read_line(&mut line)? == 0 {
                return Ok(None);
            }
            self.within = heading(line.trim_end());
        }
        let Some((table, columns)) = self.within.clone() else { return Ok(None) };
        let mut read = CopiedRows { table, columns, rows: Vec::new() };
        while read.rows.len() < most {
            line.clear();
            if self.lines.read_line(&mut line)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let row = line.strip_suffix('\n').unwrap_or(&line);
            if row == "\\." {
                self.within = None;
                break;
            }
            read.rows.push(row.split('\t').map(value).collect());
        }
        Ok(Some(read))
    }
}

/// The table and the columns of the line before its rows.
fn heading(line: &str) -> Option<(String, Vec<String>)> {
    let rest = line.strip_prefix("COPY public.")?.strip_suffix(") FROM stdin;")?;
    let (table, columns) = rest.split_once(" (")?;
    let plain = |name: &str| name.trim_matches('"').to_owned();
    Some((plain(table), columns.split(", ").map(plain).collect()))
}

/// A value without what keeps it on one line; nothing for none.
fn value(text: &str) -> Option<String> {
    if text == "\\N" {
        return None;
    }
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            plain.push(letter);
            continue;
        }
        match letters.next() {
            Some('b') => plain.push('\u{8}'),
            Some('f') => plain.push('\u{c}'),
            Some('n') => plain.push('\n'),
            Some('r') => plain.push('\r'),
            Some('t') => plain.push('\t'),
            Some('v') => plain.push('\u{b}'),
            Some(other) => plain.push(other),
            None => {}
        }
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "SET x = 1;\n\nCOPY public.partner (id, \"by\") FROM stdin;\n1\tElm\\tHouse\\\\n\n2\t\\N\n3\t\n\\.\n\n\
                        COPY public.stop (a) FROM stdin;\n\\.\n";

    #[test]
    fn rows_come_out_as_they_were_with_tabs_and_without_values() {
        let mut text = CopyText::of(TEXT.as_bytes());
        let first = text.next(2).unwrap().unwrap();
        assert_eq!(
            (first.table.as_str(), first.columns.as_slice()),
            ("partner", &["id".into(), "by".into()][..])
        );
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(first.rows, [[some("1"), some("Elm\tHouse\\n")], [some("2"), None]]);
        assert_eq!(text.next(2).unwrap().unwrap().rows, [[some("3"), some("")]]);
        assert_eq!(text.next(2).unwrap().unwrap().table, "stop");
        assert_eq!(text.next(2).unwrap(), None);
    }

    #[test]
    fn a_text_that_was_cut_off_is_not_taken_for_a_whole_one() {
        let cut = TEXT.split_once("3\t").unwrap().0;
        let mut text = CopyText::of(cut.as_bytes());
        assert_eq!(text.next(9).unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    }
}
