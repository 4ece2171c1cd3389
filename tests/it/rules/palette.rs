//! One palette: the stylesheet, the pictures and the emails say the same colours.

use std::{collections::BTreeSet, fs, path::Path};

use common_ground_reports::palette;

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// Every colour that is written out, in small letters.
fn colours(text: &str) -> BTreeSet<String> {
    let hex = |at: usize| text.get(at + 1..at + 7).filter(|six| six.bytes().all(|b| b.is_ascii_hexdigit()));
    text.match_indices('#')
        .filter_map(|(at, _)| hex(at))
        .map(|six| format!("#{}", six.to_ascii_lowercase()))
        .collect()
}

#[test]
fn the_stylesheet_has_every_colour_of_the_pictures() {
    let css = read("templates/assets/site.css");
    let light = css.split("@media").next().unwrap();
    for (property, value) in palette::properties() {
        let wanted = format!("{property}: {};", value.to_ascii_lowercase());
        assert!(light.contains(&wanted), "the stylesheet does not say {wanted}");
    }
}

#[test]
fn emails_have_no_colour_that_the_stylesheet_has_not() {
    let known = colours(&read("templates/assets/site.css"));
    for folder in ["templates/letters", "templates/report", "templates/report/part"] {
        for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|kind| kind == "html") {
                let unknown: Vec<_> = colours(&read(&path)).difference(&known).cloned().collect();
                assert!(unknown.is_empty(), "{}: {unknown:?}", path.display());
            }
        }
    }
}
