//! One entry of a form: the values sent for an item become an answer, or a message saying what to change.

use crate::survey::answer::Answer;
use crate::survey::item::{Item, Prompt};

/// Reads the values sent in answer to a question; `None` if it was left blank.
pub(super) fn read(item: &Item, question: &Prompt<'_>, sent: &[String]) -> Result<Option<Answer>, String> {
    let sent: Vec<&str> = sent.iter().map(|value| value.trim()).filter(|value| !value.is_empty()).collect();
    if sent.is_empty() {
        return Ok(None);
    }
    if let Some(missing) = item.missing.iter().find(|missing| sent.contains(&missing.key())) {
        return match sent.len() {
            1 => Ok(Some(Answer::Missing(*missing))),
            _ => Err(question.say(|words, asks| (words.either)(asks, question.words.reason(*missing)))),
        };
    }
    item.kind.read(&sent, question).map(Some)
}
