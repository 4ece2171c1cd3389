//! What reading an entry needs to know of its question, so that what is wrong is said in the words of whoever entered it.

use std::ops::RangeInclusive;

use crate::{Answer, Side, Words, words::ProblemsWords};

/// The question that an entry answers, for messages about it.
#[derive(Clone, Copy)]
pub struct EntryPrompt<'a> {
    /// The whole question, put together only when a message needs it: most entries have none.
    pub asks: &'a dyn Fn() -> String,
    /// The words of the messages.
    pub words: &'a Words,
    /// Who is asked.
    pub side: Side,
    /// The language of the question, which may be one that the words do not speak.
    pub language: &'a str,
}

impl EntryPrompt<'_> {
    /// A message that names the question.
    pub fn say(&self, problem: impl FnOnce(&ProblemsWords, &str) -> String) -> String {
        problem(&self.words.problems, &(self.asks)())
    }

    /// The only value that was sent.
    pub(super) fn one<'s>(&self, sent: &[&'s str]) -> Result<&'s str, String> {
        match sent {
            [one] => Ok(one),
            _ => Err(self.say(|words, asks| (words.one_only)(asks))),
        }
    }

    /// The number of a point, as an answer.
    pub(super) fn point(&self, sent: &[&str], points: RangeInclusive<u32>) -> Result<Answer, String> {
        let value = self.one(sent)?;
        let point = value.parse::<u32>().ok().filter(|point| points.contains(point));
        // Written as we write it, and no other way: `07` is not on offer.
        let point = point.map(|point| point.to_string()).filter(|point| point == value);
        point.map(Answer::Choice).ok_or_else(|| self.not_offered())
    }

    /// What is said of a value that is not on offer.
    pub(super) fn not_offered(&self) -> String {
        self.say(|words, asks| (words.one_of_these)(asks))
    }
}
