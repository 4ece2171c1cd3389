//! The direction of the arrows in ARCHITECTURE.md, held by reading the source.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Where, what must not be named there, and why.
const RULES: [(&str, &[&str], &str); 22] = [
    ("survey/src", &["rocket::", "sea_orm::", "lettre::"], "the domain knows no request, table or letter"),
    ("survey/src", &["store::", "web::", "mail::", "work::"], "nothing points back"),
    ("tables/src", &["rocket::", "lettre::", "store::", "web::", "mail::", "work::"], "nothing points back"),
    (
        "system/src",
        &["rocket::", "sea_orm::", "lettre::", "store::", "survey::", "web::", "mail::", "work::"],
        "it stands on its own",
    ),
    ("store/src", &["rocket::", "lettre::"], "storage knows no request and no email server"),
    ("store/src", &["web::", "mail::", "work::", "letters::"], "nothing points back"),
    ("src/cli", &["sea_orm::"], "commands ask the store"),
    ("src/letters", &["rocket::", "sea_orm::", "lettre::"], "letters ask the store and the mail"),
    ("src/letters", &["web::", "work::"], "letters say things, and know not when they leave"),
    ("src/web", &["sea_orm::", "rusqlite::", "lettre::"], "pages ask the store"),
    ("src/results", &["rocket::", "sea_orm::", "lettre::"], "results ask the store"),
    ("src/exchange", &["rocket::", "sea_orm::", "lettre::"], "files of answers ask the store"),
    ("src/work", &["rocket::", "sea_orm::", "lettre::"], "work asks the store and the mail"),
    ("src/work", &["web::"], "what is done by itself knows no page"),
    ("src/results", &["web::"], "results are drawn by pages, and know none"),
    ("src/exchange", &["web::"], "files of answers are offered by pages, and know none"),
    (
        "src/outgoing",
        &["rocket::", "sea_orm::", "store::", "web::", "mail::", "survey::", "work::"],
        "other machines, identity providers among them, are asked for others, who know why",
    ),
    ("src/outgoing/answer", &["openid::"], "an answer is read whoever gave it"),
    ("src/outgoing/addresses", &["openid::"], "an address is looked at whoever it is of"),
    ("src/web/http", &["parts::", "public::"], "requests know nothing of pages"),
    ("mail/src", &["rocket::", "sea_orm::"], "mail moves rendered parts"),
    ("mail/src", &["store::", "survey::", "web::", "letters::"], "mail knows no surveys"),
];

#[test]
fn every_part_names_only_the_parts_below_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut broken = Vec::new();
    for (part, words, why) in RULES {
        let files = sources(&root.join(part));
        assert!(!files.is_empty(), "{part} holds no source: mend this rule");
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            let named = words.iter().filter(|word| names(&text, word));
            broken.extend(named.map(|word| format!("{} names {word} ({why})", file.display())));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn rows_and_the_time_of_the_database_stay_in_the_store() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let store = fs::read_to_string(root.join("store/src/lib.rs")).unwrap();
    assert!(store.contains("\nuse common_ground_tables as entity;"), "the tables are the store's own");
    for part in ["web", "work", "letters", "results", "exchange", "cli", "demo", "app"] {
        for file in sources(&root.join("src").join(part)) {
            let text = fs::read_to_string(&file).unwrap();
            let rows = ["entity::", "common_ground_tables::", "store::Instant", "store::KeyColumn"];
            let named = rows.iter().find(|word| names(&text, word));
            assert!(named.is_none(), "{} names {}", file.display(), named.unwrap());
        }
    }
}

/// Ways to what people answered, and the only files that may go them. Everything shown of a round is drawn from its
/// published table: a figure that came from somewhere else could be set against it, and tell of a few people.
const READERS: [(&str, &[(&str, &str)]); 8] = [
    (
        "tallies::of_round",
        &[
            ("store/src/published.rs", "makes the table"),
            ("store/src/check.rs", "compares tallies with responses"),
            ("store/src/programme_archive/answers.rs", "puts them into the archive of a programme"),
        ],
    ),
    (
        "tallies::progress",
        &[
            ("src/results.rs", "how many have answered"),
            ("src/results/publishing.rs", "whether there are new answers"),
            ("src/web/home/surveys.rs", "how many have answered"),
            ("src/web/parts/course/overview.rs", "how many have answered"),
            ("src/cli/check/tallies.rs", "how many responses are to be counted"),
        ],
    ),
    (
        "responses::page",
        &[("store/src/check.rs", "recount them"), ("store/src/quotes.rs", "removes words at their source")],
    ),
    ("responses::find", &[("store/src/erasure.rs", "what is held about a person")]),
    ("response_reader::", &[("src/exchange/export.rs", "the file of single answers")]),
    (
        "tally::{Entity, Column}",
        &[
            ("store/src/tallies.rs", "reads, raises and replaces tallies"),
            ("store/src/programme_archive/answers.rs", "moves them with a programme"),
        ],
    ),
    ("tally_document::{Entity, Column}", &[("store/src/tallies.rs", "reads, raises and replaces tallies")]),
    (
        "response::{Entity, Column}",
        &[
            ("store/src/responses.rs", "reads them page by page"),
            ("store/src/response_reader.rs", "reads them for the file of single answers"),
            ("store/src/submission/safe_path.rs", "stores them"),
            ("store/src/submission/import.rs", "knows rows that are there already"),
            ("store/src/traces.rs", "gives them other ids and places after the close"),
            ("store/src/quotes.rs", "removes words at their source"),
            ("store/src/erasure.rs", "erases them"),
            ("store/src/retention.rs", "deletes them"),
            ("store/src/round_removal.rs", "asks whether there is any"),
            ("store/src/programme_archive/answers.rs", "moves them with a programme"),
        ],
    ),
];

