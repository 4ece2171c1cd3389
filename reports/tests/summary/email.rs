//! The email to managers.

use std::collections::BTreeSet;

use common_ground_reports::summary::inputs::Inputs;
use common_ground_reports::summary::{Email, Links, MAX_EMAIL_WORDS, People, Summary};

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
        // With pictures blocked their words stand in the HTML; how large a gap is they leave to the two means.
        let alts = email.images.iter().map(|image| image.alt.as_str()).collect::<Vec<_>>().join(" ");
        let sizes: String = summary
            .figures
            .iter()
            .flat_map(|figures| &figures.gaps)
            .map(|gap| gap.reading.as_str())
            .collect();
        // An address has no figures; in the HTML it is no text at all.
        let words = email.text.split_whitespace().filter(|word| !word.contains("://"));
        let text = numbers(&words.collect::<Vec<_>>().join(" "));
        let html = numbers(&format!("{} {alts} {sizes}", visible(&email.html)));
        assert!(!text.is_empty());
        assert_eq!(&text - &html, BTreeSet::new(), "{name}: in the text alone");
        // The picture of how confidence moved says of how many it is, and on which scale.
        let drawn = numbers(&alts);
        assert!((&html - &text).is_subset(&drawn), "{name}: in the HTML alone");
    }
}

/// Words as a reader counts them.
fn words(text: &str) -> usize {
    let is_word = |word: &&str| word.chars().any(char::is_alphanumeric) && !word.contains("://");
    text.split_whitespace().filter(is_word).count()
}

#[test]
fn an_email_has_at_most_250_words() {
    let mut wordy = third();
    wordy.actions[0].what = "a very long story ".repeat(40);
    wordy.actions[0].who = "everybody in the whole wide world ".repeat(8);
    wordy.note = Some("We ran over and over. ".repeat(30));
    wordy.past_actions = (0..9).map(|_| wordy.past_actions[1].clone()).collect();
    wordy.absent = vec!["Nobody from health services could come on that day".to_owned(); 9];
    let all = summaries().into_iter().chain([("wordy", Summary::write(wordy)), ("both sides", both_sides())]);
    for (name, summary) in all {
        let email = summary.email(&links()).unwrap();
        for part in [&email.text, &visible(&email.html)] {
            assert!(words(part) <= MAX_EMAIL_WORDS, "{name}: {} words\n{part}", words(part));
        }
        let has_figures = summary.figures.is_some();
        assert_eq!(email.text.contains("What happens next"), has_figures, "{name}");
    }
}

/// A course that asked library staff and partners.
fn both_sides() -> Summary {
    let first = Inputs { people: Some(People::Library), ..third() };
    let second = Inputs { people: Some(People::Partner), blocks: Vec::new(), quotes: Vec::new(), ..third() };
    Summary::write_both(first, second)
}

#[test]
fn page_one_goes_from_the_finding_to_the_cautions() {
    let text = email().text.split_whitespace().collect::<Vec<_>>().join(" ");
    let parts = [
        "Looking back, confidence is up on 3 of 4 aims; ",
        "12 of the 15 people who came answered (80%).",
        "14 library staff (response rate 78%) and 18 partners (response rate 60%) answered the surveys of April",
        "What happens next",
        "Outreach manager, by 30 June.",
        "Agreed last time",
        "- Overdue since 8 May: Ask the schools which days suit them. Branch manager.",
        "- Done on 22 April 2026: Give every partner one name to ring.",
        "The three gaps that matter most",
        "In their words",
        "Partners, on “What should change?”",
        "What changed, looking back → now",
        "The full report:",
        "With only 12 people, small differences mean little.",
        "Change what you get:",
    ];
    let places: Vec<usize> = parts
        .iter()
        .map(|part| text.find(part).unwrap_or_else(|| panic!("{part} is missing\n{text}")))
        .collect();
    assert!(places.is_sorted(), "{places:?}\n{text}");
    assert_eq!(text.matches("Partners, on “").count(), 2);
}

#[test]
fn a_manager_has_something_to_decide_where_nothing_was_agreed_or_something_is_overdue() {
    let needs = |inputs| Summary::write(inputs).needs_somebody();
    let on_time = Inputs { past_actions: third().past_actions[..1].to_vec(), ..third() };
    assert!(needs(third()) && !needs(on_time.clone()));
    assert!(needs(Inputs { actions: Vec::new(), ..on_time }));
    assert!(!needs(Inputs { answered: 4, actions: Vec::new(), ..third() }));
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
    assert_eq!((image.content_id.as_str(), image.file_name.as_str()), ("gaps", "gaps.png"));
    assert!(image.png.starts_with(b"\x89PNG"));
    let told = "Money, or help in finding it: staff 3.8, partners 1.6";
    assert!(
        image.alt.starts_with("The three gaps that matter most. ") && image.alt.contains(told),
        "{}",
        image.alt
    );
    assert!(image.alt.ends_with("Full figures are in the report."));
    assert!(image.alt.chars().count() <= 250);
    assert!(email.html.contains("src=\"cid:gaps\" alt=\"The three gaps"));
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
    assert!(content.starts_with("\u{feff}Direction,Item,".as_bytes()));
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
