//! Whatever is public is used.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use super::layering::sources;

/// What is public and named nowhere else, and why it stays.
const UNUSED: [(&str, &str, &str); 3] = [
    (
        "store/src/connect.rs",
        "rows_found",
        "`rules/statements.rs` holds that lists read no more than they show",
    ),
    ("system/src/totp.rs", "code_at", "the code that an app on a phone would show, for tests"),
    ("words/src/lib.rs", "rust_of", "`words/tests/written.rs` writes the languages by it"),
];

/// Where the names of what is ours are declared.
const OWN: [&str; 11] = [
    "src",
    "mail/src",
    "store/src",
    "survey/src",
    "system/src",
    "tables/src",
    "reports/src",
    "boards/src",
    "datasets/src",
    "words/src",
    "migrations",
];

/// Modules whose public names are there for pages that are still to come, and which.
const TO_COME: [(&str, &str); 0] = [];

/// A source file: its path, and its code without comments and tests.
struct Source {
    place: String,
    code: String,
    is_test: bool,
}

fn all() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tests = ["tests", "benches", "reports/tests", "reports/benches"];
    let files = OWN.iter().chain(&tests).flat_map(|folder| sources(&root.join(folder)));
    let read = |file: std::path::PathBuf| {
        let text = fs::read_to_string(&file).unwrap();
        let place = file.strip_prefix(root).unwrap().display().to_string();
        let (code, _) = text.split_once("#[cfg(test)]\nmod tests {").unwrap_or((&text, ""));
        let lines: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let is_test = place.contains("tests") || place.contains("benches/");
        Source { code: lines.join("\n"), place, is_test }
    };
    let mut all: Vec<Source> = files.map(read).collect();
    assert!(all.len() > 500, "sources are elsewhere: mend this rule");
    for folder in ["templates", "boards/templates"] {
        for template in templates(&root.join(folder)) {
            all.push(Source { place: String::new(), code: template, is_test: false });
        }
    }
    all
}

fn templates(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(templates(&path));
        } else {
            found.extend(fs::read_to_string(&path));
        }
    }
    found
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// The names that a file declares for others: kind (`fn`, `struct`, …), name.
fn declared(code: &str) -> impl Iterator<Item = (&str, &str)> {
    code.lines().filter_map(|line| {
        let line = line.trim_start();
        let rest = line.strip_prefix("pub ").or_else(|| line.strip_prefix("pub(crate) "))?;
        let mut rest =
            rest.split_whitespace().skip_while(|word| ["async", "unsafe"].contains(word)).peekable();
        let kind = rest.next()?;
        let kind = if kind == "const" && rest.peek() == Some(&"fn") { rest.next()? } else { kind };
        let is_kind = ["fn", "struct", "enum", "trait", "type", "const", "static"].contains(&kind);
        let name = rest.next().and_then(|name| words(name).next());
        name.filter(|_| is_kind).map(|name| (kind, name))
    })
}

#[test]
fn whatever_is_public_is_used_by_more_than_its_tests() {
    let all = all();
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for source in all.iter().filter(|source| !source.is_test) {
        for word in words(&source.code) {
            *uses.entry(word).or_default() += 1;
        }
    }
    let mut broken = Vec::new();
    let mut met = BTreeSet::new();
    let own = |source: &&Source| OWN.iter().any(|folder| Path::new(&source.place).starts_with(folder));
    for source in all.iter().filter(own).filter(|source| !source.is_test) {
        for (_, name) in declared(&source.code).filter(|(_, name)| uses[name] == 1) {
            let known = UNUSED.iter().find(|(place, known, _)| *place == source.place && *known == name);
            let to_come = TO_COME.iter().find(|(place, _)| *place == source.place);
            if let Some((_, name, _)) = known {
                met.insert(*name);
            } else if let Some((place, _)) = to_come {
                met.insert(*place);
            } else {
                broken.push(format!("{}: nothing but tests uses `{name}`: delete it", source.place));
            }
        }
    }
    let exceptions =
        UNUSED.iter().map(|(_, name, why)| (name, why)).chain(TO_COME.iter().map(|(p, w)| (p, w)));
    let stale = exceptions.filter(|(name, _)| !met.contains(**name));
    broken.extend(stale.map(|(name, why)| format!("`{name}` is used now ({why}): take it out of this rule")));
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
