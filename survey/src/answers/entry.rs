//! One entry of a form: the values sent for an item become an answer, or a message saying what to change.

use std::borrow::Cow;

use super::entered::QuestionEntry;
use crate::{
    Answer, Answers, Item, ItemInput,
    item::{Behaviour, EntryPrompt, ShortText},
};

/// Reads what was sent in answer to a question; none if it was not among what was sent, and a blank as no answer. Whoever
/// wrote something beside “other” and chose nothing else there, or may choose several, has chosen “other”.
pub(super) fn read(
    item: &Item,
    question: &EntryPrompt<'_>,
    entry: QuestionEntry<'_, '_>,
) -> Option<Result<Option<Answer>, String>> {
    let other = item.kind.other().filter(|_| !entry.written().is_empty());
    if entry.is_missing() && other.is_none() {
        return None;
    }
    let mut given = entry.given();
    Some(match (given.next(), given.next(), other) {
        (None, _, None) => Ok(None),
        (Some(one), None, None) => checked(item, question, &[one]).map(Some),
        (first, second, other) => {
            let mut sent: Vec<&str> = first.into_iter().chain(second).chain(given).collect();
            let may_add = sent.is_empty() || matches!(item.kind.input(), ItemInput::Several { .. });
            sent.extend(other.filter(|other| may_add && !sent.contains(other)));
            checked(item, question, &sent).map(Some)
        }
    })
}

/// Reads values that are not blank, at least one of them.
fn checked(item: &Item, question: &EntryPrompt<'_>, sent: &[&str]) -> Result<Answer, String> {
    if let Some(missing) = item.missing.iter().find(|missing| sent.contains(&missing.key())) {
        return match sent.len() {
            1 => Ok(Answer::Missing(*missing)),
            _ => Err(question.say(|words, asks| (words.either)(asks, question.words.reason(*missing)))),
        };
    }
    item.kind.read(sent, question)
}

/// Reads what was written beside “other”, which is kept under a key: it is kept where that was chosen.
pub(super) fn beside<'b>(
    item: &Item,
    key: &str,
    question: &EntryPrompt<'_>,
    before: &'b Answers,
    entry: QuestionEntry<'_, '_>,
    given: Option<&Answer>,
) -> Result<Option<Cow<'b, Answer>>, String> {
    let Some(other) = item.kind.other() else { return Ok(None) };
    let is_chosen = given.is_some_and(|given| given.gives(other));
    match (entry.written(), entry.beside.is_empty()) {
        ("", false) => Ok(None),
        ("", true) => Ok(before.get(key).filter(|_| is_chosen).map(Cow::Borrowed)),
        (words, _) if is_chosen => ShortText.read(&[words], question).map(|words| Some(Cow::Owned(words))),
        // What is wrong with the choice is said beside it.
        _ if given.is_none() => Ok(None),
        _ => {
            let label =
                item.option(other).map_or("", |option| option.label.read(question.side, question.language));
            Err(question.say(|words, asks| (words.beside_another)(asks, label)))
        }
    }
}
