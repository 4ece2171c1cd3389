//! What a thing is called is written in one place.

use std::{fs, path::Path};

use super::layering::sources;

fn code() -> impl Iterator<Item = (String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["src", "reports/src", "boards/src"];
    let files = folders.into_iter().flat_map(move |folder| sources(&root.join(folder)));
    files.filter(|file| !file.ends_with("tests.rs")).map(move |file| {
        let text = fs::read_to_string(&file).unwrap();
        let (code, _) = text.split_once("#[cfg(test)]\nmod tests {").unwrap_or((&text, ""));
        (file.strip_prefix(root).unwrap().display().to_string(), code.to_owned())
    })
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
