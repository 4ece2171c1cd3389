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
fn every_test_that_a_promise_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut known = BTreeSet::new();
    for folder in ["src", "mail", "store", "survey", "system", "tests/it", "reports", "migrations"] {
        tests(&root.join(folder), &mut known);
    }
    for (document, least) in [("docs/security.md", 40), ("README.md", 14)] {
        let text = fs::read_to_string(root.join(document)).unwrap();
        let named = named_in(&text);
        assert!(named.len() >= least, "{document} names only {} tests", named.len());
        let missing: Vec<_> = named.iter().filter(|name| !known.contains(**name)).collect();
        assert!(missing.is_empty(), "{document} names tests that are not there: {missing:#?}");
    }
}

#[test]
fn every_sentence_of_the_readme_about_what_holds_names_its_test() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let section =
        readme.split("## What holds, whatever happens").nth(1).unwrap().split("\n## ").next().unwrap();
    let promises: Vec<&str> = section.split("\n- ").skip(1).collect();
    assert!(promises.len() >= 6, "only {} promises", promises.len());
    for promise in promises {
        assert!(!named_in(promise).is_empty(), "names no test: {promise}");
    }
}

/// The tests that a text names: a name in code quotes of four words or more is that of a test.
pub(super) fn named_in(text: &str) -> BTreeSet<&str> {
    let is_name = |word: &&str| {
        word.matches('_').count() >= 3
            && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    text.split('`').skip(1).step_by(2).filter(is_name).collect()
}
