//! The short way to read a document: compact, its items in the order of their keys, no word escaped. Most are like that
//! on SQLite. Whatever is not takes the long way.

use std::borrow::Cow;

use super::{Answer, DocumentText, Missing, Place};

/// Puts the answers of a document in their places; none when it is not plain, and then some may be in place already.
pub(super) fn read<'d>(places: &mut [Place<'_, 'd>], document: &'d str) -> Option<()> {
    let mut rest = document.strip_prefix('{')?;
    for place in places {
        let Some(after) = rest.strip_prefix(&*place.before) else { continue };
        rest = answer(&mut place.answer, after)?;
        match rest.as_bytes() {
            [b',', ..] => rest = &rest[1..],
            b"}" => return Some(()),
            _ => return None,
        }
    }
    None
}

/// Reads one answer, and returns what follows it.
fn answer<'d>(place: &mut Option<Answer<DocumentText<'d>>>, text: &'d str) -> Option<&'d str> {
    let rest = match *text.as_bytes() {
        [point @ b'1'..=b'5', ..] => {
            *place = Some(Answer::Rating(point - b'0'));
            &text[1..]
        }
        [b'{', ..] => {
            let (member, rest) = text[1..].strip_prefix('"')?.split_once('"')?;
            let (words, rest) = rest.strip_prefix(":\"")?.split_once('"')?;
            let is_plain = !words.contains('\\');
            let words = DocumentText(Cow::Borrowed(words));
            *place = Some(match member {
                "one" if is_plain => Answer::Choice(words),
                "text" if is_plain => Answer::Text(words),
                _ => return None,
            });
            rest.strip_prefix('}')?
        }
        _ => {
            let (why, rest) = text.strip_prefix('"')?.split_once('"')?;
            *place = Some(Answer::Missing(Missing::ALL.into_iter().find(|missing| missing.key() == why)?));
            rest
        }
    };
    Some(rest)
}
