//! Changing a draft step by step. A draft may be incomplete: [`gaps`] says what it still needs before it is published. A
//! question that is added or changed keeps the rules of questions, or the step is refused.
//!
//! An item key is made once. It is never given to another question, or old answers would be counted under it.

pub mod from_card;
pub mod gaps;
pub mod options;
#[cfg(test)]
mod tests;
pub mod translation;

use std::collections::BTreeSet;

use deunicode::deunicode;
use thiserror::Error;

use super::{Item, Section, Side, Survey, Text, Wording, definition::SurveyFault, templates};

/// Letters of a key that is made from a label; the rest of what is allowed is room for a number.
const KEY_LETTERS: usize = 40;
/// The most questions that a draft holds, far more than anybody answers.
const ITEMS_MAX: usize = 200;
/// The most sections that a draft holds.
const SECTIONS_MAX: usize = 50;
/// The ready-made surveys whose group questions are offered.
const GROUPS_FROM: [&str; 2] = ["staff_offer", "partner_expect"];

/// One change.
#[derive(Clone, Debug)]
pub enum EditStep {
    /// Another title and introduction.
    Words {
        title: Wording,
        /// What is read before the first question.
        intro: Wording,
    },
    /// A new section without questions at the end.
    AddSection(Section),
    /// Another heading and opening words for a section.
    ChangeSection {
        /// Which, from 0.
        section: usize,
        /// The heading.
        title: Wording,
        /// The beginning that its ratings share.
        stem: Option<Wording>,
    },
    /// A section with its questions one place up or down.
    ShiftSection(usize, Way),
    /// A section taken out with its questions.
    RemoveSection(usize),
    /// A new item.
    Add {
        /// Where.
        place: ItemPlace,
        /// The item; its key is new.
        item: Box<Item>,
    },
    /// The question that says which group people of this side belong to, as the ready-made surveys ask it.
    AddGroup(Side),
    /// Other words or answers for an item; its key and kind stay.
    Change(Box<Item>),
    /// A copy of an item after it, under a key of its own.
    Duplicate(String),
    /// An item one place up or down, over the edge of its section.
    Shift(String, Way),
    /// An item in another place.
    Move {
        /// Its key.
        item: String,
        /// Where it goes.
        place: ItemPlace,
    },
    /// An item taken out, with the pairs and scores that need it.
    Remove(String),
    /// Translations.
    Translate(Box<Survey>),
    /// Everything at once, as a file brings it; the key and the version stay.
    Replace(Box<Survey>),
}

/// One place up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Towards the beginning.
    Up,
    /// Towards the end.
    Down,
}

keys!(Way { Up = "up", Down = "down" });

/// Where an item goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemPlace {
    /// Before all others of this section, from 0.
    First(usize),
    /// After the item of this key.
    After(String),
}

impl ItemPlace {
    /// Its name in forms: `first.1`, `after.one_change`.
    pub fn key(&self) -> String {
        match self {
            Self::First(section) => format!("first.{section}"),
            Self::After(item) => format!("after.{item}"),
        }
    }

    /// The place of that name, if the survey has it.
    pub fn from_key(survey: &Survey, key: &str) -> Option<Self> {
        match key.split_once('.')? {
            ("first", section) => {
                let section = section.parse().ok()?;
                (section < survey.sections.len().max(1)).then_some(Self::First(section))
            }
            ("after", item) => survey.item(item).map(|item| Self::After(item.key.clone())),
            _ => None,
        }
    }

    /// The end of a section, from 0.
    pub fn end(survey: &Survey, section: usize) -> Self {
        let last = survey.sections.get(section).and_then(|section| section.items.last());
        last.map_or(Self::First(section), |last| Self::After(last.key.clone()))
    }
}

/// Why a step is refused, in words for whoever edits.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EditRefusal {
    /// The item would break rules.
    #[error("{}", .0.join("; "))]
    Broken(Vec<String>),
    /// There is no such item.
    #[error("This question is no longer in the survey")]
    NoItem(String),
    /// There is no such section.
    #[error("This section is no longer in the survey")]
    NoSection,
    /// The key belonged to another question.
    #[error("The key {0} belonged to a question that was removed; a new question needs a key of its own")]
    KeyUsed(String),
    /// An item would be answered in another way.
    #[error(
        "“{0}” can’t be answered in another way, because its answers are counted together. Add a new question and remove \
         this one"
    )]
    KindChanged(String),
    /// Other items are shown only after certain answers to it.
    #[error("“{0}” is shown only after certain answers to this question. Change when “{0}” is shown first")]
    Needed(String),
    /// It would hold too much.
    #[error("A survey can hold at most {ITEMS_MAX} questions in {SECTIONS_MAX} sections")]
    Full,
}

