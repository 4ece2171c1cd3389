//! What the documents say of files and of the schema is so.

use std::{fs, path::Path};

use crate::support::entity;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Everything between backquotes.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Every document for readers of the code, by its path.
fn documents() -> Vec<String> {
    let of_docs = fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let of_docs = of_docs.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    let of_docs = of_docs.map(|path| path.strip_prefix(root()).unwrap().display().to_string());
    let top = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"].map(str::to_owned);
    of_docs.chain(top).collect()
}

/// The folders at the top: what begins with one of them and a slash is a path.
fn folders() -> Vec<String> {
    let entries = fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().path());
    let folders = entries.filter(|path| path.is_dir() && !path.ends_with("target"));
    let names = folders.filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()));
    names.collect()
}

fn is_path(quoted: &str, folders: &[String]) -> bool {
    let first = quoted.split_once('/').map(|(first, _)| first);
    first.is_some_and(|first| folders.iter().any(|folder| folder == first))
        && !quoted.contains(['<', '…', ' ', '*'])
}

/// The name of something in a file: `TimeZone`, `kinds!`, `letter.reminds`.
fn is_name(quoted: &str) -> bool {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || "_.!:".contains(letter);
    !quoted.is_empty() && quoted.chars().all(fits)
}

/// Whether a file holds a name as a word of its own.
fn holds(path: &str, name: &str) -> bool {
    let name = name.rsplit("::").next().unwrap_or(name).trim_end_matches('!');
    let text = fs::read_to_string(root().join(path)).unwrap_or_default();
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    text.match_indices(name).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + name.len()..]);
        !before.chars().next_back().is_some_and(is_part) && !after.chars().next().is_some_and(is_part)
    })
}

/// Every path of a document, with the names that it is said to hold: those behind it (`file.rs`: `One` and `two`), and
/// one before it (`One` in `file.rs`).
fn said_of_files<'t>(text: &'t str, folders: &[String]) -> Vec<(&'t str, Vec<&'t str>)> {
    let parts: Vec<&str> = text.split('`').collect();
    let mut said = Vec::new();
    for at in (1..parts.len()).step_by(2).filter(|at| is_path(parts[*at], folders)) {
        let mut names = Vec::new();
        let mut next = at + 1;
        while let Some([sign, name, ..]) = parts.get(next..) {
            let goes_on = if names.is_empty() { *sign == ": " } else { [", ", " and "].contains(sign) };
            if !goes_on || !is_name(name) {
                break;
            }
            names.push(*name);
            next += 2;
        }
        if at > 2 && ["in", "of"].contains(&parts[at - 1].trim()) && is_name(parts[at - 2]) {
            names.push(parts[at - 2]);
        }
        said.push((parts[at], names));
    }
    said
}

#[test]
fn every_file_that_a_document_names_is_there_and_holds_what_it_is_said_to_hold() {
    let folders = folders();
    let (mut missing, mut held) = (Vec::new(), 0);
    for document in documents() {
        let text = read(&document);
        for (path, names) in said_of_files(&text, &folders) {
            if !root().join(path).exists() {
                missing.push(format!("{document}: {path}"));
            }
            held += names.len();
            let absent = names.into_iter().filter(|name| !holds(path, name));
            missing.extend(absent.map(|name| format!("{document}: `{name}` in {path}")));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(held >= 50, "only {held} names were read");
    let ways = read("docs/finding-your-way.md");
    assert!(quoted(&ways).filter(|path| path.contains('/')).count() >= 20, "questions are missing");
}

/// What a document shows or leads to beside itself: `](docs/files.md#columns)` and `src="docs/pictures/home.png"`.
fn linked(text: &str) -> impl Iterator<Item = &str> {
    let after = |mark: &'static str, end: &'static [char]| {
        text.split(mark).skip(1).filter_map(move |rest| rest.split(end).next())
    };
    after("](", &[')', ' ', '#']).chain(after("src=\"", &['"']))
}

#[test]
fn every_link_and_picture_of_a_document_leads_to_a_file() {
    let (mut missing, mut found) = (Vec::new(), 0);
    for document in documents().iter().map(|document| root().join(document)) {
        let text = fs::read_to_string(&document).unwrap();
        for path in linked(&text).filter(|path| !path.is_empty() && !path.contains(':')) {
            found += 1;
            if !document.with_file_name(path).exists() {
                missing.push(format!("{}: {path}", document.display()));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(found >= 20, "only {found} links were read");
}

/// How a fault leads to what it is rehearsed by.
const REHEARSAL: &str = "](rehearsals.md#";

/// The names of tests in a text: words with several low lines.
fn is_test(word: &str) -> bool {
    word.matches('_').count() >= 3
        && word.chars().all(|c| c == '_' || c.is_ascii_lowercase() || c.is_ascii_digit())
}

#[test]
fn every_fault_is_held_by_tests_that_are_there_or_by_a_rehearsal() {
    let (table, rehearsals) = (read("docs/faults.md"), read("docs/rehearsals.md"));
    let rows: Vec<&str> =
        table.lines().filter(|line| line.starts_with("| ") && line.contains(" | ")).collect();
    let (mut missing, mut named, mut tests, mut faults) = (Vec::new(), Vec::new(), 0, 0);
    for row in rows.iter().filter(|row| !row.starts_with("| fault |")) {
        faults += 1;
        let (mut file, mut held) = (String::new(), row.contains(REHEARSAL));
        for word in quoted(row) {
            if word.contains('/') && Path::new(word).extension().is_some_and(|end| end == "rs") {
                file = read(word);
            } else if is_test(word) {
                tests += 1;
                held = true;
                if !file.contains(&format!("fn {word}(")) {
                    missing.push(word.to_owned());
                }
            }
        }
        if !held {
            missing.push(format!("what holds: {row}"));
        }
        for rehearsal in row.split(REHEARSAL).skip(1).filter_map(|rest| rest.split(')').next()) {
            named.push(rehearsal);
            let heading = format!("## {}", rehearsal.replace('-', " "));
            if !rehearsals.lines().any(|line| line.to_lowercase() == heading) {
                missing.push(format!("the rehearsal {rehearsal}"));
            }
        }
    }
    for heading in rehearsals.lines().filter_map(|line| line.strip_prefix("## ")) {
        if !named.contains(&&*heading.to_lowercase().replace(' ', "-")) {
            missing.push(format!("what {heading} is rehearsed for"));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(faults >= 20 && tests >= 30, "{faults} faults and {tests} tests were read");
}

#[test]
fn the_glossary_has_every_table_and_column_of_the_schema() {
    let glossary = read("docs/glossary.md");
    let schema = glossary.split("## The schema").nth(1).unwrap();
    let mut missing = Vec::new();
    for (table, module) in entity::modules() {
        let Some(row) = schema.lines().find(|line| line.starts_with(&format!("| `{table}` |"))) else {
            missing.push(table);
            continue;
        };
        let model = module.split("pub struct Model {").nth(1).unwrap().split("\n    }").next().unwrap();
        let columns = model.lines().filter_map(|line| line.trim().strip_prefix("pub ")?.split(':').next());
        missing.extend(
            columns
                .filter(|column| !row.contains(&format!("`{column}`")))
                .map(|column| format!("{table}.{column}")),
        );
    }
    assert!(missing.is_empty(), "the glossary lacks {missing:#?}");
}
