//! A survey's definition: its sections, items, declared pairs and scores, and the file that holds them.

mod aims;
pub mod carried;
mod check;
mod document;
mod fault;
#[cfg(test)]
mod tests;

use common_ground_reports::scale::{self, Scale, Shape};
use serde::{Deserialize, Serialize};

use self::carried::Carried;
pub use self::fault::{DefinitionError, SurveyFault};
use super::{Item, Side, Text, Wording, item::Scales, words};

/// The newest version of the file format that this program reads. It writes the oldest that says the same.
pub const SCHEMA: u32 = 2;
/// The most questions that one person answers with care, the reporting group apart.
pub const ITEMS_MAX: usize = 15;
/// The most questions on a page that is easy to keep track of.
pub const SECTION_MAX: usize = 5;
/// What a key is, for whoever chose another.
pub(super) const KEY_RULE: &str = "a key is a small letter, then small letters, digits and `_`, at most 64";
/// How long an item takes, in seconds.
const SECONDS_AN_ITEM: usize = 15;

/// A questionnaire. Once a version has an answer it never changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survey {
    /// The permanent key, such as `staff_offer`.
    pub key: String,
    /// The version of its wording, from 1.
    pub version: u32,
    /// The heading.
    pub title: Wording,
    /// What a person reads before the first question.
    pub intro: Wording,
    /// Who can be asked; never empty.
    pub sides: Vec<Side>,
    /// How many of its aims a course picks; `None` for surveys without aims.
    pub aims_to_pick: Option<usize>,
    /// Scales beside the built-in ones.
    pub scales: Vec<ScaleDefinition>,
    /// The pages.
    pub sections: Vec<Section>,
    /// Items whose answers are compared within one person.
    pub pairs: Vec<ItemPair>,
    /// Items that may be summed when they agree well enough.
    pub scores: Vec<Score>,
}

/// A page of items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading of the page.
    pub title: Wording,
    /// The beginning that its scales share, ending in "…".
    pub stem: Option<Wording>,
    /// The items, in order.
    pub items: Vec<Item>,
}

/// A scale declared by a survey, in the languages of the survey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScaleDefinition {
    /// The key, different from every built-in one.
    pub key: String,
    /// What the middle means.
    pub shape: Shape,
    /// The labels of the values 1 to 5.
    pub labels: [Text; 5],
}

/// Two items of the same kind answered by the same person: before and after, have and want.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemPair {
    /// The item compared from ("then", "now have").
    pub left: String,
    /// The item compared to ("now", "would like").
    pub right: String,
}

/// Ratings that may form one score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// The key, different from every item's.
    pub key: String,
    /// The label in reports.
    pub label: Text,
    /// The keys of its items, at least three.
    pub items: Vec<String>,
}

impl Survey {
    /// Reads a definition; `name` is what messages call the file.
    ///
    /// # Errors
    ///
    /// [`DefinitionError`] says where the JSON breaks, or lists every rule that the definition does not keep.
    pub fn parse(name: &str, json: &str) -> Result<Self, DefinitionError> {
        let (survey, mut faults) = document::read(name, json)?;
        faults.extend(check::faults(&survey));
        if faults.is_empty() {
            return Ok(survey);
        }
        Err(DefinitionError::Faults { file: name.to_owned(), faults })
    }

    /// Reads a draft, which may still have [`Self::faults`].
    ///
    /// # Errors
    ///
    /// [`DefinitionError`] says where the JSON breaks, or which items make no sense.
    pub fn draft(name: &str, json: &str) -> Result<Self, DefinitionError> {
        let (survey, faults) = document::read(name, json)?;
        if faults.is_empty() {
            return Ok(survey);
        }
        Err(DefinitionError::Faults { file: name.to_owned(), faults })
    }

    /// Every rule that it does not keep; only a survey without faults is published.
    pub fn faults(&self) -> Vec<SurveyFault> {
        check::faults(self)
    }

    /// The definition as a file: what [`Survey::parse`] reads back as the same survey.
    pub fn to_json(&self) -> String {
        document::write(self)
    }

