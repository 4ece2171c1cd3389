//! A file of contacts as rows, with what is wrong with them by line and column.

use common_ground_reports::wide::{self, Rows, Unreadable};
use csv::ByteRecord;

use super::{COLUMNS, MOST_ROWS, unguarded};
use crate::{
    mail::Address,
    survey::{
        columns::Located,
        partner::{Kind, normalised},
    },
};

/// The longest name, job and phone number.
const LONGEST: usize = 200;

/// What each column may be called, beside its own name.
const SYNONYMS: [(&str, &[&str]); 7] = [
    (
        "organisation",
        &["organization", "partner", "company", "employer", "organisation name", "partner name"],
    ),
    ("kind", &["type", "kind of organisation", "organisation type", "sector"]),
    ("name", &["contact", "contact name", "full name", "person"]),
    ("job", &["job title", "role", "position", "title"]),
    ("email", &["e mail", "mail", "email address", "e mail address", "mail address"]),
    ("phone", &["telephone", "tel", "mobile", "phone number", "telephone number"]),
    ("can_say_yes", &["can say yes", "says yes", "decides", "decision maker", "authority"]),
];

/// One row that could be read. What is empty changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its line in the file.
    pub line: u64,
    /// The organisation; empty for library staff.
    pub organisation: String,
    /// Its kind as it was written.
    pub kind: String,
    /// The person's name.
    pub name: String,
    /// Their job.
    pub job: String,
    /// Their address, in lower case.
    pub email: String,
    /// Their phone number.
    pub phone: String,
    /// Whether they can say yes.
    pub can_say_yes: Option<bool>,
}

/// A file that was read.
#[derive(Clone, Debug, Default)]
pub struct ContactFile {
    /// Its rows, or what is wrong with them.
    pub rows: Vec<Result<Row, Located>>,
    /// Headings that mean nothing here.
    pub ignored: Vec<String>,
}

impl ContactFile {
    /// Reads a file: UTF-8 with or without a byte order mark; commas, semicolons or tabs between cells; columns in
    /// any order, under their names or words that mean the same.
    ///
    /// # Errors
    /// A file that is no list of contacts as a whole, with the line and what to change.
    pub fn read(bytes: &[u8]) -> Result<Self, Located> {
        let mut rows = Rows::new(bytes).map_err(|error| unreadable(1, &error))?;
        let mut record = ByteRecord::new();
        let mut next = |record: &mut ByteRecord| match rows.read(record) {
            Ok(more) => Ok(more.then(|| rows.line(record))),
            Err(Unreadable { line, reason }) => Err(unreadable(line, &reason)),
        };
        if next(&mut record)?.is_none() {
            return Err(located(1, "", "The file is empty"));
        }
        let header = text(&record, 1)?.into_iter().map(str::to_owned).collect::<Vec<_>>();
        let (columns, ignored) = columns(&header)?;
        let mut file = Self { rows: Vec::new(), ignored };
        while let Some(line) = next(&mut record)? {
            if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
                continue;
            }
            if file.rows.len() == MOST_ROWS {
                return Err(located(line, "", &format!("Import at most {MOST_ROWS} rows at once")));
            }
            let cells = text(&record, line)?;
            // Cells beyond the header hold what a comma in a name without quotation marks has moved.
            let is_moved = cells.iter().skip(header.len()).any(|cell| !cell.trim().is_empty());
            file.rows.push(if is_moved {
                let message = format!(
                    "This row has {}; the header has {}. Put a name with a comma in quotation marks",
                    wide::cells(cells.len()),
                    header.len()
                );
                Err(located(line, "", &message))
            } else {
                row(line, &columns, &cells)
            });
        }
        Ok(file)
    }
}

/// Which column of the file is which of ours; a column that is not there is `None`.
type Places = [Option<usize>; COLUMNS.len()];

