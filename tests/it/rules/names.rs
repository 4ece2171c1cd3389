//! A name means one thing, and what a thing is called is written in one place.

use std::{collections::BTreeMap, fs, path::Path};

use super::layering::sources;

/// Names of several types, and why each keeps it.
const SHARED: [(&str, &str); 3] = [
    ("Answer", "what became of a request, and what a person answered: neither is known where the other is"),
    ("Model", "SeaORM calls a row of every table so, and each stays in the store"),
    ("Result", "each layer has its errors"),
];

fn code() -> impl Iterator<Item = (String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [
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
    ];
    let files = folders.into_iter().flat_map(move |folder| sources(&root.join(folder)));
    files.filter(|file| !file.ends_with("tests.rs")).map(move |file| {
        let text = fs::read_to_string(&file).unwrap();
        let (code, _) = text.split_once("#[cfg(test)]\nmod tests {").unwrap_or((&text, ""));
        (file.strip_prefix(root).unwrap().display().to_string(), code.to_owned())
    })
}

fn type_of(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix("pub")?;
    let rest = if rest.starts_with('(') { rest.split_once(')')?.1 } else { rest };
    let rest = rest.strip_prefix(' ')?;
    let kinds = ["struct ", "enum ", "trait ", "type ", "union "];
    let rest = kinds.iter().find_map(|kind| rest.strip_prefix(kind))?;
    rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()
}

#[test]
fn no_two_types_bear_one_name_without_a_reason() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (place, code) in code() {
        for name in code.lines().filter_map(type_of) {
            places.entry(name.to_owned()).or_default().push(place.clone());
        }
    }
    assert!(places.len() > 400, "sources are elsewhere: mend this rule");
    let twice = places.iter().filter(|(_, places)| places.len() > 1);
    let broken: Vec<String> = twice
        .filter(|(name, _)| !SHARED.iter().any(|(known, _)| known == name))
        .map(|(name, places)| format!("`{name}` is the name of several types: {}", places.join(", ")))
        .collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    let stale: Vec<&str> = SHARED
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| places.get(*name).is_none_or(|places| places.len() < 2))
        .collect();
    assert!(stale.is_empty(), "named once now, take them out of this rule: {stale:?}");
}

#[test]
fn the_name_of_a_scale_is_written_in_one_place() {
    let keys: Vec<&str> = common_ground_reports::scale::known_keys().collect();
    let mut broken = Vec::new();
    for (place, code) in code().filter(|(place, _)| place != "reports/src/scale.rs") {
        let written = keys.iter().filter(|key| code.contains(&format!("\"{key}\"")));
        broken.extend(written.map(|key| format!("{place} writes \"{key}\": use the name in `scale`")));
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// Where the name of a time zone is looked up, and why.
const ZONES: [(&str, &str); 4] = [
    ("src/web/parts/course/plan.rs", "what was typed for a course"),
    ("src/web/settings/part/reading.rs", "what was typed for a programme"),
    ("store/src/courses.rs", "the time zone of a course"),
    ("store/src/programmes.rs", "the time zone of a programme"),
];

#[test]
fn what_stands_for_an_unknown_time_zone_is_decided_in_one_place() {
    let mut places: Vec<String> =
        code().filter(|(_, code)| code.contains("TimeZone::get(")).map(|(place, _)| place).collect();
    places.sort();
    assert_eq!(places, ZONES.map(|(place, _)| place), "ask `Course::zone` or `Programme::zone`");
}
