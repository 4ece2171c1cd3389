//! Rows counted one after another, whichever way they are read.

use super::{
    GROUP, MAX_GROUPS, REPORT_EVERY, Unreadable, WideTally, cell, cells,
    error::{BadFile, Faults},
    groups::GroupPlaces,
    layout::WideLayout,
    names::ResponseNames,
    row::WideRow,
};

/// Why a file is not read to its end.
#[derive(Debug)]
pub(super) struct Halted {
    line: u64,
    column: &'static str,
    reason: String,
}

impl From<Unreadable> for Halted {
    fn from(Unreadable { line, reason }: Unreadable) -> Self {
        Self { line, column: "", reason }
    }
}

/// The tallies of a file under way, and what is wrong with it. Nothing is allocated for a row that is right.
pub(super) struct WideCounter<'a> {
    layout: WideLayout,
    tally: WideTally,
    groups: GroupPlaces,
    names: ResponseNames,
    /// Column by column.
    faults: Vec<Faults>,
    bad: BadFile,
    rows: u64,
    progress: &'a mut dyn FnMut(u64),
}

impl<'a> WideCounter<'a> {
    pub(super) fn new(layout: WideLayout, bad: BadFile, progress: &'a mut dyn FnMut(u64)) -> Self {
        let tally = WideTally::new(&layout.header, &layout.rated);
        let faults = vec![Faults::default(); layout.rated.len()];
        let (groups, names) = (GroupPlaces::new(), ResponseNames::new());
        Self { layout, tally, groups, names, faults, bad, rows: 0, progress }
    }

    /// Counts a row that begins on a line, and ends at a byte of the file.
    ///
    /// # Errors
    /// [`Halted`] where the rest of the file is not worth reading.
    pub(super) fn row(
        &mut self,
        row: &impl WideRow,
        line: impl Fn() -> u64,
        position: u64,
    ) -> Result<(), Halted> {
        if self.count(row, &line)
            && let Some(name) = self.layout.name(row)
        {
            self.names.note(name);
        }
        self.rows += 1;
        if self.rows.is_multiple_of(REPORT_EVERY) {
            self.reached(position);
        }
        if self.tally.groups().len() > MAX_GROUPS {
            let reason = format!("more than {MAX_GROUPS} different groups: is this the right column?");
            return Err(Halted { line: line(), column: GROUP, reason });
        }
        Ok(())
    }

    /// Tells that so many bytes were read.
    pub(super) fn reached(&mut self, position: u64) {
        (self.progress)(position);
    }

    /// Counts a row; false where it is no response or cannot be read.
    fn count(&mut self, row: &impl WideRow, line: &impl Fn() -> u64) -> bool {
        let WideLayout { header, rated, .. } = &self.layout;
        if row.is_blank() {
            return false;
        }
        if row.width() != header.len() {
            let reason = format!("has {} where the header has {}", cells(row.width()), header.len());
            self.bad.note(line(), "", reason);
            return false;
        }
        let Some(group) = self.groups.place(self.layout.group(row), &mut self.tally) else {
            self.bad.note(line(), GROUP, "is not UTF-8 text".to_owned());
            return false;
        };
        for ((place, counts), faults) in rated.iter().zip(self.tally.response(group)).zip(&mut self.faults) {
            if let Err(reason) = cell::count(row.cell(*place), counts) {
                faults.note(&self.bad.file, line(), &header[*place], reason);
            }
        }
        true
    }

    /// The tallies of a file that was read to its end.
    ///
    /// # Errors
    /// [`BadFile`] when anything in it was wrong.
    pub(super) fn finish(mut self) -> Result<WideTally, BadFile> {
        self.bad.add(&self.faults, |place| self.tally.rated(place));
        if self.bad.total > 0 {
            return Err(self.bad);
        }
        self.tally.repeated = self.names.repeated();
        Ok(self.tally)
    }

    /// What is wrong with a file that was not read to its end.
    pub(super) fn halted(self, why: Halted) -> BadFile {
        self.bad.with(why.line, why.column, why.reason)
    }
}
