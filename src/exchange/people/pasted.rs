//! People as they are typed and pasted: `Name <address>`, or columns of a spreadsheet or CSV file.

use super::{LONGEST, PeopleList, PersonRow, column, located};
use crate::{
    mail::Address,
    survey::{Kinds, columns::Located},
};
use common_ground_reports::wording;

/// The people of a text, each address once and in small letters, at most `most` of them. A first line that names columns
/// makes the text a table.
///
/// # Errors
/// Everything that is wrong, each with its line.
pub fn pasted(text: &str, most: usize, kinds: Kinds<'_>) -> Result<Vec<PersonRow>, Vec<Located>> {
    let lines = || text.lines().enumerate().map(|(at, line)| (at as u64 + 1, line.trim()));
    let mut lines = lines().filter(|(_, line)| !line.is_empty()).peekable();
    let is_table = lines.peek().is_some_and(|(_, line)| is_header(line));
    let read: Vec<Result<PersonRow, Vec<Located>>> = if is_table {
        PeopleList::read(text.as_bytes(), None, kinds)
            .map_err(|wrong| vec![wrong])?
            .entries
            .into_iter()
            .map(|entry| entry.row)
            .collect()
    } else {
        let people = lines.enumerate().filter(|(at, (_, line))| *at > 0 || !is_heading(line));
        people.map(|(_, (line, text))| person(line, text).map_err(|wrong| vec![wrong])).collect()
    };
    let (mut people, mut wrong): (Vec<PersonRow>, Vec<Located>) = (Vec::new(), Vec::new());
    for row in read {
        match row {
            Ok(row) if row.email.is_empty() => {
                wrong.push(located(row.line, "", "Enter an email address"));
            }
            Ok(row) if people.iter().any(|known| known.email == row.email) => {}
            Ok(row) => people.push(row),
            Err(mistakes) => wrong.extend(mistakes),
        }
    }
    if people.len() > most {
        wrong.push(located(people[most].line, "", format!("Enter {most} people or fewer at a time")));
    }
    if wrong.is_empty() { Ok(people) } else { Err(wrong) }
}

/// Whether a line names columns, and one of them is that of addresses.
fn is_header(line: &str) -> bool {
    let mut cells = line.split(['\t', ';', ',']).map(|cell| column(&bare(cell)));
    !line.contains('@') && cells.any(|column| column == Some(4))
}

/// Whether a line stands above others and names nobody: “Name and address”.
fn is_heading(line: &str) -> bool {
    let line = line.to_lowercase();
    !line.contains('@') && (line.contains("mail") || line.contains("address"))
}

fn person(line: u64, text: &str) -> Result<PersonRow, Located> {
    let no_address = || located(line, "", "Enter an email address, as in name@example.org");
    let (name, email) = split(text).ok_or_else(no_address)?;
    let email = Address::parse(&email)
        .map_err(|error| located(line, "", wording::capitalised(&error.to_string())))?;
    if name.chars().count() > LONGEST {
        return Err(located(line, "", format!("Shorten the name to {LONGEST} characters or fewer")));
    }
    Ok(PersonRow { line, name, email: email.as_str().to_lowercase(), ..PersonRow::default() })
}

/// The name and the address of a line.
fn split(line: &str) -> Option<(String, String)> {
    if let Some((name, rest)) = line.rsplit_once('<') {
        let email = rest.trim_end().trim_end_matches([',', ';']).strip_suffix('>')?;
        return Some((bare(name.trim_end().trim_end_matches(',')), email.trim().to_owned()));
    }
    if let Some(separator) = ['\t', ';', ','].into_iter().find(|separator| line.contains(*separator)) {
        let cells: Vec<String> = line.split(separator).map(bare).collect();
        let email = cells.iter().position(|cell| cell.contains('@'))?;
        let name = cells.iter().enumerate().find(|(at, cell)| *at != email && !cell.is_empty());
        return Some((name.map(|(_, cell)| cell.clone()).unwrap_or_default(), cells[email].clone()));
    }
    // “Ann Lee ann@example.org”; of an address with a space in it all is shown to be wrong.
    match line.rsplit_once(char::is_whitespace) {
        Some((name, email)) if email.contains('@') && !email.starts_with('@') && !name.contains('@') => {
            Some((bare(name), email.to_owned()))
        }
        _ => line.contains('@').then(|| (String::new(), bare(line))),
    }
}

/// Without spaces and quotation marks around it, and control characters in it.
fn bare(text: &str) -> String {
    text.trim().trim_matches(['"', '\'']).trim().chars().filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        pasted(text, 3, Kinds::default()).unwrap_err().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn people_are_read_as_they_are_pasted() {
        let text = "Name, Address\nDana Whitfield <Dana@Example.org>\n\"Kofi Mensah\",kofi@example.org\n\
                    louise@example.org;Louise Tran\namir@example.org\ndana@example.org\nAnn Lee ann@example.org\n\
                    Gwen Rees, <gwen@example.org>,";
        let people = pasted(text, 10, Kinds::default()).unwrap();
        let people: Vec<(u64, &str, &str)> =
            people.iter().map(|one| (one.line, &*one.name, &*one.email)).collect();
        assert_eq!(
            people,
            [
                (2, "Dana Whitfield", "dana@example.org"),
                (3, "Kofi Mensah", "kofi@example.org"),
                (4, "Louise Tran", "louise@example.org"),
                (5, "", "amir@example.org"),
                (7, "Ann Lee", "ann@example.org"),
                (8, "Gwen Rees", "gwen@example.org"),
            ]
        );
        assert!(pasted(" \n ", 10, Kinds::default()).unwrap().is_empty());
    }

    #[test]
    fn a_first_line_that_names_columns_makes_it_a_table() {
        let people =
            pasted("Job title\tEmail\tName\nManager\tdana@example.org\tDana\n", 10, Kinds::default())
                .unwrap();
        assert_eq!((&*people[0].name, &*people[0].job, people[0].line), ("Dana", "Manager", 2));
        assert_eq!(
            told("Name,Email\nDana,dana@example.org\nKofi,\n"),
            ["line 3, email: Enter an email address or a phone number for Kofi"]
        );
    }

    #[test]
    fn every_line_that_cannot_be_read_is_named_at_once() {
        let text = format!(
            "Dana <dana@example.org>\nKofi\nAnn <ann at example>\n{} <d@example.org>",
            "x".repeat(201)
        );
        assert_eq!(
            told(&text),
            [
                "line 2: Enter an email address, as in name@example.org",
                "line 3: Email addresses can’t contain spaces",
                "line 4: Shorten the name to 200 characters or fewer",
            ]
        );
        let four: Vec<String> = (0..4).map(|n| format!("p{n}@example.org")).collect();
        assert_eq!(told(&four.join("\n")), ["line 4: Enter 3 people or fewer at a time"]);
    }
}
