use proptest::prelude::*;

use super::{
    ReadError, WriteUp,
    examples::{fold, unfold},
};

const SEED: &str = include_str!("../../tests/partnership-working.txt");

fn read(text: &str) -> WriteUp {
    WriteUp::from_text(text).unwrap_or_else(|error| panic!("{error}: {text}")).write_up
}

#[test]
fn the_document_that_the_product_grows_from_has_its_six_prompts_and_reads_back_from_every_format() {
    let read = WriteUp::from_text(SEED).unwrap();
    assert_eq!(read.skipped, []);
    let seed = read.write_up;
    assert_eq!(seed.title, "What makes for successful partnership working?");
    assert_eq!(seed.introduction.len(), 1);
    assert_eq!(
        seed.prompts.iter().map(|prompt| prompt.cards.len()).collect::<Vec<_>>(),
        [5, 4, 6, 11, 2, 19]
    );
    assert_eq!(seed.date, "October 2004");
    assert_eq!(WriteUp::from_text(&seed.to_text()).unwrap().write_up, seed);
    assert_eq!(WriteUp::from_markdown(&seed.to_markdown()).unwrap().write_up, seed);
    assert_eq!(WriteUp::from_docx(&seed.to_docx("en-GB").unwrap()).unwrap().write_up, seed);
    let lines = |text: &str| -> Vec<String> {
        text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
    };
    assert_eq!(lines(&seed.to_text()), lines(SEED));
}

#[test]
fn a_paragraph_or_a_date_that_begins_like_a_point_is_not_read_back_as_one() {
    let prompts = [("What helps?".to_owned(), vec!["Time".to_owned()])];
    let made = WriteUp::new("", &["- # Notes"], prompts, "- May 2026");
    assert_eq!((made.introduction[0].as_str(), made.date.as_str()), ("Notes", "May 2026"));
    assert_eq!(read(&made.to_text()), made);
}

#[test]
fn a_text_without_a_title_or_an_introduction_is_read() {
    let found = read("We can bring:\n* Time\n\n• Books\nWe need?\n-\tMoney\n");
    assert_eq!(found.title, "");
    assert_eq!(found.cards(), 3);
    assert_eq!(found.prompts[1].heading, "We need?");
}

#[test]
fn headings_alone_make_a_board_with_nothing_on_it_yet() {
    let found = read("Our day\n\nWe can bring:\nWe need:\n");
    assert_eq!((found.title.as_str(), found.prompts.len(), found.cards()), ("Our day", 2, 0));
}

#[test]
fn a_bullet_that_goes_on_in_the_next_line_is_one_card() {
    let found = read("We can bring:\n- A long\n  thought\n- Another");
    assert_eq!(found.prompts[0].cards[0].text, "A long thought");
}

#[test]
fn lines_that_belong_nowhere_are_told_and_the_rest_is_read() {
    let read = WriteUp::from_text("We can bring:\n- Time\nSomebody laughed\n- Books\nMay 2026").unwrap();
    assert_eq!(read.skipped.len(), 1);
    assert_eq!(
        (read.skipped[0].line, read.write_up.cards(), read.write_up.date.as_str()),
        (3, 2, "May 2026")
    );
}

#[test]
fn a_text_that_is_no_write_up_says_why() {
    assert_eq!(WriteUp::from_text(" \n\u{feff}\n").unwrap_err(), ReadError::Empty);
    assert_eq!(WriteUp::from_text("Minutes of a meeting\nNobody came").unwrap_err(), ReadError::NoHeadings);
    assert_eq!(WriteUp::from_text("- Time\n- Books").unwrap_err(), ReadError::NoHeadingAbove(1));
    let long = format!("We can bring:\n- {}", "x".repeat(1001));
    assert_eq!(WriteUp::from_text(&long).unwrap_err(), ReadError::TooLong { line: 2, limit: 1000 });
    assert_eq!(WriteUp::from_text(&"- x\n".repeat(1_300_000)).unwrap_err(), ReadError::TooLarge);
    assert!(matches!(WriteUp::from_docx(b"We can bring:").unwrap_err(), ReadError::NotWord(_)));
}

#[test]
fn a_page_shows_what_was_written_and_runs_none_of_it() {
    let write_up = WriteUp::new("<b>", &["a & b"], [("\"x\"".to_owned(), vec!["<script>".to_owned()])], "");
    let page = write_up.to_html("en-GB").unwrap();
    assert!(page.contains("&#60;script&#62;") && page.contains("lang=\"en-GB\""), "{page}");
    assert!(!page.contains("<script>"), "{page}");
}

#[test]
fn a_file_is_read_by_what_it_holds_and_how_its_name_ends() {
    let seed = read(SEED);
    let word = seed.to_docx("en-GB").unwrap();
    for (name, bytes) in [
        ("Notes.TXT", seed.to_text().into_bytes()),
        ("notes.md", seed.to_markdown().into_bytes()),
        ("notes.docx", word.clone()),
        ("notes", word),
    ] {
        assert_eq!(WriteUp::from_file(name, &bytes).unwrap().write_up, seed, "{name}");
    }
    assert!(matches!(
        WriteUp::from_file("a.docx", b"We can bring:\n- Time").unwrap_err(),
        ReadError::NotWord(_)
    ));
    assert_eq!(WriteUp::from_file("a.txt", b"We \xff").unwrap_err(), ReadError::NotText(4));
    assert_eq!(WriteUp::from_file("a.txt", &vec![b'x'; 5 << 20]).unwrap_err(), ReadError::TooLarge);
    assert_eq!(WriteUp::from_file("a.docx", &vec![b'x'; 17 << 20]).unwrap_err(), ReadError::TooLarge);
    assert_eq!(WriteUp::from_file("a.txt", b"").unwrap_err(), ReadError::Empty);
}