/// The survey after a step; `used` are the item keys that it ever had.
///
/// # Errors
/// [`EditRefusal`] says what is in the way.
pub fn apply(survey: &Survey, used: &BTreeSet<String>, step: EditStep) -> Result<Survey, EditRefusal> {
    let mut next = survey.clone();
    match step {
        EditStep::Words { title, intro } => (next.title, next.intro) = (title, intro),
        EditStep::AddSection(section) => next.sections.push(section),
        EditStep::ChangeSection { section, title, stem } => {
            let section = next.sections.get_mut(section).ok_or(EditRefusal::NoSection)?;
            (section.title, section.stem) = (title, stem);
        }
        EditStep::ShiftSection(section, way) => shift_section(&mut next, section, way)?,
        EditStep::RemoveSection(section) => {
            let gone = next.sections.get(section).ok_or(EditRefusal::NoSection)?.items.clone();
            next.sections.remove(section);
            for item in gone {
                forget(&mut next, &item.key)?;
            }
        }
        EditStep::Add { place, item } => add(&mut next, used, &place, *item)?,
        EditStep::AddGroup(side) => add_group(&mut next, side)?,
        EditStep::Change(item) => {
            let (section, at) = find(&next, &item.key)?;
            let old = &mut next.sections[section].items[at];
            same_kind(old, &item)?;
            let key = item.key.clone();
            *old = *item;
            is_sound(&next, &key)?;
        }
        EditStep::Duplicate(key) => {
            let (section, at) = find(&next, &key)?;
            let old = &next.sections[section].items[at];
            let copy = copy_of(old, new_key(&old.label.to_string(), used));
            next.sections[section].items.insert(at + 1, copy);
        }
        EditStep::Shift(key, way) => shift(&mut next, &key, way)?,
        EditStep::Move { item, place } => {
            let (section, at) = find(&next, &item)?;
            if place != ItemPlace::After(item) {
                let item = next.sections[section].items.remove(at);
                insert(&mut next, &place, item)?;
            }
        }
        EditStep::Remove(key) => {
            let (section, at) = find(&next, &key)?;
            next.sections[section].items.remove(at);
            forget(&mut next, &key)?;
        }
        EditStep::Translate(translated) => next = Survey { version: next.version, ..*translated },
        EditStep::Replace(file) => {
            may_replace(survey, used, &file)?;
            next = Survey { key: next.key, version: next.version, ..*file };
        }
    }
    if next.items().count() > ITEMS_MAX || next.sections.len() > SECTIONS_MAX {
        return Err(EditRefusal::Full);
    }
    Ok(next)
}

/// A survey without questions, for these sides.
pub fn blank(key: String, title: &str, sides: Vec<Side>) -> Survey {
    Survey {
        key,
        version: 1,
        title: Wording::english(title),
        intro: Wording::english(""),
        sides,
        aims_to_pick: None,
        scales: Vec::new(),
        sections: vec![first_section()],
        pairs: Vec::new(),
        scores: Vec::new(),
    }
}

fn first_section() -> Section {
    Section { title: Wording::english("Questions"), stem: None, items: Vec::new() }
}

/// A copy of a survey to be changed: under another key and English title. Translations of the title stay, since a survey
/// is read in the languages of its title.
pub fn copied(survey: &Survey, key: String, title: &str) -> Survey {
    let retitled = |text: &Text| text.clone().with(super::text::ENGLISH, title);
    let title = match &survey.title {
        Wording::Same(text) => Wording::Same(retitled(text)),
        Wording::BySide { library, partner } => Wording::BySide {
            library: library.as_ref().map(retitled),
            partner: partner.as_ref().map(retitled),
        },
    };
    Survey { key, version: 1, title, ..survey.clone() }
}

/// The beginning of a key: a text in any script as letters of the Latin alphabet, digits and `_`.
pub fn key_stem(text: &str, otherwise: &str) -> String {
    let mut stem = String::new();
    for letter in deunicode(text).chars().map(|letter| letter.to_ascii_lowercase()) {
        if letter.is_ascii_lowercase() || (letter.is_ascii_digit() && !stem.is_empty()) {
            stem.push(letter);
        } else if !stem.is_empty() && !stem.ends_with('_') {
            stem.push('_');
        }
        if stem.len() >= KEY_LETTERS {
            break;
        }
    }
    match stem.trim_end_matches('_') {
        "" => otherwise.to_owned(),
        stem => stem.to_owned(),
    }
}

/// A key for a new item, made from its label: one that no item ever had.
pub fn new_key(label: &str, used: &BTreeSet<String>) -> String {
    let stem = match key_stem(label, "question").as_str() {
        "response_id" | "group" => "question".to_owned(),
        stem => stem.to_owned(),
    };
    let numbered = (2_usize..).map(|number| format!("{stem}_{number}"));
    let mut keys = std::iter::once(stem.clone()).chain(numbered);
    keys.find(|key| !used.contains(key)).unwrap_or_default()
}

fn find(survey: &Survey, key: &str) -> Result<(usize, usize), EditRefusal> {
    let sections = survey.sections.iter().enumerate();
    let mut found = sections.filter_map(|(number, section)| {
        section.items.iter().position(|item| item.key == key).map(|at| (number, at))
    });
    found.next().ok_or_else(|| EditRefusal::NoItem(key.to_owned()))
}

