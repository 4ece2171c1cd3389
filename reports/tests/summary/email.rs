//! The email to managers.

use std::collections::BTreeSet;

use common_ground_reports::summary::{Email, Links, Summary};

use super::courses::{large, links, summaries, third};

fn email() -> Email {
    Summary::write(third()).email(&links()).unwrap()
}

/// The words of a page, without markup, styles and what is only for the list of mails.
fn visible(html: &str) -> String {
    let body = html.split_once("<body").unwrap().1;
    let body = &body[body.find("</div>").unwrap()..];
    let mut text = String::new();
    let mut inside = false;
    for letter in body.chars() {
        match letter {
            '<' => (inside, text) = (true, text + " "),
            '>' => inside = false,
            _ if !inside => text.push(letter),
            _ => {}
        }
    }
    text.replace("&#160;", " ")
}

/// Every number in a text, with its sign.
fn numbers(text: &str) -> BTreeSet<String> {
    let mut numbers = BTreeSet::new();
    let mut number = String::new();
    for letter in text.chars().chain([' ']) {
        let inner = (letter == '.' || letter == ',') && number.ends_with(|last: char| last.is_ascii_digit());
        if letter.is_ascii_digit() || inner || (number.is_empty() && (letter == '−' || letter == '+')) {
            number.push(letter);
            continue;
        }
        let found = number.trim_end_matches(['.', ',']);
        if found.contains(|letter: char| letter.is_ascii_digit()) {
            numbers.insert(found.to_owned());
        }
        number.clear();
    }
    numbers
}

#[test]
fn text_and_html_have_the_same_figures() {
    for (name, summary) in summaries() {
        let email = summary.email(&links()).unwrap();
        // Lists are numbered by the mail program, not in the HTML.
        let places = ["1", "2", "3"].map(str::to_owned);
        let (mut text, mut html) = (numbers(&email.text), numbers(&visible(&email.html)));
        for place in &places {
            text.remove(place);
            html.remove(place);
        }
        assert!(!text.is_empty());
        assert_eq!(text, html, "{name}");
    }
}

#[test]
fn an_email_is_small_enough_to_arrive_whole() {
    for (name, summary) in summaries() {
        let email = summary.email(&links()).unwrap();
        let images: usize = email.images.iter().map(|image| image.png.len()).sum();
        let files: usize = email.attachments.iter().map(|(_, content)| content.len()).sum();
        let total = email.text.len() + email.html.len() + images + files;
        assert!(email.html.len() < 90_000, "{name}: {} bytes of HTML", email.html.len());
        assert!(total < 300_000, "{name}: {total} bytes");
    }
}

#[test]
fn the_picture_is_inside_and_says_the_finding_when_images_are_off() {
    let email = email();
    let [image] = email.images.as_slice() else {
        panic!("one picture, not {}", email.images.len());
    };
    assert_eq!((image.content_id.as_str(), image.file_name.as_str()), ("dumbbell-a", "dumbbell-a.png"));
    assert!(image.png.starts_with(b"\x89PNG"));
    assert!(
        image.alt.contains("Partners expect more flexibility than staff say they offer."),
        "{}",
        image.alt
    );
    assert!(image.alt.chars().count() <= 250);
    assert!(email.html.contains("src=\"cid:dumbbell-a\" alt=\"Dumbbell chart"));
}

#[test]
fn an_email_about_confidence_alone_shows_confidence() {
    let (_, summary) = summaries().into_iter().find(|(name, _)| *name == "confidence alone").unwrap();
    let email = summary.email(&Links::default()).unwrap();
    assert_eq!(email.images[0].content_id, "then-now");
    assert_eq!(email.attachments.len(), 0);
}

#[test]
fn the_figures_are_beside_the_email() {
    let email = email();
    let [(name, content)] = email.attachments.as_slice() else {
        panic!("one file");
    };
    assert_eq!(name, "comparison.csv");
    assert!(content.starts_with(b"key,label,n_offer,"));
    let lines = std::str::from_utf8(content).unwrap().lines();
    assert_eq!(lines.count(), 1 + 10 + 5);
}

#[test]
fn an_email_loads_nothing_and_runs_nothing() {
    let html = Summary::write(large()).email(&links()).unwrap().html;
    for forbidden in ["<script", "<link", "@import", "src=\"http", "background-image"] {
        assert!(!html.contains(forbidden), "{forbidden}");
    }
    assert!(html.contains("<meta name=\"color-scheme\" content=\"light dark\">"));
}

#[test]
fn markup_in_a_comment_stays_words() {
    let mut inputs = third();
    inputs.quotes = vec![common_ground_reports::summary::Quote::Words("<b>Bold & brash</b>".to_owned())];
    let email = Summary::write(inputs).email(&links()).unwrap();
    assert!(!email.html.contains("<b>Bold"));
    assert!(email.text.contains("“<b>Bold & brash</b>”"));
}
