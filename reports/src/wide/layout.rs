//! Where everything stands in a row, as the header tells once.

use csv::ByteRecord;

use super::{ColumnKind, GROUP, RESPONSE_ID, error::BadFile, row::WideRow};

/// Where everything stands in a row.
pub(super) struct WideLayout {
    /// The names of all columns.
    pub(super) header: Vec<String>,
    id: Option<usize>,
    group: Option<usize>,
    /// The places of the columns that are counted, in order.
    pub(super) rated: Vec<usize>,
}

impl WideLayout {
    /// What the header says; what is wrong with it is noted.
    pub(super) fn of(row: &ByteRecord, known: &dyn Fn(&str) -> ColumnKind, bad: &mut BadFile) -> Self {
        let mut header: Vec<String> = Vec::with_capacity(row.len());
        for (place, name) in row.iter().enumerate() {
            // Text in 16 bits is mostly zeros; without a mark before it each half would pass for a letter.
            let Some(name) = std::str::from_utf8(name).ok().filter(|name| !name.contains('\0')) else {
                bad.note(
                    1,
                    &format!("{}", place + 1),
                    "the header is not UTF-8 text; save the file as “CSV UTF-8”".to_owned(),
                );
                header.push(String::new());
                continue;
            };
            let name = name.trim().to_owned();
            let is = |known: &str| name.eq_ignore_ascii_case(known).then(|| known.to_owned());
            let name = is(GROUP).or_else(|| is(RESPONSE_ID)).unwrap_or(name);
            if !name.is_empty() && header.contains(&name) {
                bad.note(1, &name, "two columns have this name".to_owned());
            }
            header.push(name);
        }
        let place = |known: &str| header.iter().position(|name| name == known);
        let (id, group) = (place(RESPONSE_ID), place(GROUP));
        let is_rated = |name: &str| {
            !name.is_empty() && name != RESPONSE_ID && name != GROUP && known(name) == ColumnKind::Rating
        };
        let rated: Vec<usize> = (0..header.len()).filter(|place| is_rated(&header[*place])).collect();
        if rated.is_empty() && bad.total == 0 {
            let reason = "no column holds answers from 1 to 5; the first line must name the items".to_owned();
            bad.note(1, "", reason);
        }
        Self { header, id, group, rated }
    }

    /// The name of a response; none where it has none.
    pub(super) fn name<'r>(&self, row: &'r impl WideRow) -> Option<&'r [u8]> {
        Some(row.cell(self.id?).trim_ascii()).filter(|name| !name.is_empty())
    }

    /// The group of a response; nothing where it has none.
    pub(super) fn group<'r>(&self, row: &'r impl WideRow) -> &'r [u8] {
        self.group.map(|place| row.cell(place).trim_ascii()).unwrap_or_default()
    }
}
