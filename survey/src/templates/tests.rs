//! The ready-made surveys are what the programme promises: every file sound, every finding of the workshop asked.

use std::collections::BTreeSet;

use super::*;
use crate::{
    ENGLISH, ItemInput, ItemKind, LedgerHalf, Side,
    editor::translation,
    item::{LONG_TEXT_MAX, LongText, Role},
    words,
};

/// What the library brings (4) and needs to do (6), in the order of the workshop's write-up.
const GIVEN: [&str; 10] = [
    "bring_enthusiasm",
    "bring_service_knowledge",
    "bring_age_groups",
    "bring_reliability",
    "need_initiative",
    "need_keep_up",
    "need_build_existing",
    "need_help_attitude",
    "need_flexibility",
    "need_plan_outcomes",
];
/// What the library hopes to get (11).
const HOPED: [&str; 11] = [
    "hope_access_children",
    "hope_funding",
    "hope_expertise",
    "hope_enthusiasm",
    "hope_higher_profile",
    "hope_new_image",
    "hope_networks",
    "hope_fresh_eyes",
    "hope_nonuser_insight",
    "hope_reliability",
    "hope_outside_profession",
];
/// What makes partnerships work (19), and what to be aware of (2), each rated by both sides.
const FACTORS: [&str; 21] = [
    "work_commitment",
    "work_top_support",
    "work_clear_aims",
    "work_responsibilities",
    "work_offer_expect",
    "work_timescales",
    "work_sustainability",
    "work_authority",
    "work_influence",
    "work_colleagues_on_board",
    "work_flexibility",
    "work_communication",
    "work_face_to_face",
    "work_continuity",
    "work_hard_work",
    "work_imagination",
    "work_trust",
    "work_persistence",
    "work_cultures",
    "aware_reliance",
    "aware_priorities",
];

fn keys_in_ledger(survey: &str, ledger: LedgerHalf) -> Vec<&'static str> {
    let items = find(survey).unwrap().items();
    items.filter(|item| item.ledger == Some(ledger)).map(|item| item.key.as_str()).collect()
}

#[test]
fn every_ready_made_survey_is_sound_and_written_as_the_program_writes_it() {
    for (key, json) in FILES {
        let survey = Survey::parse(key, json).unwrap();
        assert_eq!(survey.key, key);
        assert!(survey.to_json() == json, "{key} is not in the form that the program writes");
    }
    assert_eq!(all().len(), FILES.len());
}

#[test]
fn every_finding_of_the_workshop_is_asked_of_both_sides_under_its_key() {
    for survey in ["staff_offer", "partner_expect"] {
        assert_eq!(keys_in_ledger(survey, LedgerHalf::A), GIVEN);
    }
    for survey in ["staff_hope", "partner_offer"] {
        assert_eq!(keys_in_ledger(survey, LedgerHalf::B), HOPED);
    }
    let asked: Vec<&str> = ["health_foundations", "health_ways"]
        .iter()
        .flat_map(|key| find(key).unwrap().items())
        .filter(|item| item.key != "work_overall" && item.kind.scale().is_some())
        .map(|item| item.key.as_str())
        .collect();
    assert_eq!(asked, FACTORS);
}

#[test]
fn the_two_sides_of_a_comparison_share_labels_topics_and_scales() {
    for (one, other) in [("staff_offer", "partner_expect"), ("staff_hope", "partner_offer")] {
        for item in find(one).unwrap().items().filter(|item| item.ledger.is_some()) {
            let twin = find(other).unwrap().item(&item.key).unwrap();
            assert_eq!((&item.label, &item.topic, &item.kind), (&twin.label, &twin.topic, &twin.kind));
            assert_ne!(item.role, twin.role);
        }
    }
    assert_eq!(find("staff_hope").unwrap().items().nth(1).unwrap().role, Some(Role::Expectation));
}

#[test]
fn every_question_reads_as_a_whole_sentence() {
    for survey in all() {
        for side in &survey.sides {
            for item in survey.questions_on(*side) {
                let question = survey.question(item, *side, "en");
                assert!(question.starts_with(char::is_uppercase), "{}: {question}", item.key);
                assert!(question.ends_with('?'), "{}: {question}", item.key);
                assert!(!question.contains(['…', '\'', '"']), "{}: {question}", item.key);
            }
        }
    }
    let expect = find("partner_expect").unwrap();
    assert_eq!(
        expect.question(expect.item("need_flexibility").unwrap(), Side::Partner, "en"),
        "How much do you expect the library to bend its rules to fit what you want?"
    );
}

#[test]
fn the_forms_are_as_long_as_promised() {
    let asked = |key: &str, side| find(key).unwrap().questions_on(side).count();
    assert_eq!(asked("staff_offer", Side::Library), 13);
    assert_eq!(asked("partner_expect", Side::Partner), 13);
    assert_eq!(asked("staff_hope", Side::Library), 13);
    assert_eq!(asked("partner_offer", Side::Partner), 13);
    assert_eq!(asked("staff_needs", Side::Library), 14);
    // The reporting group comes on top of what these ask.
    assert_eq!(asked("health_foundations", Side::Partner), 1 + 12);
    assert_eq!(asked("health_ways", Side::Library), 1 + 13);
    let aims = ["conf_initiative", "conf_keep_up", "conf_flexibility", "conf_plan_outcomes"];
    for (key, aims, items) in
        [("course_pre", &aims[..], 6), ("course_post", &aims, 15), ("course_follow", &aims[..1], 5)]
    {
        let survey = find(key).unwrap().for_aims(aims);
        assert_eq!(survey.questions_on(Side::Library).count(), 1 + items, "{key}");
    }
    assert_eq!(find("partner_expect").unwrap().minutes(), 4);
    assert_eq!(find("course_pre").unwrap().minutes(), 2);
}

