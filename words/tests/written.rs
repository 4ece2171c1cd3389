//! The words of the program are those of `words/<code>.json`. `UPDATE=1 cargo test -p common-ground-words` writes them.
#![expect(clippy::unwrap_used, reason = "words that cannot be read fail the test")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use common_ground_words::rust_of;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn sources() -> Vec<String> {
    let files = ["words.rs", "words/sentences.rs", "words/letter.rs", "words/pages.rs", "words/paper.rs"];
    files.iter().map(|file| fs::read_to_string(root().join("survey/src").join(file)).unwrap()).collect()
}

/// Code and text of each language.
fn languages() -> Vec<(String, String)> {
    let files = fs::read_dir(root().join("words")).unwrap().map(|file| file.unwrap().path());
    let files = files.filter(|file| file.extension().is_some_and(|kind| kind == "json"));
    let mut languages: Vec<(String, String)> = files
        .map(|file| {
            let code = file.file_stem().unwrap().to_str().unwrap().to_owned();
            (code, fs::read_to_string(file).unwrap())
        })
        .collect();
    languages.sort();
    assert!(languages.len() > 1, "the files are elsewhere");
    languages
}

fn english() -> String {
    languages().into_iter().find(|(code, _)| code == "en").unwrap().1
}

fn refused(code: &str, from: &str, to: &str) -> String {
    let english = english();
    assert!(english.contains(from), "{from}");
    rust_of(code, &english.replacen(from, to, 1), &sources()).unwrap_err()
}

#[test]
fn the_program_says_in_each_language_what_its_file_says() {
    for (code, json) in languages() {
        let wanted =
            rust_of(&code, &json, &sources()).unwrap_or_else(|why| panic!("words/{code}.json:\n{why}"));
        let file = root().join(format!("survey/src/words/{code}.rs"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&file, wanted).unwrap();
            continue;
        }
        let there = fs::read_to_string(&file).unwrap_or_default();
        let differs = there.lines().zip(wanted.lines()).find(|(there, wanted)| there != wanted);
        assert!(
            there == wanted,
            "{} is not what words/{code}.json says: {differs:?}\n`UPDATE=1 cargo test -p common-ground-words` writes it",
            file.display()
        );
    }
}

#[test]
fn a_translator_is_told_which_sentence_is_missing_or_unknown() {
    let said = refused("en", "\"start.takes\"", "\"start.takse\"");
    assert_eq!(said, "`start.takse` is not a key\n`start.takes` is missing");
    assert_eq!(refused("en", "\"Takes\"", "\" \""), "`start.takes` is empty");
    assert_eq!(refused("xx", "\"Takes\"", "\"T\""), "enter the plural forms of `xx` in words/src/said.rs");
}

#[test]
fn a_translator_is_told_of_a_placeholder_that_english_does_not_have_or_the_sentence_lacks() {
    let said = refused("en", "It opens on {at}.", "It opens on {day}.");
    assert_eq!(said, "`refused.opens` has `{day}`, which nothing is known for");
    assert_eq!(refused("en", "It opens on {at}.", "It opens."), "`refused.opens` lacks `{at}`");
    let said = refused("en", "It opens on {at}.", "It opens on {at.");
    assert_eq!(said, "`refused.opens` has a brace without its other half");
}

#[test]
fn a_translator_is_told_of_plural_forms_that_the_language_does_not_have_or_that_are_missing() {
    let said = refused("en", "\"other\": \"{n} minutes\"", "\"few\": \"{n} minutes\"");
    assert_eq!(said, "`start.minutes` has the form `few`, which this language does not have");
    let said = refused("cy", "\"other\": \"{n} minutes\"", "\"many\": \"{n} minutes\"");
    assert!(said.contains("`start.minutes` lacks a text for the form `zero`"), "{said}");
    // One minute can be said without the figure, many cannot.
    let one = english().replacen("\"{n} minute\"", "\"one minute\"", 1);
    assert!(rust_of("en", &one, &sources()).unwrap().contains("Plural::One => \"one minute\".to_owned(),"));
    assert_eq!(refused("en", "{n} minutes", "minutes"), "`start.minutes` lacks `{n}`");
}

#[test]
fn what_is_filled_into_a_sentence_from_right_to_left_keeps_its_own_direction() {
    let (_, urdu) = languages().into_iter().find(|(code, _)| code == "ur").unwrap();
    let written = rust_of("ur", &urdu, &sources()).unwrap();
    assert!(written.contains("\\u{2068}{contact}\\u{2069}"), "a telephone number keeps its order");
    assert!(!written.contains("\\u{2068}{n}"), "a number alone needs nothing");
    let english = rust_of("en", &english(), &sources()).unwrap();
    assert!(!english.contains("\\u{2068}"));
}
