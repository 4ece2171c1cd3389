//! Whatever is public is used.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use super::layering::{imported, imports, sources};

/// What is public and named nowhere else, and why it stays.
const UNUSED: [(&str, &str, &str); 4] = [
    (
        "reports/src/palette.rs",
        "properties",
        "`rules/palette.rs` and `rules/contrast.rs` hold that the stylesheet says the same colours",
    ),
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

/// The functions that stand by themselves in a file, for others.
fn free(code: &str) -> BTreeSet<&str> {
    let at_the_margin = code.lines().filter(|line| line.starts_with("pub"));
    let declared = at_the_margin.flat_map(declared).filter(|(kind, _)| *kind == "fn");
    declared.map(|(_, name)| name).collect()
}

/// What a file goes to by a path, in an import or where it is used: the module that is named last, and what of it.
fn gone_to(source: &Source) -> BTreeSet<(String, String)> {
    let (imports, _) = imports(&source.code);
    let imported: Vec<(String, String)> = imports.iter().flat_map(|import| imported(import)).collect();
    let home: BTreeMap<&str, &str> = imported
        .iter()
        .map(|(path, called)| (called.as_str(), path.rsplit("::").next().unwrap_or_default()))
        .collect();
    let written = source.code.split(|c: char| !c.is_alphanumeric() && !"_:".contains(c));
    let written = written.filter(|path| path.contains("::"));
    let place: Vec<&str> = source.place.trim_end_matches(".rs").split('/').collect();
    let mut gone = BTreeSet::new();
    for path in imported.iter().map(|(path, _)| path.as_str()).chain(written) {
        let mut parts: Vec<&str> = path.split("::").filter(|part| !part.is_empty()).collect();
        let up = parts.iter().take_while(|part| **part == "super").count();
        if up > 0 {
            let above = place.len().checked_sub(up + 1).and_then(|at| place.get(at));
            parts.splice(..up, above.copied());
        }
        // A module may go by another name in this file.
        let module = |part: &str| home.get(part).copied().unwrap_or(part).to_owned();
        gone.extend(parts.windows(2).map(|two| (module(two[0]), two[1].to_owned())));
    }
    gone
}

/// Whether nobody goes to a function that stands by itself in a file, though something else may bear its name.
fn is_left(source: &Source, name: &str, gone: &BTreeSet<(String, String)>) -> bool {
    let parts: Vec<&str> = source.place.trim_end_matches(".rs").split('/').collect();
    let (folder, module) = (parts[0], parts[parts.len() - 1]);
    let own = format!("common_ground_{folder}");
    // What stands where a crate begins is reached by the names of the crate.
    let ways = if module == "lib" { vec!["crate", "src", folder, own.as_str()] } else { vec![module] };
    let is_gone_to = ways.into_iter().any(|way| gone.contains(&(way.to_owned(), name.to_owned())));
    !is_gone_to && words(&source.code).filter(|word| *word == name).count() == 1
}

#[test]
fn whatever_is_public_is_used_by_more_than_its_tests() {
    let all = all();
    let gone: BTreeSet<(String, String)> =
        all.iter().filter(|source| !source.is_test).flat_map(gone_to).collect();
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
        let free = free(&source.code);
        let is_unused = |name: &str| uses[name] == 1 || (free.contains(name) && is_left(source, name, &gone));
        for (_, name) in declared(&source.code).filter(|(_, name)| is_unused(name)) {
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

#[test]
fn a_function_is_gone_to_by_its_module_whatever_else_bears_its_name() {
    let source =
        |place: &str, code: &str| Source { place: place.to_owned(), code: code.to_owned(), is_test: false };
    let shelf = source("store/src/shelf.rs", "pub fn empty() {}\npub fn fill() {}\npub async fn price() {}");
    let shop =
        source("src/shop/till.rs", "use crate::store::{\n    self, shelf as board,\n};\nboard::fill();");
    let other =
        source("store/src/shelf/low.rs", "fn empty() { super::price(); basket.empty(); basket::empty(); }");
    assert_eq!(free(&shelf.code), BTreeSet::from(["empty", "fill", "price"]));
    let gone: BTreeSet<(String, String)> = [&shop, &other].into_iter().flat_map(gone_to).collect();
    assert_eq!(["empty", "fill", "price"].map(|name| is_left(&shelf, name, &gone)), [true, false, false]);
}