fn columns(header: &[String]) -> Result<(Places, Vec<String>), Located> {
    let mut places: Places = [None; COLUMNS.len()];
    let mut ignored = Vec::new();
    for (at, heading) in header.iter().enumerate() {
        let typed = normalised(&heading.trim_start_matches('\u{feff}').replace('_', " "));
        let known = SYNONYMS.iter().position(|(column, others)| {
            typed == column.replace('_', " ") || others.contains(&typed.as_str())
        });
        match known {
            Some(column) if places[column].is_some() => {
                let message = format!("Two columns mean “{}”; leave one out", COLUMNS[column]);
                return Err(located(1, heading, &message));
            }
            Some(column) => places[column] = Some(at),
            None if typed.is_empty() => {}
            None => ignored.push(heading.trim().to_owned()),
        }
    }
    if places[0].is_none() && places[4].is_none() {
        let message = format!("Name the columns in the first line: {}", COLUMNS.join(", "));
        return Err(located(1, "", &message));
    }
    Ok((places, ignored))
}

fn row(line: u64, places: &Places, cells: &[&str]) -> Result<Row, Located> {
    let cell = |column: usize| {
        let found = places[column].and_then(|at| cells.get(at)).copied().unwrap_or_default();
        unguarded(found.trim()).trim().replace('\0', "")
    };
    for (column, name) in COLUMNS.iter().enumerate() {
        if cell(column).chars().count() > LONGEST {
            return Err(located(line, name, &format!("Shorten this to {LONGEST} characters")));
        }
    }
    let row = Row {
        line,
        organisation: cell(0),
        kind: cell(1),
        name: cell(2),
        job: cell(3),
        email: cell(4).to_lowercase(),
        phone: cell(5),
        can_say_yes: yes_or_no(line, &cell(6))?,
    };
    let is_person = !row.name.is_empty() || !row.email.is_empty();
    if is_person && row.email.is_empty() {
        return Err(located(line, "email", &format!("Enter an email address for {}", row.name)));
    }
    if is_person {
        Address::parse(&row.email).map_err(|error| located(line, "email", &sentence(&error.to_string())))?;
    }
    if !is_person && row.organisation.is_empty() {
        return Err(located(
            line,
            "organisation",
            "Enter an organisation, or a person with an email address",
        ));
    }
    let has_details = !row.job.is_empty() || !row.phone.is_empty();
    if !is_person && has_details {
        return Err(located(line, "name", "Enter whose job or phone number this is"));
    }
    if !row.kind.is_empty() && row.organisation.is_empty() {
        return Err(located(line, "organisation", "Enter the organisation that is of this kind"));
    }
    Ok(row)
}

fn yes_or_no(line: u64, cell: &str) -> Result<Option<bool>, Located> {
    match cell.to_lowercase().as_str() {
        "" => Ok(None),
        "yes" | "y" | "1" | "true" | "x" => Ok(Some(true)),
        "no" | "n" | "0" | "false" => Ok(Some(false)),
        _ => Err(located(line, "can_say_yes", "Write yes or no, or leave it empty")),
    }
}

/// The kinds that may be written, for a message.
pub(super) fn kinds() -> String {
    Kind::ALL.map(Kind::key).join(", ")
}

fn sentence(text: &str) -> String {
    common_ground_reports::summary::wording::capitalised(text)
}

fn text(row: &ByteRecord, line: u64) -> Result<Vec<&str>, Located> {
    row.iter()
        .map(std::str::from_utf8)
        .collect::<Result<_, _>>()
        .map_err(|_| located(line, "", "This is not UTF-8 text; save the file as “CSV UTF-8”"))
}

fn unreadable(line: u64, reason: &dyn std::fmt::Display) -> Located {
    located(line, "", &format!("The file cannot be read on: {reason}"))
}

pub(super) fn located(line: u64, column: &str, message: &str) -> Located {
    Located { line, column: column.to_owned(), message: message.to_owned() }
}