/// Whether code goes one of these ways: `a::{B, C}` is `a::B` and `a::C`.
fn goes(text: &str, way: &str) -> bool {
    match way.split_once('{') {
        Some((path, ends)) => {
            ends.trim_end_matches('}').split(", ").any(|end| names(text, &format!("{path}{end}")))
        }
        None => names(text, way),
    }
}

#[test]
fn everything_shown_of_a_round_is_drawn_from_its_published_table() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut broken = Vec::new();
    let files = ["src", "store/src"].iter().flat_map(|folder| sources(&root.join(folder)));
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let place = file.strip_prefix(root).unwrap().display().to_string();
        for (way, readers) in READERS {
            let may = readers.iter().any(|(reader, _)| *reader == place);
            if goes(&text, way) && !may {
                broken.push(format!(
                    "{place} goes to answers by {way}; draw what is shown from results::answered"
                ));
            }
        }
    }
    for (way, readers) in READERS {
        for (reader, why) in readers {
            let text = fs::read_to_string(root.join(reader)).unwrap_or_default();
            if !goes(&text, way) {
                broken.push(format!("{reader} no longer uses {way} ({why}): mend this rule"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// The folders of pages, and of what programs are answered.
const PAGES: [&str; 12] = [
    "account", "api", "comments", "courses", "home", "partners", "promises", "public", "results", "rounds",
    "settings", "surveys",
];

/// What pages name of other pages all the same: the page named, why, and the files.
const NEIGHBOURS: [(&str, &str, &[&str]); 2] = [
    ("public", "a survey is tried out on the page that people answer on", &["src/web/surveys/dry_run.rs"]),
    ("settings", "home says what is missing in the settings, in their words", &["src/web/home/show.rs"]),
];

#[test]
fn a_page_never_names_another_page() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut broken = Vec::new();
    let mut met = Vec::new();
    for page in PAGES {
        let files = sources(&root.join("src/web").join(page));
        assert!(!files.is_empty(), "src/web/{page} holds no source: mend this rule");
        for file in files {
            let place = file.strip_prefix(root).unwrap().display().to_string();
            let named = pages_named(&place, &fs::read_to_string(&file).unwrap());
            for other in named.into_iter().filter(|other| other != page) {
                let mut known = NEIGHBOURS.iter().filter(|(neighbour, ..)| *neighbour == other);
                if known.any(|(.., files)| files.contains(&&*place)) {
                    met.push((place.clone(), other));
                } else {
                    broken.push(format!(
                        "{place} names web::{other}: link by web::at, and put what both show into web::parts"
                    ));
                }
            }
        }
    }
    for (other, why, files) in NEIGHBOURS {
        let stale = files.iter().filter(|file| !met.contains(&((**file).to_owned(), other.to_owned())));
        broken
            .extend(stale.map(|file| {
                format!("{file} no longer names web::{other} ({why}): take it out of this rule")
            }));
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// The pages that a file names, by whatever way its imports are nested.
fn pages_named(place: &str, text: &str) -> BTreeSet<String> {
    let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let mut paths = Vec::new();
    let mut rest = code.as_str();
    while let Some((_, after)) = rest.split_once("use ") {
        let (import, after) = after.split_once(';').unwrap_or((after, ""));
        let import: String = import.chars().filter(|letter| !letter.is_whitespace()).collect();
        unfold("", &import, &mut paths);
        rest = after;
    }
    // Paths that are written out where they are used.
    paths.extend(code.split("web::").skip(1).map(|after| format!("crate::web::{after}")));
    let module: Vec<&str> = place.trim_start_matches("src/").trim_end_matches(".rs").split('/').collect();
    let pages = paths.iter().filter_map(|path| {
        let mut whole: Vec<&str> = path.split("::").collect();
        let up = whole.iter().take_while(|part| **part == "super").count();
        if up > 0 {
            whole.splice(..up, ["crate"].into_iter().chain(module[..module.len() - up].iter().copied()));
        }
        let [_, "web", page, ..] = whole.as_slice() else { return None };
        let page = page.split(|c: char| !c.is_alphanumeric() && c != '_').next()?;
        PAGES.contains(&page).then(|| page.to_owned())
    });
    pages.collect()
}

/// The imports of a file, each in one line, and the rest of its code.
pub(super) fn imports(code: &str) -> (Vec<String>, String) {
    let (mut imports, mut rest) = (Vec::new(), String::new());
    let mut import: Option<String> = None;
    for line in code.lines() {
        if let Some(begun) = &mut import {
            begun.push_str(line);
        } else if is_import(line) {
            import = Some(line.to_owned());
        } else {
            rest.push_str(line);
            rest.push('\n');
        }
        imports.extend(import.take_if(|import| import.ends_with(';')));
    }
    (imports, rest)
}

/// Whether a line begins an import, for the file itself or for others.
fn is_import(line: &str) -> bool {
    let line = line.trim_start();
    let own = line.strip_prefix("pub(").and_then(|rest| rest.split_once(") ")).map_or(line, |(_, rest)| rest);
    own.trim_start_matches("pub ").starts_with("use ")
}

/// The paths that an import leads to, each with the name under which it is imported.
pub(super) fn imported(import: &str) -> Vec<(String, String)> {
    let (_, tree) = import.split_once("use ").unwrap_or_default();
    // The name under which it is imported stays, when all space goes.
    let tree = tree.replace(" as ", "@").replace(';', "");
    let tree: String = tree.chars().filter(|letter| !letter.is_whitespace()).collect();
    let mut leaves = Vec::new();
    unfold("", &tree, &mut leaves);
    let leaves = leaves.iter().filter(|leaf| !leaf.is_empty() && !leaf.ends_with("::"));
    let called = leaves.map(|leaf| {
        let (path, called) = leaf.split_once('@').unwrap_or((leaf.as_str(), ""));
        let path = path.trim_end_matches("::self");
        let called = if called.is_empty() { path.rsplit("::").next().unwrap_or_default() } else { called };
        (path.to_owned(), called.to_owned())
    });
    called.collect()
}

/// Takes `a::{b, c::d}` apart into `a::b` and `a::c::d`.
fn unfold(before: &str, import: &str, paths: &mut Vec<String>) {
    let Some((stem, group)) = import.split_once('{') else {
        paths.push(format!("{before}{import}"));
        return;
    };
    let before = format!("{before}{stem}");
    let (mut depth, mut begin) = (0, 0);
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                unfold(&before, &group[begin..at], paths);
                begin = at + 1;
            }
            _ => {}
        }
    }
}

#[test]
fn nested_imports_of_pages_are_found() {
    let text = "use crate::{app::App, web::{at, rounds::{load, new}, parts::Frame}};\n\
                fn a() { crate::web::promises::index::show(); }\n// web::results::show\nuse super::super::home;\n";
    let named = pages_named("src/web/courses/show.rs", text);
    assert_eq!(named.into_iter().collect::<Vec<_>>(), ["home", "promises", "rounds"]);
}

#[test]
fn no_crate_depends_on_what_its_part_knows_nothing_of() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pure: &[&str] = &["rocket", "sea-orm", "sea-orm-migration", "lettre", "tokio"];
    let places: [(&str, &[&str]); 9] = [
        ("survey/Cargo.toml", pure),
        ("reports/Cargo.toml", pure),
        ("boards/Cargo.toml", pure),
        ("datasets/Cargo.toml", pure),
        ("words/Cargo.toml", pure),
        ("tables/Cargo.toml", &["rocket", "lettre", "tokio", "common-ground-store"]),
        ("system/Cargo.toml", &["rocket", "sea-orm", "sea-orm-migration", "lettre"]),
        ("mail/Cargo.toml", &["rocket", "sea-orm", "sea-orm-migration"]),
        ("store/Cargo.toml", &["rocket", "lettre"]),
    ];
    for (place, without) in places {
        let manifest = fs::read_to_string(root.join(place)).unwrap();
        let listed = |name: &str| {
            manifest.lines().any(|line| {
                let key = line.split(['=', '.', ' ']).next().unwrap_or_default();
                key == name || line.contains(&format!("package = \"{name}\""))
            })
        };
        let own = ["serde", "serde_json", "thiserror"].into_iter().any(listed);
        assert!(own, "the dependencies of {place} are written in another way now: mend this rule");
        for &name in without {
            assert!(!listed(name), "{place} lists {name}, which it does without");
        }
    }
}

/// Whether code, comments aside, names a path that begins so, however its imports are nested.
fn names(text: &str, path: &str) -> bool {
    let mut code = text.lines().map(str::trim_start).filter(|line| !line.starts_with("//"));
    code.any(|line| {
        let mut places = line.match_indices(path).map(|(at, _)| line[..at].chars().next_back());
        places.any(|before| before.is_none_or(|letter| !letter.is_alphanumeric() && letter != '_'))
    })
}

/// A module's file and all below it: `src/web` is `src/web.rs` and `src/web/**`.
pub(super) fn sources(module: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let own = module.with_extension("rs");
    if own.is_file() {
        found.push(own);
    }
    let mut folders = vec![module.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found
}
