//! What the documents say of files and of the schema is so.

use std::{fs, path::Path};

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
    let places = ["src/", "reports/", "templates/", "tests/", "migrations/", "docs/", "scripts/", "benches/"];
    let documents = [
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "docs/finding-your-way.md",
        "docs/walkthroughs.md",
        "docs/security.md",
        "docs/glossary.md",
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

#[test]
fn the_glossary_has_every_table_and_column_of_the_schema() {
    let glossary = read("docs/glossary.md");
    let schema = glossary.split("## The schema").nth(1).unwrap();
    let mut missing = Vec::new();
    for file in fs::read_dir(root().join("src/store/entity")).unwrap() {
        let path = file.unwrap().path();
        let table = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let Some(row) = schema.lines().find(|line| line.starts_with(&format!("| `{table}` |"))) else {
            missing.push(table);
            continue;
        };
        let entity = fs::read_to_string(&path).unwrap();
        let model = entity.split("pub struct Model {").nth(1).unwrap().split("\n}").next().unwrap();
        let columns = model.lines().filter_map(|line| line.trim().strip_prefix("pub ")?.split(':').next());
        missing.extend(
            columns
                .filter(|column| !row.contains(&format!("`{column}`")))
                .map(|column| format!("{table}.{column}")),
        );
    }
    assert!(missing.is_empty(), "the glossary lacks {missing:#?}");
}
