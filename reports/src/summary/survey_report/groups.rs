//! The means of each group beside each other.

use super::super::sheet::SheetSection;
use super::super::table::{Table, TableCell, TableColumn, TableRow};
use super::SurveyInputs;
use crate::scale::Shape;
use crate::small_numbers::{Group, MinGroup, TOGETHER, TOO_FEW, by_part};
use crate::stats::describe;
use crate::wording;

/// The table of means by group; none without two groups, or where no question is told by group.
pub(super) fn section(inputs: &SurveyInputs) -> Option<SheetSection> {
    let items = items(inputs);
    let mut keys: Vec<&str> = Vec::new();
    for group in items.iter().flatten().filter(|group| !group.key.is_empty()) {
        if !keys.contains(&group.key.as_str()) {
            keys.push(&group.key);
        }
    }
    let rows: Vec<TableRow> = inputs
        .ratings
        .iter()
        .zip(&items)
        .filter(|(rating, _)| rating.scale.shape != Shape::Ideal)
        .map(|(rating, groups)| TableRow {
            key: String::new(),
            label: rating.label.clone(),
            strong: false,
            cells: keys.iter().map(|key| cell(groups, key, inputs.min_group)).collect(),
        })
        .collect();
    let shown = rows.iter().flat_map(|row| &row.cells).any(|cell| !cell.few);
    (keys.len() > 1 && shown).then(|| SheetSection {
        stem: "by-group".to_owned(),
        heading: "By group".to_owned(),
        finding: String::new(),
        charts: Vec::new(),
        table: Table {
            caption: "Means of each group, with the number of answers in brackets.".to_owned(),
            corner: "Question",
            heat: false,
            columns: keys.iter().map(|key| TableColumn::figures(name(inputs, key))).collect(),
            rows,
        },
    })
}

/// What is said where some questions are told by group and others are not.
pub(super) fn caution(inputs: &SurveyInputs) -> Option<String> {
    let min = wording::number(inputs.min_group.get());
    let is_together = |cell: &TableCell| cell.text == TOGETHER;
    let rows = section(inputs)?.table.rows;
    rows.iter().flat_map(|row| &row.cells).any(is_together).then(|| {
        format!(
            "Where fewer than {min} people in a group answered a question, only the figure for everybody is shown."
        )
    })
}

/// The groups by which each question is told.
fn items(inputs: &SurveyInputs) -> Vec<Vec<Group>> {
    inputs.by_group.iter().map(|groups| by_part(groups.clone(), inputs.min_group)).collect()
}

fn cell(groups: &[Group], key: &str, min: MinGroup) -> TableCell {
    match groups.iter().find(|group| group.key == key) {
        Some(group) => match describe::mean(&group.counts) {
            Some(mean) => {
                TableCell::of(format!("{} ({})", wording::mean(mean), wording::count(group.counts.n())))
            }
            None => TableCell::absent("no answers"),
        },
        None => match groups.iter().map(|group| group.counts.n()).sum() {
            0 => TableCell::absent("no answers"),
            n if min.hides(n) => TableCell::absent(TOO_FEW),
            _ => TableCell::absent(TOGETHER),
        },
    }
}

fn name(inputs: &SurveyInputs, key: &str) -> String {
    let known = inputs.groups.iter().find(|(known, _)| known == key);
    known.map_or_else(|| wording::capitalised(&key.replace('_', " ")), |(_, name)| name.clone())
}
