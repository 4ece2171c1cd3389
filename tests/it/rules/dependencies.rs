//! Each package that we stand on is told of, once.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Where else than from crates.io what the tests use comes from.
const ELSEWHERE: [&str; 3] = ["(npm)", "(PyPI)", "(Debian)"];

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What a manifest depends on, our own crates aside.
fn named(manifest: &str) -> impl Iterator<Item = &str> {
    let sections = manifest.split("\n[").filter(|section| {
        let heading = section.split(']').next().unwrap_or_default();
        ["dependencies", "dev-dependencies", "build-dependencies"].contains(&heading)
    });
    let lines = sections.flat_map(|section| section.lines().skip(1));
    let names = lines.filter(|line| line.contains('=') && !line.starts_with('#'));
    let names = names.filter_map(|line| line.split(['=', '.', ' ']).next());
    names.filter(|name| !name.starts_with("common-ground"))
}

/// Every direct dependency of every crate of ours.
fn depended_on() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    let manifests = folders.chain([root.to_owned()]).map(|folder| folder.join("Cargo.toml"));
    let manifests: Vec<String> = manifests.filter(|path| path.is_file()).map(|path| read(&path)).collect();
    assert!(manifests.len() >= 6, "crates are elsewhere: mend this rule");
    manifests.iter().flat_map(|manifest| named(manifest)).map(str::to_owned).collect()
}

/// The packages that begin the rows of the tables, and in how many rows each does.
fn told_of() -> BTreeMap<String, usize> {
    let document = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/dependencies.md"));
    let (tables, _) = document.split_once("\n## Time to build").unwrap();
    let mut rows = BTreeMap::new();
    for row in tables.lines().filter_map(|line| line.strip_prefix("| ")) {
        let first = row.split(" | ").next().unwrap_or_default();
        if first == "package" || ELSEWHERE.iter().any(|place| first.contains(place)) {
            continue;
        }
        for name in first.split(" (").next().unwrap_or_default().split(", ") {
            *rows.entry(name.to_owned()).or_default() += 1;
        }
    }
    rows
}

#[test]
fn every_direct_dependency_has_one_line_that_says_what_it_is_for() {
    let (there, told) = (depended_on(), told_of());
    let mut wrong: Vec<String> = Vec::new();
    wrong
        .extend(there.iter().filter(|name| !told.contains_key(*name)).map(|name| format!("no line: {name}")));
    wrong.extend(
        told.iter().filter(|(_, rows)| **rows > 1).map(|(name, rows)| format!("{rows} lines: {name}")),
    );
    let gone = told.keys().filter(|name| !there.contains(*name));
    wrong.extend(gone.map(|name| format!("nothing depends on {name} directly")));
    assert!(there.len() > 50, "only {} were read", there.len());
    assert!(wrong.is_empty(), "docs/dependencies.md: {wrong:#?}");
}
