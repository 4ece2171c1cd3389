//! What a list would do, before it is imported: how many of each, the button, then every line in pages.

use std::fmt::Write as _;

use askama::Template;
use common_ground_reports::wording;

use crate::{
    exchange::{
        contacts::{Fate, ImportLine},
        people::{self, Encoding, MOST_ROWS, PeopleList},
    },
    mail::Address,
    survey::columns::Located,
    web::{
        at,
        parts::{Fact, Field, FieldInput, FormChoice, FormProblems, Frame, Link, Trail},
    },
};

/// Lines on one page.
const SHOWN: usize = 100;
/// What is said under lines that are refused.
pub(crate) const FIX: &str = "Fix these rows and import the file again; existing rows won’t be duplicated.";

/// The page.
#[derive(Debug, Template)]
#[template(path = "parts/list-preview.html")]
pub(crate) struct ListPreview {
    frame: Frame,
    trail: Trail,
    heading: String,
    /// What will happen, in sentences.
    pub lead: Vec<String>,
    /// How many of each sort.
    facts: Vec<Fact>,
    /// How the text was read, where that is to be confirmed.
    reading: Option<Reading>,
    /// Address that the list is imported at; none where there is nothing to import.
    pub action: Option<String>,
    /// What the button does: “Import this list”.
    pub button: &'static str,
    /// What the text was read as, to be read so again.
    read_as: String,
    /// The refused lines as a file.
    refused: Option<Link>,
    /// Where which lines are shown, and how the text is read, can be chosen.
    address: String,
    search: Vec<Field>,
    /// Nothing: a search takes everything.
    problems: FormProblems,
    /// “Lines 101 to 200 of 2,000”
    told: String,
    rows: Vec<Shown>,
    before: Option<Link>,
    after: Option<Link>,
    /// Back without importing.
    pub back: Link,
}

/// How the text of a file was read.
#[derive(Debug)]
struct Reading {
    label: &'static str,
    examples: Vec<String>,
}

/// One line of the list.
#[derive(Debug)]
struct Shown {
    line: u64,
    who: String,
    what: String,
}

/// Lines with the same fate.
pub(crate) struct Sort<'p> {
    /// How an address names it: `refused`.
    pub key: &'static str,
    /// “Refused”
    pub label: &'static str,
    pub lines: Vec<&'p ImportLine>,
    /// What is added to what is said of each: “put on the list”.
    pub more: &'static str,
}

/// Which lines are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct PreviewQuery<'q> {
    /// The sort.
    pub show: Option<&'q str>,
    /// The page, from 1.
    pub page: Option<usize>,
}

/// Where the page stands and leads.
pub(crate) struct PreviewFrame {
    /// Top and foot.
    pub frame: Frame,
    /// Where the page is.
    pub trail: Trail,
    /// What the list does: “two new partners”.
    pub heading: String,
    /// Its own address.
    pub address: String,
    /// Where the refused lines are a file.
    pub refused: String,
    /// Back without importing.
    pub back: Link,
}

