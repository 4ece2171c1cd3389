//! Forms are read into answers or refused in words a person can act on; what is stored is read back the same.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::{Survey, templates};

/// Reads one page of a form by the names of its questions, as [`FormReader::page`] does by their places.
pub(crate) fn read_page(
    survey: &Survey,
    side: Side,
    language: &str,
    page: &SurveyPage<'_>,
    so_far: &Answers,
    raw: &Raw,
) -> Result<Answers, Vec<Problem>> {
    let index = QuestionIndex::of(survey, side);
    let questions = index.on(survey);
    let entered = EnteredValues::of_raw(questions, raw);
    FormReader::of(questions, language).page(page, so_far, &entered)
}

fn raw(entries: &[(&str, &[&str])]) -> Raw {
    let values = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    entries.iter().map(|(key, sent)| ((*key).to_owned(), values(sent))).collect()
}

/// A survey with one item of every kind.
fn every_kind() -> Survey {
    Survey::parse(
        "every.json",
        r#"{"schema": 1, "key": "every", "version": 1, "title": "T", "intro": "I", "sides": ["partner"],
        "sections": [{"title": "One", "items": [
            {"key": "partner_kind", "kind": "single_choice", "label": "Kind", "role": "group", "text": "Which kind?",
             "required_message": "Select which kind of organisation you work for",
             "options": [{"key": "school", "label": "A school"}, {"key": "charity", "label": "A charity"}]},
            {"key": "rate", "kind": "rating", "label": "R", "text": "How much?", "scale": "amount5",
             "missing": ["dk"]},
            {"key": "many", "kind": "multiple_choice", "label": "M", "text": "Which?", "maximum": 2,
             "exclusive": "none", "options": [{"key": "a", "label": "A"}, {"key": "b", "label": "B"},
             {"key": "c", "label": "C"}, {"key": "none", "label": "None of these"}]},
            {"key": "rank", "kind": "ranking", "label": "K", "text": "Which first?", "maximum": 2,
             "options": [{"key": "a", "label": "A"}, {"key": "b", "label": "B"}, {"key": "c", "label": "C"}]}]},
        {"title": "Two", "items": [
            {"key": "count", "kind": "number", "label": "N", "text": "How many?", "max": 50},
            {"key": "share", "kind": "number", "label": "S", "text": "How long?", "max": 5, "decimals": 1},
            {"key": "ease", "kind": "points", "label": "E", "text": "How easy?", "labels": ["Hard", "Fair", "Easy"]},
            {"key": "ten", "kind": "scale0to10", "label": "T", "text": "How likely?", "low": "Never", "high": "Surely",
             "missing": ["na"]}]},
        {"title": "Three", "items": [
            {"key": "day", "kind": "date", "label": "D", "text": "When?"},
            {"key": "word", "kind": "short_text", "label": "W", "text": "In a word?", "required": true},
            {"key": "open", "kind": "long_text", "label": "O", "text": "What else?"}]}]}"#,
    )
    .unwrap()
}

/// Reads the given entries beside those that must be there.
fn read_with(entries: &[(&str, &[&str])]) -> Result<Answers, Vec<Problem>> {
    let mut sent = raw(&[("partner_kind", &["school"]), ("word", &["Time"])]);
    sent.extend(raw(entries));
    read(&every_kind(), Side::Partner, &sent)
}

