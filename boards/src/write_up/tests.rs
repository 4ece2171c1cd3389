use proptest::prelude::*;

use super::{ReadError, WriteUp};

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
    ("[A-Z][a-z ]{0,30}[a-z?]", prop::collection::vec("[A-Z][a-z ,]{0,60}\\.", 0..3), prompts, "(|May 2026)")
        .prop_filter_map(
            "headings and cards that say something, and none that is the word for the introduction",
            |(title, introduction, prompts, date)| {
                let write_up = WriteUp::new(&title, &introduction, prompts, &date);
                let says = |text: &str| text.chars().any(char::is_alphanumeric);
                let usual = write_up.prompts.iter().all(|prompt| {
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