impl ListPreview {
    /// The page of a list with these sorts of lines, in the order in which they are shown.
    pub(crate) fn new(
        around: PreviewFrame,
        list: &PeopleList,
        sorts: &[Sort<'_>],
        asked: PreviewQuery<'_>,
    ) -> Self {
        let sort = sorts.iter().find(|sort| Some(sort.key) == asked.show);
        let lines: Vec<(&ImportLine, &str)> = sorts
            .iter()
            .filter(|one| sort.is_none_or(|sort| sort.key == one.key))
            .flat_map(|sort| sort.lines.iter().map(|line| (*line, sort.more)))
            .collect();
        let last = lines.len().div_ceil(SHOWN).max(1);
        let page = asked.page.unwrap_or(1).clamp(1, last);
        let first = (page - 1) * SHOWN;
        let shown = lines.iter().skip(first).take(SHOWN);
        let rows: Vec<Shown> = shown.map(|(line, more)| Shown::of(line, more)).collect();
        let told = told(first, rows.len(), lines.len());
        let read_as = list.encoding.map_or("", Encoding::key).to_owned();
        let reading = list.encoding.filter(|encoding| *encoding != Encoding::Utf8);
        let examples = list.examples();
        let may_be_read_otherwise = list.encoding.is_some() && !examples.is_empty();
        let to_page = |page: usize| {
            let asked: [(&str, &dyn at::NextAddress); 3] = [
                ("show", &sort.map(|sort| sort.key)),
                ("page", &Some(page)),
                ("read_as", &list.encoding.map(Encoding::key)),
            ];
            at::query(around.address.clone(), &asked)
        };
        let refused = at::query(around.refused.clone(), &[("read_as", &list.encoding.map(Encoding::key))]);
        let count_of = |key: &str| {
            sorts.iter().filter(|sort| sort.key == key).map(|sort| sort.lines.len()).sum::<usize>()
        };
        Self {
            frame: around.frame,
            trail: around.trail,
            heading: around.heading,
            lead: Vec::new(),
            facts: sorts
                .iter()
                .map(|sort| Fact::new(sort.label, wording::count(sort.lines.len() as u64)))
                .collect(),
            reading: reading.map(|encoding| Reading { label: encoding.label(), examples: examples.clone() }),
            action: None,
            button: "Import this list",
            refused: (count_of(REFUSED) > 0).then(|| Link::new("Download the rows to fix (CSV)", refused)),
            search: search(sorts, sort.map(|sort| sort.key), &read_as, may_be_read_otherwise),
            problems: FormProblems::default(),
            before: (page > 1).then(|| Link::new(format!("Previous {SHOWN}"), to_page(page - 1))),
            after: (page < last).then(|| {
                let next = SHOWN.min(lines.len() - first - SHOWN);
                Link::new(format!("Next {next}"), to_page(page + 1))
            }),
            address: around.address,
            read_as,
            told,
            rows,
            back: around.back,
        }
    }
}

/// Which lines of how many are shown.
fn told(first: usize, shown: usize, all: usize) -> String {
    let count = |lines: usize| wording::count(lines as u64);
    match all {
        0 => "No lines".to_owned(),
        1 => "One line".to_owned(),
        all if shown == all => format!("{} lines", count(all)),
        all => format!("Rows {} to {} of {}", count(first + 1), count(first + shown), count(all)),
    }
}

/// The sort of lines that cannot be imported.
pub(crate) const REFUSED: &str = "refused";

/// Lines that cannot be imported, as every list may have them.
pub(crate) fn refused(lines: &[ImportLine]) -> Sort<'_> {
    let lines = lines.iter().filter(|line| !line.wrong().is_empty()).collect();
    Sort { key: REFUSED, label: "Refused", lines, more: "" }
}

/// What is said of lines that are refused: that the others can be imported, and what to do.
pub(crate) fn told_of_refused(refused: usize) -> Option<String> {
    match refused {
        0 => None,
        1 => Some(format!("One row can’t be imported; the rest can. {FIX}")),
        several => {
            let several = wording::capitalised(&wording::number(several as u64));
            Some(format!("{several} rows can’t be imported; the rest can. {FIX}"))
        }
    }
}

/// What is said of columns that mean nothing here.
pub(crate) fn told_of_ignored(list: &PeopleList) -> Option<String> {
    (!list.ignored.is_empty()).then(|| format!("Ignored columns: {}.", list.ignored.join(", ")))
}

/// The field that takes a list.
pub(crate) fn field() -> Field {
    let accept =
        ".csv,.txt,.tsv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Field::new("list", "File with your list", FieldInput::File { accept }).hint(format!(
        "An Excel workbook (.xlsx, its first sheet) or a CSV file, up to 1 MB and {} lines.",
        wording::count(MOST_ROWS as u64)
    ))
}

/// A mistake as a sentence.
pub(crate) fn sentence(wrong: &Located) -> String {
    wording::capitalised(&wrong.to_string())
}

/// The most mistakes that are told beside one field.
const TOLD: usize = 10;

