//! What was entered in a form, put to the questions that it answers.

use super::questions::{EntryName, Questions};
use crate::Raw;

/// The values of a form by the place of their question.
#[derive(Debug)]
pub(crate) struct EnteredValues<'e> {
    /// In the order of the questions, and those of one question in the order they came.
    values: Vec<(EntryName, &'e str)>,
    /// Names that mean nothing here, sorted, each once.
    unknown: Vec<&'e str>,
}

/// What was entered for one question.
#[derive(Clone, Copy, Debug)]
pub(super) struct QuestionEntry<'v, 'e> {
    /// The values sent for it.
    pub values: &'v [(EntryName, &'e str)],
    /// What was sent as written beside its option for “other”.
    pub beside: &'v [(EntryName, &'e str)],
}

impl<'e> EnteredValues<'e> {
    /// Puts names and values, as they came, to their questions.
    pub(crate) fn of(questions: Questions<'_>, sent: impl Iterator<Item = (&'e str, &'e str)>) -> Self {
        let mut entered = Self { values: Vec::with_capacity(questions.count() + 1), unknown: Vec::new() };
        let mut next = 0;
        for (name, value) in sent {
            match questions.named_near(name, next) {
                Some(name) => {
                    entered.values.push((name, value));
                    next = name.place + 1;
                }
                None => entered.unknown.push(name),
            }
        }
        entered.values.sort_by_key(|(name, _)| *name);
        entered.unknown.sort_unstable();
        entered.unknown.dedup();
        entered
    }

    /// Puts what was collected by name to its questions. A name without a value is as one with a blank.
    pub(crate) fn of_raw(questions: Questions<'_>, raw: &'e Raw) -> Self {
        let each = raw.iter().flat_map(|(name, values)| {
            let blank = values.is_empty().then_some("");
            values.iter().map(String::as_str).chain(blank).map(move |value| (name.as_str(), value))
        });
        Self::of(questions, each)
    }

    /// What was entered for the question at a place.
    pub(super) fn entry(&self, place: usize) -> QuestionEntry<'_, 'e> {
        let values = self.under(EntryName::of(place));
        QuestionEntry { values, beside: self.under(EntryName::beside(place)) }
    }

    /// The names that no question has.
    pub(super) fn unknown(&self) -> &[&'e str] {
        &self.unknown
    }

    fn under(&self, name: EntryName) -> &[(EntryName, &'e str)] {
        let begin = self.values.partition_point(|(of, _)| *of < name);
        let length = self.values[begin..].partition_point(|(of, _)| *of == name);
        &self.values[begin..begin + length]
    }
}

impl<'e> QuestionEntry<'_, 'e> {
    /// Whether nothing at all was sent for the question.
    pub(super) fn is_missing(&self) -> bool {
        self.values.is_empty()
    }

    /// The values that are not blank, without space around them.
    pub(super) fn given(&self) -> impl Iterator<Item = &'e str> {
        self.values.iter().map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// What was written beside “other”.
    pub(super) fn written(&self) -> &'e str {
        self.beside.first().map_or("", |(_, words)| words.trim())
    }
}
