//! One answer, and the form it is stored in.

use common_ground_reports::scale::Missing;
use jiff::civil::Date;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One person's answer to one item.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// A point of a scale, 1 to 5.
    Rating(u8),
    /// The key of the one option chosen.
    Choice(String),
    /// The keys of the options chosen, in the order of the survey; at least one.
    Choices(Vec<String>),
    /// The keys of options, most wanted first; at least one.
    Ranking(Vec<String>),
    /// A finite number.
    Number(f64),
    /// A day.
    Date(Date),
    /// Words, trimmed; never empty.
    Text(String),
    /// No value, and why.
    Missing(Missing),
}

impl Answer {
    /// Whether the item was hidden by its condition.
    pub fn is_not_shown(&self) -> bool {
        matches!(self, Self::Missing(Missing::NotShown))
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
            Self::Missing(Missing::Skipped | Missing::NotShown) => Vec::new(),
            Self::Missing(missing) => vec![missing.key().to_owned()],
        }
    }
}

/// The stored form says by itself what it is: a bare integer is a rating, a bare string a missing answer,
/// everything else an object with one member named for its kind.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Stored {
    Rating(u8),
    Missing(Missing),
    Other(Tagged),
}

/// Numbers are stored as text, since shortest decimal text gives back the same number in every reader.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Tagged {
    One(String),
    Many(Vec<String>),
    Rank(Vec<String>),
    Number(String),
    Date(Date),
    Text(String),
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let tagged = match self.clone() {
            Self::Rating(point) => return Stored::Rating(point).serialize(serializer),
            Self::Missing(missing) => return Stored::Missing(missing).serialize(serializer),
            Self::Choice(key) => Tagged::One(key),
            Self::Choices(keys) => Tagged::Many(keys),
            Self::Ranking(keys) => Tagged::Rank(keys),
            Self::Number(number) => Tagged::Number(number.to_string()),
            Self::Date(date) => Tagged::Date(date),
            Self::Text(text) => Tagged::Text(text),
        };
        tagged.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Stored::deserialize(deserializer)? {
            Stored::Rating(point) if (1..=5).contains(&point) => Self::Rating(point),
            Stored::Rating(point) => return Err(D::Error::custom(format!("{point} is no rating"))),
            Stored::Missing(missing) => Self::Missing(missing),
            Stored::Other(Tagged::One(key)) => Self::Choice(key),
            Stored::Other(Tagged::Many(keys)) => Self::Choices(keys),
            Stored::Other(Tagged::Rank(keys)) => Self::Ranking(keys),
            Stored::Other(Tagged::Number(text)) => match text.parse::<f64>() {
                Ok(number) if number.is_finite() => Self::Number(number),
                _ => return Err(D::Error::custom(format!("`{text}` is no number"))),
            },
            Stored::Other(Tagged::Date(date)) => Self::Date(date),
            Stored::Other(Tagged::Text(text)) => Self::Text(text),
        })
    }
}
