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

#[test]
fn every_file_that_a_document_names_is_there() {
    let places = [
        "src/",
        "mail/",
        "store/",
        "survey/",
        "system/",
        "tables/",
        "reports/",
        "templates/",
        "tests/",
        "migrations/",
        "docs/",
        "scripts/",
        "benches/",
    ];
    let documents = [
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "docs/finding-your-way.md",
        "docs/walkthroughs.md",
        "docs/security.md",
        "docs/glossary.md",
        "docs/faults.md",
        "docs/rehearsals.md",
    ];
    let mut missing = Vec::new();
    for document in documents {
        let text = read(document);
        let paths = quoted(&text).filter(|path| places.iter().any(|place| path.starts_with(place)));
        let named: Vec<&str> = paths.filter(|path| !path.contains(['<', '…', ' ', '*'])).collect();
        missing.extend(
            named
                .into_iter()
                .filter(|path| !root().join(path).exists())
                .map(|path| format!("{document}: {path}")),
        );
    }
    assert!(missing.is_empty(), "{missing:#?}");
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
    let documents = fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let documents = documents.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    let top = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"].map(|name| root().join(name));
    let (mut missing, mut found) = (Vec::new(), 0);
    for document in documents.chain(top) {
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
