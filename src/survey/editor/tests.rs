//! Whatever is done, the survey keeps its rules or the step is refused.

use proptest::prelude::*;

use super::*;
use crate::survey::item::{Date, ItemKind, LongText, ShortText};
use crate::survey::ready;

fn used(survey: &Survey) -> BTreeSet<String> {
    survey.items().map(|item| item.key.clone()).collect()
}

fn item(key: &str, kind: ItemKind) -> Box<Item> {
    let like = ready::find("staff_needs").unwrap().items().last().unwrap().clone();
    Box::new(Item { key: key.to_owned(), kind, ..like })
}

#[test]
fn a_removed_question_never_gives_its_key_to_another() {
    let survey = ready::find("partner_expect").unwrap();
    let used = used(survey);
    let without = apply(survey, &used, Step::Remove("one_change".to_owned())).unwrap();
    assert!(without.item("one_change").is_none());
    let again = Step::Add { place: Place::Page(0), item: item("one_change", ItemKind::LongText(LongText)) };
    assert_eq!(apply(&without, &used, again).unwrap_err(), Refusal::KeyUsed("one_change".to_owned()));
    let file = Step::Replace(Box::new(survey.clone()));
    assert_eq!(apply(&without, &used, file).unwrap_err(), Refusal::KeyUsed("one_change".to_owned()));
}

#[test]
fn a_question_cannot_be_answered_in_another_way_under_the_same_key() {
    let survey = ready::find("partner_expect").unwrap();
    let step = Step::Change(item("one_change", ItemKind::ShortText(ShortText)));
    let refused = apply(survey, &used(survey), step).unwrap_err();
    assert_eq!(refused, Refusal::KindChanged("one_change".to_owned()));
}

#[test]
fn what_another_question_hangs_on_cannot_be_removed() {
    let survey = ready::find("course_follow").unwrap();
    let refused = apply(survey, &used(survey), Step::Remove("did_action".to_owned())).unwrap_err();
    assert!(refused.reasons().iter().any(|reason| reason.contains("did_action")), "{refused}");
}

#[test]
fn a_key_is_made_from_the_label_and_is_always_new() {
    let mut used = BTreeSet::new();
    for (label, key) in [
        ("What helped?", "what_helped"),
        ("What helped?", "what_helped_2"),
        ("3 – Ŵŷ", "question"),
        ("group", "question_2"),
    ] {
        let made = new_key(label, &used);
        assert_eq!(made, key);
        used.insert(made);
    }
}

fn step() -> impl Strategy<Value = (u8, usize, usize, String)> {
    (0..8_u8, 0..16_usize, 0..6_usize, "\\PC{0,12}")
}

proptest! {
    #[test]
    fn any_steps_give_a_survey_that_keeps_its_rules_and_is_read_back_the_same(
        which in 0..10_usize,
        steps in proptest::collection::vec(step(), 0..12),
    ) {
        let mut survey = ready::all()[which].clone();
        let mut ever = used(&survey);
        for (act, at, page, words) in steps {
            let keys: Vec<String> = survey.items().map(|item| item.key.clone()).collect();
            let key = keys[at % keys.len()].clone();
            let text = Wording::english(words.clone());
            let step = match act {
                0 => Step::Words { title: text.clone(), intro: text },
                1 => Step::Page { page, title: text.clone(), stem: (at % 2 == 0).then_some(text) },
                2 => Step::Add { place: Place::Page(page), item: item(&new_key(&words, &ever), ItemKind::LongText(LongText)) },
                3 => Step::Add { place: Place::NewPage(text), item: item(&words, ItemKind::Date(Date)) },
                4 => Step::Up(key),
                5 => Step::Down(key),
                6 => Step::Remove(key),
                _ => {
                    let mut changed = survey.item(&key).unwrap().clone();
                    (changed.text, changed.required) = (text, !changed.required);
                    Step::Change(Box::new(changed))
                }
            };
            match apply(&survey, &ever, step) {
                Err(refusal) => prop_assert!(!refusal.reasons().concat().is_empty()),
                Ok(next) => {
                    prop_assert_eq!(Survey::parse("again", &next.to_json()), Ok(next.clone()));
                    ever.extend(used(&next));
                    survey = next;
                }
            }
        }
    }
}
