//! People as they come in: a list in a file, or lines that somebody typed or pasted. Either way what is wrong is named by line
//! and column, and all of it at once.

mod encoding;
mod list;
mod pasted;
mod sheet;
pub(super) mod workbook;

use common_ground_reports::wording;
use jiff::Timestamp;
use uuid::Uuid;

pub use self::{
    encoding::Encoding,
    list::{ListEntry, PeopleList, sentence},
    pasted::pasted,
};
use crate::{
    mail::Address,
    store::Contact,
    survey::{Kinds, PartnerKind, columns::Located, partner::normalised, tags},
};

/// The columns of a list, as they are written.
pub const COLUMNS: [&str; 8] =
    ["organisation", "kind", "name", "job", "email", "phone", "can_say_yes", "tags"];
/// The heading of the column in which lines that were refused bear why. It is not read.
pub const PROBLEM: &str = "problem";
/// The most lines that a list may have.
pub const MOST_ROWS: usize = 5_000;
/// The most characters of a name, a job or a phone number.
const LONGEST: usize = 200;

/// What each column may be called, beside its own name.
const SYNONYMS: [(&str, &[&str]); 8] = [
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
    ("tags", &["tag", "label", "labels", "keywords"]),
];

/// One line that could be read: a person, or an organisation without one. What is empty changes nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonRow {
    /// Its line in the file.
    pub line: u64,
    /// The organisation; empty for library staff.
    pub organisation: String,
    /// Its kind as it was written.
    pub kind: String,
    /// The person's name.
    pub name: String,
    pub job: String,
    /// Their address, in lower case; empty where only their phone number is known.
    pub email: String,
    /// Their phone number.
    pub phone: String,
    /// Whether they can say yes.
    pub can_say_yes: Option<bool>,
    pub tags: Vec<String>,
}

/// One row of a file, as it stands there.
#[derive(Debug)]
struct Record {
    line: u64,
    cells: Vec<String>,
}

/// Which column of a list is which of ours; a column that is not there is `None`.
type Places = [Option<usize>; COLUMNS.len()];

/// The column of ours that a heading means.
fn column(heading: &str) -> Option<usize> {
    let typed = normalised(&heading.replace('_', " "));
    SYNONYMS.iter().position(|(column, others)| {
        typed == normalised(&column.replace('_', " ")) || others.contains(&typed.as_str())
    })
}

impl PersonRow {
    /// Reads a line whose cells are what `cell` says of each column.
    fn read(line: u64, kinds: Kinds<'_>, cell: impl Fn(usize) -> String) -> Result<Self, Vec<Located>> {
        let mut wrong = Vec::new();
        for (column, name) in COLUMNS.iter().enumerate() {
            if *name != "tags" && cell(column).chars().count() > LONGEST {
                wrong.push(located(line, name, format!("Shorten this to {LONGEST} characters")));
            }
        }
        let can_say_yes = yes_or_no(line, &cell(6)).unwrap_or_else(|located| {
            wrong.push(located);
            None
        });
        let tags = tags::read(&cell(7)).unwrap_or_else(|message| {
            wrong.push(located(line, "tags", message));
            Vec::new()
        });
        let row = Self {
            line,
            organisation: cell(0),
            kind: cell(1),
            name: cell(2),
            job: cell(3),
            email: cell(4).to_lowercase(),
            phone: cell(5),
            can_say_yes,
            tags,
        };
        row.check(kinds, &mut wrong);
        if wrong.is_empty() { Ok(row) } else { Err(wrong) }
    }

    /// Whether the line names somebody, and not only an organisation.
    pub fn is_person(&self) -> bool {
        !self.name.is_empty() || !self.email.is_empty()
    }

    /// Somebody who is not among the contacts yet. Without a name they are called as their address begins.
    pub fn contact(&self, programme: Uuid, partner: Option<Uuid>, now: Timestamp) -> Contact {
        let name = match self.name.as_str() {
            "" => self.email.split('@').next().unwrap_or_default(),
            name => name,
        };
        Contact {
            id: Uuid::new_v4(),
            programme_id: programme,
            partner_id: partner,
            name: name.to_owned(),
            email: self.email.clone(),
            job: self.job.clone(),
            phone: self.phone.clone(),
            can_say_yes: self.can_say_yes.unwrap_or_default(),
            added_at: Some(now),
            left_at: None,
        }
    }

    fn check(&self, kinds: Kinds<'_>, wrong: &mut Vec<Located>) {
        let mut add = |column, message: String| wrong.push(located(self.line, column, message));
        if self.is_person() {
            if !self.email.is_empty() {
                if let Err(error) = Address::parse(&self.email) {
                    add("email", wording::capitalised(&error.to_string()));
                }
            } else if self.phone.is_empty() {
                add("email", format!("Enter an email address or a phone number for {}", self.name));
            }
        } else if !self.job.is_empty() || !self.phone.is_empty() {
            add("name", "Enter whose job or phone number this is".to_owned());
        } else if !self.tags.is_empty() {
            add("name", "Enter whose tags these are".to_owned());
        } else if self.organisation.is_empty() {
            add(
                "organisation",
                "Enter an organisation, or a person with an email address or a phone number".to_owned(),
            );
        }
        if !self.kind.is_empty() {
            if self.organisation.is_empty() {
                add("organisation", "Enter the name of the organisation that has this type".to_owned());
            }
            if kinds.read(&self.kind).is_none() {
                add("kind", unknown_kind(kinds, &self.kind));
            }
        }
    }
}

fn unknown_kind(kinds: Kinds<'_>, kind: &str) -> String {
    let kinds: Vec<&str> = kinds.offered().map(PartnerKind::label).collect();
    let (last, others) = kinds.split_last().map_or(("", &kinds[..]), |(last, others)| (*last, others));
    format!("We don’t know the type “{kind}”. Use {} or {last}", others.join(", "))
}

fn yes_or_no(line: u64, cell: &str) -> Result<Option<bool>, Located> {
    match cell.to_lowercase().as_str() {
        "" => Ok(None),
        "yes" | "y" | "1" | "true" | "x" => Ok(Some(true)),
        "no" | "n" | "0" | "false" => Ok(Some(false)),
        _ => Err(located(line, "can_say_yes", "Enter yes or no, or leave it blank")),
    }
}

pub(super) fn located(line: u64, column: &str, message: impl Into<String>) -> Located {
    Located { line, column: column.to_owned(), message: message.into() }
}
