//! What makes single answers coarser before they are handed on: groups are told as everything shown of the round tells
//! them, and answers that describe the person likewise. Questions that stand on paper alone are left out where they would
//! tell a few people's answers, by the way they came, from those of the others.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use common_ground_reports::{scale::Missing, small_numbers::OTHER};

use crate::{
    results::Answered,
    survey::{
        Item, ItemKind, ItemOption, Survey,
        columns::Columns,
        item::{Counted, MultipleChoice},
        tally::option_item,
    },
};

/// The answers of one round, as coarse as its published table.
#[derive(Clone, Debug)]
pub struct Coarse {
    /// The survey, without options that have no column in the file.
    pub(super) survey: Arc<Survey>,
    /// By place in a row, the group first: what is told for each value; what is not named stays.
    cells: BTreeMap<usize, BTreeMap<String, String>>,
}

impl Coarse {
    /// As coarse as what is shown of the round.
    pub fn of(answered: &Answered) -> Self {
        let mut survey = (*answered.survey).clone();
        for section in &mut survey.sections {
            section.items.retain(|item| !item.paper_only || hides_who_had_paper(item, answered));
        }
        let mut told: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        let items = survey.sections.iter_mut().flat_map(|section| &mut section.items);
        for item in items.filter(|item| item.is_on(answered.side) && item.makes_groups()) {
            let values = if item.is_group() { parts(item, answered) } else { categories(item, answered) };
            leave_out_options(item, answered);
            told.insert(item.key.clone(), values);
        }
        let group = answered.side.group_item();
        let headings: Vec<String> =
            Columns::new(&survey, answered.side).headings().skip(1).map(Cow::into_owned).collect();
        let cells = headings.iter().enumerate().filter_map(|(place, heading)| {
            let item = if place == 0 { group } else { heading };
            Some((place, told.remove(item)?))
        });
        let cells = cells.collect();
        Self { cells, survey: Arc::new(survey) }
    }

    /// What is told in the place of a cell.
    pub(super) fn cell<'c>(&'c self, place: usize, cell: &'c str) -> &'c str {
        self.cells.get(&place).and_then(|told| told.get(cell)).map_or(cell, String::as_str)
    }
}

/// Whether enough people were asked a question on paper, and enough or nobody were not.
fn hides_who_had_paper(item: &Item, answered: &Answered) -> bool {
    let counted = match item.kind.counted() {
        // Nothing is known of how many there are.
        Counted::Not => return false,
        Counted::Options => {
            let first = item.kind.options().first().map(|option| option_item(&item.key, &option.key));
            first.map_or(0, |first| answered.whole().values(&first).map(|(_, n)| n).sum())
        }
        Counted::Rating | Counted::Value => 0,
    };
    let all = counted + answered.whole().values(&item.key).map(|(_, n)| n).sum::<u64>();
    let not_asked = answered.whole().n(&item.key, Missing::NotShown.key());
    let is_enough = |people: u64| answered.min().allows(people);
    is_enough(all.saturating_sub(not_asked)) && (not_asked == 0 || is_enough(not_asked))
}

/// The part of each group; nothing where there are no parts.
fn parts(item: &Item, answered: &Answered) -> BTreeMap<String, String> {
    let partition = answered.partition();
    let part = |key: &str| partition.part_of(key).unwrap_or_default().to_owned();
    item.kind.options().iter().map(|option| (option.key.clone(), part(&option.key))).collect()
}

/// The categories that the published table tells by themselves, and those it tells together.
fn categories(item: &Item, answered: &Answered) -> BTreeMap<String, String> {
    if !matches!(item.kind, ItemKind::SingleChoice(_)) {
        return BTreeMap::new();
    }
    let told = |key: &str| {
        let is_shown = answered.whole().n(&item.key, key) > 0;
        if is_shown { key.to_owned() } else { OTHER.to_owned() }
    };
    item.kind.options().iter().map(|option| (option.key.clone(), told(&option.key))).collect()
}

/// Leaves out the options of a multiple choice that the published table does not tell: each has a column of its own.
fn leave_out_options(item: &mut Item, answered: &Answered) {
    if let ItemKind::MultipleChoice(MultipleChoice { options, .. }) = &mut item.kind {
        let column = |option: &ItemOption| option_item(&item.key, &option.key);
        options.retain(|option| answered.whole().values(&column(option)).next().is_some());
    }
}
