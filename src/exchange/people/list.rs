//! A list of people and organisations in a file, with what is wrong with each of its lines.

use std::collections::BTreeSet;

use common_ground_reports::{
    formula::{guarded, unguarded},
    wide,
};
use csv::{Terminator, WriterBuilder};

use super::{COLUMNS, Encoding, LONGEST, PROBLEM, PersonRow, Places, column, located, sheet::FileRows};
use crate::{
    exchange::BYTE_ORDER_MARK,
    survey::{Kinds, columns::Located},
};

/// How many examples of unusual characters are shown.
const EXAMPLES: usize = 3;
/// How many characters of an example are shown.
const EXAMPLE: usize = 40;

/// A list that was read.
#[derive(Clone, Debug, Default)]
pub struct PeopleList {
    header: Vec<String>,
    /// Its lines after the header.
    pub entries: Vec<ListEntry>,
    /// Headings that mean nothing here.
    pub ignored: Vec<String>,
    /// What its text was read as; `None` for a workbook.
    pub encoding: Option<Encoding>,
}

/// One line of a list.
#[derive(Clone, Debug)]
pub struct ListEntry {
    /// Its line in the file.
    pub line: u64,
    /// Its cells as they stand there.
    cells: Vec<String>,
    /// The first of its name, organisation and address that is there, even in a line that says nothing usable.
    pub who: String,
    /// What it says, or everything that is wrong with it.
    pub row: Result<PersonRow, Vec<Located>>,
}

impl PeopleList {
    /// Reads a file: CSV with commas, semicolons or tabs between cells, or the first sheet of an Excel workbook; columns in
    /// any order, under their names or words that mean the same. Text is read as `read_as`, or as what it seems to be.
    ///
    /// # Errors
    /// A file that is no list as a whole, with the line and what to change.
    pub fn read(bytes: &[u8], read_as: Option<Encoding>, kinds: Kinds<'_>) -> Result<Self, Located> {
        let FileRows { rows, encoding } = FileRows::read(bytes, read_as)?;
        let mut rows = rows.into_iter();
        let header = rows.next().ok_or_else(|| located(1, "", "The file is empty"))?;
        let (places, ignored) = places(header.line, &header.cells)?;
        // In a workbook no comma moves a cell: what stands beside the table is somebody's note.
        let width = if encoding.is_some() { header.cells.len() } else { usize::MAX };
        let entries = rows.map(|record| {
            let row = row(record.line, &places, width, &record.cells, kinds);
            ListEntry { line: record.line, who: who(&places, &record.cells), cells: record.cells, row }
        });
        Ok(Self { header: header.cells, entries: entries.collect(), ignored, encoding })
    }

    /// The lines that could be read.
    pub fn rows(&self) -> impl Iterator<Item = &PersonRow> {
        self.entries.iter().filter_map(|entry| entry.row.as_ref().ok())
    }

    /// Their addresses, each once.
    pub fn addresses(&self) -> Vec<&str> {
        let addresses: BTreeSet<&str> = self.rows().map(|row| &*row.email).collect();
        addresses.into_iter().filter(|address| !address.is_empty()).collect()
    }

    /// Some cells with characters that another encoding would show otherwise.
    pub fn examples(&self) -> Vec<String> {
        let mut examples: Vec<String> = Vec::new();
        let cells = self.entries.iter().flat_map(|entry| &entry.cells).chain(&self.header);
        for cell in cells.filter(|cell| !cell.is_ascii()) {
            let example: String = cell.trim().chars().take(EXAMPLE).collect();
            if !examples.contains(&example) {
                examples.push(example);
            }
            if examples.len() == EXAMPLES {
                break;
            }
        }
        examples
    }

    /// The lines that are refused as a file to be mended and sent again: what is wrong stands in a first column, which is
    /// not read.
    ///
    /// # Errors
    /// Only if a row could not be set, which no list brings about.
    pub fn refused<'w>(&self, wrong: impl Fn(usize) -> &'w [Located]) -> Result<Vec<u8>, csv::Error> {
        let mut out = WriterBuilder::new()
            .terminator(Terminator::CRLF)
            .flexible(true)
            .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
        let is_ours: Vec<bool> = self.header.iter().map(|heading| !is_problem(heading)).collect();
        let kept = |cells: &[String]| -> Vec<String> {
            let ours = cells.iter().enumerate().filter(|(at, _)| is_ours.get(*at).copied().unwrap_or(true));
            ours.map(|(_, cell)| guarded(unguarded(cell)).into_owned()).collect()
        };
        let with = |first: String, cells: &[String]| std::iter::once(first).chain(kept(cells));
        out.write_record(with(PROBLEM.to_owned(), &self.header))?;
        for (at, entry) in self.entries.iter().enumerate() {
            let wrong = wrong(at);
            if !wrong.is_empty() {
                out.write_record(with(sentence(wrong), &entry.cells))?;
            }
        }
        out.into_inner().map_err(|error| error.into_error().into())
    }
}

