//! Languages side by side.

use super::*;

#[test]
fn every_language_names_every_point_of_every_scale() {
    for words in all().iter().filter(|words| words.code != ENGLISH) {
        for key in scale::known_keys() {
            let labels = words.scale(key).unwrap_or_else(|| panic!("{} lacks {key}", words.code));
            let english = scale::known(key).unwrap().labels;
            for (at, (label, english)) in labels.iter().zip(&english).enumerate() {
                assert_ne!(label, english, "{key} in {}", words.code);
                assert!(!labels[..at].contains(label), "{key} says “{label}” twice in {}", words.code);
            }
        }
    }
}

#[test]
fn the_pages_and_the_charts_name_the_points_of_a_scale_alike_in_english() {
    for key in scale::known_keys() {
        assert_eq!(of(ENGLISH).scale(key), scale::known(key).map(|scale| scale.labels), "{key}");
    }
}

#[test]
fn words_take_the_form_that_the_number_asks_for() {
    use super::plural::{Plural, cy, en, pl, ro, uk, ur};
    let forms = |of: fn(u32) -> Plural, numbers: &[u32]| numbers.iter().map(|n| of(*n)).collect::<Vec<_>>();
    assert_eq!(forms(en, &[0, 1, 2, 21]), [Plural::Other, Plural::One, Plural::Other, Plural::Other]);
    assert_eq!(forms(ur, &[0, 1, 2, 21]), [Plural::Other, Plural::One, Plural::Other, Plural::Other]);
    assert_eq!(forms(cy, &[0, 1, 2, 3]), [Plural::Zero, Plural::One, Plural::Two, Plural::Few]);
    assert_eq!(forms(cy, &[4, 6, 7, 16]), [Plural::Other, Plural::Many, Plural::Other, Plural::Other]);
    assert_eq!((of("en").start.minutes)(1), "1 minute");
    assert_eq!((of("en").form.left)(9), "9 questions left");
    assert_eq!(forms(pl, &[1, 2, 22, 104]), [Plural::One, Plural::Few, Plural::Few, Plural::Few]);
    assert_eq!(forms(pl, &[0, 5, 12, 21, 112]), [Plural::Many; 5]);
    assert_eq!((of("pl").start.minutes)(4), "4 minuty");
    assert_eq!((of("pl").start.minutes)(25), "25 minut");
    assert_eq!(forms(ro, &[0, 1, 2, 19]), [Plural::Few, Plural::One, Plural::Few, Plural::Few]);
    assert_eq!(forms(ro, &[20, 21, 100, 101]), [Plural::Other, Plural::Other, Plural::Other, Plural::Few]);
    assert_eq!((of("ro").start.minutes)(1), "un minut");
    assert_eq!((of("ro").start.minutes)(4), "4 minute");
    assert_eq!((of("ro").start.minutes)(25), "25 de minute");
    assert_eq!(forms(uk, &[1, 21, 101]), [Plural::One; 3]);
    assert_eq!(forms(uk, &[2, 4, 23, 104]), [Plural::Few; 4]);
    assert_eq!(forms(uk, &[0, 5, 11, 12, 14, 111]), [Plural::Many; 6]);
    assert_eq!((of("uk").start.minutes)(21), "21 хвилина");
    assert_eq!((of("uk").start.minutes)(4), "4 хвилини");
    assert_eq!((of("uk").form.left)(11), "Залишилося 11 запитань");
    assert_eq!((of("ur").form.left)(1), "1 سوال باقی ہے");
    assert_eq!((of("ur").form.left)(9), "9 سوال باقی ہیں");
    assert_eq!((of("cy").start.minutes)(2), "2 funud");
    assert_eq!((of("cy").start.minutes)(6), "6 munud");
}