#[test]
fn a_course_with_four_aims_gets_four_pages_of_feedback() {
    let survey = find("course_post").unwrap().for_aims(&[
        "conf_initiative",
        "conf_help_attitude",
        "conf_flexibility",
        "conf_plan_outcomes",
    ]);
    let pages: Vec<usize> = survey
        .sections
        .iter()
        .map(|section| section.items.iter().filter(|item| item.is_on(Side::Library)).count())
        .collect();
    assert_eq!(pages, [5, 4, 4, 3]);
    assert_eq!(survey.pairs.len(), 4);
    assert!(survey.item("conf_keep_up__now").is_none());
    assert_eq!(survey.scores[1].items.len(), 4);
}

#[test]
fn open_questions_ask_not_to_name_anyone() {
    assert_eq!(LONG_TEXT_MAX, 500);
    for item in all().iter().flat_map(Survey::items).filter(|item| item.kind == ItemKind::LongText(LongText))
    {
        let hint = item.hint.as_ref().unwrap().read(Side::Partner, "en");
        assert!(hint.contains("Do not name or describe any child, or anyone else"), "{}", item.key);
    }
}

#[test]
fn years_in_a_role_describe_the_person_in_every_version_of_a_survey() {
    for key in ["staff_offer", "partner_expect"] {
        let survey = find(key).unwrap();
        assert!(survey.item("years_in_role").unwrap().describes_person, "{key}");
        let earlier = survey.to_json().replace("\"describes_person\": true", "\"describes_person\": false");
        let mut earlier = Survey::parse(key, &earlier).unwrap();
        assert!(earlier.items().all(|item| !item.describes_person));
        mark_describing(&mut earlier);
        assert_eq!(earlier, *survey);
    }
}

#[test]
fn only_the_reporting_group_must_be_answered() {
    for survey in all() {
        for item in survey.items() {
            assert_eq!(item.is_required(), item.is_group(), "{}: {}", survey.key, item.key);
        }
    }
}

#[test]
fn every_ready_made_survey_has_every_word_in_every_language_of_the_pages() {
    let spoken: Vec<&str> = words::all().iter().map(|words| words.code).collect();
    for survey in all() {
        let key = &survey.key;
        assert_eq!(survey.languages().collect::<Vec<_>>(), spoken, "{key}");
        for language in spoken.iter().filter(|language| **language != ENGLISH) {
            assert_eq!(translation::missing(survey, language), 0, "{key} in {language}");
        }
        let sections =
            survey.sections.iter().flat_map(|section| [Some(&section.title), section.stem.as_ref()]);
        let items = survey.items().flat_map(|item| {
            let options = item.kind.options().iter().map(|option| Some(&option.label));
            let own = [Some(&item.text), item.hint.as_ref(), item.required_message.as_ref()];
            own.into_iter().chain(options)
        });
        let all =
            [Some(&survey.title), Some(&survey.intro)].into_iter().chain(sections).chain(items).flatten();
        for text in all.flat_map(crate::text::Wording::texts) {
            for language in spoken.iter().filter(|language| **language != ENGLISH) {
                assert_ne!(text.in_language(language), text.in_language(ENGLISH), "{key} in {language}");
            }
        }
    }
}

#[test]
fn a_ready_made_survey_is_read_in_english_where_its_reader_has_another_language() {
    for survey in all() {
        for side in &survey.sides {
            for item in survey.questions_on(*side) {
                let question = |language| survey.question(item, *side, language);
                assert_eq!(question("de"), question(ENGLISH), "{}", item.key);
            }
        }
    }
}

#[test]
fn every_question_is_a_question_in_every_language_and_is_asked_once() {
    for survey in all() {
        for (language, mark) in
            words::all().iter().map(|words| (words.code, if words.direction == "rtl" { '؟' } else { '?' }))
        {
            for side in &survey.sides {
                let asked: Vec<String> =
                    survey.questions_on(*side).map(|item| survey.question(item, *side, language)).collect();
                for (at, question) in asked.iter().enumerate() {
                    assert!(question.ends_with(mark), "{language}: {question}");
                    assert!(!question.contains(['…', '\'', '"']), "{language}: {question}");
                    assert!(!question.contains("  "), "{language}: {question}");
                    assert!(!asked[..at].contains(question), "{language} asks twice: {question}");
                }
            }
        }
    }
}

#[test]
fn no_two_answers_to_a_question_are_said_alike_in_any_language() {
    for survey in all() {
        for words in words::all() {
            for side in &survey.sides {
                for item in survey.questions_on(*side) {
                    let values = survey.values(item, *side, words.code);
                    let said: BTreeSet<&String> = values.iter().map(|(_, label)| label).collect();
                    assert_eq!(said.len(), values.len(), "{} in {}", item.key, words.code);
                }
            }
        }
    }
}

#[test]
fn help_with_a_question_begins_with_what_the_form_would_say_so_that_nothing_is_said_twice() {
    for survey in all() {
        for (words, item) in
            words::all().iter().flat_map(|words| survey.items().map(move |item| (words, item)))
        {
            let Some(hint) = &item.hint else { continue };
            let own = match item.kind.input() {
                ItemInput::Paragraph { .. } => words.form.names.to_owned(),
                ItemInput::Several { maximum: Some(most), .. } => (words.form.up_to)(most),
                ItemInput::Several { maximum: None, .. } => words.form.all_that_apply.to_owned(),
                _ => continue,
            };
            let hint = hint.read(survey.sides[0], words.code);
            assert!(hint.starts_with(&own), "{} in {}: {hint}", item.key, words.code);
        }
    }
}