/// What is wrong with a line, without the line.
pub fn sentence(wrong: &[Located]) -> String {
    let told = wrong.iter().map(|one| match one.column.as_str() {
        "" => one.message.clone(),
        column => format!("{column}: {}", one.message),
    });
    told.collect::<Vec<_>>().join("; ")
}

fn is_problem(heading: &str) -> bool {
    heading.trim().eq_ignore_ascii_case(PROBLEM)
}

fn places(line: u64, header: &[String]) -> Result<(Places, Vec<String>), Located> {
    let mut places: Places = [None; COLUMNS.len()];
    let mut ignored = Vec::new();
    for (at, heading) in header.iter().enumerate() {
        match column(heading) {
            Some(column) if places[column].is_some() => {
                let message = format!("Two columns mean “{}”; leave one out", COLUMNS[column]);
                return Err(located(line, heading.trim(), message));
            }
            Some(column) => places[column] = Some(at),
            None if heading.trim().is_empty() || is_problem(heading) => {}
            None => ignored.push(heading.trim().to_owned()),
        }
    }
    let [organisation, _, name, _, email, phone, ..] = places;
    if organisation.is_none() && email.is_none() && (name.is_none() || phone.is_none()) {
        let message = format!("Name the columns in the first line: {}", COLUMNS.join(", "));
        return Err(located(line, "", message));
    }
    Ok((places, ignored))
}

fn who(places: &Places, cells: &[String]) -> String {
    let [organisation, _, name, _, email, ..] = places;
    let said = [name, organisation, email].into_iter().flatten().filter_map(|at| cells.get(*at));
    let first = said.map(|cell| cell.trim()).find(|cell| !cell.is_empty());
    first.unwrap_or_default().chars().take(LONGEST).collect()
}

