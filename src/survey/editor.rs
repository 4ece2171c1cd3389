//! Changing a survey step by step. Each step gives a survey that keeps every rule, or says why it is refused.
//!
//! An item key is made once. It is never given to another question, or old answers would be counted under it.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use thiserror::Error;

use super::definition::{DefinitionError, Fault, Section, Survey};
use super::item::Item;
use super::text::Wording;

/// Letters of a key that is made from a label; the rest of what is allowed is room for a number.
const KEY_LETTERS: usize = 40;

/// One change.
#[derive(Clone, Debug)]
pub enum Step {
    /// Another title and introduction.
    Words {
        /// The title.
        title: Wording,
        /// What is read before the first question.
        intro: Wording,
    },
    /// Another heading and opening words for a page.
    Page {
        /// Which, from 0.
        page: usize,
        /// The heading.
        title: Wording,
        /// The beginning that its ratings share.
        stem: Option<Wording>,
    },
    /// A new item at the end of a page.
    Add {
        /// Where.
        place: Place,
        /// The item; its key is new.
        item: Box<Item>,
    },
    /// Other words or answers for an item; its key and kind stay.
    Change(Box<Item>),
    /// An item one place up, over the edge of its page.
    Up(String),
    /// An item one place down, over the edge of its page.
    Down(String),
    /// An item taken out, with the pairs and scores that need it.
    Remove(String),
    /// Everything at once, as a file brings it; the key and the version stay.
    Replace(Box<Survey>),
}

/// Where a new item goes.
#[derive(Clone, Debug)]
pub enum Place {
    /// The end of this page, from 0.
    Page(usize),
    /// A page of its own at the end, under this heading.
    NewPage(Wording),
}

/// Why a step is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The survey would break rules.
    #[error(transparent)]
    Broken(#[from] DefinitionError),
    /// There is no such item.
    #[error("there is no question with the key `{0}`")]
    NoItem(String),
    /// There is no such page.
    #[error("there is no such page")]
    NoPage,
    /// The key belonged to another question.
    #[error("the key `{0}` belonged to a question before; a new question needs a new key")]
    KeyUsed(String),
    /// An item would be answered in another way.
    #[error(
        "the question `{0}` cannot be answered in another way, because answers are counted under its key; add a new \
         question and remove this one"
    )]
    KindChanged(String),
}

impl Refusal {
    /// What is wrong, one sentence for each thing.
    pub fn reasons(&self) -> Vec<String> {
        match self {
            Self::Broken(DefinitionError::Faults { faults, .. }) => {
                faults.iter().map(Fault::to_string).collect()
            }
            other => vec![other.to_string()],
        }
    }
}

/// The survey after a step; `used` are the item keys that it ever had.
///
/// # Errors
/// [`Refusal`] says what is in the way.
pub fn apply(survey: &Survey, used: &BTreeSet<String>, step: Step) -> Result<Survey, Refusal> {
    let mut next = survey.clone();
    match step {
        Step::Words { title, intro } => (next.title, next.intro) = (title, intro),
        Step::Page { page, title, stem } => {
            let section = next.sections.get_mut(page).ok_or(Refusal::NoPage)?;
            (section.title, section.stem) = (title, stem);
        }
        Step::Add { place, item } => add(&mut next, used, place, *item)?,
        Step::Change(item) => {
            let (page, at) = find(&next, &item.key)?;
            let old = &mut next.sections[page].items[at];
            same_kind(old, &item)?;
            *old = *item;
        }
        Step::Up(key) => up(&mut next, &key)?,
        Step::Down(key) => down(&mut next, &key)?,
        Step::Remove(key) => remove(&mut next, &key)?,
        Step::Replace(file) => {
            for item in file.items() {
                match survey.item(&item.key) {
                    Some(old) => same_kind(old, item)?,
                    None if used.contains(&item.key) => return Err(Refusal::KeyUsed(item.key.clone())),
                    None => {}
                }
            }
            next = Survey { key: next.key, version: next.version, ..*file };
        }
    }
    next.sections.retain(|section| !section.items.is_empty());
    Ok(Survey::parse("this survey", &next.to_json())?)
}

/// A key for a new item, made from its label: one that no item ever had.
pub fn new_key(label: &str, used: &BTreeSet<String>) -> String {
    let mut stem = String::new();
    for letter in label.chars().map(|letter| letter.to_ascii_lowercase()) {
        if letter.is_ascii_lowercase() || (letter.is_ascii_digit() && !stem.is_empty()) {
            stem.push(letter);
        } else if !stem.is_empty() && !stem.ends_with('_') {
            stem.push('_');
        }
        if stem.len() >= KEY_LETTERS {
            break;
        }
    }
    let stem = match stem.trim_end_matches('_') {
        "" | "response_id" | "group" => "question",
        stem => stem,
    };
    let numbered = (2_usize..).map(|number| format!("{stem}_{number}"));
    let mut keys = std::iter::once(stem.to_owned()).chain(numbered);
    keys.find(|key| !used.contains(key)).unwrap_or_default()
}

fn find(survey: &Survey, key: &str) -> Result<(usize, usize), Refusal> {
    let pages = survey.sections.iter().enumerate();
    let mut found = pages.filter_map(|(page, section)| {
        section.items.iter().position(|item| item.key == key).map(|at| (page, at))
    });
    found.next().ok_or_else(|| Refusal::NoItem(key.to_owned()))
}

fn same_kind(old: &Item, new: &Item) -> Result<(), Refusal> {
    if old.kind.name() == new.kind.name() { Ok(()) } else { Err(Refusal::KindChanged(old.key.clone())) }
}

fn add(survey: &mut Survey, used: &BTreeSet<String>, place: Place, item: Item) -> Result<(), Refusal> {
    if used.contains(&item.key) || survey.item(&item.key).is_some() {
        return Err(Refusal::KeyUsed(item.key));
    }
    match place {
        Place::Page(page) => survey.sections.get_mut(page).ok_or(Refusal::NoPage)?.items.push(item),
        Place::NewPage(title) => survey.sections.push(Section { title, stem: None, items: vec![item] }),
    }
    Ok(())
}

fn up(survey: &mut Survey, key: &str) -> Result<(), Refusal> {
    let (page, at) = find(survey, key)?;
    if at > 0 {
        survey.sections[page].items.swap(at, at - 1);
    } else if page > 0 {
        let item = survey.sections[page].items.remove(at);
        survey.sections[page - 1].items.push(item);
    }
    Ok(())
}

fn down(survey: &mut Survey, key: &str) -> Result<(), Refusal> {
    let (page, at) = find(survey, key)?;
    if at + 1 < survey.sections[page].items.len() {
        survey.sections[page].items.swap(at, at + 1);
    } else if page + 1 < survey.sections.len() {
        let item = survey.sections[page].items.remove(at);
        survey.sections[page + 1].items.insert(0, item);
    }
    Ok(())
}

fn remove(survey: &mut Survey, key: &str) -> Result<(), Refusal> {
    /// Below three items a score says no more than its items do.
    const SCORE_MIN: usize = 3;
    let (page, at) = find(survey, key)?;
    survey.sections[page].items.remove(at);
    survey.pairs.retain(|pair| pair.left != key && pair.right != key);
    for score in &mut survey.scores {
        score.items.retain(|item| item != key);
    }
    survey.scores.retain(|score| score.items.len() >= SCORE_MIN);
    Ok(())
}
