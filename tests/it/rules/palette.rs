//! One palette: the stylesheet, the pictures and the emails say the same colours.

use std::{collections::BTreeSet, fs, path::Path};

use common_ground_reports::palette::{self, EmailColours};

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

/// The colours of emails by the properties of the stylesheet that they are.
fn of_emails(colours: EmailColours) -> [(&'static str, &'static str); 8] {
    let EmailColours { ink, paper, soft, line, wash, library, on_library, partner } = colours;
    [
        ("--ink", ink),
        ("--paper", paper),
        ("--soft", soft),
        ("--line", line),
        ("--wash", wash),
        ("--library", library),
        ("--on-accent", on_library),
        ("--partner", partner),
    ]
}

#[test]
fn emails_have_the_colours_of_pages_on_light_ground_and_on_dark() {
    let css = read("templates/assets/site.css");
    let (light, dark) = css.split_once("@media screen and (prefers-color-scheme: dark)").unwrap();
    let dark = dark.split_once("}\n}").unwrap().0;
    for (ground, colours) in [(light, EmailColours::light()), (dark, EmailColours::DARK)] {
        for (property, value) in of_emails(colours) {
            let wanted = format!("{property}: {};", value.to_ascii_lowercase());
            assert!(ground.contains(&wanted), "the stylesheet does not say {wanted}");
        }
    }
}

#[test]
fn emails_and_reports_write_no_colour_out_but_take_each_from_the_palette() {
    let mut taken = BTreeSet::new();
    for folder in ["templates/letters", "templates/report", "templates/report/part"] {
        for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|kind| kind == "html") {
                let text = read(&path);
                let written = colours(&text);
                assert!(written.is_empty(), "{}: {written:?}", path.display());
                for ground in ["{{ light.", "{{ dark."] {
                    let names = text.split(ground).skip(1).filter_map(|rest| rest.split(' ').next());
                    taken.extend(names.map(str::to_owned));
                }
            }
        }
    }
    let known = of_emails(EmailColours::DARK).len();
    assert_eq!(taken.len(), known, "colours that no email takes, or more than there are: {taken:?}");
}
