//! The answers of one person by the place of their question, as reading a form leaves them.

use std::borrow::Cow;

use common_ground_reports::scale::Missing;
use serde::{Serialize, Serializer};

use super::questions::{EntryName, Questions};
use crate::{Answer, Answers, Item, Side};

/// About how many bytes one answer takes in the stored document.
const ANSWER_BYTES: usize = 40;

/// Answers by the place of their question. Those that were given before are borrowed from where they were kept.
#[derive(Clone, Debug)]
pub(crate) struct SettledAnswers<'s, 'b> {
    questions: Questions<'s>,
    slots: Vec<Slot<'b>>,
}

/// What was answered to one question; nothing while it has not been put to the person.
#[derive(Clone, Debug, Default)]
struct Slot<'b> {
    answer: Option<Cow<'b, Answer>>,
    beside: Option<Cow<'b, Answer>>,
}

impl<'s, 'b> SettledAnswers<'s, 'b> {
    /// Nothing answered yet.
    pub(super) fn none(questions: Questions<'s>) -> Self {
        Self { questions, slots: vec![Slot::default(); questions.count()] }
    }

    pub(super) fn put(&mut self, place: usize, answer: Cow<'b, Answer>) {
        self.slots[place].answer = Some(answer);
    }

    pub(super) fn put_missing(&mut self, place: usize, missing: Missing) {
        self.put(place, Cow::Owned(Answer::Missing(missing)));
    }

    pub(super) fn put_beside(&mut self, place: usize, words: Option<Cow<'b, Answer>>) {
        self.slots[place].beside = words;
    }

    /// Whether an item is shown after these answers, and after those of other pages where these have none.
    pub(super) fn shows(&self, item: &Item, so_far: &Answers) -> bool {
        let given = |key: &str| self.named(key).or_else(|| so_far.get(key));
        item.show_if.as_ref().is_none_or(|conditions| conditions.hold(given))
    }

    /// The answer to the question at a place.
    pub(crate) fn get(&self, place: usize) -> Option<&Answer> {
        self.slots.get(place)?.answer.as_deref()
    }

    /// The reporting group, as [`Answers::group`] tells it.
    pub(crate) fn group(&self) -> &str {
        let answer = Side::ALL.into_iter().find_map(|side| self.named(side.group_item()));
        match answer {
            Some(Answer::Choice(group)) => group,
            _ => "",
        }
    }

    /// The document to store, as [`Answers::to_json`] writes it.
    pub(crate) fn to_json(&self) -> String {
        let mut json = Vec::with_capacity(ANSWER_BYTES * self.slots.len());
        // Text keys and plain values: nothing that could fail to become JSON.
        let written = serde_json::to_writer(&mut json, self);
        written.ok().and_then(|()| String::from_utf8(json).ok()).unwrap_or_default()
    }

    /// The answers by key.
    pub(super) fn into_answers(self) -> Answers {
        self.onto(Answers::default())
    }

    /// Other answers with these in their place.
    pub(super) fn onto(self, mut so_far: Answers) -> Answers {
        for (place, slot) in self.slots.into_iter().enumerate() {
            let Some(answer) = slot.answer else { continue };
            so_far.insert(self.questions.item(place).key.as_str(), answer.into_owned());
            match (self.questions.other_key(place), slot.beside) {
                (Some(key), Some(words)) => so_far.insert(key, words.into_owned()),
                (Some(key), None) => drop(so_far.remove(key)),
                (None, _) => {}
            }
        }
        so_far
    }

    fn named(&self, key: &str) -> Option<&Answer> {
        self.questions.place(key).and_then(|place| self.get(place))
    }

    fn under(&self, name: EntryName) -> Option<&Answer> {
        let slot = self.slots.get(name.place)?;
        if name.beside { slot.beside.as_deref() } else { slot.answer.as_deref() }
    }
}

/// By key, in the order of the keys.
impl Serialize for SettledAnswers<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let names = self.questions.names();
        serializer.collect_map(names.filter_map(|(key, name)| Some((key, self.under(name)?))))
    }
}
