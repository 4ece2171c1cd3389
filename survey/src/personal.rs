//! Words in an open answer that may point at a person: names, phone numbers, addresses, job titles, one child; and
//! words that may mean harm. It marks rather too much than too little, because a person reads every mark; it never
//! decides anything by itself.

mod harm;
mod lists;
mod words;

use std::ops::Range;

pub use self::harm::{Worry, worry};
use self::words::{Word, words};

/// What stands in the place of words that were cut.
pub const CUT: &str = "[…]";

/// What some words look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looks {
    /// The name of a person or an organisation.
    Name,
    /// A phone number.
    Phone,
    /// An email address.
    Email,
    Postcode,
    /// A job that perhaps one person has.
    Job,
    /// One child.
    Child,
    /// Harm to somebody.
    Harm,
}

impl Looks {
    /// The same in words, after the words marked.
    pub fn words(self) -> &'static str {
        match self {
            Self::Name => "looks like a name",
            Self::Phone => "looks like a phone number",
            Self::Email => "looks like an email address",
            Self::Postcode => "looks like a postcode",
            Self::Job => "looks like a job title",
            Self::Child => "may be about one child",
            Self::Harm => "may mean harm to somebody",
        }
    }

    /// Whether leaving the words out leaves out who is meant. What may mean harm, or is about a child, stays for a
    /// person to read.
    pub fn is_left_out(self) -> bool {
        !matches!(self, Self::Child | Self::Harm)
    }
}

/// Some words of a text, by their place in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where they are.
    pub at: Range<usize>,
    /// What they look like.
    pub looks: Looks,
}

/// Marks the words that may point at a person, in order. `known` are names that everybody knows, such as that of the
/// course's place.
pub fn marks(text: &str, known: &[&str]) -> Vec<Mark> {
    let words = words(text);
    let mut found = phones(text);
    found.extend(emails(&words));
    found.extend(postcodes(&words));
    found.extend(harm::harm(text));
    found.extend(harm::children(text));
    found.extend(jobs(text));
    found.extend(names(text, &words, known));
    // What was found first is the surest.
    let mut marks: Vec<Mark> = Vec::new();
    for mark in found {
        if !marks.iter().any(|kept| kept.at.start < mark.at.end && mark.at.start < kept.at.end) {
            marks.push(mark);
        }
    }
    marks.sort_by_key(|mark| mark.at.start);
    marks
}

/// Whether a person must read a comment by itself before it is quoted: for what `words` of it would be quoted, or for
/// what the whole `text` may mean.
pub fn is_marked(words: &str, text: &str, known: &[&str]) -> bool {
    !marks(words, known).is_empty() || worry(text) > Worry::None
}

/// How much a person must look at a comment, least first. The numbers are kept with the comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attention {
    /// Nothing in it is marked.
    Nothing = 0,
    /// Words in it may point at a person.
    Marked = 1,
    /// It may mean harm to somebody.
    Harm = 2,
    /// It may mean harm to a child.
    Child = 3,
}

impl Attention {
    /// Every one, least first.
    pub const ALL: [Self; 4] = [Self::Nothing, Self::Marked, Self::Harm, Self::Child];

    /// How much a comment needs, of whose `text` these `words` may be quoted; see [`is_marked`].
    pub fn of(words: &str, text: &str, known: &[&str]) -> Self {
        match worry(text) {
            Worry::Child => Self::Child,
            Worry::Somebody => Self::Harm,
            Worry::None if is_marked(words, text, known) => Self::Marked,
            Worry::None => Self::Nothing,
        }
    }
}

/// The text with [`CUT`] in the place of what is marked.
pub fn redacted(text: &str, marks: &[Mark]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for mark in marks {
        kept.push_str(text.get(from..mark.at.start).unwrap_or_default());
        kept.push_str(CUT);
        from = mark.at.end;
    }
    kept.push_str(text.get(from..).unwrap_or_default());
    kept
}