#[test]
fn a_complete_form_is_read_into_answers_of_each_kind() {
    let answers = read_with(&[
        ("rate", &["4"]),
        ("many", &["c", "a", "c"]),
        ("rank", &["b", "", "a"]),
        ("count", &["12"]),
        ("share", &["2.5"]),
        ("ease", &["2"]),
        ("ten", &["10"]),
        ("day", &["2026-05-14"]),
        ("open", &["  More time.\r\nFewer forms.  "]),
    ])
    .unwrap();
    let stored = r#"{"count":{"number":"12"},"day":{"date":"2026-05-14"},"ease":{"one":"2"},"many":{"many":["a","c"]},"#
        .to_owned()
        + r#""open":{"text":"More time.\nFewer forms."},"partner_kind":{"one":"school"},"#
        + r#""rank":{"rank":["b","a"]},"rate":4,"share":{"number":"2.5"},"ten":{"one":"10"},"word":{"text":"Time"}}"#;
    assert_eq!(answers.to_json(), stored);
    assert_eq!(serde_json::from_str::<Answers>(&stored).unwrap(), answers);
    assert_eq!(answers.get("day"), Some(&Answer::Date(date(2026, 5, 14))));
    assert_eq!(answers.group(), "school");
}

#[test]
fn answers_given_before_stand_unless_others_are_sent_and_what_is_no_longer_asked_goes() {
    let survey = every_kind();
    let before = [
        ("partner_kind", Answer::Choice("school".to_owned())),
        ("word", Answer::Text("Time".to_owned())),
        ("count", Answer::Number(12.0)),
        ("rate", Answer::Missing(Missing::DontKnow)),
        ("open", Answer::Missing(Missing::NotShown)),
        ("gone", Answer::Rating(2)),
    ];
    let before: Answers = before.into_iter().map(|(key, answer)| (key.to_owned(), answer)).collect();
    let read = |entries: &[(&str, &[&str])]| read_over(&survey, Side::Partner, "en", &before, &raw(entries));
    let answers = read(&[("count", &["7"]), ("word", &["Space"])]).unwrap();
    assert_eq!(answers.get("partner_kind"), before.get("partner_kind"));
    assert_eq!(answers.get("count"), Some(&Answer::Number(7.0)));
    assert_eq!(answers.get("word"), Some(&Answer::Text("Space".to_owned())));
    assert_eq!(answers.get("rate"), Some(&Answer::Missing(Missing::DontKnow)));
    assert_eq!(answers.get("open"), Some(&Answer::Missing(Missing::Skipped)));
    assert_eq!(answers.get("gone"), None);
    // A blank that is sent takes an answer back, which a question that needs one does not let happen.
    assert_eq!(read(&[("count", &[""])]).unwrap().get("count"), Some(&Answer::Missing(Missing::Skipped)));
    assert_eq!(read(&[("word", &[""])]).unwrap_err()[0].message, "Enter an answer to “In a word?”");
}

#[test]
fn what_is_left_blank_is_skipped_and_dont_know_is_kept() {
    let answers = read_with(&[("rate", &["dk"]), ("count", &["  "])]).unwrap();
    assert_eq!(answers.get("rate"), Some(&Answer::Missing(Missing::DontKnow)));
    for blank in ["count", "many", "open"] {
        assert_eq!(answers.get(blank), Some(&Answer::Missing(Missing::Skipped)));
    }
}

