//! Wording: a text in one or more languages, the same for both sides or one for each.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Error, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Side;

/// The language that every text has, and that stands in for one not yet translated.
pub const ENGLISH: &str = "en";

/// A text in English and perhaps other languages.
///
/// In JSON a plain string is English; otherwise an object from language code to string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    english: String,
    /// Other languages by code; never English.
    others: BTreeMap<String, String>,
}

impl Text {
    /// A text in English alone.
    pub fn english(text: impl Into<String>) -> Self {
        Self { english: text.into(), others: BTreeMap::new() }
    }

    /// The same text with a translation added or replaced.
    #[must_use]
    pub fn with(mut self, language: &str, text: impl Into<String>) -> Self {
        if language == ENGLISH {
            self.english = text.into();
        } else {
            self.others.insert(language.to_owned(), text.into());
        }
        self
    }

    /// The same text without its translation into a language.
    #[must_use]
    pub fn without(mut self, language: &str) -> Self {
        self.others.remove(language);
        self
    }

    /// Its translation into a language, if it has one; English has no other.
    pub fn translation(&self, language: &str) -> Option<&str> {
        self.others.get(language).map(String::as_str)
    }

    /// The text in a language, or in English while there is no translation.
    pub fn in_language(&self, language: &str) -> &str {
        self.others.get(language).unwrap_or(&self.english)
    }

    /// The codes of the languages it has, English first.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        std::iter::once(ENGLISH).chain(self.others.keys().map(String::as_str))
    }

    /// Whether any of its languages has nothing to read.
    pub fn has_blank(&self) -> bool {
        std::iter::once(&self.english).chain(self.others.values()).any(|text| text.trim().is_empty())
    }
}

/// The English text.
impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.english)
    }
}

/// A text for whoever reads it: one for all, or one for each side.
///
/// In JSON as [`Text`], or an object with `library` and `partner`, each a [`Text`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wording {
    /// Both sides read the same.
    Same(Text),
    /// Each side has its own; a side without one is not asked.
    BySide {
        /// What library staff read.
        library: Option<Text>,
        /// What partners read.
        partner: Option<Text>,
    },
}

impl Wording {
    /// The same English for both sides.
    pub fn english(text: impl Into<String>) -> Self {
        Self::Same(Text::english(text))
    }

    /// What a side reads, if anything.
    pub fn on(&self, side: Side) -> Option<&Text> {
        match (self, side) {
            (Self::Same(text), _) => Some(text),
            (Self::BySide { library, .. }, Side::Library) => library.as_ref(),
            (Self::BySide { partner, .. }, Side::Partner) => partner.as_ref(),
        }
    }

    /// What a side reads in a language; empty where the side has no wording.
    pub fn read(&self, side: Side, language: &str) -> &str {
        self.on(side).map_or("", |text| text.in_language(language))
    }

    /// Whether a side reads English where another language was asked for.
    pub fn is_untranslated(&self, side: Side, language: &str) -> bool {
        language != ENGLISH && self.on(side).is_some_and(|text| text.translation(language).is_none())
    }

    /// Whether all these sides have something to read.
    pub fn is_worded(&self, sides: &[Side]) -> bool {
        sides.iter().all(|side| self.on(*side).is_some()) && !self.texts().any(Text::has_blank)
    }

    /// Every text in it.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        let (one, other) = match self {
            Self::Same(text) => (Some(text), None),
            Self::BySide { library, partner } => (library.as_ref(), partner.as_ref()),
        };
        one.into_iter().chain(other)
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.others.is_empty() {
            return serializer.serialize_str(&self.english);
        }
        let mut map = serializer.serialize_map(Some(self.others.len() + 1))?;
        map.serialize_entry(ENGLISH, &self.english)?;
        for (language, text) in &self.others {
            map.serialize_entry(language, text)?;
        }
        map.end()
    }
}

