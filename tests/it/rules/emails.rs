//! How the HTML of emails is written, so that Word's engine in Outlook lays it out, and dark programs leave it readable.
//! What other programs support is judged in a browser (`tests/browser/support.mjs`).

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Every email, and the parts that they share.
fn templates() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let is_email = |path: &Path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        path.extension().is_some_and(|ending| ending == "html")
            && (path.parent().is_some_and(|parent| parent.ends_with("letters")) || name.starts_with("email"))
    };
    let mut found = Vec::new();
    for folder in ["letters", "report", "report/part"] {
        for file in fs::read_dir(root.join(folder)).unwrap() {
            let path = file.unwrap().path();
            if is_email(&path) {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    assert!(found.len() >= 8, "{}", found.len());
    found
}

#[test]
fn every_email_stands_in_the_shared_table_of_600_pixels_with_the_shared_styles() {
    for (path, text) in templates().iter().filter(|(_, text)| text.starts_with("<!doctype")) {
        for part in ["email-style.html", "email-open.html", "email-close.html"] {
            assert!(text.contains(part), "{} has no {part}", path.display());
        }
        assert!(!text.contains("<style"), "{} has styles of its own", path.display());
    }
    let (_, open) = templates().into_iter().find(|(path, _)| path.ends_with("part/email-open.html")).unwrap();
    let in_word = open.split_once("<!--[if mso]>").unwrap().1.split("<![endif]").next().unwrap();
    assert!(in_word.contains("width=\"600\""), "{in_word}");
}

#[test]
fn cells_alone_have_padding_since_word_knows_no_other() {
    for (path, text) in templates() {
        for tag in text.split('<').filter(|tag| tag.contains("padding:") && !tag.starts_with("td")) {
            let is_button = tag.starts_with("a class=\"button\"") && text.contains("mso-padding-alt:");
            let is_body = tag.starts_with("body") && tag.contains("padding:0;");
            assert!(is_button || is_body, "{}: {tag}", path.display());
        }
        assert!(
            !text.contains("border-radius") && !text.contains("<div style=\"padding"),
            "{}",
            path.display()
        );
    }
}

#[test]
fn what_is_coloured_for_the_dark_has_a_ground_for_the_dark() {
    let (_, style) =
        templates().into_iter().find(|(path, _)| path.ends_with("part/email-style.html")).unwrap();
    // The palette fills in the colours.
    let style = style.replace("{{ ", "").replace(" }}", "");
    let dark = style.split_once("prefers-color-scheme: dark) {").unwrap().1.split("</style>").next().unwrap();
    let rules: Vec<&str> = dark.split('}').filter(|rule| rule.contains('{')).collect();
    assert!(rules.len() > 4);
    for rule in rules {
        assert!(rule.contains("background-color:") && rule.contains(" color:"), "{rule}");
    }
    // Every class that an email uses is one of those.
    for (path, text) in templates() {
        for class in text.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(
                class.split(' ').all(|one| dark.contains(&format!(".{one}"))),
                "{}: {class}",
                path.display()
            );
        }
    }
}