fn same_kind(old: &Item, new: &Item) -> Result<(), EditRefusal> {
    if old.kind.name() == new.kind.name() {
        Ok(())
    } else {
        Err(EditRefusal::KindChanged(old.label.to_string()))
    }
}

/// Whether each item of a file is the one that had its key before, or a new one.
fn may_replace(survey: &Survey, used: &BTreeSet<String>, file: &Survey) -> Result<(), EditRefusal> {
    for item in file.items() {
        match survey.item(&item.key) {
            Some(old) => same_kind(old, item)?,
            None if used.contains(&item.key) => return Err(EditRefusal::KeyUsed(item.key.clone())),
            None => {}
        }
    }
    Ok(())
}

/// Whether an item keeps the rules of items.
fn is_sound(survey: &Survey, key: &str) -> Result<(), EditRefusal> {
    let faults = survey.faults().into_iter().filter(|fault| fault.item.as_deref() == Some(key));
    let reasons: Vec<String> =
        faults.map(|fault: SurveyFault| gaps::in_words(survey, &fault.reason)).collect();
    if reasons.is_empty() { Ok(()) } else { Err(EditRefusal::Broken(reasons)) }
}

fn insert(survey: &mut Survey, place: &ItemPlace, item: Item) -> Result<(), EditRefusal> {
    if survey.sections.is_empty() {
        survey.sections.push(first_section());
    }
    let (section, at) = match place {
        ItemPlace::First(section) => (*section, 0),
        ItemPlace::After(key) => find(survey, key).map(|(section, at)| (section, at + 1))?,
    };
    survey.sections.get_mut(section).ok_or(EditRefusal::NoSection)?.items.insert(at, item);
    Ok(())
}

fn add(
    survey: &mut Survey,
    used: &BTreeSet<String>,
    place: &ItemPlace,
    item: Item,
) -> Result<(), EditRefusal> {
    let key = item.key.clone();
    if used.contains(&key) || survey.item(&key).is_some() {
        return Err(EditRefusal::KeyUsed(key));
    }
    insert(survey, place, item)?;
    is_sound(survey, &key)
}

/// The question about the group has the same key in every survey, so that it may come back after it was removed.
fn add_group(survey: &mut Survey, side: Side) -> Result<(), EditRefusal> {
    let mut found =
        GROUPS_FROM.into_iter().filter_map(templates::find).filter(|template| template.sides.contains(&side));
    let template = found.find_map(|template| template.group_item(side));
    let (Some(template), None) = (template, survey.group_item(side)) else { return Ok(()) };
    let sides = if survey.sides.len() > 1 { vec![side] } else { Vec::new() };
    let item = Item { sides, ..template.clone() };
    let key = item.key.clone();
    insert(survey, &ItemPlace::First(0), item)?;
    is_sound(survey, &key)
}

/// A copy is a question of its own: not the group of a side, and not one half of a comparison.
fn copy_of(item: &Item, key: String) -> Item {
    let label = format!("{} (copy)", item.label);
    Item { key, label: Text::english(label), role: None, ledger: None, topic: None, ..item.clone() }
}

fn shift(survey: &mut Survey, key: &str, way: Way) -> Result<(), EditRefusal> {
    let (section, at) = find(survey, key)?;
    let sections = &mut survey.sections;
    match way {
        Way::Up if at > 0 => sections[section].items.swap(at, at - 1),
        Way::Up if section > 0 => {
            let item = sections[section].items.remove(at);
            sections[section - 1].items.push(item);
        }
        Way::Down if at + 1 < sections[section].items.len() => sections[section].items.swap(at, at + 1),
        Way::Down if section + 1 < sections.len() => {
            let item = sections[section].items.remove(at);
            sections[section + 1].items.insert(0, item);
        }
        Way::Up | Way::Down => {}
    }
    Ok(())
}

fn shift_section(survey: &mut Survey, section: usize, way: Way) -> Result<(), EditRefusal> {
    if section >= survey.sections.len() {
        return Err(EditRefusal::NoSection);
    }
    match way {
        Way::Up if section > 0 => survey.sections.swap(section, section - 1),
        Way::Down if section + 1 < survey.sections.len() => survey.sections.swap(section, section + 1),
        Way::Up | Way::Down => {}
    }
    Ok(())
}

/// Whether an item is shown only after certain answers to another.
fn hangs_on(item: &Item, key: &str) -> bool {
    item.show_if.as_ref().is_some_and(|conditions| conditions.tests().iter().any(|test| test.item == key))
}

/// Takes an item that is gone out of pairs and scores, unless an item that stays hangs on it.
fn forget(survey: &mut Survey, key: &str) -> Result<(), EditRefusal> {
    /// Below three items a score says no more than its items do.
    const SCORE_MIN: usize = 3;
    if let Some(item) = survey.items().find(|item| hangs_on(item, key)) {
        return Err(EditRefusal::Needed(item.label.to_string()));
    }
    survey.pairs.retain(|pair| pair.left != key && pair.right != key);
    for score in &mut survey.scores {
        score.items.retain(|item| item != key);
    }
    survey.scores.retain(|score| score.items.len() >= SCORE_MIN);
    Ok(())
}