#[test]
fn a_browser_gets_the_language_it_asks_for_most_if_the_survey_has_it() {
    let offered = || ["en", "cy"].into_iter();
    for (header, language) in [
        ("cy-GB,cy;q=0.9,en;q=0.8", "cy"),
        ("en-GB,en;q=0.9,cy;q=0.8", "en"),
        ("pl,cy;q=0.5", "cy"),
        ("cy;q=0, en;q=0.1", "en"),
        ("CY", "cy"),
        ("", "en"),
        ("*;q=x,,;", "en"),
    ] {
        assert_eq!(preferred(header, offered(), ENGLISH), language, "{header}");
    }
    assert_eq!(preferred("cy", ["en"].into_iter(), ENGLISH), "en");
    assert_eq!(preferred("pl, de;q=0.5", offered(), "cy"), "cy", "the first language of the programme");
    assert_eq!(preferred("en-GB", offered(), "cy"), "en");
}

#[test]
fn a_time_is_told_in_the_words_of_the_language() {
    let at: jiff::ZonedDateTime = "2026-05-29T17:00[Europe/London]".parse().unwrap();
    assert_eq!(of("en").day_and_time(&at), "Friday 29 May, 17:00");
    assert_eq!(of("cy").day_and_time(&at), "dydd Gwener 29 Mai, 17:00");
    assert_eq!(of("cy").date(at.date()), "29 Mai 2026");
    assert_eq!(of("pl").day_and_time(&at), "piątek 29 maja, 17:00");
    assert_eq!(of("uk").day_and_time(&at), "п’ятниця, 29 травня, 17:00");
    assert_eq!(of("ro").day_and_time(&at), "vineri, 29 mai, 17:00");
    assert_eq!(of("ur").day_and_time(&at), "جمعہ 29 مئی، 17:00");
}

#[test]
fn a_number_has_the_sign_before_tenths_that_its_readers_write() {
    for (language, told) in
        [("en", "2.5"), ("cy", "2.5"), ("pl", "2,5"), ("ro", "2,5"), ("uk", "2,5"), ("ur", "2.5")]
    {
        assert_eq!(of(language).number(2.5), told, "{language}");
        assert_eq!(of(language).number(12.0), "12");
        let example = (of(language).problems.number_with_tenths)("", 0, 9);
        assert!(example.contains(&format!("0{}5", of(language).decimal)), "{example}");
    }
}

#[test]
fn what_is_filled_into_urdu_keeps_its_own_direction() {
    let told = (of("ur").refused.organiser)("020 7946 0100");
    assert!(told.contains("\u{2068}020 7946 0100\u{2069}"), "{told}");
    assert!((of("en").refused.organiser)("020 7946 0100").contains("ask 020 7946 0100."));
}

#[test]
fn english_alone_was_read_by_native_speakers() {
    for words in all() {
        assert_eq!(is_checked(words.code), words.code == ENGLISH, "{}", words.code);
    }
    assert!(is_checked("de"), "its pages are in English");
}

#[test]
fn every_language_runs_from_left_to_right_or_from_right_to_left() {
    for words in all() {
        assert!(["ltr", "rtl"].contains(&words.direction), "{}", words.code);
    }
    assert_eq!(direction("ur"), "rtl");
    assert_eq!([direction("uk"), direction("de")], ["ltr", "ltr"]);
}

#[test]
fn a_language_that_the_pages_do_not_speak_gets_english_words() {
    assert_eq!(of("de").code, "en");
    assert_eq!(name_of("de"), "de");
    assert_eq!(name_of("pl"), "Polski");
    assert_eq!([name_of("ro"), name_of("uk")], ["Română", "Українська"]);
    assert_eq!(name_of("cy"), "Cymraeg");
}

#[test]
fn every_language_has_a_name_for_its_own_readers_and_one_in_english_sentences() {
    let called =
        [("en", "English"), ("cy", "Welsh"), ("pl", "Polish"), ("ro", "Romanian"), ("uk", "Ukrainian")];
    for (code, english) in called.into_iter().chain([("ur", "Urdu")]) {
        assert_eq!(english_name_of(code), english);
        assert_eq!(name_of(code) == english, code == ENGLISH, "{code}");
    }
    assert_eq!(english_name_of("de"), "de");
    assert!(all().iter().all(|words| words.english_name.is_ascii()), "staff read them");
}
