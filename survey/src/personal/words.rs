//! A text in words, each with its place.

use super::{Looks, Mark, lists};

/// One word, without the marks around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'t> {
    pub text: &'t str,
    /// Its first byte.
    pub at: usize,
    /// Whether a capital says nothing here.
    pub begins_sentence: bool,
}

impl Word<'_> {
    pub(super) fn mark(&self, looks: Looks) -> Mark {
        Mark { at: self.at..self.at + self.text.len(), looks }
    }

    /// “Mrs”, “Dr”.
    pub(super) fn is_title(&self) -> bool {
        lists::is_title(self.text)
    }

    pub(super) fn is_capitalised(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// A capital and small letters, or four capitals and more: shorter ones are nearly always abbreviations.
    pub(super) fn is_name_like(&self) -> bool {
        let letters = self.text.chars().filter(|c| c.is_alphabetic()).count();
        let small = self.text.chars().any(char::is_lowercase);
        self.is_capitalised() && letters > 1 && (small || letters > 3)
    }
}

/// The words of a text in order.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut begins_sentence = true;
    let mut from = 0;
    for part in text.split_inclusive(char::is_whitespace) {
        let at = from;
        from += part.len();
        let inner = part.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '+');
        let start = at + part.len() - inner.len();
        let whole = inner.trim_end_matches(|c: char| !c.is_alphanumeric());
        let opens = part.starts_with(['“', '"', '‘', '(', '–', '-', '•']);
        if !whole.is_empty() {
            let bare = ["'s", "’s"].iter().find_map(|owner| whole.strip_suffix(owner)).unwrap_or(whole);
            words.push(Word { text: bare, at: start, begins_sentence: begins_sentence || opens });
            begins_sentence = false;
        }
        let tail = part.trim_end();
        let is_abbreviated = lists::is_title(whole);
        let ends = tail.trim_end_matches(['”', '"', '’', ')']).ends_with(['.', '!', '?', '…', ':', ';']);
        if (ends && !is_abbreviated) || part.ends_with('\n') {
            begins_sentence = true;
        }
    }
    words
}