#[test]
fn each_mistake_is_named_in_words_that_say_what_to_do() {
    let long = "x".repeat(501);
    let cases: [(&str, &[&str], &str); 25] = [
        ("partner_kind", &[""], "Select which kind of organisation you work for"),
        ("partner_kind", &["shop"], "Select one of the answers shown to “Which kind?”"),
        ("partner_kind", &["school", "charity"], "Give one answer only to “Which kind?”"),
        ("word", &[" "], "Enter an answer to “In a word?”"),
        ("rate", &["6"], "Select one of the answers shown to “How much?”"),
        ("rate", &["na"], "Select one of the answers shown to “How much?”"),
        ("rate", &["04"], "Select one of the answers shown to “How much?”"),
        ("rate", &["2", "dk"], "Select either an answer or “Don’t know” for “How much?”"),
        ("many", &["a", "z"], "Select one of the answers shown to “Which?”"),
        ("many", &["a", "b", "c"], "Select no more than 2 answers to “Which?”"),
        ("many", &["a", "none"], "Select either “None of these” or other answers to “Which?”, not both"),
        ("rank", &["a", "a"], "Give each answer to “Which first?” one place only"),
        ("rank", &["a", "b", "c"], "Rank no more than 2 answers to “Which first?”"),
        ("count", &["2.5"], "Enter a whole number between 0 and 50 for “How many?”"),
        ("count", &["51"], "Enter a whole number between 0 and 50 for “How many?”"),
        ("count", &["1e1"], "Enter a whole number between 0 and 50 for “How many?”"),
        ("share", &["-1"], "Enter a number between 0 and 5, like 0.5, for “How long?”"),
        ("ease", &["0"], "Select one of the answers shown to “How easy?”"),
        ("ease", &["4"], "Select one of the answers shown to “How easy?”"),
        ("ten", &["11"], "Select one of the answers shown to “How likely?”"),
        ("ten", &["07"], "Select one of the answers shown to “How likely?”"),
        ("ten", &["7", "8"], "Give one answer only to “How likely?”"),
        ("day", &["14 May"], "Enter a date, like 2026-05-14, for “When?”"),
        ("open", &[&long], "Shorten your answer to “What else?” to 500 characters or fewer; it has 501"),
        ("open", &["a\0b"], "Type your answer to “What else?” again; it has characters that cannot be kept"),
    ];
    for (item, sent, message) in cases {
        let problems = read_with(&[(item, sent)]).unwrap_err();
        assert_eq!(problems, [Problem { item: item.to_owned(), message: message.to_owned() }]);
    }
}

#[test]
fn an_entry_for_an_unknown_question_or_the_other_side_is_refused() {
    let survey = templates::find("health_ways").unwrap();
    let sent = raw(&[("partner_kind", &["school"]), ("staff_group", &["outreach"]), ("zz", &["1"])]);
    let problems = read(survey, Side::Partner, &sent).unwrap_err();
    assert_eq!(
        problems.iter().map(|problem| problem.item.as_str()).collect::<Vec<_>>(),
        ["staff_group", "zz"]
    );
}

#[test]
fn the_longest_comment_is_counted_in_characters_not_bytes() {
    let comment = "é".repeat(500);
    let answers = read_with(&[("open", &[&comment])]).unwrap();
    assert_eq!(answers.get("open"), Some(&Answer::Text(comment)));
}

#[test]
fn an_item_hidden_by_its_condition_is_not_shown_whatever_was_sent() {
    let survey = templates::find("course_follow").unwrap().for_aims(&["conf_keep_up"]);
    let sent = raw(&[("staff_group", &["outreach"]), ("did_action", &["no"]), ("what_helped", &["Time"])]);
    let answers = read(&survey, Side::Library, &sent).unwrap();
    assert_eq!(answers.get("what_helped"), Some(&Answer::Missing(Missing::NotShown)));
}

