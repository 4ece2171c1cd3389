//! A file of SQLite, read directly: handing each row to the thread of a connection and back takes longer than reading it.
//! Ids are random, so that equal parts of their range hold about as many responses each, and several threads read them.

use rusqlite::Connection;
use uuid::Uuid;

use super::ResponsePage;
use crate::store::{Db, Result};

/// About how many responses a part of the range is to hold: less than a page.
const PART: u128 = 2_000;
/// The most parts of a range.
const MOST_PARTS: u128 = 4_096;

/// Ids behind one, up to another and with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdRange {
    after: Uuid,
    to: Uuid,
}

impl IdRange {
    /// Every id. None is nil: ours are random, and a nil one in a file is not taken for an id.
    pub const ALL: Self = Self { after: Uuid::nil(), to: Uuid::max() };

    /// What is left of it behind a page, in parts that hold about as many responses each if all ids lie as far apart as those
    /// of the page did.
    pub fn parts_behind(self, page: &ResponsePage) -> Vec<Self> {
        let (Some(last), Ok(responses)) = (page.last(), u128::try_from(page.len())) else {
            return vec![self];
        };
        let (begin, end) = (last.as_u128(), self.to.as_u128());
        let apart = begin.saturating_sub(self.after.as_u128()) / responses;
        let left = end.saturating_sub(begin);
        let width = apart.saturating_mul(PART).max(left / MOST_PARTS + 1);
        let mut parts = Vec::new();
        let mut after = begin;
        while after < end {
            let to = after.saturating_add(width).min(end);
            parts.push(Self { after: Uuid::from_u128(after), to: Uuid::from_u128(to) });
            after = to;
        }
        parts
    }
}

/// The responses of a round in a file.
#[derive(Debug)]
pub struct DocumentFile {
    db: Db,
    round: Uuid,
}

impl DocumentFile {
    pub(super) fn of(db: &Db, round: Uuid) -> Self {
        Self { db: db.clone(), round }
    }

    /// One that reads, for a thread of its own.
    pub fn reader(&self) -> Result<DocumentReader> {
        Ok(DocumentReader { connection: self.db.direct_reader()?, round: self.round })
    }
}

/// A connection that reads the responses of a round.
#[derive(Debug)]
pub struct DocumentReader {
    connection: Connection,
    round: Uuid,
}

impl DocumentReader {
    /// Puts the first responses of a range on a page, in place of what is there, and returns what is left of the range.
    /// This blocks its thread.
    pub fn read(&self, range: IdRange, page: &mut ResponsePage) -> Result<Option<IdRange>> {
        page.clear();
        let mut select = self.connection.prepare_cached(
            "SELECT id, answers FROM response WHERE round_id = ?1 AND id > ?2 AND id <= ?3 ORDER BY id",
        )?;
        let within = (self.round.as_bytes(), range.after.as_bytes(), range.to.as_bytes());
        let mut rows = select.query(within)?;
        while let Some(row) = rows.next()? {
            let document = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
            let id = Uuid::from_bytes(row.get(0)?);
            page.push(id, document);
            if page.is_full() {
                return Ok(Some(IdRange { after: id, ..range }));
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(ids: impl Iterator<Item = u128>) -> ResponsePage {
        let mut page = ResponsePage::default();
        for id in ids {
            page.push(Uuid::from_u128(id), "{}");
        }
        page
    }

    #[test]
    fn the_parts_of_a_range_follow_each_other_without_a_gap() {
        // As many ids as a page holds, in a thousandth of all, close together, far apart, and the last id there is.
        let thousandth = u128::MAX / 1_000;
        for step in [thousandth / 4_000, 1, thousandth, u128::MAX / 4_000] {
            let page = page((1..=4_000).map(|n: u128| n.saturating_mul(step)));
            let parts = IdRange::ALL.parts_behind(&page);
            let mut after = page.last().unwrap();
            for part in &parts {
                assert!(part.after == after && part.to > after, "{part:?}");
                after = part.to;
            }
            assert_eq!(after, Uuid::max(), "{step}");
            assert!(parts.len() <= 4_097, "{step}: {}", parts.len());
        }
    }

    #[test]
    fn ids_that_lie_evenly_make_parts_of_about_two_thousand() {
        let page = page((1..=4_000).map(|n| n * (u128::MAX / 1_000_000)));
        assert_eq!(IdRange::ALL.parts_behind(&page).len(), 499);
    }
}
