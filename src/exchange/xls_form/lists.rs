//! What both ways of an XLSForm have in common: lists of choices, names, and earlier answers in a wording.

use common_ground_reports::scale::Missing;
use serde::Serialize;

use crate::survey::{
    ENGLISH, Item, ItemInput, LedgerHalf, Survey, Text,
    carried::{Piece, pieces},
    item::Role,
    words,
};

/// The longest key.
const KEY: usize = 64;

/// The list that an item chooses from.
pub(super) fn name(item: &Item) -> Option<String> {
    let of_item = || format!("item_{}", item.key);
    match item.kind.input() {
        ItemInput::Scale => Some(match item.kind.scale() {
            Some(scale) => {
                let missing = item.missing.iter().map(|missing| format!("__{}", missing.key()));
                format!("scale_{scale}{}", missing.collect::<String>())
            }
            None => of_item(),
        }),
        ItemInput::One | ItemInput::Several { .. } | ItemInput::Ranked { .. } => Some(of_item()),
        _ => None,
    }
}

/// Its choices, with those for giving no value, in these languages.
pub(super) fn choices(survey: &Survey, item: &Item, languages: &[String]) -> Vec<(String, Text)> {
    // On one side every wording is the same for both.
    let Some(side) = survey.sides.first().copied() else { return Vec::new() };
    let english = survey.values(item, side, ENGLISH);
    let mut choices: Vec<(String, Text)> =
        english.into_iter().map(|(value, label)| (value, Text::english(label))).collect();
    for language in languages.iter().filter(|language| *language != ENGLISH) {
        let points = item.kind.members().labels.unwrap_or_default();
        let values = survey.values(item, side, language).into_iter().enumerate();
        for ((value, text), (at, (_, label))) in choices.iter_mut().zip(values) {
            let translated = match (item.option(value), points.get(at)) {
                (Some(option), _) => !option.label.is_untranslated(side, language),
                (None, Some(point)) => point.translation(language).is_some(),
                (None, None) => label != text.to_string(),
            };
            if translated {
                *text = text.clone().with(language, label);
            }
        }
    }
    // Of a ranking nothing can be chosen that is no option.
    let missing = item.missing.iter().filter(|_| !matches!(item.kind.input(), ItemInput::Ranked { .. }));
    choices.extend(missing.map(|missing| {
        let label = |language: &str| words::of(language).reason(*missing).to_owned();
        let mut text = Text::english(label(ENGLISH));
        for language in languages.iter().filter(|language| *language != ENGLISH) {
            text = text.with(language, label(language));
        }
        (missing.key().to_owned(), text)
    }));
    choices
}

/// The reasons for giving no value that can be offered.
pub(super) fn offered(key: &str) -> Option<Missing> {
    let offered = [Missing::DontKnow, Missing::NotApplicable, Missing::PreferNotToSay];
    Missing::from_key(key).filter(|missing| offered.contains(missing))
}

/// A question with `${item}` in the place of earlier answers.
pub(super) fn with_references(text: &str) -> String {
    let Ok(pieces) = pieces(text) else { return text.to_owned() };
    let piece = |piece: Piece<'_>| match piece {
        Piece::Words(words) => words.to_owned(),
        Piece::Answer { item, .. } => format!("${{{item}}}"),
    };
    pieces.into_iter().map(piece).collect()
}

/// A question with places for earlier answers where `${item}` stands.
pub(super) fn with_places(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let Some((name, tail)) = after.split_once('}') else { break };
        for piece in [before, "{answer:", &key(name.trim(), "q_"), "}"] {
            out.push_str(piece);
        }
        rest = tail;
    }
    out + rest
}

/// A name as a key: what cannot stand in one becomes `_`, and a key begins with a letter.
pub(super) fn key(name: &str, before: &str) -> String {
    let letter = |c: char| {
        let c = c.to_ascii_lowercase();
        if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '_' }
    };
    let plain: String = name.chars().map(letter).collect();
    let begins = plain.starts_with(|c: char| c.is_ascii_lowercase());
    let mut key = if begins { plain } else { format!("{before}{plain}") };
    key.truncate(KEY);
    key
}

pub(super) fn role_key(role: Role) -> &'static str {
    match role {
        Role::Offer => "offer",
        Role::Expectation => "expectation",
        Role::Group => "group",
    }
}

pub(super) fn ledger_key(half: LedgerHalf) -> &'static str {
    match half {
        LedgerHalf::A => "a",
        LedgerHalf::B => "b",
    }
}

/// Some parts of a survey as they stand in its file; empty where there are none.
pub(super) fn json<T: Serialize>(parts: &[T]) -> String {
    if parts.is_empty() { String::new() } else { serde_json::to_string(parts).unwrap_or_default() }
}
