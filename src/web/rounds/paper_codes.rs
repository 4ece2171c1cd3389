//! The signs that answers have on paper and when a sheet is keyed: numbers for points and options, letters for reasons to
//! give no value.

use common_ground_reports::scale::Missing;

use crate::survey::{ENGLISH, Item, ItemInput, Side, Survey, words};

/// A sign, the value it stands for, and what it means.
pub(crate) struct Sign {
    /// What is keyed.
    pub key: String,
    pub value: String,
    pub label: String,
}

/// The signs of an item with their labels in a language; none where words or a number are written.
pub(crate) fn signs(survey: &Survey, side: Side, item: &Item, language: &str) -> Vec<Sign> {
    let is_scale = item.kind.input() == ItemInput::Scale;
    let sign = |(index, (value, label)): (usize, (String, String))| {
        let key = if is_scale { value.clone() } else { index.to_string() };
        // Where the label of a point begins with its number, the sign says it.
        let words = label.strip_prefix(&key).map(|rest| rest.trim_start_matches(" – ").to_owned());
        Sign { label: words.filter(|_| is_scale).unwrap_or(label), key, value }
    };
    let mut signs: Vec<Sign> = (1..).zip(survey.values(item, side, language)).map(sign).collect();
    signs.extend(item.missing.iter().filter_map(|missing| {
        let sign = match missing {
            Missing::DontKnow => "d",
            Missing::NotApplicable => "n",
            Missing::PreferNotToSay => "p",
            Missing::Skipped | Missing::NotShown => return None,
        };
        let label = words::of(language).reason(*missing);
        Some(Sign { key: sign.to_owned(), value: missing.key().to_owned(), label: label.to_owned() })
    }));
    signs
}

/// What a typed entry stands for: the values a form would send. Signs may be parted by spaces and commas where several
/// may be given. What is no sign is passed on as it is, so that the check names it.
pub(crate) fn values(survey: &Survey, side: Side, item: &Item, typed: &str) -> Vec<String> {
    let signs = signs(survey, side, item, ENGLISH);
    let value = |word: &str| {
        let sign = signs.iter().find(|sign| sign.key.eq_ignore_ascii_case(word));
        sign.map_or_else(|| word.to_owned(), |sign| sign.value.clone())
    };
    match item.kind.input() {
        _ if typed.is_empty() => Vec::new(),
        ItemInput::Several { .. } | ItemInput::Ranked { .. } => {
            typed.split([' ', ',', ';']).filter(|word| !word.is_empty()).map(value).collect()
        }
        ItemInput::Scale | ItemInput::One => vec![value(typed)],
        _ => match signs.iter().find(|sign| sign.key.eq_ignore_ascii_case(typed)) {
            // A single letter in a place for words is a word, unless it is the sign for a reason.
            Some(sign) => vec![sign.value.clone()],
            None => vec![typed.to_owned()],
        },
    }
}
