//! The lists of the sheet `choices`.

use std::collections::BTreeMap;

use common_ground_reports::scale::{self, Missing};

use super::text;
use crate::{
    exchange::xls_form::{lists, sheets::FormSheet},
    survey::{ItemOption, Text, Wording, definition::ScaleDefinition},
};

/// What the key of an option begins with whose name does not begin with a letter.
pub(super) const BEFORE: &str = "o_";

/// Lists by name.
#[derive(Debug, Default)]
pub(super) struct ChoiceLists(BTreeMap<String, ChoiceList>);

/// A list: its choices, and the reasons for giving no value that it offers.
#[derive(Clone, Debug, Default)]
pub(super) struct ChoiceList {
    choices: Vec<(String, Text)>,
    pub(super) missing: Vec<Missing>,
}

impl ChoiceLists {
    pub(super) fn read(table: &FormSheet, wrong: &mut Vec<String>) -> Self {
        let mut lists: BTreeMap<String, ChoiceList> = BTreeMap::new();
        for row in &table.rows {
            let (list, name) = (row.cell("list_name"), row.cell("name"));
            match text(row, "label") {
                _ if list.is_empty() || name.is_empty() => {
                    wrong.push(row.wrong("list_name", "a choice needs a list_name and a name"));
                }
                None => wrong.push(row.wrong("name", "this choice has no label")),
                Some(label) => {
                    let list = lists.entry(list.to_owned()).or_default();
                    match lists::offered(name) {
                        Some(missing) => list.missing.push(missing),
                        None => list.choices.push((name.to_owned(), label)),
                    }
                }
            }
        }
        Self(lists)
    }

    pub(super) fn find(&self, name: &str) -> Option<&ChoiceList> {
        self.0.get(name)
    }
}

impl ChoiceList {
    /// The names of its choices, where they are whole numbers one after the other.
    fn numbers(&self) -> Option<(usize, usize)> {
        let first = self.choices.first()?.0.parse::<usize>().ok()?;
        let end = first.checked_add(self.choices.len())?;
        let names = self.choices.iter().map(|(name, _)| name.parse::<usize>().ok());
        names.eq((first..end).map(Some)).then_some((first, self.choices.len()))
    }

    /// The labels of a scale from 1.
    pub(super) fn points(&self) -> Option<Vec<Text>> {
        let (first, many) = self.numbers()?;
        (first == 1 && (2..=7).contains(&many))
            .then(|| self.choices.iter().map(|(_, text)| text.clone()).collect())
    }

    /// The labels of the ends of a scale from 0 to 10.
    pub(super) fn ends(&self) -> Option<(Text, Text)> {
        let (first, many) = self.numbers()?;
        let end = |choice: &(String, Text)| without_number(&choice.1, &choice.0);
        (first == 0 && many == 11)
            .then(|| self.choices.first().zip(self.choices.last()))
            .flatten()
            .map(|(low, high)| (end(low), end(high)))
    }

    /// The scale with these labels: the one that is named, if it is one, or the first that has them.
    pub(super) fn scale(&self, named: &str, declared: &[ScaleDefinition]) -> Option<String> {
        let labels: Vec<String> = self.points()?.iter().map(ToString::to_string).collect();
        let own = |scale: &&ScaleDefinition| {
            scale.labels.iter().map(ToString::to_string).eq(labels.iter().cloned())
        };
        let own: Vec<&str> = declared.iter().filter(own).map(|scale| scale.key.as_str()).collect();
        let built_in: Vec<&str> = scale::known_keys()
            .filter(|key| scale::known(key).is_some_and(|scale| scale.labels[..] == labels[..]))
            .collect();
        let fitting: Vec<&str> = own.into_iter().chain(built_in).collect();
        let chosen = fitting.iter().find(|key| **key == named).or(fitting.first());
        chosen.map(|key| (*key).to_owned())
    }

    pub(super) fn options(&self) -> Vec<ItemOption> {
        let option = |(name, label): &(String, Text)| ItemOption {
            key: lists::key(name, BEFORE),
            label: Wording::Same(label.clone()),
        };
        self.choices.iter().map(option).collect()
    }
}

/// `0 – Never` as `Never`, in every language.
fn without_number(text: &Text, number: &str) -> Text {
    let bare = |label: &str| {
        let rest = label.strip_prefix(number).map(|rest| rest.trim_start_matches([' ', '–', '-', ':']));
        rest.filter(|rest| !rest.is_empty()).unwrap_or(label).to_owned()
    };
    let mut languages = text.languages();
    let english = languages.next().map_or("", |language| text.in_language(language));
    languages.fold(Text::english(bare(english)), |out, language| {
        out.with(language, bare(text.in_language(language)))
    })
}
