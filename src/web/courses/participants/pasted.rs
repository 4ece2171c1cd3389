//! People as they are typed and pasted: `Name <address>`, or columns of a spreadsheet or CSV file.

use crate::{mail::Address, web::courses::plan::NAME_MAX};

/// The most people added at one time.
const MOST: usize = 500;

/// Names and addresses, each address once and in small letters; or what to mend, naming the line.
pub(crate) fn read(text: &str) -> Result<Vec<(String, String)>, String> {
    let mut people: Vec<(String, String)> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || (number == 0 && !line.contains('@') && is_header(line)) {
            continue;
        }
        let at = number + 1;
        let (name, email) = split(line).ok_or_else(|| format!("Enter an address on line {at}"))?;
        let email: Address =
            email.parse().map_err(|_| format!("Enter an address like name@example.org on line {at}"))?;
        let email = email.as_str().to_lowercase();
        let name =
            if name.is_empty() { email.split('@').next().unwrap_or_default().to_owned() } else { name };
        if name.chars().count() > NAME_MAX {
            return Err(format!("Shorten the name on line {at} to 200 characters or fewer"));
        }
        if !people.iter().any(|(_, known)| *known == email) {
            people.push((name, email));
        }
        if people.len() > MOST {
            return Err(format!("Add no more than {MOST} people at one time"));
        }
    }
    if people.is_empty() { Err("Enter at least one name and address".to_owned()) } else { Ok(people) }
}

/// The first row of a table, which names its columns.
fn is_header(line: &str) -> bool {
    let line = line.to_lowercase();
    line.contains("mail") || line.contains("address")
}

/// The name and the address of a line.
fn split(line: &str) -> Option<(String, String)> {
    if let Some((name, rest)) = line.split_once('<') {
        let email = rest.trim_end().trim_end_matches([',', ';']).strip_suffix('>')?;
        return Some((bare(name), email.trim().to_owned()));
    }
    let separator = ['\t', ';', ','].into_iter().find(|separator| line.contains(*separator));
    let cells: Vec<String> = match separator {
        Some(separator) => line.split(separator).map(bare).collect(),
        None => vec![bare(line)],
    };
    let email = cells.iter().position(|cell| cell.contains('@'))?;
    let name = cells.iter().enumerate().filter(|(at, cell)| *at != email && !cell.is_empty());
    Some((name.map(|(_, cell)| cell.as_str()).next().unwrap_or_default().to_owned(), cells[email].clone()))
}

/// Without spaces and quotation marks around it, and control characters in it.
fn bare(text: &str) -> String {
    text.trim().trim_matches(['"', '\'']).trim().chars().filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_read_as_they_are_pasted() {
        let text = "Name,Email\nDana Whitfield <Dana@Example.org>\n\n\"Kofi Mensah\",kofi@example.org\n\
                    louise@example.org;Louise Tran\namir@example.org\ndana@example.org";
        let people = read(text).unwrap();
        let people: Vec<(&str, &str)> = people.iter().map(|(name, email)| (&**name, &**email)).collect();
        assert_eq!(
            people,
            [
                ("Dana Whitfield", "dana@example.org"),
                ("Kofi Mensah", "kofi@example.org"),
                ("Louise Tran", "louise@example.org"),
                ("amir", "amir@example.org"),
            ]
        );
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named() {
        assert!(read("Dana <dana@example.org>\nKofi").unwrap_err().contains("line 2"));
        assert!(read("Dana <dana at example>").unwrap_err().contains("line 1"));
        assert!(read(&format!("{} <d@example.org>", "x".repeat(201))).unwrap_err().contains("line 1"));
        assert!(read(" \n ").is_err());
    }
}
