//! One answer, those of one person, and the form they are stored in.

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
};

use common_ground_reports::scale::Missing;
use jiff::civil::Date;
use serde::de::{DeserializeSeed, Error, IgnoredAny, IntoDeserializer, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Side;

/// One person's answer to one item. `W` is what holds its words: text of its own, or that of the document it was read
/// from.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer<W = String> {
    /// A point of a scale, 1 to 5.
    Rating(u8),
    /// The key of the one option chosen.
    Choice(W),
    /// The keys of the options chosen, in the order of the survey; at least one.
    Choices(Vec<W>),
    /// The keys of options, most wanted first; at least one.
    Ranking(Vec<W>),
    /// A finite number.
    Number(f64),
    /// A day.
    Date(Date),
    /// Words, trimmed; never empty.
    Text(W),
    /// No value, and why.
    Missing(Missing),
}

impl Answer {
    /// Whether the item was hidden by its condition.
    pub fn is_not_shown(&self) -> bool {
        matches!(self, Self::Missing(Missing::NotShown))
    }

    /// Whether nothing was given: the question was left blank, or not put to the person.
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Missing(Missing::Skipped | Missing::NotShown))
    }

    /// The reason for having no value, if it has none.
    pub fn missing(&self) -> Option<Missing> {
        match self {
            Self::Missing(missing) => Some(*missing),
            _ => None,
        }
    }

    /// Whether it gives a value as conditions name it: `1` to `5`, an option key, or a missing key.
    pub fn gives(&self, value: &str) -> bool {
        match self {
            Self::Rating(point) => value.parse() == Ok(*point),
            Self::Choice(key) => key == value,
            Self::Choices(keys) => keys.iter().any(|key| key == value),
            Self::Missing(missing) => missing.key() == value,
            Self::Ranking(_) | Self::Number(_) | Self::Date(_) | Self::Text(_) => false,
        }
    }

    /// The values that a form holds for this answer: what a person would have sent to give it.
    pub fn form_values(&self) -> Vec<String> {
        match self {
            Self::Rating(point) => vec![point.to_string()],
            Self::Choice(key) => vec![key.clone()],
            Self::Choices(keys) | Self::Ranking(keys) => keys.clone(),
            Self::Number(number) => vec![number.to_string()],
            Self::Date(date) => vec![date.to_string()],
            Self::Text(text) => vec![text.clone()],
            Self::Missing(_) if self.is_blank() => Vec::new(),
            Self::Missing(missing) => vec![missing.key().to_owned()],
        }
    }
}

/// What a form sent: item key to the values given for it.
pub type Raw = HashMap<String, Vec<String>>;

/// Answers by item key, in the order of the keys.
///
/// Stored as one compact JSON object. Each value says by itself what it is:
///
/// | stored | answer |
/// |---|---|
/// | `4` | a rating |
/// | `"dk"` | no value, and why: `na`, `not_shown`, `pns`, `dk`, `skipped` |
/// | `{"one":"school"}` | the option chosen |
/// | `{"many":["a","b"]}` | the options chosen |
/// | `{"rank":["b","a"]}` | options, most wanted first |
/// | `{"number":"2.5"}` | a number |
/// | `{"date":"2026-05-14"}` | a day |
/// | `{"text":"More time"}` | words |
///
/// What was written beside the option for “other” is kept under a key of its own: [`super::Item::other_key`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<String, Answer>);

impl Answers {
    /// The document to store: the same answers always give the same bytes.
    pub fn to_json(&self) -> String {
        // Text keys and plain values: nothing that could fail to become JSON.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The answer to an item; `None` while it has not been put to the person.
    pub fn get(&self, item: &str) -> Option<&Answer> {
        self.0.get(item)
    }

    /// Records an answer.
    pub fn insert(&mut self, item: impl Into<String>, answer: Answer) {
        self.0.insert(item.into(), answer);
    }

    /// Takes an answer out, as erasing one comment does.
    pub fn remove(&mut self, item: &str) -> Option<Answer> {
        self.0.remove(item)
    }

    /// Whether no question has been put to the person.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Item keys and answers, by key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Answer)> {
        self.0.iter().map(|(key, answer)| (key.as_str(), answer))
    }