/// What is wrong with lines that somebody typed, for the message beside their field.
pub(crate) fn sentences(wrong: &[Located]) -> String {
    let mut told = wrong.iter().take(TOLD).map(sentence).collect::<Vec<_>>().join("; ");
    if wrong.len() > TOLD {
        let _ = write!(told, "; and {} more", wrong.len() - TOLD);
    }
    told
}

fn search(sorts: &[Sort<'_>], show: Option<&str>, read_as: &str, readings: bool) -> Vec<Field> {
    let all: usize = sorts.iter().map(|sort| sort.lines.len()).sum();
    let label = |label: &str, lines: usize| format!("{label} ({})", wording::count(lines as u64));
    let chosen = show.unwrap_or_default();
    let mut choices = vec![FormChoice::of("", label("All lines", all), [chosen])];
    let filled = sorts.iter().filter(|sort| !sort.lines.is_empty());
    choices
        .extend(filled.map(|sort| FormChoice::of(sort.key, label(sort.label, sort.lines.len()), [chosen])));
    let mut fields = vec![Field::select("show", "Show", choices)];
    if readings {
        let encodings = Encoding::ALL
            .map(|encoding| FormChoice::of(encoding.key(), encoding.label(), [read_as]))
            .to_vec();
        fields.push(Field::select("read_as", "Read the file as", encodings));
    } else if !read_as.is_empty() {
        fields.push(Field::hidden("read_as", read_as));
    }
    fields
}

impl Shown {
    fn of(line: &ImportLine, more: &str) -> Self {
        let at = if line.organisation.is_empty() { "library staff" } else { &*line.organisation };
        let said = match &line.fate {
            Fate::Refused(wrong) => wording::capitalised(&people::sentence(wrong)),
            Fate::NewPartner => "A new partner without a contact".to_owned(),
            Fate::NewContact { with_partner: true } => format!("A new contact, and {at} as a new partner"),
            Fate::NewContact { with_partner: false } => format!("A new contact at {at}"),
            Fate::Changed(fields) => format!("Changes {}", fields.join(", ")),
            Fate::Unchanged => "No change".to_owned(),
        };
        let stopped = if line.stopped { " · unsubscribed, so gets no emails" } else { "" };
        let unreachable =
            if line.unreachable { " · no email address, so can’t be invited by email" } else { "" };
        let meant = line
            .meant
            .as_ref()
            .map_or_else(String::new, |meant| format!(" · check the address: did you mean {meant}?"));
        let who = if line.what.is_empty() { format!("Line {}", line.line) } else { line.what.clone() };
        Self { line: line.line, who, what: format!("{said}{more}{stopped}{unreachable}{meant}") }
    }
}

/// How many addresses that look mistyped are told; a message is short.
const MISTYPED: usize = 3;

/// What to look at among addresses that were taken just now, since whoever typed them knows best, to follow what was done:
/// “. Check dana@gmial.com: did you mean dana@gmail.com?” Nothing where none looks mistyped.
pub(crate) fn mistyped<'a>(emails: impl IntoIterator<Item = &'a str>) -> String {
    let mistyped = emails.into_iter().filter_map(|email| {
        let meant = Address::parse(email).ok()?.probably()?;
        Some(format!(". Check {email}: did you mean {meant}?"))
    });
    // Each question ends its own sentence.
    mistyped.take(MISTYPED).collect::<String>().replace("?. ", "? ")
}

#[cfg(test)]
mod tests {
    use super::mistyped;

    #[test]
    fn what_looks_mistyped_is_asked_about_after_what_was_done() {
        let typed = ["dana@gmial.com", "kofi@example.org", "ruth@elm.con"];
        assert_eq!(
            format!("3 people were added{}", mistyped(typed)),
            "3 people were added. Check dana@gmial.com: did you mean dana@gmail.com? Check ruth@elm.con: did you mean \
             ruth@elm.com?"
        );
        assert_eq!(mistyped(["kofi@example.org", "", "no address"]), "");
    }
}