impl Serialize for Wording {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (library, partner) = match self {
            Self::Same(text) => return text.serialize(serializer),
            Self::BySide { library, partner } => (library, partner),
        };
        let mut map = serializer.serialize_map(None)?;
        for (side, text) in [(Side::Library, library), (Side::Partner, partner)] {
            if let Some(text) = text {
                map.serialize_entry(side.key(), text)?;
            }
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.deserialize_any(WordingVisitor)? {
            Wording::Same(text) => Ok(text),
            Wording::BySide { .. } => Err(D::Error::custom("this text is the same for both sides")),
        }
    }
}

impl<'de> Deserialize<'de> for Wording {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WordingVisitor)
    }
}

/// Reads every form of a text, so that a mistake is named where it stands.
struct WordingVisitor;

impl<'de> Visitor<'de> for WordingVisitor {
    type Value = Wording;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, or texts by language (`en`, `cy`, …) or by side (`library`, `partner`)")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Wording, E> {
        Ok(Wording::english(text))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Wording, A::Error> {
        let mut sides: BTreeMap<Side, Text> = BTreeMap::new();
        let mut languages: BTreeMap<String, String> = BTreeMap::new();
        while let Some(key) = map.next_key::<String>()? {
            let again = match Side::from_key(&key) {
                Some(side) => sides.insert(side, map.next_value()?).is_some(),
                None if is_language(&key) => languages.insert(key.clone(), map.next_value()?).is_some(),
                None => return Err(A::Error::custom(format!("`{key}` is neither a language nor a side"))),
            };
            if again {
                return Err(A::Error::custom(format!("`{key}` stands twice in one text")));
            }
        }
        match (sides.is_empty(), languages.remove(ENGLISH)) {
            (true, Some(english)) => Ok(Wording::Same(Text { english, others: languages })),
            (true, None) => Err(A::Error::custom("a text needs English (`en`)")),
            (false, None) if languages.is_empty() => Ok(Wording::BySide {
                library: sides.remove(&Side::Library),
                partner: sides.remove(&Side::Partner),
            }),
            (false, _) => Err(A::Error::custom("a text is by side or by language; put the languages inside")),
        }
    }
}

/// Whether a key looks like a language code: `cy`, `pt-BR`, `zh-Hant`.
fn is_language(key: &str) -> bool {
    let (language, region) = key.split_once('-').map_or((key, None), |(l, r)| (l, Some(r)));
    (2..=3).contains(&language.len())
        && language.bytes().all(|b| b.is_ascii_lowercase())
        && region.is_none_or(|r| (2..=8).contains(&r.len()) && r.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// The longest key, in bytes: what the narrowest analysis program takes as a variable name.
const KEY_MAX: usize = 64;

/// What a place for an answer begins with.
pub(crate) const OPENS: &str = "{answer:";

/// Whether a wording has a place for an answer.
pub fn carries(text: &str) -> bool {
    text.contains(OPENS)
}

/// Whether a string can be a key of a survey, an item, a scale or an option: a name in files, forms, tallies and other
/// programs.
pub(crate) fn is_key(key: &str) -> bool {
    key.len() <= KEY_MAX
        && key.starts_with(|c: char| c.is_ascii_lowercase())
        && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_translation_is_read_in_english() {
        let text = Text::english("Hello").with("cy", "Helo");
        assert_eq!(text.in_language("cy"), "Helo");
        assert_eq!(text.in_language("pl"), "Hello");
    }

    #[test]
    fn each_side_reads_its_own_wording() {
        let wording: Wording =
            serde_json::from_str(r#"{"library": "us", "partner": {"en": "you", "cy": "chi"}}"#).unwrap();
        assert_eq!(wording.read(Side::Library, "cy"), "us");
        assert_eq!(wording.read(Side::Partner, "cy"), "chi");
    }

    #[test]
    fn a_text_that_mixes_sides_and_languages_is_refused() {
        for json in [r#"{"en": "a", "partner": "b"}"#, r#"{"cy": "a"}"#, "{}", r#"{"everyone": "a"}"#, "3"] {
            assert!(serde_json::from_str::<Wording>(json).is_err(), "{json} was accepted");
        }
    }
}
