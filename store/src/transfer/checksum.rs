//! One hash over all rows of a table, the same in both kinds of database.

use serde_json::{Number, Value as Json};
use sha2::{Digest, Sha256};

use super::{TableChecksum, cell::CopiedCell};
use crate::system::secret::hex;

/// Rows as they were added, one after the other.
#[derive(Debug, Default)]
pub(super) struct Checksum {
    rows: u64,
    digest: Sha256,
}

impl Checksum {
    /// Adds a row.
    pub(super) fn add(&mut self, row: &[CopiedCell]) {
        self.rows += 1;
        for cell in row {
            let (kind, bytes) = bytes(cell);
            self.digest.update([kind]);
            self.digest.update((bytes.len() as u64).to_le_bytes());
            self.digest.update(bytes);
        }
    }

    /// What was added, as what a table holds.
    pub(super) fn of(self, table: &str) -> TableChecksum {
        let sha256 = hex(&self.digest.finalize()[..]);
        TableChecksum { table: table.to_owned(), rows: self.rows, sha256 }
    }
}

/// A value as bytes, and a number for what it is.
fn bytes(cell: &CopiedCell) -> (u8, Vec<u8>) {
    match cell {
        CopiedCell::Null => (0, Vec::new()),
        CopiedCell::Uuid(id) => (1, id.as_bytes().to_vec()),
        CopiedCell::Int(number) => (2, number.to_le_bytes().to_vec()),
        CopiedCell::Bool(yes) => (3, vec![u8::from(*yes)]),
        CopiedCell::Text(text) => (4, text.clone().into_bytes()),
        CopiedCell::Bytes(bytes) => (5, bytes.clone()),
        CopiedCell::Json(document) => {
            let mut text = String::new();
            write_json(document, &mut text);
            (6, text.into_bytes())
        }
    }
}

/// A document in one way of writing it: PostgreSQL orders the members of an object by itself and writes numbers its own
/// way, SQLite keeps the text.
fn write_json(document: &Json, out: &mut String) {
    match document {
        Json::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(name, _)| *name);
            out.push('{');
            for (name, member) in members {
                write_json(&Json::String(name.clone()), out);
                out.push(':');
                write_json(member, out);
                out.push(',');
            }
            out.push('}');
        }
        Json::Array(parts) => {
            out.push('[');
            for part in parts {
                write_json(part, out);
                out.push(',');
            }
            out.push(']');
        }
        Json::Number(number) => out.push_str(&written(number)),
        Json::Null | Json::Bool(_) | Json::String(_) => out.push_str(&document.to_string()),
    }
}

/// A number in one way of writing it: `1e3`, `1000.0` and `1000` are one.
fn written(number: &Number) -> String {
    match number.as_f64() {
        Some(float) if number.is_f64() && float == 0.0 => "0".to_owned(),
        // Without an exponent: a whole one has no point then either.
        Some(float) if number.is_f64() => format!("{float}"),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(text: &str) -> String {
        let mut checksum = Checksum::default();
        checksum.add(&[CopiedCell::Json(serde_json::from_str(text).unwrap())]);
        checksum.of("t").sha256
    }

    #[test]
    fn a_document_has_one_hash_however_it_is_written() {
        assert_eq!(
            hash(r#"{"b":1.0,"a":[1e20,-0.0,0.1]}"#),
            hash(r#"{ "a": [100000000000000000000, 0, 0.10], "b": 1 }"#)
        );
        assert_ne!(hash(r#"{"a":[1,2]}"#), hash(r#"{"a":[12]}"#));
        assert_ne!(hash(r#"{"a":1}"#), hash(r#"{"a":"1"}"#));
    }

    #[test]
    fn what_stands_in_one_column_is_not_taken_for_the_next() {
        let of = |one: &str, other: &str| {
            let mut checksum = Checksum::default();
            checksum.add(&[CopiedCell::Text(one.to_owned()), CopiedCell::Text(other.to_owned())]);
            checksum.of("t")
        };
        assert_ne!(of("ab", "c"), of("a", "bc"));
    }
}