#[test]
fn a_stored_document_that_is_not_one_of_ours_is_refused() {
    for json in
        [r#"{"a": 6}"#, r#"{"a": "maybe"}"#, r#"{"a": {"number": "inf"}}"#, r#"{"a": {"two": 1}}"#, "[]"]
    {
        assert!(serde_json::from_str::<Answers>(json).is_err(), "{json} was accepted");
    }
}

fn answer() -> impl Strategy<Value = Answer> {
    let keys = || proptest::collection::vec("[a-z][a-z0-9_]{0,8}", 1..4);
    prop_oneof![
        (1..=5_u8).prop_map(Answer::Rating),
        "[a-z]{1,9}".prop_map(Answer::Choice),
        keys().prop_map(Answer::Choices),
        keys().prop_map(Answer::Ranking),
        proptest::num::f64::POSITIVE.prop_map(Answer::Number),
        (1..=9999_i16, 1..=12_i8, 1..=28_i8).prop_map(|(y, m, d)| Answer::Date(date(y, m, d))),
        any::<String>().prop_map(Answer::Text),
        proptest::sample::select(Missing::ALL.to_vec()).prop_map(Answer::Missing),
    ]
}

proptest! {
    #[test]
    fn stored_answers_are_read_back_the_same(
        answers in proptest::collection::btree_map("[a-z_]{1,12}", answer(), 0..12),
    ) {
        let answers: Answers = answers.into_iter().collect();
        let stored = answers.to_json();
        let again = serde_json::from_str::<Answers>(&stored).unwrap();
        prop_assert_eq!(again.to_json(), stored);
        prop_assert_eq!(again, answers);
    }

    #[test]
    fn no_entry_whatever_breaks_the_reading(item in 0..9_usize, sent in proptest::collection::vec(any::<String>(), 0..4)) {
        let survey = every_kind();
        let key = survey.items().nth(item).unwrap().key.clone();
        let mut form = raw(&[("partner_kind", &["school"]), ("word", &["Time"])]);
        form.insert(key.clone(), sent);
        match read(&survey, Side::Partner, &form) {
            Ok(answers) => prop_assert_eq!(read(&survey, Side::Partner, &answers.to_raw()), Ok(answers)),
            Err(problems) => prop_assert!(problems.iter().all(|problem| problem.item == key)),
        }
    }
}

/// A survey with a place for “other” in a choice of one and of several.
fn with_other() -> Survey {
    let options = r#""other": "else", "options": [{"key": "a", "label": "A"}, {"key": "b", "label": "B"},
        {"key": "else", "label": "Other"}, {"key": "none", "label": "None"}]"#;
    Survey::parse(
        "other.json",
        &format!(
            r#"{{"schema": 1, "key": "other", "version": 1, "title": "T", "intro": "I", "sides": ["partner"],
            "sections": [{{"title": "One", "items": [
                {{"key": "one", "kind": "single_choice", "label": "O", "text": "Which?", "missing": ["dk"], {options}}},
                {{"key": "many", "kind": "multiple_choice", "label": "M", "text": "Which ones?", "maximum": 2,
                  "exclusive": "none", {options}}},
                {{"key": "sheet", "kind": "rating", "label": "S", "text": "How easy was this sheet?",
                  "scale": "amount5", "paper_only": true}}]}},
            {{"title": "Two", "items": [
                {{"key": "why", "kind": "short_text", "label": "W", "text": "Why {{answer:one|that}}?",
                  "show_if": {{"item": "many", "none_of": ["none"]}}}}]}}]}}"#
        ),
    )
    .unwrap()
}

fn read_other(entries: &[(&str, &[&str])]) -> Result<Answers, Vec<Problem>> {
    read_in(&with_other(), Side::Partner, "en", &raw(entries))
}

#[test]
fn what_is_written_beside_other_is_kept_with_it() {
    let answers = read_other(&[
        ("one", &["else"]),
        ("one/else/text", &["  A choir "]),
        ("many", &["a", "else"]),
        ("many/else/text", &[""]),
    ])
    .unwrap();
    assert_eq!(answers.get("one/else/text"), Some(&Answer::Text("A choir".to_owned())));
    assert_eq!(answers.get("many/else/text"), None, "nobody has to say");
    assert_eq!(serde_json::from_str::<Answers>(&answers.to_json()).unwrap(), answers);
    let again = read_over(&with_other(), Side::Partner, "en", &Answers::default(), &answers.to_raw());
    assert_eq!(again, Ok(answers.clone()), "a form shows it as it was");
    let changed = read_over(&with_other(), Side::Partner, "en", &answers, &raw(&[("one", &["a"])])).unwrap();
    assert_eq!(changed.get("one/else/text"), None, "it goes with the choice");
    let kept = read_over(&with_other(), Side::Partner, "en", &answers, &raw(&[("many", &["a"])])).unwrap();
    assert_eq!(kept.get("one/else/text"), answers.get("one/else/text"));
}