    /// Every item, in order.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.sections.iter().flat_map(|section| &section.items)
    }

    /// The items that a side is asked, statements included.
    pub fn items_on(&self, side: Side) -> impl Iterator<Item = &Item> {
        self.items().filter(move |item| item.is_on(side))
    }

    /// The questions that a side is asked.
    pub fn questions_on(&self, side: Side) -> impl Iterator<Item = &Item> {
        self.items_on(side).filter(|item| item.is_question())
    }

    /// The item of that key.
    pub fn item(&self, key: &str) -> Option<&Item> {
        self.items().find(|item| item.key == key)
    }

    /// The item that gives a side's reporting group.
    pub fn group_item(&self, side: Side) -> Option<&Item> {
        self.items_on(side).find(|item| item.is_group())
    }

    /// A scale by key, declared here or built in, with English labels.
    pub fn scale(&self, key: &str) -> Option<Scale> {
        let declared = self.scales.iter().find(|scale| scale.key == key).map(|declared| Scale {
            key: declared.key.clone(),
            shape: declared.shape,
            labels: declared.labels.each_ref().map(Text::to_string),
        });
        declared.or_else(|| scale::known(key))
    }

    /// The labels of a scale in a language, declared here or built in.
    pub fn scale_labels(&self, key: &str, language: &str) -> Option<[String; 5]> {
        match self.scales.iter().find(|scale| scale.key == key) {
            Some(declared) => Some(declared.labels.each_ref().map(|l| l.in_language(language).to_owned())),
            None => words::of(language).scale(key),
        }
    }

    /// What there is to select for an item: each value as it is sent, and what a side reads for it.
    pub fn values(&self, item: &Item, side: Side, language: &str) -> Vec<(String, String)> {
        item.kind.values(self, side, language)
    }

    /// A question as one whole sentence, as those read it who do not answer: the section's stem and the item's end of it.
    pub fn question(&self, item: &Item, side: Side, language: &str) -> String {
        self.question_with(item, side, language, Carried::Called)
    }

    /// The same with something in the place of earlier answers.
    pub fn question_with(&self, item: &Item, side: Side, language: &str, carried: Carried<'_>) -> String {
        let section = self.sections.iter().find(|section| section.items.iter().any(|i| i.key == item.key));
        let question = section.map_or_else(String::new, |section| section.question(item, side, language));
        carried::filled(self, &question, side, language, carried)
    }

    /// A wording with something in the place of earlier answers.
    pub fn read(&self, wording: &Wording, side: Side, language: &str, carried: Carried<'_>) -> String {
        carried::filled(self, wording.read(side, language), side, language, carried)
    }

    /// The keys under which answers in words are kept: those of items, and those of what is written beside “other”.
    pub fn open_answers(&self) -> Vec<String> {
        let key = |item: &Item| {
            if item.kind.input().is_text() { Some(item.key.clone()) } else { item.other_key() }
        };
        self.items().filter_map(key).collect()
    }

    /// What an answer in words is given to, by the key under which it is kept: the question, and the option beside which it
    /// was written. None where the side is asked no such thing.
    pub fn asked_in_words(&self, key: &str, side: Side, language: &str) -> Option<String> {
        if let Some(item) = self.items_on(side).find(|item| item.key == key) {
            return Some(self.question(item, side, language));
        }
        let item = self.items_on(side).find(|item| item.other_key().as_deref() == Some(key))?;
        let other = item.kind.other().and_then(|option| item.option(option))?;
        Some(format!("{} – {}", self.question(item, side, language), other.label.read(side, language)))
    }

    /// The languages in which its title can be read, English first.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.title.texts().next().into_iter().flat_map(Text::languages)
    }

    /// How long it takes, in whole minutes, for the side that is asked most.
    pub fn minutes(&self) -> usize {
        let counts = |item: &Item| item.is_question() && !item.paper_only;
        let items = self.sides.iter().map(|side| self.count_asked(*side, counts)).max().unwrap_or(0);
        (items * SECONDS_AN_ITEM).div_ceil(60)
    }
}

impl Scales for Survey {
    fn labels_of(&self, scale: &str, language: &str) -> Option<Vec<String>> {
        self.scale_labels(scale, language).map(Vec::from)
    }
}

impl Section {
    /// A question of this section as one whole sentence, with the places for earlier answers as they are written.
    pub fn question(&self, item: &Item, side: Side, language: &str) -> String {
        let text = item.text.read(side, language);
        let stem = self.stem.as_ref().filter(|_| item.completes_stem()).map(|stem| stem.read(side, language));
        match stem.map(|stem| stem.trim_end_matches(['…', '.', ' '])) {
            Some(stem) if !stem.is_empty() => format!("{stem} {text}"),
            _ => text.to_owned(),
        }
    }
}
