//! What no form should be sent, and is.

use rand::{RngExt, rngs::StdRng, seq::IndexedRandom};

use super::form::{Field, Form, Kind};

/// Text that is not what it seems: markup, control characters, marks that turn the direction of writing, letters beyond
/// the first plane, formulas of spreadsheets, a line too many for the head of a letter.
pub(super) const ODD: [&str; 8] = [
    "\"><script>alert(1)</script>&amp;'",
    "a\u{0}b\u{1}c\u{7f}d\u{1b}[31m",
    "\u{202e}txet\u{202c}\u{200f}\u{feff}",
    "\u{1f4da}\u{10ffff}\u{fffd}e\u{301}",
    "=cmd|' /C calc'!A0",
    "Tea\r\nBcc: everybody@example.org",
    "'; DROP TABLE partner; --",
    "   \t  ",
];
/// Days and hours that no calendar has; the last date is beyond every calendar here.
const DATES: [&str; 7] =
    ["2026-02-30", "2026-06-31", "99999-01-01", "0000-00-00", "-1", "soon", "2026-13-01"];
const TIMES: [&str; 4] = ["24:61", "25:00", "-1:00", "noon"];
const NUMBERS: [&str; 6] = ["-1", "99999999999999999999999", "1e308", "NaN", "1/2", "-2147483649"];

/// Values that a field can never take: whoever sends one must be told.
pub(super) fn impossible(field: &Field) -> Vec<String> {
    let many = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    match field.kind {
        Kind::Date => many(&DATES),
        Kind::Time => many(&TIMES),
        Kind::Number => many(&NUMBERS),
        Kind::Email => {
            many(&["nobody", "a@b@c", "a b@example.org", "x@example.org\r\nBcc: y@example.org", "@"])
        }
        Kind::Choice => many(&["no such choice"]),
        Kind::Text => vec!["x".repeat(100_000)],
        Kind::File => many(&["", "\u{0}\u{1}\u{fffd}", "no such column\r\n1\r\n", "\u{feff}", "\"open"]),
        Kind::Boxes | Kind::Password | Kind::Hidden | Kind::Button => Vec::new(),
    }
}

/// A form with one value of a field in place of what it has.
pub(super) fn with(form: &Form, name: &str, value: &str) -> Vec<(String, String)> {
    let mut pairs: Vec<_> = form.pairs().into_iter().filter(|(sent, _)| sent != name).collect();
    pairs.push((name.to_owned(), value.to_owned()));
    pairs
}

/// A mixture: some fields left out, some twice, some odd, some impossible, and one that the form does not have.
pub(super) fn mixture(form: &Form, rng: &mut StdRng) -> Vec<(String, String)> {
    let mut pairs = vec![("no-such-field".to_owned(), "1".to_owned())];
    for field in &form.fields {
        for _ in 0..rng.random_range(0..3) {
            let value = match rng.random_range(0..4) {
                0 => field.values.first().cloned().unwrap_or_default(),
                1 => (*ODD.choose(rng).unwrap()).to_owned(),
                2 => impossible(field).choose(rng).cloned().unwrap_or_default(),
                _ => [DATES.as_slice(), &TIMES, &NUMBERS].concat().choose(rng).copied().unwrap().to_owned(),
            };
            pairs.push((field.name.clone(), value));
        }
    }
    pairs
}

/// Bodies that are no form, or hardly one.
pub(super) fn broken(form: &Form) -> Vec<Vec<u8>> {
    let name = form.fields.first().map_or("name", |field| &*field.name);
    vec![
        Vec::new(),
        b"&&&==&=&%00=%00".to_vec(),
        [name.as_bytes(), b"=%zz%f&x=%"].concat(),
        [name.as_bytes(), b"=\xff\xfe\xc3\x28%ff%c0%80"].concat(),
        b"answers[=1&answers[]=2&answers[a][b]=3&answers[a=4&]=[".to_vec(),
    ]
}
