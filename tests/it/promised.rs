//! What the documents promise is held by a test, and the test is there.

use std::{collections::BTreeSet, fs, path::Path};

/// The names of all test functions in a folder.
fn tests(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            tests(&path, names);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let mut lines = text.lines().map(str::trim);
            while let Some(line) = lines.next() {
                let is_test =
                    line == "#[test]" || line.starts_with("#[tokio::test") || line == "#[rocket::async_test]";
                let named = is_test.then(|| lines.find(|line| line.contains("fn "))).flatten();
                let name = named.and_then(|line| line.split("fn ").nth(1)?.split('(').next());
                names.extend(name.map(str::to_owned));
            }
        }
    }
}

#[test]
fn every_test_that_the_security_document_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut known = BTreeSet::new();
    for folder in ["src", "tests/it", "reports", "migrations"] {
        tests(&root.join(folder), &mut known);
    }
    let text = fs::read_to_string(root.join("docs/security.md")).unwrap();
    // A name in code quotes of four words or more is that of a test.
    let quoted = text.split('`').skip(1).step_by(2);
    let is_name = |word: &&str| {
        word.matches('_').count() >= 3
            && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    let named: BTreeSet<&str> = quoted.filter(is_name).collect();
    assert!(named.len() >= 40, "only {} tests are named", named.len());
    let missing: Vec<_> = named.iter().filter(|name| !known.contains(**name)).collect();
    assert!(missing.is_empty(), "no such tests: {missing:#?}");
}
