//! How responses become rows of the file.

use std::sync::Arc;

use uuid::Uuid;

use super::{ExportError, ExportRows, ResponsePage};
use crate::{
    exchange::BYTE_ORDER_MARK,
    store::StoreError,
    survey::{
        Side, Survey,
        columns::{Columns, FilePurpose, push_cell},
    },
};

/// What ends a row (RFC 4180).
const END: &[u8] = b"\r\n";

/// How rows are written.
pub(super) struct AnswersSheet {
    pub(super) survey: Arc<Survey>,
    pub(super) side: Side,
    pub(super) purpose: FilePurpose,
    pub(super) rows: ExportRows,
}

/// The rows of some responses.
#[derive(Default)]
pub(super) struct RowPage {
    /// How many.
    pub(super) count: u64,
    /// All of them in one piece.
    pub(super) rows: Vec<u8>,
    /// Where each of them ends, if that matters.
    pub(super) ends: Vec<usize>,
}

impl AnswersSheet {
    /// What stands before the first response.
    pub(super) fn head(&self) -> Vec<u8> {
        let mut head = Vec::new();
        if self.purpose == FilePurpose::Excel {
            head.extend_from_slice(BYTE_ORDER_MARK.as_bytes());
        }
        for (place, heading) in Columns::new(&self.survey, self.side).headings().enumerate() {
            if place > 0 {
                head.push(b',');
            }
            push_cell(&mut head, &heading);
        }
        head.extend_from_slice(END);
        head
    }

    /// Makes the rows of a page, in place of what `made` holds.
    pub(super) fn write(&self, page: &ResponsePage, made: &mut RowPage) -> Result<(), ExportError> {
        made.rows.clear();
        made.ends.clear();
        let columns = Columns::new(&self.survey, self.side);
        let mut writer = columns.writer(self.purpose);
        let mut id_text = Uuid::encode_buffer();
        for (id, document) in page.iter() {
            writer.read(document).map_err(|error| StoreError::Damaged(format!("response {id}: {error}")))?;
            let id = if let ExportRows::HandedOn(_) = &self.rows { Uuid::new_v4() } else { id };
            made.rows.extend_from_slice(id.hyphenated().encode_lower(&mut id_text).as_bytes());
            match &self.rows {
                ExportRows::Stored => writer.write(&mut made.rows),
                ExportRows::HandedOn(coarse) => {
                    for (place, cell) in writer.cells().enumerate() {
                        made.rows.push(b',');
                        push_cell(&mut made.rows, coarse.cell(place, &cell));
                    }
                }
            }
            made.rows.extend_from_slice(END);
            if let ExportRows::HandedOn(_) = &self.rows {
                made.ends.push(made.rows.len());
            }
        }
        made.count = page.len() as u64;
        Ok(())
    }
}
