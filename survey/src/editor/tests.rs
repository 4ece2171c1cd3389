//! Whatever is done, the survey keeps its rules or the step is refused.

use proptest::prelude::*;

use super::*;
use crate::{
    ItemKind,
    item::{Date, LongText, ShortText},
    templates,
};

fn used(survey: &Survey) -> BTreeSet<String> {
    survey.items().map(|item| item.key.clone()).collect()
}

fn item(key: &str, kind: ItemKind) -> Box<Item> {
    let like = templates::find("staff_needs").unwrap().items().last().unwrap().clone();
    Box::new(Item { key: key.to_owned(), kind, ..like })
}

#[test]
fn a_removed_question_never_gives_its_key_to_another() {
    let survey = templates::find("partner_expect").unwrap();
    let used = used(survey);
    let without = apply(survey, &used, EditStep::Remove("one_change".to_owned())).unwrap();
    assert!(without.item("one_change").is_none());
    let again =
        EditStep::Add { place: ItemPlace::First(1), item: item("one_change", ItemKind::LongText(LongText)) };
    assert_eq!(apply(&without, &used, again).unwrap_err(), EditRefusal::KeyUsed("one_change".to_owned()));
    let file = EditStep::Replace(Box::new(survey.clone()));
    assert_eq!(apply(&without, &used, file).unwrap_err(), EditRefusal::KeyUsed("one_change".to_owned()));
}

#[test]
fn a_question_cannot_be_answered_in_another_way_under_the_same_key() {
    let survey = templates::find("partner_expect").unwrap();
    let step = EditStep::Change(item("one_change", ItemKind::ShortText(ShortText)));
    let refused = apply(survey, &used(survey), step).unwrap_err();
    assert!(matches!(refused, EditRefusal::KindChanged(_)), "{refused}");
}

#[test]
fn what_another_question_hangs_on_cannot_be_removed_alone_or_with_its_section() {
    let survey = templates::find("course_follow").unwrap();
    let (page, _) = find(survey, "did_action").unwrap();
    for step in [EditStep::Remove("did_action".to_owned()), EditStep::RemoveSection(page)] {
        let refused = apply(survey, &used(survey), step).unwrap_err();
        assert!(matches!(refused, EditRefusal::Needed(_)), "{refused}");
    }
}

#[test]
fn a_draft_may_be_out_of_order_and_says_so_in_words_without_keys() {
    let survey = templates::find("course_follow").unwrap();
    assert!(gaps::gaps(survey).is_empty());
    let to_the_top = EditStep::Move { item: "what_helped".to_owned(), place: ItemPlace::First(0) };
    let moved = apply(survey, &used(survey), to_the_top).unwrap();
    let told = gaps::gaps(&moved);
    assert!(told.iter().any(|gap| gap.about == gaps::SurveyPart::Item("what_helped".to_owned())), "{told:?}");
    assert!(told.iter().all(|gap| !gap.what.contains('`') && !gap.what.contains("did_action")), "{told:?}");
}

#[test]
fn a_blank_survey_says_what_it_needs_until_it_has_it() {
    let blank = blank("summer".to_owned(), "Summer", vec![Side::Partner]);
    let what: Vec<String> = gaps::gaps(&blank).into_iter().map(|gap| gap.what).collect();
    assert_eq!(what, ["Enter what people read before the first question", "Add a question"]);
    let asked = apply(&blank, &BTreeSet::new(), EditStep::AddGroup(Side::Partner)).unwrap();
    let words = EditStep::Words { title: asked.title.clone(), intro: Wording::english("One question.") };
    let whole = apply(&asked, &used(&asked), words).unwrap();
    assert!(whole.faults().is_empty() && gaps::gaps(&whole).is_empty(), "{:?}", gaps::gaps(&whole));
}

#[test]
fn a_key_is_made_from_the_label_and_is_always_new() {
    let mut used = BTreeSet::new();
    for (label, key) in [
        ("What helped?", "what_helped"),
        ("What helped?", "what_helped_2"),
        ("3 – Ŵŷ", "wy"),
        ("…", "question"),
        ("group", "question_2"),
    ] {
        let made = new_key(label, &used);
        assert_eq!(made, key);
        used.insert(made);
    }
}

fn step() -> impl Strategy<Value = (u8, usize, usize, String)> {
    (0..12_u8, 0..16_usize, 0..6_usize, "\\PC{0,12}")
}

proptest! {
    #[test]
    fn any_steps_give_a_draft_that_is_read_back_the_same_and_questions_that_keep_their_rules(
        which in 0..10_usize,
        steps in proptest::collection::vec(step(), 0..12),
    ) {
        let mut survey = templates::all()[which].clone();
        let mut ever = used(&survey);
        for (act, at, page, words) in steps {
            let keys: Vec<String> = survey.items().map(|item| item.key.clone()).collect();
            let Some(key) = keys.get(at % keys.len().max(1)).cloned() else { break };
            let text = Wording::english(words.clone());
            let way = if page % 2 == 0 { Way::Up } else { Way::Down };
            let new = new_key(&words, &ever);
            let mut touched = None;
            let step = match act {
                0 => EditStep::Words { title: text.clone(), intro: text },
                1 => EditStep::ChangeSection { section: page, title: text.clone(), stem: (at % 2 == 0).then_some(text) },
                2 => {
                    touched = Some(new.clone());
                    EditStep::Add { place: ItemPlace::First(page), item: item(&new, ItemKind::LongText(LongText)) }
                }
                3 => EditStep::Add { place: ItemPlace::After(key), item: item(&words, ItemKind::Date(Date)) },
                4 => EditStep::Shift(key, way),
                5 => EditStep::ShiftSection(page, way),
                6 => EditStep::Remove(key),
                7 => EditStep::RemoveSection(page),
                8 => EditStep::Duplicate(key),
                9 => EditStep::Move { item: key, place: ItemPlace::First(page) },
                10 => EditStep::AddSection(Section { title: text, stem: None, items: Vec::new() }),
                _ => {
                    let mut changed = survey.item(&key).unwrap().clone();
                    (changed.text, changed.required) = (text, !changed.required);
                    touched = Some(key);
                    EditStep::Change(Box::new(changed))
                }
            };
            match apply(&survey, &ever, step) {
                Err(refusal) => prop_assert!(!refusal.to_string().is_empty()),
                Ok(next) => {
                    prop_assert_eq!(Survey::draft("again", &next.to_json()), Ok(next.clone()));
                    let faults = next.faults();
                    prop_assert_eq!(faults.is_empty(), gaps::gaps(&next).is_empty());
                    prop_assert!(touched.is_none() || faults.iter().all(|fault| fault.item != touched));
                    ever.extend(used(&next));
                    survey = next;
                }
            }
        }
    }
}
