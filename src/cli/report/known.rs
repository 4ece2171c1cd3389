//! What is known of the columns of a file: from a definition that was given, then from the ready-made surveys.

use std::collections::BTreeMap;

use common_ground_reports::{
    compare::ComparedSides as Direction,
    scale::{self, Scale},
    summary::file_report::KnownItem,
    wide::{self, ColumnKind},
};

use crate::survey::{ENGLISH, Item, LedgerHalf, Side, Survey, templates};

/// Items by key.
pub(super) struct KnownItems<'a> {
    surveys: Vec<&'a Survey>,
    items: BTreeMap<&'a str, (&'a Survey, &'a Item)>,
}

impl<'a> KnownItems<'a> {
    /// The items of the ready-made surveys, and before them those of `survey`.
    pub(super) fn new(survey: Option<&'a Survey>) -> Self {
        let surveys: Vec<&Survey> = survey.into_iter().chain(templates::all()).collect();
        let mut items = BTreeMap::new();
        for survey in &surveys {
            for item in survey.items() {
                items.entry(item.key.as_str()).or_insert((*survey, item));
            }
        }
        Self { surveys, items }
    }

    pub(super) fn of(&self, key: &str) -> Option<KnownItem> {
        let (_, item) = self.items.get(key)?;
        Some(KnownItem {
            label: item.label.in_language(ENGLISH).to_owned(),
            topic: item.topic.as_ref().map(|topic| topic.in_language(ENGLISH).to_owned()).unwrap_or_default(),
            ledger: match item.ledger {
                Some(LedgerHalf::B) => Direction::PartnersOffer,
                Some(LedgerHalf::A) | None => Direction::LibraryOffers,
            },
        })
    }

    /// What a column holds. One that nobody knows holds answers from 1 to 5.
    pub(super) fn kind(&self, key: &str) -> ColumnKind {
        match self.items.get(key).map(|(_, item)| item.kind.scale()) {
            Some(Some(_)) => ColumnKind::Rating,
            Some(None) => ColumnKind::Ignore,
            None => wide::without_survey(key),
        }
    }

    /// The scale of the first of these columns that is known, or else the usual one.
    pub(super) fn scale(&self, columns: &[String]) -> Option<Scale> {
        let declared = columns.iter().find_map(|key| {
            let (survey, item) = self.items.get(key.as_str())?;
            survey.scale(item.kind.scale()?)
        });
        declared.or_else(|| scale::known(scale::AMOUNT5))
    }

    /// How groups are called, by key.
    pub(super) fn groups(&self) -> Vec<(String, String)> {
        let mut groups = BTreeMap::new();
        for survey in &self.surveys {
            for side in Side::ALL {
                for option in survey.group_item(side).map(|item| item.kind.options()).unwrap_or_default() {
                    let label = option.label.read(side, ENGLISH);
                    groups.entry(option.key.clone()).or_insert_with(|| label.to_owned());
                }
            }
        }
        groups.into_iter().collect()
    }
}
