//! The means of each group beside each other.

use super::super::sheet::Section;
use super::super::table::{Cell, Column, Row, Table};
use super::super::wording;
use super::SurveyInputs;
use crate::scale::Shape;
use crate::small_numbers::{Folding, Group, Visibility, suppress};
use crate::stats::describe;

/// The table of means by group; none without two groups, or where everything in it is hidden.
pub(super) fn section(inputs: &SurveyInputs) -> Option<Section> {
    let folding =
        Folding::of(inputs.by_group.iter().flatten().map(|group| (group.key.as_str(), group.organisations)));
    let items: Vec<Vec<Group>> = inputs.by_group.iter().map(|groups| folding.apply(groups)).collect();
    let mut keys: Vec<&str> = Vec::new();
    for group in items.iter().flatten().filter(|group| !group.key.is_empty()) {
        if !keys.contains(&group.key.as_str()) {
            keys.push(&group.key);
        }
    }
    let rows: Vec<Row> = inputs
        .ratings
        .iter()
        .zip(&items)
        .filter(|(rating, _)| rating.scale.shape != Shape::Ideal)
        .map(|(rating, groups)| Row {
            key: String::new(),
            label: rating.label.clone(),
            strong: false,
            cells: cells(groups, &keys, inputs),
        })
        .collect();
    let shown = rows.iter().flat_map(|row| &row.cells).any(|cell| !cell.few);
    (keys.len() > 1 && shown).then(|| Section {
        stem: "by-group".to_owned(),
        heading: "By group".to_owned(),
        finding: String::new(),
        charts: Vec::new(),
        table: Table {
            caption: "Means of each group, with the number of answers in brackets.".to_owned(),
            corner: "Question",
            heat: false,
            columns: keys.iter().map(|key| Column::figures(name(inputs, key))).collect(),
            rows,
        },
    })
}

fn cells(groups: &[Group], keys: &[&str], inputs: &SurveyInputs) -> Vec<Cell> {
    let found = suppress(groups, inputs.min_group);
    let cell = |key: &&str| {
        let at = groups.iter().position(|group| group.key == **key);
        match at.map(|at| (found[at], describe::mean(&groups[at].counts), groups[at].counts.n())) {
            Some((Visibility::Shown, Some(mean), n)) => {
                Cell::of(format!("{} ({})", wording::mean(mean), wording::count(n)))
            }
            Some((Visibility::NoAnswers, ..)) | None => Cell::absent("no answers"),
            Some(_) => Cell::absent("too few to show"),
        }
    };
    keys.iter().map(cell).collect()
}

fn name(inputs: &SurveyInputs, key: &str) -> String {
    let known = inputs.groups.iter().find(|(known, _)| known == key);
    known.map_or_else(|| wording::capitalised(&key.replace('_', " ")), |(_, name)| name.clone())
}
