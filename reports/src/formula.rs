//! Text in the cells of CSV files. What a spreadsheet would run as a formula gets a `'` before it, and loses it again when
//! the file is read; every text comes back as it was.

use std::borrow::Cow;

/// What makes a spreadsheet take a text for a formula, in some country or on some import (OWASP ASVS 1.2.10).
const STARTS: [char; 12] = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'];

/// Text that no spreadsheet runs.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula(text) || is_guarded(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text that was [`guarded`].
pub fn unguarded(cell: &str) -> &str {
    if is_guarded(cell) { &cell[1..] } else { cell }
}

/// Whether a cell is a `'`, or several, before what a spreadsheet would run: it would lose one when it is read.
pub fn is_guarded(cell: &str) -> bool {
    cell.starts_with('\'') && is_formula(cell.trim_start_matches('\''))
}

fn is_formula(text: &str) -> bool {
    text.starts_with(STARTS)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_spreadsheet_runs_none_of_what_is_written() {
        for text in ["=1+1", "+44 20", "-5", "@home", "\t=1", "\r=1", "\n=1", "＝1", "'=1", "''-8"] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["", "’tis fine", "'tis fine", "'", "1=1", "Elm House"] {
            assert_eq!(guarded(text), text);
        }
    }

    proptest! {
        #[test]
        fn every_text_comes_back_and_none_is_a_formula(text in "['=+@\t\r\n\u{0} ＝a-]{0,6}") {
            let cell = guarded(&text);
            prop_assert!(!is_formula(&cell));
            prop_assert_eq!(unguarded(&cell), &text);
        }
    }
}