#[test]
fn examples_of_the_document_that_the_product_grows_from_are_found_and_told_in_the_same_words() {
    let seed = read(SEED);
    let texts = || seed.prompts.iter().flat_map(|prompt| &prompt.cards).map(|card| card.text.as_str());
    let found: Vec<(&str, Vec<&str>)> = texts().filter_map(unfold).collect();
    assert_eq!(found.len(), texts().filter(|text| text.contains("(eg ") && text.ends_with(')')).count());
    assert!(found.len() >= 4, "{found:?}");
    let (point, two) = found.iter().find(|(_, examples)| examples.len() == 2).unwrap();
    assert_eq!(*point, "Ensuring that partnerships are functional");
    assert_eq!(two[1], "the Social Inclusion Officer for Looked-After Children");
    assert!(
        found
            .iter()
            .all(|(point, examples)| texts().any(|text| text == fold(point, examples.iter().copied())))
    );
}

#[test]
fn brackets_that_hold_no_example_are_words_of_the_point() {
    for text in ["Time (lots)", "(eg all)", "Time (eg )", "Time (eg a) and more", "Time)", "Time(eg a)", ""] {
        assert_eq!(unfold(text), None, "{text}");
    }
    assert_eq!(unfold("Time (or not) (eg a (small) hour)"), Some(("Time (or not)", vec!["a (small) hour"])));
}

/// Anything that somebody could type, with the marks that mean something in one of the formats.
fn anything() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{1,60}",
        "\\PC{1,40}",
        "[-*•#>+=:?.0-9a-c\\\\`_\\[\\]<&|~ ]{1,30}",
        "(eg|Introduction|We can bring|October 2004)[:?]{0,2}",
    ]
}

fn write_ups() -> impl Strategy<Value = WriteUp> {
    let prompts = prop::collection::vec((anything(), prop::collection::vec(anything(), 1..6)), 1..6);
    let appendix = prop::collection::vec((anything(), prop::collection::vec(anything(), 1..4)), 0..3);
    (
        "[A-Z][a-z ]{0,30}[a-z?]",
        prop::collection::vec("[A-Z][a-z ,]{0,60}\\.", 0..3),
        prompts,
        appendix,
        "(|May 2026)",
    )
        .prop_filter_map(
            "headings and cards that say something, and none that is the word for the introduction",
            |(title, introduction, prompts, appendix, date)| {
                let write_up = WriteUp::new(&title, &introduction, prompts, &date).with_appendix(appendix);
                let says = |text: &str| text.chars().any(char::is_alphanumeric);
                let usual = write_up.prompts.iter().chain(&write_up.appendix).all(|prompt| {
                    says(&prompt.heading)
                        && !super::lines::introduces(&prompt.heading)
                        && !prompt.cards.is_empty()
                });
                (usual && !super::lines::introduces(&write_up.title)).then_some(write_up)
            },
        )
}

proptest! {
    #[test]
    fn a_point_with_its_examples_is_taken_apart_into_them(
        point in "[A-Z][a-z]{0,8}( \\([a-z]{1,6}\\))?",
        examples in prop::collection::vec("[a-z]{1,8}( \\([a-z ]{1,6}\\) [a-z]{1,5})?", 1..5),
    ) {
        let text = fold(&point, examples.iter().map(String::as_str));
        prop_assert_eq!(unfold(&text), Some((point.as_str(), examples.iter().map(String::as_str).collect())));
    }

    #[test]
    fn whatever_is_taken_apart_is_the_same_text_when_it_is_put_together(text in "[a-c(), eg]{0,40}\\)") {
        if let Some((point, examples)) = unfold(&text) {
            prop_assert_eq!(fold(point, examples), text);
        }
    }

    #[test]
    fn what_was_written_reads_back_from_text(write_up in write_ups()) {
        prop_assert_eq!(read(&write_up.to_text()), write_up);
    }

    #[test]
    fn what_was_written_reads_back_from_markdown(write_up in write_ups()) {
        prop_assert_eq!(WriteUp::from_markdown(&write_up.to_markdown()).unwrap().write_up, write_up);
    }

    #[test]
    fn what_was_written_reads_back_from_word(write_up in write_ups()) {
        let word = write_up.to_docx("en-GB").unwrap();
        prop_assert_eq!(WriteUp::from_docx(&word).unwrap().write_up, write_up);
    }

    #[test]
    fn whatever_is_pasted_is_read_or_refused(text in "\\PC{0,200}", bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = WriteUp::from_text(&text);
        let _ = WriteUp::from_markdown(&text);
        prop_assert!(WriteUp::from_docx(&bytes).is_err());
    }
}