fn row(
    line: u64,
    places: &Places,
    width: usize,
    cells: &[String],
    kinds: Kinds<'_>,
) -> Result<PersonRow, Vec<Located>> {
    // Cells beyond the header hold what a comma in a name without quotation marks has moved.
    if cells.iter().skip(width).any(|cell| !cell.trim().is_empty()) {
        let message = format!(
            "This row has {}; the header has {width}. Put a name with a comma in quotation marks",
            wide::cells(cells.len())
        );
        return Err(vec![located(line, "", message)]);
    }
    PersonRow::read(line, kinds, |column| {
        let found = places[column].and_then(|at| cells.get(at)).map(String::as_str).unwrap_or_default();
        unguarded(found.trim()).trim().to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> PeopleList {
        PeopleList::read(bytes, None, Kinds::default()).unwrap()
    }

    fn wrong(list: &PeopleList, at: usize) -> String {
        sentence(list.entries[at].row.as_ref().unwrap_err())
    }

    #[test]
    fn a_file_that_is_no_list_is_refused_as_a_whole() {
        for (bytes, words) in [
            (&b""[..], "line 1: The file is empty"),
            (b"a,b\n1,2\n", "line 1: Name the columns"),
            (b"email,mail\n", "line 1, mail: Two columns mean"),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x01\0\xff", "line 1: This is not a CSV file"),
            (b"email,name\nd@x.example.org,\"Dana\nk@x.example.org,Kofi\n", "line 2: The file can’t be read"),
        ] {
            let wrong = PeopleList::read(bytes, None, Kinds::default()).unwrap_err();
            assert!(wrong.to_string().starts_with(words), "{wrong}");
        }
        let many = format!("email\n{}", "a@example.org\n".repeat(5_001));
        let wrong = PeopleList::read(many.as_bytes(), None, Kinds::default()).unwrap_err();
        assert_eq!(wrong.to_string(), "line 5002: Import at most 5000 rows at once");
    }

    #[test]
    fn a_byte_order_mark_tabs_and_an_unknown_column_do_no_harm() {
        let list = read("\u{feff}EMAIL\tShoe size\tname\r\na@b.example.org\t9\tAnn\r\n".as_bytes());
        assert_eq!(list.ignored, ["Shoe size"]);
        assert_eq!(list.entries[0].row.as_ref().unwrap().name, "Ann");
        assert_eq!(list.encoding, Some(Encoding::Utf8));
        assert!(list.examples().is_empty());
    }

    #[test]
    fn what_excel_saves_as_csv_is_read_with_its_accents() {
        let list = read(b"Name;Email\nJos\xe9 O\x92Brien;j@example.org\nAnn;ann@example.org\n");
        assert_eq!(list.encoding, Some(Encoding::Windows1252));
        assert_eq!(list.examples(), ["José O’Brien"]);
        let otherwise = PeopleList::read(
            b"name,email\nJos\x8e,j@example.org\n",
            Some(Encoding::Macintosh),
            Kinds::default(),
        )
        .unwrap();
        assert_eq!(otherwise.entries[0].row.as_ref().unwrap().name, "José");
    }

    #[test]
    fn everything_that_is_wrong_with_a_line_is_told_at_once() {
        let list = read(
            b"organisation,kind,name,email,phone,can_say_yes\n\
              Pub Ltd,pub,Jo,jo smith@example.org,,perhaps\n\
              ,school,,,020,\n\
              ,,,,,yes\n\
              ,,Kofi,,,\n",
        );
        assert_eq!(
            wrong(&list, 0),
            "can_say_yes: Enter yes or no, or leave it blank; email: Email addresses can’t contain spaces; \
             kind: We don’t know the type “pub”. Use Children’s home, School, Education department, Council \
             department, Charity, Health service or Other organisation"
        );
        assert_eq!(
            wrong(&list, 1),
            "name: Enter whose job or phone number this is; organisation: Enter the name of the organisation that \
             has this type"
        );
        assert!(wrong(&list, 2).starts_with("organisation: Enter an organisation, or a person"));
        assert_eq!(wrong(&list, 3), "email: Enter an email address or a phone number for Kofi");
    }

    #[test]
    fn a_comma_without_quotation_marks_moves_no_cell_unseen() {
        let list = read(b"email,name\nd@x.example.org,Whitfield, Dana\nk@x.example.org,Kofi,\n");
        assert_eq!(
            wrong(&list, 0),
            "This row has 3 cells; the header has 2. Put a name with a comma in quotation marks"
        );
        assert!(list.entries[1].row.is_ok());
    }

    #[test]
    fn refused_lines_come_back_as_they_were_with_what_is_wrong_and_can_be_sent_again() {
        let list = read(
            b"email,name,Note,phone\nd x@x.example.org,'=Dana,\"=1+1, \"\"so\"\"\",+44 20\n\
              k@x.example.org,Kofi,,\na@x.example.org,Lee, Ann,,020 7946 0018\n",
        );
        let told = |list: &PeopleList| {
            let wrong: Vec<Vec<Located>> =
                list.entries.iter().map(|entry| entry.row.clone().err().unwrap_or_default()).collect();
            String::from_utf8(list.refused(|at| &wrong[at]).unwrap()).unwrap()
        };
        let file = told(&list);
        let lines: Vec<&str> = file.lines().collect();
        assert_eq!(
            lines,
            [
                "\u{feff}problem,email,name,Note,phone",
                "email: Email addresses can’t contain spaces,d x@x.example.org,'=Dana,\"'=1+1, \"\"so\"\"\",'+44 20",
                "This row has 5 cells; the header has 4. Put a name with a comma in quotation marks,\
                 a@x.example.org,Lee, Ann,,020 7946 0018",
            ]
        );
        let again = read(file.as_bytes());
        assert_eq!(again.ignored, ["Note"], "what is wrong is not read");
        assert_eq!(again.entries.len(), 2);
        assert_eq!(wrong(&again, 0), "email: Email addresses can’t contain spaces");
        let twice = told(&again);
        assert_eq!(twice.replace("has 6 cells; the header has 5", "has 5 cells; the header has 4"), file);
        let mended = read(file.replace("d x@", "d.x@").replace("Lee, Ann", "\"Lee, Ann\"").as_bytes());
        let names: Vec<&str> =
            mended.entries.iter().map(|entry| &*entry.row.as_ref().unwrap().name).collect();
        assert_eq!(names, ["=Dana", "Lee, Ann"]);
    }
}