/// Whether a text is another with words left out and nothing added: nobody is quoted with words they did not write.
pub fn is_cut_of(cut: &str, whole: &str) -> bool {
    let flowing = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (cut, whole) = (flowing(cut), flowing(whole));
    let mut rest = whole.as_str();
    for part in cut.split(CUT).map(str::trim).filter(|part| !part.is_empty()) {
        match rest.find(part) {
            Some(at) => rest = rest.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    true
}

/// Runs of 10 to 13 digits that begin as British or international numbers do, however they are spaced.
fn phones(text: &str) -> Vec<Mark> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(rest) = text.get(from..) {
        let Some(start) = rest.find(|c: char| c.is_ascii_digit() || c == '+' || c == '(') else { break };
        let start = from + start;
        let tail = text.get(start..).unwrap_or_default();
        let part = |c: char| c.is_ascii_digit() || matches!(c, '+' | ' ' | '(' | ')' | '-' | '.' | '\u{a0}');
        let length = tail.find(|c| !part(c)).unwrap_or(tail.len());
        let run = tail.get(..length).unwrap_or_default();
        let number = run.trim_end_matches(|c: char| !c.is_ascii_digit());
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let begins = digits.starts_with('0') || number.starts_with('+') || digits.starts_with("44");
        if begins && (10..=13).contains(&digits.len()) {
            found.push(Mark { at: start..start + number.len(), looks: Looks::Phone });
        }
        from = start + length.max(1);
    }
    found
}

fn emails<'t>(words: &'t [Word<'t>]) -> impl Iterator<Item = Mark> + 't {
    let is_email = |text: &str| {
        text.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.split('.').count() > 1 && host.split('.').all(|part| !part.is_empty())
        })
    };
    words.iter().filter(move |word| is_email(word.text)).map(|word| word.mark(Looks::Email))
}

fn postcodes<'t>(words: &'t [Word<'t>]) -> impl Iterator<Item = Mark> + 't {
    (0..words.len()).filter_map(|place| {
        let word = words.get(place)?;
        if let Some(split) = word.text.len().checked_sub(3)
            && word.text.is_char_boundary(split)
        {
            let (outward, inward) = word.text.split_at(split);
            if is_outward(outward) && is_inward(inward) {
                return Some(word.mark(Looks::Postcode));
            }
        }
        let next = words.get(place + 1)?;
        (is_outward(word.text) && is_inward(next.text))
            .then(|| Mark { at: word.at..next.at + next.text.len(), looks: Looks::Postcode })
    })
}

/// “E15”, “SW1A”: one or two letters, a digit, perhaps a digit or letter.
fn is_outward(text: &str) -> bool {
    let shape: String = text.chars().map(shape).collect();
    ["a9", "a99", "a9a", "aa9", "aa99", "aa9a"].contains(&shape.as_str())
}

/// “1XA”: a digit and two letters.
fn is_inward(text: &str) -> bool {
    text.chars().map(shape).collect::<String>() == "9aa"
}

fn shape(letter: char) -> char {
    if letter.is_ascii_digit() {
        '9'
    } else if letter.is_ascii_alphabetic() {
        'a'
    } else {
        '-'
    }
}

/// Job titles in the singular, as whole words.
fn jobs(text: &str) -> Vec<Mark> {
    let lower = text.to_ascii_lowercase();
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut found = Vec::new();
    for job in lists::jobs() {
        for (at, _) in lower.match_indices(job) {
            let end = at + job.len();
            let before = lower.get(..at).and_then(|before| before.chars().next_back());
            let after = lower.get(end..).and_then(|after| after.chars().next());
            if !is_letter(before) && !is_letter(after) {
                found.push(Mark { at: at..end, looks: Looks::Job });
            }
        }
    }
    found
}

/// Capitalised words within a sentence, and whatever follows a title. Neighbours make one name.
fn names(text: &str, words: &[Word<'_>], known: &[&str]) -> Vec<Mark> {
    let known: Vec<String> =
        known.iter().flat_map(|name| name.split_whitespace()).map(str::to_lowercase).collect();
    let is_known = |word: &Word<'_>| {
        let lower = word.text.to_lowercase();
        lists::is_common(&lower) || known.contains(&lower)
    };
    let mut found: Vec<Mark> = Vec::new();
    for (place, word) in words.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|place| words.get(place));
        let after = words.get(place + 1).filter(|next| !next.begins_sentence);
        let titled = before.is_some_and(Word::is_title) && word.is_capitalised();
        let opens_name = || {
            // “Dana Whitfield helped”: the second word tells that the first is no mere beginning.
            let tells = |next: &Word<'_>| next.is_name_like() && !next.is_title() && !is_known(next);
            after.is_some_and(tells) && word.is_name_like()
        };
        let is_name = titled
            || word.is_title() && after.is_some_and(Word::is_capitalised)
            || word.is_name_like() && !is_known(word) && (!word.begins_sentence || opens_name());
        if !is_name {
            continue;
        }
        let end = word.at + word.text.len();
        match found.last_mut() {
            Some(last) if is_gap(text.get(last.at.end..word.at)) => last.at.end = end,
            _ => found.push(Mark { at: word.at..end, looks: Looks::Name }),
        }
    }
    found
}

/// Whether nothing but space, or the point of a title, parts two words of one name.
fn is_gap(between: Option<&str>) -> bool {
    between.is_some_and(|between| between.trim().trim_matches('.').is_empty() && !between.contains('\n'))
}

#[cfg(test)]
mod tests;