    /// The reporting group: what the group item of either side says; empty while it is not known.
    pub fn group(&self) -> &str {
        let answer = Side::ALL.into_iter().find_map(|side| self.get(side.group_item()));
        match answer {
            Some(Answer::Choice(group)) => group,
            _ => "",
        }
    }

    /// What a form would send to give these answers.
    pub fn to_raw(&self) -> Raw {
        self.iter().map(|(key, answer)| (key.to_owned(), answer.form_values())).collect()
    }
}

impl FromIterator<(String, Answer)> for Answers {
    fn from_iter<T: IntoIterator<Item = (String, Answer)>>(answers: T) -> Self {
        Self(answers.into_iter().collect())
    }
}

/// The member of a stored object that says which kind of answer it is.
#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Member {
    One,
    Many,
    Rank,
    Number,
    Date,
    Text,
}

/// The stored form says by itself what it is: a bare integer is a rating, a bare string a missing answer, everything
/// else an object with one member named for its kind. Numbers are stored as text, since shortest decimal text gives
/// back the same number in every reader.
impl<W: Serialize> Serialize for Answer<W> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        fn object<S: Serializer>(
            to: S,
            member: &'static str,
            value: &(impl Serialize + ?Sized),
        ) -> Result<S::Ok, S::Error> {
            to.serialize_newtype_variant("Answer", 0, member, value)
        }
        match self {
            Self::Rating(point) => serializer.serialize_u8(*point),
            Self::Missing(missing) => missing.serialize(serializer),
            Self::Choice(key) => object(serializer, "one", key),
            Self::Choices(keys) => object(serializer, "many", keys),
            Self::Ranking(keys) => object(serializer, "rank", keys),
            Self::Number(number) => object(serializer, "number", &number.to_string()),
            Self::Date(date) => object(serializer, "date", date),
            Self::Text(text) => object(serializer, "text", text),
        }
    }
}

impl<'de, W: Deserialize<'de>> Deserialize<'de> for Answer<W> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut answer = None;
        StoredForm(&mut answer).deserialize(deserializer)?;
        answer.ok_or_else(|| D::Error::missing_field("answer"))
    }
}

/// Reads the stored form into its place.
pub(super) struct StoredForm<'p, W>(pub(super) &'p mut Option<Answer<W>>);

impl<'de, W: Deserialize<'de>> DeserializeSeed<'de> for StoredForm<'_, W> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, W: Deserialize<'de>> Visitor<'de> for StoredForm<'_, W> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an answer: a rating, why there is none, or an object with one member")
    }

    fn visit_u64<E: Error>(self, point: u64) -> Result<(), E> {
        match u8::try_from(point) {
            Ok(point @ 1..=5) => *self.0 = Some(Answer::Rating(point)),
            _ => return Err(E::custom(format!("{point} is no rating"))),
        }
        Ok(())
    }

    fn visit_str<E: Error>(self, why: &str) -> Result<(), E> {
        *self.0 = Some(Answer::Missing(Missing::deserialize(why.into_deserializer())?));
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let Some(member) = object.next_key()? else {
            return Err(A::Error::invalid_length(0, &self));
        };
        *self.0 = Some(match member {
            Member::One => Answer::Choice(object.next_value()?),
            Member::Many => Answer::Choices(object.next_value()?),
            Member::Rank => Answer::Ranking(object.next_value()?),
            Member::Number => Answer::Number(object.next_value::<Number>()?.0),
            Member::Date => Answer::Date(object.next_value()?),
            Member::Text => Answer::Text(object.next_value()?),
        });
        match object.next_key::<IgnoredAny>()? {
            None => Ok(()),
            Some(_) => Err(A::Error::invalid_length(2, &self)),
        }
    }
}

/// A finite number in its text.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Number(f64);

impl TryFrom<String> for Number {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
            .ok()
            .filter(|number: &f64| number.is_finite())
            .map(Self)
            .ok_or_else(|| format!("`{text}` is no number"))
    }
}
