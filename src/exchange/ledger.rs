//! What was offered and wanted at a workshop, as a file: a row for each pair that meets, and for each offer and wish that
//! does not.

use common_ground_reports::formula::guarded;
use csv::{Terminator, WriterBuilder};

use super::BYTE_ORDER_MARK;
use crate::survey::Side;

/// The columns.
pub const COLUMNS: [&str; 9] = [
    "offered_by",
    "wanted_by",
    "state",
    "offered",
    "wanted",
    "offered_cards",
    "wanted_cards",
    "offered_people",
    "wanted_people",
];

/// An offer or a wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    /// What it says.
    pub words: String,
    /// Cards of its side that say it.
    pub cards: usize,
    /// People who gave it a dot, of both sides; none where they are too few to be told of.
    pub people: Option<usize>,
}

/// A row: an offer that meets a wish, or one of them alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerRow {
    /// The side that offers; the other wants.
    pub offering: Side,
    /// The offer.
    pub offered: Option<LedgerEntry>,
    /// The wish.
    pub wanted: Option<LedgerEntry>,
}

impl LedgerRow {
    /// How it is called in the column `state`.
    fn state(&self) -> &'static str {
        match (&self.offered, &self.wanted) {
            (Some(_), Some(_)) => "offered_and_wanted",
            (None, _) => "wanted_not_offered",
            (_, None) => "offered_not_wanted",
        }
    }
}

/// The rows as CSV.
///
/// # Errors
/// When it cannot be written, which memory always can.
pub fn file(rows: &[LedgerRow]) -> Result<Vec<u8>, csv::Error> {
    let mut csv =
        WriterBuilder::new().terminator(Terminator::CRLF).from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    csv.write_record(COLUMNS)?;
    for row in rows {
        let things = [&row.offered, &row.wanted].map(Option::as_ref);
        let words =
            things.map(|thing| thing.map(|thing| guarded(&thing.words).into_owned()).unwrap_or_default());
        let cards = things.map(|thing| thing.map(|thing| thing.cards.to_string()).unwrap_or_default());
        let people = things.map(|thing| {
            thing.and_then(|thing| thing.people).map(|people| people.to_string()).unwrap_or_default()
        });
        let [by, to] = [row.offering.key(), row.offering.other().key()].map(str::to_owned);
        let cells = [by, to, row.state().to_owned()];
        csv.write_record(cells.into_iter().chain(words).chain(cards).chain(people))?;
    }
    csv.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thing(words: &str, people: Option<usize>) -> LedgerEntry {
        LedgerEntry { words: words.to_owned(), cards: 1, people }
    }

    #[test]
    fn each_pair_and_each_thing_alone_is_a_row_and_no_spreadsheet_runs_a_card() {
        let rows = [
            LedgerRow {
                offering: Side::Library,
                offered: Some(thing("Rooms", Some(6))),
                wanted: Some(thing("=A room", None)),
            },
            LedgerRow { offering: Side::Partner, offered: None, wanted: Some(thing("Funding", None)) },
        ];
        let text = String::from_utf8(file(&rows).unwrap()).unwrap();
        let lines: Vec<&str> = text.trim_start_matches(BYTE_ORDER_MARK).split("\r\n").collect();
        assert_eq!(lines[1], "library,partner,offered_and_wanted,Rooms,'=A room,1,1,6,");
        assert_eq!(lines[2], "partner,library,wanted_not_offered,,Funding,,1,,");
    }
}
