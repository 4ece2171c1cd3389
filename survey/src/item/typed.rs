//! Answers in words, whatever their length.

use rand::RngExt;

use super::{EntryPrompt, Respondent};
use crate::Answer;

/// How often a person writes something that need not be written.
const COMMENTS: f64 = 0.45;

/// What a text is in a file of answers.
const AS_WRITTEN: &str = "as it was written, with a ' before it where it would be taken for a code, or in the file \
                          for Excel for a formula; empty: skipped";

pub(super) fn read(value: &str, most: usize, question: &EntryPrompt<'_>) -> Result<Answer, String> {
    let value = value.replace('\t', " ");
    // U+FFFD is what reading the form put in place of bytes that are no UTF-8: words would be lost.
    if value.chars().any(|c| (c.is_control() && c != '\n') || c == char::REPLACEMENT_CHARACTER) {
        return Err(question.say(|words, asks| (words.again)(asks)));
    }
    match value.chars().count() {
        length if length > most => Err(question.say(|words, asks| (words.shorten)(asks, most, length))),
        _ => Ok(Answer::Text(value)),
    }
}

pub(super) fn sample(person: &mut dyn Respondent) -> Option<Answer> {
    if !person.must_answer() && !person.rng().random_bool(COMMENTS) {
        return None;
    }
    person.comment().map(Answer::Text)
}

pub(super) fn meanings() -> Vec<(String, String)> {
    vec![(String::new(), AS_WRITTEN.to_owned())]
}
