//! One person's answers: the document that is stored, and reading what a form sent.

mod entered;
mod entry;
mod questions;
mod reading;
mod settled;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};

#[cfg(test)]
use common_ground_reports::scale::Missing;
use serde::{Deserialize, Serialize};

#[cfg(test)]
pub(crate) use self::reading::read_page;
pub use self::reading::{Problem, read, read_in, read_over};
pub(crate) use self::{
    entered::EnteredValues,
    questions::{QuestionIndex, Questions},
    reading::FormReader,
};
use super::{Answer, Item, Side};

/// What a form sent: item key to the values given for it.
pub type Raw = HashMap<String, Vec<String>>;

/// Answers by item key, in the order of the keys.
///
/// Stored as one compact JSON object. Each value says by itself what it is:
///
/// | stored | answer |
/// |---|---|
/// | `4` | a rating |
/// | `"dk"` | no value, and why: `na`, `not_shown`, `pns`, `dk`, `skipped` |
/// | `{"one":"school"}` | the option chosen |
/// | `{"many":["a","b"]}` | the options chosen |
/// | `{"rank":["b","a"]}` | options, most wanted first |
/// | `{"number":"2.5"}` | a number |
/// | `{"date":"2026-05-14"}` | a day |
/// | `{"text":"More time"}` | words |
///
/// What was written beside the option for “other” is kept under a key of its own: [`Item::other_key`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<String, Answer>);

impl Answers {
    /// The document to store: the same answers always give the same bytes.
    pub fn to_json(&self) -> String {
        // Text keys and plain values: nothing that could fail to become JSON.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The answer to an item; `None` while it has not been put to the person.
    pub fn get(&self, item: &str) -> Option<&Answer> {
        self.0.get(item)
    }

    /// Records an answer.
    pub fn insert(&mut self, item: impl Into<String>, answer: Answer) {
        self.0.insert(item.into(), answer);
    }

    /// Takes an answer out, as erasing one comment does.
    pub fn remove(&mut self, item: &str) -> Option<Answer> {
        self.0.remove(item)
    }

    /// Whether no question has been put to the person.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Item keys and answers, by key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Answer)> {
        self.0.iter().map(|(key, answer)| (key.as_str(), answer))
    }

    /// The reporting group: what the group item of either side says; empty while it is not known.
    pub fn group(&self) -> &str {
        let answer = Side::ALL.into_iter().find_map(|side| self.get(side.group_item()));
        match answer {
            Some(Answer::Choice(group)) => group,
            _ => "",
        }
    }

    /// Whether an item is shown, given the answers before it.
    pub fn shows(&self, item: &Item) -> bool {
        item.show_if.as_ref().is_none_or(|conditions| conditions.hold(|key| self.get(key)))
    }

    /// What a form would send to give these answers.
    pub fn to_raw(&self) -> Raw {
        self.iter().map(|(key, answer)| (key.to_owned(), answer.form_values())).collect()
    }
}

impl FromIterator<(String, Answer)> for Answers {
    fn from_iter<T: IntoIterator<Item = (String, Answer)>>(answers: T) -> Self {
        Self(answers.into_iter().collect())
    }
}