/// What was entered, and what is wrong with which item.
type Case<'c> = (&'c [(&'c str, &'c [&'c str])], &'c str, &'c str);

#[test]
fn whoever_writes_beside_other_has_chosen_it_unless_they_chose_another() {
    let answers =
        read_other(&[("one/else/text", &["A choir"]), ("many", &["b"]), ("many/else/text", &["A band"])]);
    let answers = answers.unwrap();
    assert_eq!(answers.get("one"), Some(&Answer::Choice("else".to_owned())));
    assert_eq!(answers.get("many"), Some(&Answer::Choices(vec!["b".to_owned(), "else".to_owned()])));
    let long = "x".repeat(101);
    let cases: [Case<'_>; 5] = [
        (
            &[("one", &["a"]), ("one/else/text", &["A choir"])],
            "one/else/text",
            "Select “Other” for “Which?”, or clear what you wrote beside it",
        ),
        (
            &[("one", &["dk"]), ("one/else/text", &["A choir"])],
            "one/else/text",
            "Select “Other” for “Which?”, or clear what you wrote beside it",
        ),
        (&[("one", &["else"]), ("one/else/text", &[&long])], "one/else/text", "Shorten"),
        (
            &[("many", &["none"]), ("many/else/text", &["A band"])],
            "many",
            "Select either “None” or other answers",
        ),
        (&[("many", &["a", "b"]), ("many/else/text", &["A band"])], "many", "Select no more than 2 answers"),
    ];
    for (entries, item, message) in cases {
        let problems = read_other(entries).unwrap_err();
        assert_eq!((problems.len(), &*problems[0].item), (1, item), "{problems:?}");
        assert!(problems[0].message.contains(message), "{}", problems[0].message);
    }
}

#[test]
fn what_is_only_for_paper_is_asked_on_paper_alone() {
    let survey = with_other();
    let sent = raw(&[("sheet", &["4"])]);
    assert_eq!(read(&survey, Side::Partner, &sent).unwrap().get("sheet"), Some(&Answer::Rating(4)));
    assert!(read_in(&survey, Side::Partner, "en", &sent).unwrap().get("sheet").unwrap().is_not_shown());
    let pages = crate::paging::pages(&survey, Side::Partner, &Answers::default());
    assert!(pages.iter().all(|page| page.items.iter().all(|item| item.key != "sheet")));
    let page = &pages[0];
    let answers = read_page(&survey, Side::Partner, "en", page, &Answers::default(), &raw(&[])).unwrap();
    assert!(page.is_answered(&answers));
}

#[test]
fn a_message_reads_as_the_question_did() {
    let problems = read_other(&[("one", &["b"]), ("why", &["x".repeat(101).as_str()])]).unwrap_err();
    assert!(problems[0].message.contains("“Why B?”"), "{}", problems[0].message);
}

#[test]
fn options_have_an_order_for_each_person_and_other_stays_last() {
    let mut survey = with_other();
    let many = survey.sections[0].items.iter_mut().find(|item| item.key == "many").unwrap();
    if let crate::item::ItemKind::MultipleChoice(kind) = &mut many.kind {
        kind.shuffled = true;
    }
    let order = |key: &str, seed: &str| -> Vec<String> {
        let item = survey.item(key).unwrap();
        let mut values = survey.values(item, Side::Partner, "en");
        item.arrange(seed, &mut values);
        values.into_iter().map(|(value, _)| value).collect()
    };
    let orders: std::collections::BTreeSet<_> =
        (0..40).map(|seed| order("many", &seed.to_string())).collect();
    assert_eq!(orders.len(), 2, "{orders:?}");
    assert!(orders.iter().all(|order| order[2..] == ["else", "none"]));
    assert_eq!(order("many", "7"), order("many", "7"));
    assert_eq!(order("one", "7"), ["a", "b", "else", "none"], "only where it is wished for");
}
