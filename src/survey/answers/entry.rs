//! One entry of a form: the values sent for an item become an answer, or a message saying what to change.

use std::borrow::Cow;

use super::{Answers, Raw};
use crate::survey::answer::Answer;
use crate::survey::item::{Behaviour, EntryPrompt, Item, ItemInput, ShortText};

/// The values sent for an item; none if it was not among what was sent. Whoever wrote something beside “other” and chose
/// nothing else there, or may choose several, has chosen “other”.
pub(super) fn sent<'r>(item: &Item, raw: &'r Raw) -> Option<Cow<'r, [String]>> {
    let sent = raw.get(&item.key);
    let Some(other) = item.kind.other().filter(|_| !written(item, raw).is_empty()) else {
        return sent.map(|sent| Cow::Borrowed(&**sent));
    };
    let mut sent: Vec<String> =
        sent.into_iter().flatten().filter(|value| !value.trim().is_empty()).cloned().collect();
    let may_add = sent.is_empty() || matches!(item.kind.input(), ItemInput::Several { .. });
    if may_add && !sent.iter().any(|value| value == other) {
        sent.push(other.to_owned());
    }
    Some(Cow::Owned(sent))
}

/// What was sent as written beside “other”.
fn written<'r>(item: &Item, raw: &'r Raw) -> &'r str {
    let sent = item.other_key().and_then(|key| raw.get(&key));
    sent.and_then(|sent| sent.first()).map_or("", |words| words.trim())
}

/// Reads what was written beside “other”: it is kept where that was chosen.
pub(super) fn beside(
    item: &Item,
    question: &EntryPrompt<'_>,
    before: &Answers,
    raw: &Raw,
    given: Option<&Answer>,
) -> Result<Option<Answer>, String> {
    let (Some(key), Some(other)) = (item.other_key(), item.kind.other()) else { return Ok(None) };
    let is_chosen = given.is_some_and(|given| given.gives(other));
    match (written(item, raw), raw.contains_key(&key)) {
        ("", true) => Ok(None),
        ("", false) => Ok(before.get(&key).filter(|_| is_chosen).cloned()),
        (words, _) if is_chosen => ShortText.read(&[words], question).map(Some),
        // What is wrong with the choice is said beside it.
        _ if given.is_none() => Ok(None),
        _ => {
            let label =
                item.option(other).map_or("", |option| option.label.read(question.side, question.language));
            Err(question.say(|words, asks| (words.beside_another)(asks, label)))
        }
    }
}

/// Reads the values sent in answer to a question; `None` if it was left blank.
pub(super) fn read(
    item: &Item,
    question: &EntryPrompt<'_>,
    sent: &[String],
) -> Result<Option<Answer>, String> {
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
